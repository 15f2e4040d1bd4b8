//! The terminal's modes: entered once, left on every way out. Does not know what is drawn.

use std::{
    cell::RefCell,
    io::{self, IsTerminal, Write, stdout},
    rc::Rc,
    sync::{
        LazyLock, Mutex, MutexGuard, PoisonError, TryLockError,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    thread,
    time::{Duration, Instant},
};

use crossterm::{
    clipboard::CopyToClipboard,
    cursor,
    event::{DisableBracketedPaste, EnableBracketedPaste},
    queue,
    style::{ResetColor, force_color_output},
    terminal::{EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};
use ratatui::{
    Frame, Terminal,
    backend::{Backend as _, CrosstermBackend},
};

use super::wire::Wire;
use crate::fault::{self, Place};

/// Whether modes are set that must be left.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// Set by whoever ends the program.
static IS_OVER: AtomicBool = AtomicBool::new(false);
/// Held while something is written, so that nothing is drawn onto a screen that was left.
static WIRE: LazyLock<Mutex<Wire>> = LazyLock::new(|| Mutex::new(Wire::open()));

/// How long the loop waits for a terminal that is slow to take a frame. What it has not taken then goes later.
const FRAME: Duration = Duration::from_millis(50);
/// How long the way out waits for it, once for whoever draws and once for the terminal.
const LEAVING: Duration = Duration::from_millis(300);

/// The screen.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Page>>,
    page: Page,
}

/// Whether a frame was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// It is on its way.
    Whole,
    /// The terminal has not taken all of an earlier one: it is to be drawn again soon.
    Later,
}

/// The bytes of one frame: they go out together, however often the library flushes in between.
#[derive(Clone, Default)]
struct Page(Rc<RefCell<Vec<u8>>>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Screen {
    /// Takes the terminal over. What fails half-way is undone.
    ///
    /// # Errors
    /// What the terminal refused.
    pub fn enter() -> io::Result<Self> {
        // Without colours the theme has none; the library's own way would wipe weight and reverse too.
        force_color_output(true);
        let page = Page::default();
        let terminal = Terminal::new(CrosstermBackend::new(page.clone()))?;
        set_modes()?;
        Ok(Self { terminal, page })
    }

    /// Draws a frame, unless the screen was left meanwhile.
    ///
    /// # Errors
    /// What the terminal refused; it is most often gone then.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<Drawn> {
        if !wire().is_clear() {
            write(&[])?;
            if !wire().is_clear() {
                return Ok(Drawn::Later);
            }
        }
        self.terminal.draw(render)?;
        write(&self.page.0.take())?;
        Ok(if wire().is_clear() { Drawn::Whole } else { Drawn::Later })
    }

    /// Forgets what is on the screen, so that the next frame draws every cell. A terminal that was made smaller and
    /// larger again lost cells although its size is the same.
    ///
    /// # Errors
    /// What the terminal refused.
    pub fn forget(&mut self) -> io::Result<()> {
        // The library's own way asks the terminal for its caret, and the answer would come among the keys.
        self.terminal.backend_mut().clear()?;
        self.terminal.swap_buffers();
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave_for_good();
    }
}

/// Sends bytes, unless the screen was left meanwhile.
fn write(bytes: &[u8]) -> io::Result<()> {
    let mut wire = wire();
    if ENTERED.load(SeqCst) { wire.send(bytes, FRAME) } else { Ok(()) }
}

/// Sets every mode.
fn set_modes() -> io::Result<()> {
    ENTERED.store(true, SeqCst);
    let set = || {
        enable_raw_mode()?;
        fault::at(Place::Terminal)?;
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, EnableBracketedPaste)?;
        write(&bytes)
    };
    set().inspect_err(|_| _ = leave())
}

/// Sets every mode again after the program stood still: somebody else had the terminal.
///
/// # Errors
/// What the terminal refused.
pub fn enter_again() -> io::Result<()> {
    if IS_OVER.load(SeqCst) {
        return Ok(());
    }
    // Else the modes that somebody else set would count as ours.
    disable_raw_mode()?;
    let entered = set_modes();
    // Somebody may have ended the program meanwhile.
    if IS_OVER.load(SeqCst) {
        leave();
    }
    entered
}

/// The same as [`leave`] for the last time: nobody enters again.
pub fn leave_for_good() -> bool {
    IS_OVER.store(true, SeqCst);
    leave()
}

/// Gives the terminal back: every mode, each tried although another failed. May be called from any thread, any number
/// of times; whether there was something to leave.
pub fn leave() -> bool {
    let has_entered = ENTERED.swap(false, SeqCst);
    if has_entered {
        if !is_gone() {
            // Nobody waits for it if it does not take them, and there is no other way.
            let _ = ways_back().and_then(|bytes| send_at_last(&bytes));
            throw_typed_away();
        }
        let _ = disable_raw_mode();
    }
    has_entered
}

/// Whether modes are set.
pub fn is_entered() -> bool {
    ENTERED.load(SeqCst)
}

/// The ways out of all modes. The first byte also ends a sequence that was only half taken.
fn ways_back() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    queue!(bytes, EndSynchronizedUpdate, DisableBracketedPaste, ResetColor, cursor::Show, LeaveAlternateScreen)?;
    Ok(bytes)
}

/// Sends bytes in the place of all that waits. A thread that died while it wrote, or that writes for too long, must not
/// keep the others from leaving.
fn send_at_last(bytes: &[u8]) -> io::Result<()> {
    let start = Instant::now();
    loop {
        let mut wire = match WIRE.try_lock() {
            Ok(wire) => wire,
            Err(TryLockError::Poisoned(wire)) => wire.into_inner(),
            Err(TryLockError::WouldBlock) if start.elapsed() > LEAVING => return Wire::open().send(bytes, LEAVING),
            Err(TryLockError::WouldBlock) => {
                thread::sleep(Duration::from_millis(1));
                continue;
            }
        };
        wire.forget();
        return wire.send(bytes, LEAVING);
    }
}

/// What was typed and not read is not for whoever comes next: a shell would run it.
fn throw_typed_away() {
    #[cfg(unix)]
    let _ = rustix::termios::tcflush(io::stdin(), rustix::termios::QueueSelector::IFlush);
}

/// Hands `text` to the clipboard of the terminal, from any thread; nobody tells whether it was taken.
///
/// # Errors
/// What the terminal refused, or that the screen was left.
pub fn copy(text: &str) -> io::Result<()> {
    if !ENTERED.load(SeqCst) {
        return Err(io::ErrorKind::NotConnected.into());
    }
    let mut bytes = Vec::new();
    queue!(bytes, CopyToClipboard::to_clipboard_from(text))?;
    write(&bytes)
}

fn wire() -> MutexGuard<'static, Wire> {
    WIRE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Columns and rows of the terminal.
///
/// # Errors
/// What the system reports.
#[cfg(unix)]
pub fn size() -> io::Result<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(stdout())?;
    Ok((size.ws_col, size.ws_row))
}

/// Columns and rows of the terminal.
///
/// # Errors
/// What the system reports.
#[cfg(not(unix))]
pub fn size() -> io::Result<(u16, u16)> {
    crossterm::terminal::size()
}

/// Whether there is a terminal to run in: keys come from it and it can be drawn on.
pub fn is_there() -> bool {
    has_keys() && has_screen()
}

/// Whether keys come from a terminal.
pub fn has_keys() -> bool {
    io::stdin().is_terminal()
}

/// Whether a terminal can be drawn on.
pub fn has_screen() -> bool {
    stdout().is_terminal()
}

/// Whether the terminal was closed without a word.
#[cfg(unix)]
pub fn is_gone() -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = io::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
    let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut fds, Some(&at_once)).is_ok()
        && fds[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL)
}

/// Whether the terminal was closed without a word.
#[cfg(not(unix))]
pub fn is_gone() -> bool {
    false
}
