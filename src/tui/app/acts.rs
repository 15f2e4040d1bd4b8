//! What actions and commands do: changes and undo. Does not know which key asked.

use super::{
    App, Effect, HELD, Kept, Occasion, Overlay, Saving, Screen, Untyped,
    keyboard::{leaves, may_turn_out_to_leave},
    scene,
};
use crate::{
    domain::{Change, Kind, Meeting, Ref, Refusal, Stamp, history::History, meeting::GoalStatus},
    tui::{
        keymap::{Action, Scope},
        screens::{
            Cmd, Pane,
            celebration::Celebration,
            entries::Entries,
            files::Handed,
            goals::Goals,
            line::{LinePane, Purpose},
            stage,
            summary::Summary,
        },
        ui::TextField,
    },
};

/// What is said where only an answer helps.
const QUESTION_FIRST: &str = "answer the question first: y or n";

impl App {
    pub(super) fn act(&mut self, action: Action) {
        match action {
            Action::Interrupt => self.interrupt(),
            // A letter that was meant as a word does not end the meeting at once.
            Action::Quit if self.is_in_meeting() => self.interrupt(),
            Action::Quit => self.leave(),
            Action::Help | Action::Palette if self.place().has(Scope::QUESTION) => {
                self.notice = Some(QUESTION_FIRST.to_owned());
            }
            Action::Suspend => self.effects.push(Effect::Suspend),
            Action::Help => self.toggle_help(),
            Action::Palette => self.toggle_palette(),
            Action::Save => {
                self.say_saved();
                // What is in the file now is looked at.
                self.effects.extend(self.session.as_ref().map(|_| Effect::Save));
            }
            Action::Theme => {
                self.look.theme = self.look.theme.next();
                self.notice = Some(format!("theme: {}", self.look.theme.words()));
            }
            Action::Motion => {
                self.look.motion = self.look.motion.next();
                self.notice = Some(format!("motion: {}", self.look.motion.words()));
            }
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::NewLine => {
                if let Some(field) = self.focused() {
                    field.new_line();
                    self.typed();
                }
            }
            Action::NextItem => self.page(1),
            Action::PrevItem => self.page(-1),
            Action::Pause => self.pause(),
            Action::Extend => self.ask_for_time(),
            Action::GoHome => self.run(Cmd::Home),
            Action::Pass => self.ask(Purpose::Pass),
            Action::Note => self.ask(Purpose::Note),
            // In the list of entries they are about the selected note.
            Action::Decide | Action::Promise | Action::Park if self.overlay.is_some() => self.pass_on(action),
            Action::Decide => self.ask(Purpose::Decide),
            Action::Promise => self.ask(Purpose::Promise),
            Action::Park => self.ask(Purpose::Park),
            Action::WriteOut => self.hand_out(Occasion::Draft),
            Action::Copy => self.hand_out(Occasion::Copy),
            Action::Entries => self.overlay = Some(Overlay::Pane(Box::new(Entries::default()))),
            Action::Accept
            | Action::Back
            | Action::NextField
            | Action::PrevField
            | Action::Toggle
            | Action::Up
            | Action::Down
            | Action::Left
            | Action::Right
            | Action::First
            | Action::Last
            | Action::Facilitate
            | Action::Remove
            | Action::Add
            | Action::MoveUp
            | Action::MoveDown
            | Action::Yes
            | Action::No
            | Action::NextPage
            | Action::PrevPage
            | Action::Find
            | Action::NextMatch
            | Action::PrevMatch
            | Action::Export
            | Action::Folder
            | Action::Correct
            | Action::CloseLeft => self.pass_on(action),
        }
    }

    /// Gives the action to what has the keyboard. An Enter that is held down answers no question, and nothing behind the
    /// one that it has answered.
    pub(super) fn pass_on(&mut self, action: Action) {
        let held = action == Action::Accept && self.is_held();
        let is_question = self.place().has(Scope::QUESTION);
        if held && (is_question || self.enter.has_answered) {
            return;
        }
        self.enter.has_answered = action == Action::Accept && is_question;
        let cmd = self.answer(action);
        if may_turn_out_to_leave(action) && !matches!(cmd, Cmd::Quit | Cmd::Home | Cmd::Do(_)) {
            self.leaving = false;
        }
        match cmd {
            _ if held && self.is_covered() => {}
            Cmd::Record(Change::Close, _) if held => {
                self.notice = Some("Enter is held down; press it once more to close the meeting".to_owned());
            }
            Cmd::Quit | Cmd::Home if held && self.leaving => {
                self.notice = Some("Enter is held down; press it once more to leave all the same".to_owned());
            }
            cmd => self.run(cmd),
        }
    }

    /// What the place that has the keyboard makes of it.
    fn answer(&mut self, action: Action) -> Cmd {
        let room = self.room();
        let scene = scene(self.session.as_ref(), &self.now);
        match (&mut self.overlay, &mut self.screen, scene) {
            (Some(Overlay::Help(help)), ..) => help.handle(action),
            (Some(Overlay::Palette(palette)), ..) => palette.handle(action),
            (Some(Overlay::Handed(handed)), ..) => handed.handle(action),
            (Some(Overlay::Pane(pane)), _, Some(scene)) => pane.handle(action, &scene),
            (None, Screen::Stage(stage), Some(scene)) => stage.handle(action, &scene),
            (None, Screen::Summary(summary), Some(_)) => summary.handle(action),
            (None, Screen::Home(home), _) => home.handle(action, &self.now.wall),
            (None, Screen::Setup(setup), _) => setup.handle(action),
            (None, Screen::Agenda(editor), _) => editor.handle(action),
            (None, Screen::Promises(promises), _) => promises.handle(action),
            (None, Screen::Goals(goals), _) => goals.handle(action),
            (None, Screen::Minutes(minutes), _) => minutes.handle(action, room),
            (Some(Overlay::Pane(_)) | None, _, None) => Cmd::None,
        }
    }

    /// Whether this Enter follows the last one as fast as only a held key does.
    pub(super) fn is_held(&mut self) -> bool {
        let last = self.enter.at.replace(self.now.steady);
        last.is_some_and(|last| self.now.steady.saturating_sub(last) < HELD)
    }

    pub(super) fn run(&mut self, cmd: Cmd) {
        match cmd {
            Cmd::None => {}
            Cmd::Record(change, fields) => self.record(change, fields),
            Cmd::Typed => self.typed(),
            Cmd::Choose(field, text) => self.draft(field, text, 0),
            Cmd::NextItem => self.go_by(1),
            Cmd::GoTo(index) => self.change(Change::GoTo(index)),
            Cmd::GoToTyped(index, field) => self.go_to_typed(index, &field),
            Cmd::Pause => self.pause(),
            Cmd::Extend => self.extend(),
            Cmd::ParkThis => {
                let scene = scene(self.session.as_ref(), &self.now);
                self.overlay = scene.map(|scene| Overlay::Pane(Box::new(LinePane::park(&scene))));
            }
            Cmd::Reword(entry) => {
                let scene = scene(self.session.as_ref(), &self.now);
                if let Some(pane) = scene.and_then(|scene| LinePane::reword(&entry, &scene)) {
                    self.overlay = Some(Overlay::Pane(Box::new(pane)));
                }
            }
            Cmd::Dismiss => self.uncover(),
            Cmd::Do(action) => {
                // What leads nowhere leads back.
                let beneath = self.beneath.take();
                let stays = matches!(action, Action::Theme | Action::Motion | Action::Save | Action::Pause);
                self.overlay = beneath.filter(|_| stays);
                self.leaving &= leaves(action);
                self.act(action);
            }
            Cmd::Say(text) => self.notice = Some(text),
            Cmd::CountGap(counts) => self.count_gap(counts),
            Cmd::Start => self.effects.push(Effect::Start),
            Cmd::Resume => self.effects.push(Effect::Resume),
            Cmd::CloseLeft if self.session.is_some() => self.go_to_close(),
            Cmd::CloseLeft => {
                self.is_closing = true;
                self.effects.push(Effect::Resume);
            }
            Cmd::Promises => self.screen = Screen::Promises(self.promises()),
            Cmd::LookAround => self.effects.push(Effect::LookAround),
            Cmd::LeaveDemo => self.effects.push(Effect::LeaveDemo),
            Cmd::Switch(name) => {
                self.shown.name = name;
                self.effects.push(Effect::Read);
            }
            Cmd::SetUp => self.open_setup(),
            // The disk takes its time.
            Cmd::Found(_) if self.is_founding() => {}
            Cmd::Found(agenda) => {
                self.founded = Some(*agenda);
                self.notice = Some("the series is being made".to_owned());
                self.effects.push(Effect::Found);
            }
            Cmd::EditAgenda => self.open_agenda(),
            Cmd::Keep(series, agenda) => {
                if series == self.shown.name {
                    self.shown.agenda.clone_from(&agenda);
                }
                self.edits += 1;
                self.left.recorded(&series, self.edits);
                self.agendas.insert(series.clone(), Kept { revision: self.edits, saving: Saving::Busy });
                self.effects.push(Effect::Keep(series, agenda, self.edits));
            }
            Cmd::Goals => match &self.shown.series {
                Some(series) => {
                    self.screen = Screen::Goals(Goals::new(self.shown.agenda.clone(), &series.past));
                }
                None => self.notice = Some("the minutes are still read".to_owned()),
            },
            Cmd::Minutes => self.open_minutes(),
            Cmd::Search(words) => self.effects.push(Effect::Search(words)),
            Cmd::ReadMinutes(id) => self.effects.push(Effect::ReadMinutes(id)),
            Cmd::Export(id) => {
                self.notice = Some("the files for everybody are being written".to_owned());
                self.effects.push(Effect::Export(id));
            }
            Cmd::Correct(before, new) => self.correct(before, *new),
            Cmd::Home => self.go_home(),
            Cmd::Quit => self.leave(),
        }
    }

    /// Makes a change and forgets the half-typed text that became part of it.
    pub(super) fn record(&mut self, change: Change, fields: Vec<String>) {
        let closes = change == Change::Close;
        let Some(session) = &mut self.session else { return };
        // What the close asks for has room always.
        let is_more = !matches!(change, Change::Close | Change::Plan(_) | Change::Rate { .. } | Change::Remove(_));
        if is_more && session.opened.meeting.is_full() {
            self.notice = Some(Refusal::Full.to_string());
            return;
        }
        let met = newly_met(&change, &session.opened.meeting);
        let at = Stamp::new(&self.now.wall);
        if let Err(refusal) = session.history.apply(&mut session.opened.meeting, change, &at) {
            self.notice = Some(refusal.to_string());
            return;
        }
        for field in fields {
            // The meeting runs, or it took its drafts over when it closed.
            let _: Result<(), Refusal> =
                session.opened.meeting.apply(Change::Draft { field, text: String::new(), caret: 0 }, &at);
        }
        session.revision += 1;
        session.recorded = session.revision;
        self.effects.push(Effect::Save);
        match &self.overlay {
            Some(Overlay::Pane(pane)) if pane.field().is_some() => self.overlay = None,
            _ => {}
        }
        if closes {
            self.sum_up();
        } else {
            self.stage(true);
        }
        if let Some(goal) = met {
            self.overlay = Some(Overlay::Pane(Box::new(Celebration::new(goal))));
        }
    }

    /// Shows what the closed meeting leaves behind, and has its minutes written for readers.
    fn sum_up(&mut self) {
        self.screen = Screen::Summary(Summary::default());
        self.write_out(Occasion::Close);
    }

    /// Has the minutes written for readers as they are now, and says where.
    fn hand_out(&mut self, occasion: Occasion) {
        if self.session.is_some() {
            self.overlay = Some(Overlay::Handed(Handed::new(occasion == Occasion::Copy)));
            self.write_out(occasion);
        }
    }

    /// Has the minutes written for readers as they are now.
    fn write_out(&mut self, occasion: Occasion) {
        let meeting = self.session.as_ref().map(|session| Box::new(session.opened.meeting.clone()));
        self.effects.extend(meeting.map(|meeting| Effect::WriteOut(occasion, meeting)));
    }

    /// Makes a change that undo does not take back.
    pub(super) fn change(&mut self, change: Change) {
        let Some(session) = &mut self.session else { return };
        let at = Stamp::new(&self.now.wall);
        let goes = matches!(change, Change::GoTo(_));
        match session.history.apply(&mut session.opened.meeting, change, &at) {
            Ok(()) => {
                session.revision += 1;
                session.recorded = session.revision;
                self.effects.push(Effect::Save);
                if goes {
                    self.stage(false);
                }
            }
            Err(refusal) => self.notice = Some(refusal.to_string()),
        }
    }

    /// Makes the stage anew from the record; it may go on where it stood. The one before it.
    pub(super) fn stage(&mut self, goes_on: bool) -> Option<Box<dyn Pane>> {
        let memory = match &self.screen {
            Screen::Stage(stage) if goes_on => stage.memory(),
            _ => 0,
        };
        self.stage_at(memory)
    }

    fn stage_at(&mut self, memory: usize) -> Option<Box<dyn Pane>> {
        let scene = scene(self.session.as_ref(), &self.now)?;
        let stage = Screen::Stage(stage::of(&scene, memory));
        match std::mem::replace(&mut self.screen, stage) {
            Screen::Stage(before) => Some(before),
            _ => None,
        }
    }

    /// Whether there is a turn that can be passed, or why not.
    pub(super) fn passes(&self) -> Result<(), Refusal> {
        let meeting = self.scene().map(|scene| scene.meeting);
        let in_exchange = meeting.and_then(Meeting::item).is_some_and(|item| item.kind == Kind::Exchange);
        match meeting.and_then(Meeting::due_move) {
            _ if !in_exchange => Err(Refusal::NoTurnHere),
            Some(_) => Ok(()),
            None => Err(Refusal::NoTurnLeft),
        }
    }

    pub(super) fn ask(&mut self, purpose: Purpose) {
        if let (Purpose::Pass, Err(refusal)) = (&purpose, self.passes()) {
            self.notice = Some(refusal.to_string());
            return;
        }
        if let Some(scene) = scene(self.session.as_ref(), &self.now) {
            self.overlay = Some(Overlay::Pane(Box::new(LinePane::new(purpose, &scene))));
        }
    }

    pub(super) fn undo(&mut self) {
        if self.focused().is_some_and(TextField::undo) {
            return self.typed();
        }
        if matches!(self.screen, Screen::Agenda(_)) {
            return self.pass_on(Action::Undo);
        }
        if self.is_asked("nothing is typed here to undo") {
            return;
        }
        let is_first = !self.has_redo();
        let item = self.session.as_ref().and_then(|session| session.opened.meeting.position);
        let stage = self.step_history(History::undo, "nothing to undo");
        if is_first {
            self.untyped = stage.map(|stage| Untyped { item, stage });
        }
    }

    pub(super) fn redo(&mut self) {
        if self.focused().is_some_and(TextField::redo) {
            return self.typed();
        }
        if matches!(self.screen, Screen::Agenda(_)) {
            return self.pass_on(Action::Redo);
        }
        if self.is_asked("nothing is taken back here to type again") {
            return;
        }
        let has_redo = self.has_redo();
        self.step_history(History::redo, "nothing to redo");
        if has_redo && !self.has_redo() {
            self.retype();
        }
    }

    fn has_redo(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.history.has_redo())
    }

    /// Every record is made again: typing that was taken back before them can be typed again, too, unless something newer
    /// is typed there.
    fn retype(&mut self) {
        let Some(Untyped { item, stage }) = self.untyped.take() else { return };
        let Some(meeting) = self.session.as_ref().map(|session| &session.opened.meeting) else { return };
        let is_same = |field: &TextField| meeting.drafts.get(field.name()).is_none_or(|draft| *draft == field.text());
        let is_here = matches!(self.screen, Screen::Stage(_)) && meeting.position == item;
        if is_here && stage.field().is_some_and(is_same) {
            self.screen = Screen::Stage(stage);
        }
    }

    /// Whether a field or a question lies over the records. Then it says `none`, or that the question comes first: what
    /// is not seen is not undone.
    fn is_asked(&mut self, none: &str) -> bool {
        let is_question = self.place().has(Scope::QUESTION);
        let is_asked = is_question || self.overlay_asks();
        if is_asked {
            self.notice = Some(if is_question { QUESTION_FIRST } else { none }.to_owned());
        }
        is_asked
    }

    /// Steps back or forth in the history, or says that there is `none`. The stage as it was before.
    fn step_history(&mut self, step: fn(&mut History, &mut Meeting) -> bool, none: &str) -> Option<Box<dyn Pane>> {
        let session = self.session.as_mut()?;
        let before = session.opened.meeting.position;
        if !step(&mut session.history, &mut session.opened.meeting) {
            self.notice = Some(none.to_owned());
            return None;
        }
        session.revision += 1;
        session.recorded = session.revision;
        // What was celebrated may be taken back.
        self.overlay.take_if(|overlay| matches!(overlay, Overlay::Pane(pane) if pane.is_whole()));
        let same_item = session.opened.meeting.position == before;
        self.effects.push(Effect::Save);
        let is_running = session.opened.meeting.is_running();
        match &self.screen {
            _ if !is_running => {
                self.sum_up();
                None
            }
            // What was closed is open again, at its last step, and so it is in the files for everybody.
            Screen::Summary(_) => {
                self.write_out(Occasion::Draft);
                self.stage_at(usize::MAX)
            }
            Screen::Home(_)
            | Screen::Setup(_)
            | Screen::Agenda(_)
            | Screen::Promises(_)
            | Screen::Goals(_)
            | Screen::Minutes(_)
            | Screen::Stage(_) => self.stage(same_item),
        }
    }
}

/// The goal that `change` says is met, unless the minutes of today say so already.
fn newly_met(change: &Change, meeting: &Meeting) -> Option<Ref> {
    let Change::ReportGoal { of, status: GoalStatus::Met, .. } = change else { return None };
    let was_met = meeting.progress_of(of).is_some_and(|update| update.status == GoalStatus::Met);
    (!was_met).then(|| of.clone())
}
