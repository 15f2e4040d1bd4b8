//! What is written behind the screen and has to be done before the program may end. Does not know what it is.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// All that are under way.
#[derive(Clone, Debug, Default)]
pub(super) struct Errands {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    under_way: Mutex<usize>,
    /// One is done.
    done: Condvar,
}

/// One of them; dropping it says that it is done.
#[derive(Debug)]
pub(super) struct Errand {
    shared: Arc<Shared>,
}

impl Errands {
    /// Begins one.
    pub(super) fn begin(&self) -> Errand {
        *self.shared.lock() += 1;
        Errand { shared: Arc::clone(&self.shared) }
    }

    /// Waits until all that were begun are done, but no longer than this; whether they are.
    pub(super) fn finish(&self, patience: Duration) -> bool {
        let under_way = self.shared.lock();
        let waited = self.shared.done.wait_timeout_while(under_way, patience, |under_way| *under_way > 0);
        *waited.unwrap_or_else(PoisonError::into_inner).0 == 0
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, usize> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Errand {
    fn drop(&mut self) {
        *self.shared.lock() -= 1;
        self.shared.done.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_done_is_waited_for() {
        let errands = Errands::default();
        assert!(errands.finish(Duration::ZERO));
        let (one, other) = (errands.begin(), errands.clone().begin());
        drop(one);
        assert!(!errands.finish(Duration::ZERO));
        let waiting = std::thread::spawn(move || errands.finish(Duration::from_secs(60)));
        drop(other);
        assert!(waiting.join().unwrap());
    }
}
