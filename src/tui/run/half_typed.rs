//! Half-typed words of screens outside a meeting, on their way to the next start. Does not know what they say.

use std::{
    io,
    sync::{Arc, OnceLock},
    thread,
};

use super::{Program, snapshot};
use crate::{
    store::{Delays, Document, News, Report, Saver, Urgency},
    tui::{app::Event, clock::Moment},
};

impl Program {
    /// Finds what was half-typed when the program was left, and where such words are kept: once, behind the screen.
    pub(super) fn find_half_typed(&mut self) {
        if self.half_typed.is_some() {
            return;
        }
        let found = Arc::clone(self.half_typed.insert(Arc::new(OnceLock::new())));
        let setting = self.real.as_ref().unwrap_or(&self.setting).clone();
        let (inbox, savers) = (self.inbox.clone(), self.exits.savers.clone());
        let find = move || -> io::Result<()> {
            let Some((sheet, words)) = setting.half_typed(&Moment::current()) else { return Ok(()) };
            let (told, mut is_beside) = (inbox.clone(), false);
            let report = move |report: Report| {
                // Nobody finds them beside what somebody else wrote.
                is_beside |= report.news.iter().any(|news| matches!(news, News::Conflict(_)));
                told.tell(Event::HalfKept(report.result.is_ok() && !is_beside));
            };
            let saver = Arc::new(Saver::start(sheet, Delays::default(), report)?);
            savers.add(&saver);
            if found.set(saver).is_ok() {
                inbox.tell(Event::HalfTyped(words.unwrap_or_else(|| "{}".to_owned())));
            }
            Ok(())
        };
        // Without a thread the words are warned about when the program is left.
        thread::spawn(move || drop(find()));
    }

    /// Half-typed words are to be kept.
    pub(super) fn keep_half_typed(&self, words: &str) {
        if let Some(saver) = self.half_typed.as_ref().and_then(|found| found.get()) {
            saver.save(snapshot(Document::HalfTyped(words.into()), 0, Urgency::Draft));
        }
    }
}
