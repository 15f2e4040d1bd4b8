//! The terminal's modes: entered once, left on every way out. Does not know what is drawn.

use std::{
    cell::RefCell,
    io::{self, IsTerminal, Write, stdout},
    rc::Rc,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
};

use crossterm::{
    clipboard::CopyToClipboard,
    cursor,
    event::{DisableBracketedPaste, EnableBracketedPaste},
    execute,
    style::force_color_output,
    terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};
use ratatui::{
    Frame, Terminal,
    backend::{Backend as _, CrosstermBackend},
};

/// Whether modes are set that must be left.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// Held while something is written, so that nothing is drawn onto a screen that was left.
static WRITING: Mutex<()> = Mutex::new(());

/// The screen.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Page>>,
    page: Page,
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

impl Page {
    fn send(&self) -> io::Result<()> {
        let bytes = self.0.take();
        let mut out = stdout().lock();
        out.write_all(&bytes)?;
        out.flush()
    }
}

impl Screen {
    /// Takes the terminal over. What fails half-way is undone.
    ///
    /// # Errors
    /// What the terminal refused.
    pub fn enter() -> io::Result<Self> {
        ENTERED.store(true, SeqCst);
        let entered = Self::set_modes();
        if entered.is_err() {
            leave();
        }
        entered
    }

    fn set_modes() -> io::Result<Self> {
        // Without colours the theme has none; the library's own way would wipe weight and reverse too.
        force_color_output(true);
        enable_raw_mode()?;
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        let page = Page::default();
        Ok(Self { terminal: Terminal::new(CrosstermBackend::new(page.clone()))?, page })
    }

    /// Draws a frame, unless the screen was left meanwhile.
    ///
    /// # Errors
    /// What the terminal refused; it is most often gone then.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        if ENTERED.load(SeqCst) {
            self.terminal.draw(render)?;
            // It may have been left while the frame was made.
            if ENTERED.load(SeqCst) {
                self.page.send()?;
            }
        }
        Ok(())
    }
}

impl Screen {
    /// Forgets what is on the screen, so that the next frame draws every cell. A terminal that was made smaller and
    /// larger again lost cells although its size is the same.
    ///
    /// # Errors
    /// What the terminal refused.
    pub fn forget(&mut self) -> io::Result<()> {
        let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        if ENTERED.load(SeqCst) {
            // The library's own way asks the terminal for its caret, and the answer would come among the keys.
            self.terminal.backend_mut().clear()?;
            self.terminal.swap_buffers();
        }
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

/// Gives the terminal back: every mode, each tried although another failed. May be called from any thread, any number
/// of times.
pub fn leave() {
    // A thread that died while it wrote must not keep the others from leaving.
    let _writing = WRITING.try_lock();
    if ENTERED.swap(false, SeqCst) {
        let _ = execute!(stdout(), DisableBracketedPaste);
        let _ = execute!(stdout(), cursor::Show);
        let _ = execute!(stdout(), LeaveAlternateScreen);
        let _ = disable_raw_mode();
    }
}

/// Hands `text` to the clipboard of the terminal, from any thread; nobody tells whether it was taken.
///
/// # Errors
/// What the terminal refused, or that the screen was left.
pub fn copy(text: &str) -> io::Result<()> {
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    if !ENTERED.load(SeqCst) {
        return Err(io::ErrorKind::NotConnected.into());
    }
    execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
}

/// Columns and rows of the terminal.
///
/// # Errors
/// What the system reports.
pub fn size() -> io::Result<(u16, u16)> {
    crossterm::terminal::size()
}

/// Whether there is a terminal to run in: keys come from it and it can be drawn on.
pub fn is_there() -> bool {
    io::stdin().is_terminal() && stdout().is_terminal()
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
