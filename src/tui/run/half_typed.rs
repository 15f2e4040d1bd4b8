//! Half-typed words of screens outside a meeting, on their way to the next start. Does not know what they say.

use std::{
    io,
    mem::take,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
};

use super::{Program, snapshot};
use crate::{
    store::{Delays, Document, HalfTyped, News, Page, Report, Saver, Sheet, Slot, Urgency},
    tui::{app::Event, clock::Moment},
};

/// What writes them. Nothing is written before the words that wait from last time were taken in.
pub(super) struct HalfTypedDesk {
    saver: Arc<Saver>,
    found: Receiver<Page>,
    taken_in: Sender<Page>,
}

impl Program {
    /// Finds what was half-typed when the program was left, and where such words are kept: once, behind the screen.
    pub(super) fn find_half_typed(&mut self) {
        let setting = self.real.as_ref().unwrap_or(&self.setting);
        if self.half_typed.is_some() || setting.state.is_none() {
            return;
        }
        let setting = setting.clone();
        let (finder, found) = mpsc::channel();
        let (taken_in, waiting) = mpsc::channel();
        let others = Arc::new(Mutex::new(Vec::new()));
        // Without a thread they are warned about when the program is left.
        let Ok(saver) = self.start_half_typed(Page::awaited(waiting), Arc::clone(&others)) else { return };
        self.half_typed = Some(HalfTypedDesk { saver, found, taken_in });
        self.behind(move |_, inbox| {
            let Some(HalfTyped { words, page, others: slots }) = setting.half_typed(&Moment::current()) else { return };
            *others.lock().unwrap_or_else(PoisonError::into_inner) = slots;
            if finder.send(page).is_ok() {
                inbox.tell(Event::HalfTyped(words));
            }
        });
    }

    fn start_half_typed(&self, page: Page, others: Arc<Mutex<Vec<Slot>>>) -> io::Result<Arc<Saver>> {
        let (inbox, mut is_beside) = (self.inbox.clone(), false);
        let report = move |report: Report| {
            // Nobody finds them beside what somebody else wrote.
            is_beside |= report.news.iter().any(|news| matches!(news, News::Conflict(_)));
            let is_kept = report.result.is_ok() && !is_beside;
            if is_kept {
                // This window has the words of all.
                take(&mut *others.lock().unwrap_or_else(PoisonError::into_inner)).into_iter().for_each(Slot::empty);
            }
            inbox.tell(Event::HalfKept(is_kept));
        };
        let sheet = Sheet { id: "half-typed".to_owned(), page, spare: None };
        let saver = Arc::new(Saver::start(sheet, Delays::default(), report)?);
        self.exits.savers.add(&saver);
        Ok(saver)
    }

    /// What waited was taken in: it may be written over.
    pub(super) fn release_half_typed(&self) {
        if let Some(desk) = &self.half_typed
            && let Ok(page) = desk.found.try_recv()
        {
            // The receiver lives as long as the saver.
            let _ = desk.taken_in.send(page);
        }
    }

    /// Half-typed words are to be kept.
    pub(super) fn keep_half_typed(&self, words: &str) {
        if let Some(desk) = &self.half_typed {
            desk.saver.save(snapshot(Document::HalfTyped(words.into()), 0, Urgency::Draft));
        }
    }
}
