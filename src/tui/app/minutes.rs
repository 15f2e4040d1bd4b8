//! Past minutes between the screen and the outside: what was found, what is read, what is corrected. Knows no key.

use super::{App, Effect, Saving, Screen};
use crate::{
    domain::{Meeting, Stamp, correct::NewCorrection},
    tui::screens::minutes::{Found, Reading},
};

/// What is said once a correction is on the disk.
const CORRECTED: &str = "corrected; what it said before stays in the minutes; e writes the files for others anew";

impl App {
    /// Shows the past meetings; they are read behind the screen from now on, to be searched.
    pub(super) fn open_minutes(&mut self) {
        let minutes = self.past_minutes();
        self.effects.push(Effect::Search(minutes.searched()));
        self.screen = Screen::Minutes(minutes);
    }

    pub(super) fn found(&mut self, found: Found) {
        if let Screen::Minutes(minutes) = &mut self.screen {
            minutes.take(found);
        }
    }

    pub(super) fn read(&mut self, reading: Reading) {
        if let Screen::Minutes(minutes) = &mut self.screen {
            minutes.read(reading);
        }
    }

    pub(super) fn corrected(&mut self, result: Result<Box<Reading>, String>) {
        let made = if result.is_ok() { self.end_correction() } else { None };
        match (result, &mut self.screen) {
            (Ok(reading), Screen::Minutes(minutes)) => {
                self.corrected = Some(Saving::Done(self.now.wall.clone()));
                self.notice = Some(CORRECTED.to_owned());
                minutes.corrected(*reading, made.as_ref());
                self.effects.push(Effect::Read);
            }
            (Ok(_), _) => {}
            (Err(trouble), screen) => {
                let unsaved = Saving::Trouble("the correction".to_owned());
                self.corrected = Some(unsaved).filter(|_| matches!(screen, Screen::Minutes(_)));
                self.notice = Some(trouble);
            }
        }
    }

    /// Corrects minutes that were read, once they can be.
    pub(super) fn correct(&mut self, before: Box<Meeting>, new: NewCorrection) {
        if self.corrected == Some(Saving::Busy) {
            self.notice = Some("the last correction is still on its way to the disk; again in a moment".to_owned());
            return;
        }
        let (mut after, at) = (before.clone(), new.entry.clone());
        match after.correct(new, &Stamp::new(&self.now.wall)) {
            Ok(()) => {
                self.corrected = Some(Saving::Busy);
                self.send_correction(&before.id, &at);
                self.effects.push(Effect::Correct(before, after));
            }
            Err(refusal) => self.notice = Some(refusal.to_string()),
        }
    }
}
