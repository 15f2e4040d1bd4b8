//! Moving about: items, the clock, what lies over the screen, leaving. Changes nothing that was said.

use std::time::Duration;

use super::{App, Effect, HELD, Overlay, PAGE_PAUSE, Saving, Screen, scene};
use crate::{
    domain::{Change, Refusal},
    tui::screens::{help::Help, home::Home, line::LinePane, more_time::MoreTime, palette::Palette},
};

impl App {
    pub(super) fn page(&mut self, by: isize) {
        let Some(session) = &mut self.session else { return };
        if by < 0 {
            return self.go_by(by);
        }
        let now = self.now.steady;
        let since = |last: Option<Duration>| last.map_or(Duration::MAX, |last| now.saturating_sub(last));
        // A key that is held down never gets through; one that is pressed impatiently does after a second.
        let is_slip = since(session.paged) < PAGE_PAUSE || since(session.page_pressed) < HELD;
        session.page_pressed = Some(now);
        if is_slip {
            self.notice = Some("a second PgDn within a second is ignored".to_owned());
        } else {
            session.paged = Some(now);
            self.go_by(by);
        }
    }

    pub(super) fn go_by(&mut self, by: isize) {
        let Some(position) = self.session.as_ref().and_then(|session| session.opened.meeting.position) else { return };
        match position.checked_add_signed(by) {
            Some(index) => self.change(Change::GoTo(index)),
            None => self.notice = Some(Refusal::NoSuchItem.to_string()),
        }
    }

    pub(super) fn pause(&mut self) {
        let Some(session) = &self.session else { return };
        let paused = session.opened.meeting.clock.as_ref().is_some_and(|clock| clock.paused);
        self.change(Change::Pause(!paused));
        self.notice = Some(if paused { "the clock goes on" } else { "the meeting is paused" }.to_owned());
    }

    /// Asks whether the teams agree on more time, or says why there is none to add.
    pub(super) fn ask_for_time(&mut self) {
        let Some(scene) = scene(self.session.as_ref(), &self.now) else { return };
        match scene.meeting.extension_s() {
            Err(refusal) if refusal != Refusal::ExtendedTwice => self.notice = Some(refusal.to_string()),
            Ok(_) | Err(_) => self.overlay = Some(Overlay::Pane(Box::new(MoreTime))),
        }
    }

    pub(super) fn extend(&mut self) {
        self.overlay = None;
        self.change(Change::Extend);
    }

    pub(super) fn toggle_help(&mut self) {
        if matches!(self.overlay, Some(Overlay::Help(_))) {
            return self.uncover();
        }
        self.cover(Overlay::Help(Help::new(self.place())));
    }

    /// Lays help or the commands over a list or a line, which waits beneath.
    fn cover(&mut self, top: Overlay) {
        match self.overlay.replace(top) {
            pane @ Some(Overlay::Pane(_)) => self.beneath = pane,
            Some(Overlay::Help(_) | Overlay::Palette(_)) => {}
            Some(Overlay::Handed(_)) | None => self.beneath = None,
        }
    }

    /// Takes away what lies over the screen; a list or a line that help or the commands lay over is there again.
    pub(super) fn uncover(&mut self) {
        let beneath = self.beneath.take();
        let covers = |top: &Overlay| matches!(top, Overlay::Help(_) | Overlay::Palette(_));
        self.overlay = self.overlay.take().filter(covers).and(beneath);
    }

    pub(super) fn toggle_palette(&mut self) {
        if matches!(self.overlay, Some(Overlay::Palette(_))) {
            return self.uncover();
        }
        self.cover(Overlay::Palette(Palette::new(self.place())));
    }

    pub(super) fn interrupt(&mut self) {
        if self.leaving || self.session.is_none() {
            return self.leave();
        }
        self.leaving = true;
        self.effects.push(Effect::Save);
        let is_running = self.session.as_ref().is_some_and(|session| session.opened.meeting.is_running());
        let after = if is_running { ", the meeting can be resumed" } else { "" };
        self.notice = Some(match self.saving() {
            Some(Saving::Trouble(trouble)) => {
                format!("NOT SAVED: {trouble}{}. Ctrl-C again leaves all the same", self.without_copy())
            }
            Some(Saving::Busy) => format!("still saving; Ctrl-C again to leave{after}"),
            _ => format!("everything is saved; Ctrl-C again to leave{after}"),
        });
    }

    /// Whether the meeting may be left: words that are not on the disk are warned about once.
    fn may_leave(&mut self, saving: Option<Saving>) -> bool {
        let trouble = match saving {
            Some(Saving::Trouble(trouble)) if !self.leaving => format!("NOT SAVED: {trouble}"),
            // A correction is on its way to the disk.
            Some(Saving::Busy) if !self.leaving && matches!(self.screen, Screen::Minutes(_)) => {
                "still saving".to_owned()
            }
            _ => return true,
        };
        self.leaving = true;
        self.notice = Some(format!("{trouble}. The same key again leaves all the same"));
        false
    }

    pub(super) fn leave(&mut self) {
        let lost = self.lost_words().filter(|_| !self.leaving);
        if let (Some(words), true) =
            (lost, self.saving().is_none_or(|saving| matches!(saving, Saving::Done(_) | Saving::Beside(..))))
        {
            self.leaving = true;
            self.notice = Some(format!("{words} would be lost. The same key again leaves all the same"));
        } else if self.may_leave(self.saving()) {
            // The time that went by since the last change goes along.
            if self.session.as_ref().is_some_and(|session| session.unsaved_s > 0) {
                self.effects.push(Effect::Save);
            }
            self.effects.push(Effect::Quit);
        }
    }

    /// Goes to an item, and opens the line over it in which words wait that no field of the item shows.
    pub(super) fn go_to_typed(&mut self, index: usize, field: &str) {
        self.change(Change::GoTo(index));
        let line = scene(self.session.as_ref(), &self.now).and_then(|scene| LinePane::found(field, &scene));
        self.overlay = line.map(|line| Overlay::Pane(Box::new(line)));
    }

    pub(super) fn go_home(&mut self) {
        let saving = if self.session.is_some() { self.saving() } else { self.saving_here() };
        if !self.may_leave(saving) {
            return;
        }
        self.leaving = false;
        if let Some(session) = self.session.take() {
            self.revision = session.revision + 1;
            self.effects.push(Effect::Release(Box::new(session.opened.meeting), self.revision));
            // What was known of the series is out of date.
            self.shown.series = None;
        }
        if matches!(self.screen, Screen::Minutes(_)) {
            self.effects.push(Effect::StopSearch);
        }
        self.gather_words();
        self.corrected = None;
        self.overlay = None;
        self.screen = Screen::Home(Home::new(self.shown.clone()));
        self.effects.push(Effect::Read);
    }

    pub(super) fn say_saved(&mut self) {
        self.notice = Some(match self.saving() {
            Some(Saving::Done(at)) => format!("saved {}", at.strftime("%H:%M:%S")),
            Some(Saving::Beside(at, path)) => format!("saved {} in {path}", at.strftime("%H:%M:%S")),
            Some(Saving::Busy) => "saving".to_owned(),
            Some(Saving::Trouble(trouble)) => format!("NOT SAVED: {trouble}{}", self.without_copy()),
            None => match self.lost_words() {
                Some(kind) => format!("NOT SAVED: {kind}; record it, or it may be lost when the program ends"),
                None => "nothing to save here".to_owned(),
            },
        });
    }

    /// What is added to "not saved" while the words of the meeting lie nowhere but here.
    fn without_copy(&self) -> &'static str {
        match &self.session {
            Some(session) if session.rescued.is_none() => ", and no copy anywhere yet: keep this window open",
            Some(_) | None => "",
        }
    }
}
