//! What comes from outside: reports of the saver, series and meetings that were read, time. Knows no key.

use std::time::Duration;

use super::{ALERT, App, Asked, Effect, GAP, Occasion, Opened, Overlay, Screen, Session, TYPING, UNSAVED_S};
use crate::{
    domain::{Change, Refusal, Stamp, advice, history::History},
    tui::screens::{
        Cmd,
        gap::Gap,
        home::{Home, Shown},
    },
};

impl App {
    pub(super) fn saved(&mut self, revision: u64, result: Result<(), String>) {
        let Some(session) = self.session.as_mut().filter(|_| revision > self.revision) else { return };
        match result {
            Ok(()) => {
                let was_busy = session.saved < session.recorded || session.trouble.is_some();
                if session.trouble.is_some()
                    && let Screen::Summary(summary) = &mut self.screen
                    && summary.starts_anew()
                {
                    let meeting = Box::new(session.opened.meeting.clone());
                    self.effects.push(Effect::WriteOut(Occasion::Close, meeting));
                }
                session.saved = session.saved.max(revision);
                session.saved_at = Some(self.now.wall.clone());
                session.rescued = None;
                if session.trouble.take().is_some() {
                    // What was said of it is not true any more.
                    self.notice = None;
                    self.leaving = false;
                }
                if !was_busy {
                    self.effects.push(Effect::Unseen);
                }
            }
            Err(trouble) => session.trouble = Some(trouble),
        }
    }

    pub(super) fn late(&mut self, is_late: bool) {
        if let Some(session) = &mut self.session {
            session.is_late = is_late;
        }
    }

    pub(super) fn rescued(&mut self, path: String) {
        if let Some(session) = &mut self.session {
            session.rescued = Some(path);
        }
    }

    pub(super) fn beside(&mut self, path: &str) {
        let Some(session) = &mut self.session else { return };
        session.is_beside = true;
        path.clone_into(&mut session.opened.file);
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let stem = name.strip_suffix(".json").unwrap_or(name);
        self.alert(format!(
            "somebody else wrote here: theirs stays, yours goes on in {stem}; compare the two with `turnabout show`, keep \
             one, move the other elsewhere"
        ));
    }

    /// Says something for so long that nobody misses it.
    pub(super) fn alert(&mut self, text: String) {
        self.alert = Some((text, self.now.steady + ALERT));
    }

    /// Says what became of the files where it is waited for; elsewhere only what went wrong.
    pub(super) fn written(&mut self, occasion: Occasion, result: Result<Vec<String>, String>) {
        match (occasion, &mut self.overlay, &mut self.screen, result) {
            (Occasion::Close, _, Screen::Summary(summary), result) => summary.written(result.into()),
            (Occasion::Draft | Occasion::Copy, Some(Overlay::Handed(handed)), _, result) => handed.take(result.into()),
            (Occasion::Draft, None, Screen::Minutes(_), Ok(paths)) => {
                self.notice = Some(format!("written: {}", paths.join(", ")));
            }
            (_, _, _, Err(why)) => self.notice = Some(format!("the files for everybody are not written: {why}")),
            (_, _, _, Ok(_)) => {}
        }
    }

    pub(super) fn show(&mut self, mut shown: Shown) {
        if let Screen::Agenda(editor) = &mut self.screen {
            editor.show(&shown);
            if shown.name == editor.series() {
                // It was read before the last edits.
                (shown.agenda, shown.is_agenda_damaged) = (editor.agenda().clone(), false);
            }
        }
        if shown.is_demo != self.shown.is_demo {
            std::mem::swap(&mut self.left, &mut self.elsewhere);
        }
        // What was read before the series was set up says another agenda.
        let is_awaited = self.awaited.as_ref() == Some(&shown.name) && self.founded.as_ref() == Some(&shown.agenda);
        let is_founded = is_awaited && matches!(self.screen, Screen::Setup(_));
        if is_founded {
            self.notice = None;
            self.end_setup();
        }
        let mut cmd = Cmd::None;
        match &mut self.screen {
            Screen::Home(home) => cmd = home.show(shown.clone(), &self.now.wall),
            Screen::Promises(promises) => promises.show(shown.clone()),
            Screen::Minutes(minutes) => minutes.show(shown.clone()),
            Screen::Setup(_) if is_founded => self.screen = Screen::Home(Home::new(shown.clone())),
            Screen::Setup(_) | Screen::Agenda(_) | Screen::Goals(_) | Screen::Stage(_) | Screen::Summary(_) => {}
        }
        self.shown = shown;
        if cmd != Cmd::None {
            self.notice = None;
            self.run(cmd);
        }
    }

    pub(super) fn open(&mut self, opened: Opened) {
        if let Some(alike) = advice::alike(&opened.agenda).first().filter(|_| !opened.again) {
            self.notice = Some(alike.to_string());
        }
        // A meeting that was closed elsewhere meanwhile is not there any more: a new one was begun.
        let is_closing = std::mem::take(&mut self.is_closing) && opened.again;
        let gap = opened.meeting.clock.as_ref().filter(|clock| opened.again && !clock.paused);
        let gap = gap.map_or(0, |clock| Stamp::new(&self.now.wall).seconds_since(&clock.at));
        self.session = Some(Session {
            opened,
            history: History::default(),
            booked: self.now.steady,
            asked: None,
            unsaved_s: 0,
            revision: self.revision + 1,
            recorded: self.revision + 1,
            saved: self.revision,
            saved_at: None,
            is_late: false,
            trouble: None,
            rescued: None,
            is_beside: false,
            paged: None,
            page_pressed: None,
        });
        self.stage(false);
        self.overlay = None;
        // Whoever opened it waits for it now.
        self.typed = None;
        if is_closing {
            self.go_to_close();
        } else {
            // A crash also cost the time that was not saved for its own sake.
            self.take_gap(gap, GAP + Duration::from_secs(UNSAVED_S.into()));
        }
        self.effects.push(Effect::Save);
    }

    /// The series of this name was made; whoever does not wait for it any more finds it among the others.
    pub(super) fn founded(&mut self, series: String) {
        if self.is_founding() {
            self.awaited = Some(series);
        } else {
            self.end_setup();
        }
    }

    fn end_setup(&mut self) {
        (self.founded, self.awaited) = (None, None);
        self.left.founded();
    }

    /// What was set up is only on the screen, and kept as half-typed words are.
    pub(super) fn unfounded(&mut self, text: String) {
        self.founded = None;
        self.notice = Some(text);
    }

    pub(super) fn fail(&mut self, text: String) {
        self.is_closing = false;
        self.notice = Some(text);
    }

    /// Goes to the end of a meeting that was left open. The time since does not count, nothing is closed yet.
    pub(super) fn go_to_close(&mut self) {
        self.overlay = None;
        let Some(session) = &mut self.session else { return };
        session.asked = None;
        let last = session.opened.meeting.items.len().saturating_sub(1);
        self.change(Change::Spend { seconds: 0 });
        self.change(Change::GoTo(last));
    }

    /// Books the whole seconds that went by. A long silence is asked about instead: the computer slept, or the
    /// program was stopped.
    pub(super) fn book_time(&mut self) {
        let Some(session) = &mut self.session else { return };
        if !session.opened.meeting.is_running() {
            // A closed meeting takes no time.
            session.booked = self.now.steady;
            return;
        }
        let elapsed = self.now.steady.saturating_sub(session.booked);
        let seconds = u32::try_from(elapsed.as_secs()).unwrap_or(u32::MAX);
        if seconds > 0 {
            session.booked += Duration::from_secs(seconds.into());
            self.take_gap(seconds, GAP);
        }
    }

    /// Books seconds without a word, or keeps them to be asked about as soon as nobody types, when they are so many.
    fn take_gap(&mut self, seconds: u32, most: Duration) {
        let Some(session) = &mut self.session else { return };
        let meeting = &mut session.opened.meeting;
        let is_paused = meeting.clock.as_ref().is_some_and(|clock| clock.paused);
        if Duration::from_secs(seconds.into()) >= most && !is_paused {
            let asked = session.asked.get_or_insert_with(|| Asked { seconds: 0, place: meeting.place() });
            asked.seconds = asked.seconds.saturating_add(seconds);
            self.is_gap_new = true;
            return;
        }
        // Time can always be booked while a meeting runs.
        let _: Result<(), Refusal> = meeting.apply(Change::Spend { seconds }, &Stamp::new(&self.now.wall));
        if !is_paused {
            session.unsaved_s = session.unsaved_s.saturating_add(seconds);
        }
    }

    /// Whether somebody is in the middle of typing: a letter that is meant for a word answers no question.
    pub(super) fn is_typing(&self) -> bool {
        self.typed.is_some_and(|at| self.now.steady.saturating_sub(at) < TYPING)
    }

    /// Asks whether the time counts in which the program stood still. A meeting that was closed since is not reopened
    /// for it.
    pub(super) fn ask_about_gap(&mut self) {
        let Some(session) = self.session.as_ref().filter(|session| session.opened.meeting.is_running()) else { return };
        if let Some(asked) = &session.asked {
            self.overlay = Some(Overlay::Pane(Box::new(Gap::new(asked.seconds))));
        }
    }

    /// Books the time that was asked about where it was spent, or leaves it out.
    pub(super) fn count_gap(&mut self, counts: bool) {
        self.overlay = None;
        let asked = self.session.as_mut().and_then(|session| session.asked.take());
        self.change(match asked.filter(|_| counts) {
            Some(Asked { seconds, place: Some(place) }) => Change::Count { seconds, place },
            Some(Asked { place: None, .. }) | None => Change::Spend { seconds: 0 },
        });
    }

    /// Has the time saved now and then, so that a crash costs none of it and the way back is not taken for a long one.
    pub(super) fn keep_time(&mut self) {
        let is_saved = self.effects.iter().any(|effect| matches!(effect, Effect::Save | Effect::SaveDraft));
        let Some(session) = &mut self.session else { return };
        let is_due = session.unsaved_s >= UNSAVED_S;
        if is_saved || is_due {
            session.unsaved_s = 0;
        }
        if is_due && !is_saved {
            // Nobody types: there is no pause to wait for.
            self.effects.push(Effect::Save);
        }
    }
}
