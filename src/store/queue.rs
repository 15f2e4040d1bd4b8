//! The one snapshot that waits to be saved, and when its time comes. Knows no file, no thread and no clock.

use std::time::{Duration, Instant};

use super::saver::{Delays, Snapshot, Urgency};

/// Longest pause between two tries, however often it went wrong.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// At most one waiting snapshot: the newest.
#[derive(Debug)]
pub(super) struct Queue {
    delays: Delays,
    waiting: Option<Waiting>,
    /// Time of the oldest draft that nobody has begun to write.
    first_draft: Option<Instant>,
    failures: u32,
    newest: u64,
}

/// A snapshot and its place among all that were ever put in.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) snapshot: Snapshot,
    /// Counted from 1.
    pub(super) number: u64,
}

#[derive(Debug)]
struct Waiting {
    job: Job,
    due: Instant,
    /// Whether it, or one that it replaced, went wrong already.
    is_retry: bool,
}

impl Queue {
    pub(super) fn new(delays: Delays) -> Self {
        Self { delays, waiting: None, first_draft: None, failures: 0, newest: 0 }
    }

    /// Puts a snapshot in the place of the one that waits. What was urgent stays urgent; a draft waits until typing
    /// pauses, a record and a draft alike no longer than what they replace, unless that was a draft.
    pub(super) fn put(&mut self, snapshot: Snapshot, now: Instant) {
        self.newest += 1;
        let own = self.own_due(snapshot.urgency, now);
        let mut next = Waiting { job: Job { snapshot, number: self.newest }, due: own, is_retry: false };
        if let Some(before) = self.waiting.take() {
            let was_draft = before.job.snapshot.urgency == Urgency::Draft;
            if !was_draft {
                next.job.snapshot.urgency = Urgency::Record;
            }
            if !was_draft || before.is_retry {
                next.due = own.min(before.due);
            }
            next.is_retry = before.is_retry;
        }
        self.waiting = Some(next);
    }

    /// When the waiting snapshot is to be written; `None` when none waits.
    pub(super) fn due(&self) -> Option<Instant> {
        self.waiting.as_ref().map(|waiting| waiting.due)
    }

    /// Lets the waiting snapshot wait no longer.
    pub(super) fn hurry(&mut self, now: Instant) {
        if let Some(waiting) = &mut self.waiting {
            waiting.due = now.min(waiting.due);
            waiting.job.snapshot.urgency = Urgency::Record;
        }
    }

    /// Takes the waiting snapshot out to be written, due or not.
    pub(super) fn take(&mut self) -> Option<Job> {
        self.first_draft = None;
        self.waiting.take().map(|waiting| waiting.job)
    }

    /// Number of the last snapshot that was put in, 0 for none.
    pub(super) fn newest(&self) -> u64 {
        self.newest
    }

    /// A job was written.
    pub(super) fn succeeded(&mut self) {
        self.failures = 0;
    }

    /// A job was not written: it waits again, longer each time, unless a newer one waits already.
    pub(super) fn failed(&mut self, job: Job, now: Instant) {
        let doubled = self.delays.retry.saturating_mul(1 << self.failures.min(16));
        self.failures = self.failures.saturating_add(1);
        if self.waiting.is_none() {
            let due = now + doubled.min(LONGEST_PAUSE.max(self.delays.retry));
            self.waiting = Some(Waiting { job, due, is_retry: true });
        }
    }

    fn own_due(&mut self, urgency: Urgency, now: Instant) -> Instant {
        match urgency {
            Urgency::Record => now,
            Urgency::Draft => {
                let first = *self.first_draft.get_or_insert(now);
                (now + self.delays.quiet).min(first + self.delays.longest)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::DateTime;

    use super::*;
    use crate::store::sample;

    /// A queue at a time from which milliseconds are counted.
    struct Play {
        queue: Queue,
        start: Instant,
    }

    impl Play {
        fn new() -> Self {
            Self { queue: Queue::new(Delays::default()), start: Instant::now() }
        }

        fn at(&self, ms: u64) -> Instant {
            self.start + Duration::from_millis(ms)
        }

        fn put(&mut self, urgency: Urgency, revision: u64, ms: u64) {
            let at = self.at(ms);
            self.queue
                .put(Snapshot { document: sample::meeting().into(), at: DateTime::default(), revision, urgency }, at);
        }

        fn due_ms(&self) -> Option<u128> {
            Some((self.queue.due()? - self.start).as_millis())
        }

        fn fail(&mut self, ms: u64) {
            let job = self.queue.take().unwrap();
            let at = self.at(ms);
            self.queue.failed(job, at);
        }
    }

    #[test]
    fn nothing_is_due_while_nothing_waits() {
        let mut play = Play::new();
        assert_eq!(play.due_ms(), None);
        play.put(Urgency::Record, 1, 0);
        play.queue.take();
        assert_eq!(play.due_ms(), None);
    }

    #[test]
    fn a_record_is_due_at_once() {
        let mut play = Play::new();
        play.put(Urgency::Record, 1, 7);
        assert_eq!(play.due_ms(), Some(7));
    }

    #[test]
    fn a_draft_waits_for_a_pause_but_not_for_ever() {
        let mut play = Play::new();
        play.put(Urgency::Draft, 1, 0);
        assert_eq!(play.due_ms(), Some(250));
        play.put(Urgency::Draft, 2, 200);
        assert_eq!(play.due_ms(), Some(450));
        for ms in [400, 600, 800] {
            play.put(Urgency::Draft, ms, ms);
        }
        assert_eq!(play.due_ms(), Some(900));
        play.queue.take();
        play.put(Urgency::Draft, 9, 850);
        assert_eq!(play.due_ms(), Some(1100));
    }

    #[test]
    fn a_draft_does_not_delay_a_record_that_waits() {
        let mut play = Play::new();
        play.put(Urgency::Record, 1, 0);
        play.put(Urgency::Draft, 2, 10);
        play.put(Urgency::Draft, 3, 20);
        assert_eq!(play.due_ms(), Some(0));
        assert_eq!(play.queue.take().unwrap().snapshot.revision, 3);
    }

    #[test]
    fn pauses_between_tries_double_up_to_ten_seconds() {
        let mut play = Play::new();
        play.put(Urgency::Record, 1, 0);
        for pause in [2_000, 4_000, 8_000, 10_000, 10_000] {
            play.fail(0);
            assert_eq!(play.due_ms(), Some(pause));
        }
        play.queue.succeeded();
        play.fail(0);
        assert_eq!(play.due_ms(), Some(2_000));
    }

    #[test]
    fn a_new_save_does_not_wait_for_the_next_try() {
        let mut play = Play::new();
        play.put(Urgency::Record, 1, 0);
        play.fail(0);
        play.put(Urgency::Draft, 2, 100);
        assert_eq!(play.due_ms(), Some(350));
        play.put(Urgency::Draft, 3, 300);
        assert_eq!(play.due_ms(), Some(350));
        play.put(Urgency::Record, 4, 310);
        assert_eq!(play.due_ms(), Some(310));
    }

    #[test]
    fn a_failed_snapshot_never_replaces_a_newer_one() {
        let mut play = Play::new();
        play.put(Urgency::Record, 1, 0);
        let old = play.queue.take().unwrap();
        play.put(Urgency::Draft, 2, 10);
        let at = play.at(20);
        play.queue.failed(old, at);
        assert_eq!(play.due_ms(), Some(260));
        assert_eq!(play.queue.take().unwrap().snapshot.revision, 2);
    }

    #[test]
    fn hurry_makes_a_draft_due_and_keeps_it_due() {
        let mut play = Play::new();
        play.put(Urgency::Draft, 1, 0);
        let at = play.at(5);
        play.queue.hurry(at);
        assert_eq!(play.due_ms(), Some(5));
        play.put(Urgency::Draft, 2, 6);
        assert_eq!(play.due_ms(), Some(5));
    }
}
