//! What the keyboard means where it is: the place, the hints of the footer, keys and text. Knows no rule of the meeting.

use super::{App, Effect, Overlay, Screen};
use crate::{
    domain::{Change, Refusal, Stamp, change::TEXT_LIMIT, pace::Standing},
    tui::{
        keymap::{self, Action, Key, Scope},
        screens::{Pane, Scene},
        ui::{TextField, footer::Hint},
    },
};

impl App {
    /// The keys that act now, for the footer.
    pub fn hints(&self) -> Vec<Hint> {
        let mut hints: Vec<Hint> = Vec::new();
        for (index, row) in keymap::rows(self.place()).enumerate() {
            let own = self.word(row.action);
            let word = match row.action {
                _ if own.is_some() => own,
                _ if row.label.is_empty() || self.asks_for_word(row.action) => None,
                _ => Some(row.label),
            };
            let (Some(word), Some(key)) = (word, row.keys.first()) else { continue };
            if hints.iter().any(|hint| hint.word == word) {
                continue;
            }
            let weight = match row.action {
                Action::Accept | Action::Yes | Action::No => 0,
                Action::Palette => 2,
                Action::Help => 3,
                Action::NextItem | Action::Correct | Action::Export | Action::Find => 4,
                Action::Back if own.is_some() => 2,
                Action::Toggle | Action::NextField | Action::Right | Action::Remove | Action::Add => 1,
                _ => 5 + u8::try_from(index).unwrap_or(u8::MAX - 5).min(u8::MAX - 5),
            };
            hints.push(Hint { key: self.look.keys(&key.to_string()), word: word.to_owned(), weight });
        }
        hints
    }

    /// Actions that act only where the screen has a word for them.
    pub(super) fn asks_for_word(&self, action: Action) -> bool {
        match action {
            Action::Toggle | Action::NextField | Action::Back | Action::Facilitate | Action::Remove => true,
            Action::Undo if self.overlay_asks() => !self.has_typed(),
            Action::Undo => match (&self.screen, &self.session) {
                (Screen::Agenda(editor), _) => !editor.has_undo(),
                (_, session) => !session.as_ref().is_some_and(|session| session.history.has_undo()),
            },
            Action::NewLine => match (&self.overlay, &self.screen) {
                (Some(Overlay::Help(_) | Overlay::Palette(_) | Overlay::Handed(_)), _)
                | (None, Screen::Setup(_) | Screen::Agenda(_) | Screen::Promises(_)) => true,
                (None, Screen::Minutes(minutes)) => !minutes.takes_lines(),
                (Some(Overlay::Pane(_)) | None, _) => false,
            },
            Action::NextItem => {
                let last = |scene: Scene| scene.meeting.position.is_none_or(|at| at + 1 >= scene.meeting.items.len());
                self.overlay.is_some() || self.scene().is_none_or(last)
            }
            Action::Pass => self.passes().is_err(),
            Action::Extend => !self.is_time_over(),
            Action::Palette | Action::Help => self.place().has(Scope::QUESTION),
            _ => false,
        }
    }

    /// Whether a field or a question lies over the screen.
    pub(super) fn overlay_asks(&self) -> bool {
        let asks = |pane: &dyn Pane| pane.field().is_some() || pane.scope().has(Scope::QUESTION);
        matches!(&self.overlay, Some(Overlay::Pane(pane)) if asks(pane.as_ref()))
    }

    /// Whether something was typed into the field over the screen.
    fn has_typed(&self) -> bool {
        matches!(&self.overlay, Some(Overlay::Pane(pane)) if pane.field().is_some_and(TextField::is_typed))
    }

    /// Whether nothing is left of the time for what is on screen.
    fn is_time_over(&self) -> bool {
        let span = self.scene().and_then(|scene| scene.meeting.current_span());
        span.is_some_and(|span| span.standing() == Standing::Over)
    }

    pub(super) fn word(&self, action: Action) -> Option<&'static str> {
        match (&self.overlay, &self.screen, self.scene()) {
            (Some(Overlay::Help(_)), ..) => matches!(action, Action::Accept | Action::Back).then_some("close"),
            (Some(Overlay::Palette(_)), ..) => match action {
                Action::Accept => Some("do it"),
                Action::Back => Some("close"),
                _ => None,
            },
            (Some(Overlay::Handed(handed)), ..) => handed.word(action),
            (Some(Overlay::Pane(pane)), _, Some(scene)) => pane.word(action, &scene),
            (None, Screen::Stage(stage), Some(scene)) => stage.word(action, &scene),
            (None, Screen::Home(home), _) => home.word(action),
            (None, Screen::Setup(setup), _) => setup.word(action),
            (None, Screen::Agenda(editor), _) => editor.word(action),
            (None, Screen::Promises(promises), _) => promises.word(action),
            (None, Screen::Goals(goals), _) => goals.word(action),
            (None, Screen::Minutes(minutes), _) => minutes.word(action, self.room()),
            (None, Screen::Summary(summary), _) => summary.word(action),
            (Some(Overlay::Pane(_)) | None, _, None) => None,
        }
    }

    /// The marks of the place that has the keyboard.
    pub(super) fn place(&self) -> Scope {
        let with_field = |scope: Scope, has_field: bool| scope.and(if has_field { Scope::TEXT } else { Scope::CHOICE });
        match (&self.overlay, &self.screen) {
            (Some(Overlay::Help(_) | Overlay::Palette(_)), _) => Scope::LIST.and(Scope::TEXT),
            (Some(Overlay::Handed(_)), _) => Scope::CHOICE,
            (Some(Overlay::Pane(pane)), _) => with_field(pane.scope().and(Scope::RECORD), pane.field().is_some()),
            (None, Screen::Home(home)) => home.scope(),
            (None, Screen::Setup(setup)) => with_field(setup.scope(), setup.has_field()),
            (None, Screen::Agenda(editor)) => with_field(editor.scope(), editor.has_field()),
            (None, Screen::Promises(promises)) => with_field(promises.scope(), promises.has_field()),
            (None, Screen::Goals(goals)) => goals.scope(),
            (None, Screen::Minutes(minutes)) => with_field(minutes.scope(), minutes.has_field()),
            (None, Screen::Summary(summary)) => summary.scope(),
            (None, Screen::Stage(stage)) => with_field(
                stage.scope().and(Scope::MEETING).and(Scope::RECORD).and(Scope::OPEN),
                stage.field().is_some(),
            ),
        }
    }

    pub(super) fn key(&mut self, key: Key) {
        self.notice = None;
        let mut action = keymap::action(self.place(), key);
        if action == Some(Action::Toggle) && self.focused().is_some_and(|field| !field.is_empty()) {
            action = None;
        }
        // On the way to a command nobody has turned back yet: what it does decides, and so it is with Enter and Esc.
        let seeks = action == Some(Action::Palette) || matches!(self.overlay, Some(Overlay::Palette(_)));
        if !seeks && !action.is_some_and(|action| leaves(action) || may_turn_out_to_leave(action)) {
            self.leaving = false;
        }
        match action {
            Some(action) => self.act(action),
            None => self.type_key(key),
        }
    }

    /// Keys that came together: what is text in a field is typed at once, however much it is.
    pub(super) fn keys(&mut self, keys: Vec<Key>) {
        let mut keys = keys.into_iter().peekable();
        while let Some(key) = keys.next() {
            self.key(key);
            // Where the first one is text all others are, and nothing else is done about them.
            let is_typed = self.focused().is_some_and(|field| !field.is_empty());
            let place = self.place();
            let is_text = |key: &Key| {
                is_typed && key.text().is_some() && matches!(keymap::action(place, *key), None | Some(Action::Toggle))
            };
            let text: String = std::iter::from_fn(|| keys.next_if(is_text)?.text()).collect();
            if !text.is_empty() {
                self.type_all(&text);
            }
        }
    }

    fn type_all(&mut self, text: &str) {
        let Some(field) = self.focused() else { return };
        let typed = field.type_all(text);
        if typed > 0 {
            self.typed();
        }
        if typed < text.chars().count() {
            self.notice = Some(full());
        }
    }

    pub(super) fn type_key(&mut self, key: Key) {
        let Some(field) = self.focused() else { return };
        if field.key(key) {
            self.typed();
        } else if field.is_full() {
            self.notice = Some(full());
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.leaving = false;
        if self.session.as_ref().is_some_and(|session| session.opened.meeting.is_full()) {
            self.notice = Some(Refusal::Full.to_string());
            return;
        }
        let Some(pasted) = self.focused().map(|field| field.paste(text)) else {
            self.notice = Some("nothing is typed here; the paste was left out".to_owned());
            return;
        };
        match pasted {
            Ok(()) => self.typed(),
            Err(bytes) => {
                self.notice = Some(format!("too long: the text would have {bytes} bytes, a field takes {TEXT_LIMIT}"));
            }
        }
    }

    /// The field that has the keyboard.
    pub(super) fn focused(&mut self) -> Option<&mut TextField> {
        match (&mut self.overlay, &mut self.screen) {
            (Some(Overlay::Help(help)), _) => Some(help.field_mut()),
            (Some(Overlay::Palette(palette)), _) => Some(palette.field_mut()),
            (Some(Overlay::Handed(_)), _) => None,
            (Some(Overlay::Pane(pane)), _) => pane.field_mut(),
            (None, Screen::Stage(stage)) => stage.field_mut(),
            // It is made of what was typed so far.
            (None, Screen::Setup(_)) if self.founded.is_some() => None,
            (None, Screen::Setup(setup)) => setup.field_mut(),
            (None, Screen::Agenda(editor)) => editor.field_mut(),
            (None, Screen::Promises(promises)) => promises.field_mut(),
            (None, Screen::Minutes(minutes)) => minutes.field_mut(),
            (None, Screen::Home(_) | Screen::Goals(_) | Screen::Summary(_)) => None,
        }
    }

    /// The text of the field with the keyboard becomes the draft that is saved.
    pub(super) fn typed(&mut self) {
        let room = self.room();
        if let (None, Screen::Minutes(minutes)) = (&self.overlay, &mut self.screen) {
            let cmd = minutes.typed(room);
            return self.run(cmd);
        }
        match (&mut self.overlay, &mut self.screen) {
            (Some(Overlay::Palette(palette)), _) => palette.searched(),
            (None, Screen::Promises(promises)) => promises.filtered(),
            (Some(_) | None, _) => {}
        }
        let is_record = match (&self.overlay, &self.screen) {
            (Some(Overlay::Help(_) | Overlay::Palette(_) | Overlay::Handed(_)), _) => false,
            (Some(Overlay::Pane(_)), _) | (None, Screen::Stage(_)) => true,
            (None, _) => false,
        };
        let Some(field) = self.focused().filter(|_| is_record) else { return };
        let (name, text, caret) = (field.name().to_owned(), field.text(), field.caret());
        self.draft(name, text, caret);
    }

    pub(super) fn draft(&mut self, field: String, text: String, caret: usize) {
        let at = Stamp::new(&self.now.wall);
        let Some(session) = &mut self.session else { return };
        let draft = Change::Draft { field, text, caret };
        match session.history.apply(&mut session.opened.meeting, draft, &at) {
            Ok(()) => {
                session.revision += 1;
                self.effects.push(Effect::SaveDraft);
            }
            Err(refusal) => self.notice = Some(refusal.to_string()),
        }
    }
}

/// What is said where a field takes no more.
fn full() -> String {
    format!("the field is full: it takes {TEXT_LIMIT} bytes")
}

/// Whether an action leaves where the place that has the keyboard makes that of it.
pub(super) fn may_turn_out_to_leave(action: Action) -> bool {
    matches!(action, Action::Accept | Action::Back)
}

/// Whether an action leaves the meeting or the program, perhaps not before it is asked for twice.
pub(super) fn leaves(action: Action) -> bool {
    matches!(action, Action::Interrupt | Action::Quit | Action::GoHome)
}
