//! The real program in a pseudo terminal: keys in, a screen out, and what it leaves behind. Waits for text, never for
//! time.

use std::{
    collections::BTreeMap,
    fs,
    io::{Read as _, Write},
    num::NonZero,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// Longest time that anything is waited for.
const LIMIT: Duration = Duration::from_secs(10);
/// Time between two looks at what cannot wake a waiter.
const STEP: Duration = Duration::from_millis(5);
/// Columns and rows of a new terminal.
pub(crate) const SIZE: (u16, u16) = (100, 30);
/// The fault of clocks that [`World::skew`] puts ahead; the program starts in the folder where that file is.
pub(crate) const SKEWED: &str = "clock=skew:clocks";
/// Enter.
pub(crate) const ENTER: &str = "\r";

/// A data folder of its own, and programs started on it.
pub(crate) struct World {
    root: TempDir,
    variables: Vec<(&'static str, &'static str)>,
    wrapper: Vec<String>,
    is_leader: bool,
}

impl World {
    /// With an empty data folder.
    pub(crate) fn new() -> Self {
        let root = TempDir::new().expect("a temporary folder");
        Self { root, variables: Vec::new(), wrapper: Vec::new(), is_leader: true }
    }

    /// With a terminal that does not belong to the program, as under a shell or a wrapper. The kernel hangs up and
    /// resets a terminal whose owner ends, so only here can be seen what the program itself gave back; and no signal
    /// tells the program that the terminal is gone.
    pub(crate) fn borrowed() -> Self {
        Self { is_leader: false, ..Self::new() }
    }

    /// With one more environment variable.
    pub(crate) fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.variables.push((name, value));
        self
    }

    /// With the program started by another one: its words come before those of the program.
    pub(crate) fn under(mut self, wrapper: &[&str]) -> Self {
        self.wrapper = wrapper.iter().map(|word| (*word).to_owned()).collect();
        self
    }

    /// The folder that holds the others, and where everything is started.
    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    /// The data folder.
    pub(crate) fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }

    /// The state folder.
    pub(crate) fn state(&self) -> PathBuf {
        self.root.path().join("state")
    }

    /// Puts clocks of a world with the fault [`SKEWED`] ahead by seconds, a line each: `realtime 3600`.
    pub(crate) fn skew(&self, clocks: &str) {
        // In one step: the program may look at any moment.
        let file = self.root.path().join("clocks");
        fs::write(file.with_extension("new"), clocks).expect("it can be written");
        fs::rename(file.with_extension("new"), file).expect("it can be renamed");
    }

    /// The folders that are to be thrown away and still there.
    pub(crate) fn thrown_away(&self) -> Vec<String> {
        let entries = fs::read_dir(self.root.path()).expect("it can be listed").flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with("turnabout-")).collect()
    }

    /// The program in a terminal.
    pub(crate) fn start(&self, arguments: &[&str]) -> Terminal {
        let words = self.wrapper.iter().map(String::as_str).chain([env!("CARGO_BIN_EXE_turnabout")]);
        self.start_other(&words.chain(arguments.iter().copied()).collect::<Vec<_>>())
    }

    /// A shell in a terminal that runs this, with the program as `$TURNABOUT`.
    pub(crate) fn script(&self, script: &str) -> Terminal {
        self.start_other(&["sh", "-c", script])
    }

    /// A shell that waits for commands in a terminal.
    pub(crate) fn prompt(&self) -> Terminal {
        self.start_other(&["sh", "-i"])
    }

    fn start_other(&self, words: &[&str]) -> Terminal {
        let mut command = CommandBuilder::new(words[0]);
        command.env_clear();
        command.args(&words[1..]);
        command.env("TURNABOUT", env!("CARGO_BIN_EXE_turnabout"));
        command.env("PATH", "/usr/local/bin:/usr/bin:/bin");
        command.cwd(self.root.path());
        for (name, value) in environment().into_iter().chain(self.variables.iter().copied()) {
            command.env(name, value);
        }
        if !self.wrapper.is_empty() {
            command.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        }
        command.env("TURNABOUT_DATA_DIR", self.data());
        command.env("TURNABOUT_STATE_DIR", self.state());
        command.env("TMPDIR", self.root.path());
        command.set_controlling_tty(self.is_leader);
        Terminal::open(command)
    }

    /// A short meeting (opening, exchange, close) started from the series' own agenda, standing at the roll call.
    pub(crate) fn meeting(&self) -> Terminal {
        let series = self.data().join("sales-operations");
        fs::create_dir_all(&series).expect("the folder can be made");
        fs::write(series.join("agenda.json"), data("agenda-short.json")).expect("the agenda can be written");
        let terminal = self.start(&["run"]);
        terminal.wait_for("Who is here?");
        terminal
    }

    /// The reports of mistakes of the program.
    pub(crate) fn reports(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.state().join("reports")).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect()
    }

    /// A meeting at the first move of the exchange.
    pub(crate) fn exchange(&self) -> Terminal {
        let mut terminal = self.meeting();
        terminal.send(ENTER);
        terminal.wait_for("are you struggling with?");
        terminal.wait_for("saved ");
        terminal
    }

    /// The program without a terminal.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_turnabout"));
        command.env_clear().envs(environment()).env("TURNABOUT_DATA_DIR", self.data());
        command.env("TURNABOUT_STATE_DIR", self.state());
        command.args(arguments).current_dir(self.root.path()).stdin(std::process::Stdio::null());
        command
    }

    /// The files of the meetings of a series, oldest first.
    pub(crate) fn files(&self, series: &str) -> Vec<PathBuf> {
        let is_meeting = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(|c: char| c.is_ascii_digit()) && path.extension().is_some_and(|json| json == "json")
        };
        let entries = fs::read_dir(self.data().join(series)).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_meeting).collect();
        files.sort();
        files
    }

    /// The one meeting of the default series, as it is on the disk.
    #[track_caller]
    pub(crate) fn minutes(&self) -> serde_json::Value {
        let files = self.files("sales-operations");
        assert_eq!(files.len(), 1, "{files:?}");
        serde_json::from_slice(&fs::read(&files[0]).expect("it can be read")).expect("it is sound JSON")
    }

    /// Waits until the file of the one meeting holds `text`.
    #[track_caller]
    pub(crate) fn wait_for_file(&self, text: &str) {
        let holds = |path: &PathBuf| fs::read_to_string(path).is_ok_and(|file| file.contains(text));
        let found = until(|| self.files("sales-operations").iter().any(holds));
        assert!(found, "{text:?} never reached the disk");
    }

    /// The half-typed text of the one meeting.
    #[track_caller]
    pub(crate) fn draft(&self) -> String {
        let minutes = self.minutes();
        let drafts = minutes["drafts"].as_object().cloned().unwrap_or_default();
        drafts.values().filter_map(|text| text.as_str()).collect()
    }
}

/// The whole environment but the data folder.
fn environment() -> [(&'static str, &'static str); 3] {
    [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")]
}

/// Asks again and again; `false` when it took too long.
pub(crate) fn until(mut is_so: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + LIMIT;
    loop {
        if is_so() {
            return true;
        }
        if Instant::now() >= end {
            return false;
        }
        thread::sleep(STEP);
    }
}

/// What the program wrote, raw and as a screen.
struct Output {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    is_over: bool,
    is_closed: bool,
    is_held: bool,
}

/// A program in a terminal of its own. Dropping it kills the program.
pub(crate) struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    output: Arc<(Mutex<Output>, Condvar)>,
    ends: mpsc::Receiver<ExitStatus>,
    ended: Option<ExitStatus>,
    process: u32,
    before: String,
}

impl Terminal {
    fn open(command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(size(SIZE)).expect("a pseudo terminal");
        without_end_of_file(pair.master.as_ref());
        let before = modes(pair.master.as_ref());
        let mut child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let process = child.process_id().expect("a process has a number");
        let reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let parser = vt100::Parser::new(cells(SIZE.1), cells(SIZE.0), 0);
        let output = Output { parser, bytes: Vec::new(), is_over: false, is_closed: false, is_held: false };
        let output = Arc::new((Mutex::new(output), Condvar::new()));
        let (sender, ends) = mpsc::channel();
        thread::spawn({
            let output = Arc::clone(&output);
            move || read(reader, &output)
        });
        thread::spawn(move || {
            // Nobody asks any more when the test is over.
            let _ = child.wait().map(|status| sender.send(status));
        });
        Self { master: Some(pair.master), writer: Some(writer), output, ends, ended: None, process, before }
    }

    /// The number of the process.
    pub(crate) fn process(&self) -> u32 {
        self.process
    }

    /// Types.
    #[track_caller]
    pub(crate) fn send(&mut self, keys: &str) {
        self.send_bytes(keys.as_bytes());
    }

    /// Types bytes that need not be text.
    #[track_caller]
    pub(crate) fn send_bytes(&mut self, keys: &[u8]) {
        let writer = self.writer.as_mut().expect("the terminal is open");
        writer.write_all(keys).expect("the terminal takes keys");
        writer.flush().expect("the terminal takes keys");
    }

    /// Types any bytes; `false` when the terminal takes none any more.
    pub(crate) fn try_send(&mut self, keys: &[u8]) -> bool {
        self.writer.as_mut().is_some_and(|writer| writer.write_all(keys).and_then(|()| writer.flush()).is_ok())
    }

    /// Types, and waits until the screen shows `text`.
    #[track_caller]
    pub(crate) fn play(&mut self, keys: &str, text: &str) {
        self.send(keys);
        self.wait_for(text);
    }

    /// Types this again and again until the screen shows `text`: for a key that counts only after a pause.
    #[track_caller]
    pub(crate) fn insist(&mut self, keys: &str, text: &str) {
        let is_shown = until(|| {
            self.send(keys);
            self.shows_within(Duration::from_millis(150), |screen| screen.contains(text))
        });
        assert!(is_shown, "no {text:?} on\n{}", self.screen());
    }

    /// Waits until the screen shows `text`.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        let is_shown = self.shows_within(LIMIT, |screen| screen.contains(text));
        assert!(is_shown, "no {text:?} on\n{}", self.screen());
    }

    /// Waits until the screen is as `is_so` says.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        assert!(self.shows_within(LIMIT, is_so), "not so: {what}\n{}", self.screen());
    }

    /// As [`Terminal::wait_until`], for what takes its time.
    #[track_caller]
    pub(crate) fn wait_within(&self, limit: Duration, what: &str, is_so: impl Fn(&str) -> bool) {
        assert!(self.shows_within(limit, is_so), "not within {limit:?}: {what}\n{}", self.screen());
    }

    /// Whether the program has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.ended = self.ended.take().or_else(|| self.ends.try_recv().ok());
        self.ended.is_some()
    }

    fn shows_within(&self, limit: Duration, is_so: impl Fn(&str) -> bool) -> bool {
        let (output, changed) = &*self.output;
        let output = output.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = |output: &mut Output| !is_so(&output.parser.screen().contents()) && !output.is_over;
        let (output, _) = changed.wait_timeout_while(output, limit, waits).unwrap_or_else(PoisonError::into_inner);
        is_so(&output.parser.screen().contents())
    }

    /// The screen as text.
    pub(crate) fn screen(&self) -> String {
        self.output.0.lock().unwrap_or_else(PoisonError::into_inner).parser.screen().contents()
    }

    /// What stands on the screen in reverse.
    pub(crate) fn reversed(&self) -> String {
        let output = self.output.0.lock().unwrap_or_else(PoisonError::into_inner);
        let screen = output.parser.screen();
        let (rows, columns) = screen.size();
        let cells = (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
        let cells = cells.filter_map(|(row, column)| screen.cell(row, column)).filter(|cell| cell.inverse());
        cells.map(|cell| if cell.has_contents() { cell.contents() } else { " " }).collect()
    }

    /// Everything the program wrote so far, and all of it when it has ended.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.written().bytes.clone()
    }

    /// What was written; of a program that ended the last bytes too, which can be on their way still.
    fn written(&self) -> MutexGuard<'_, Output> {
        let (output, changed) = &*self.output;
        let output = output.lock().unwrap_or_else(PoisonError::into_inner);
        let is_awaited = |output: &mut Output| self.ended.is_some() && !output.is_over;
        changed.wait_timeout_while(output, LIMIT, is_awaited).unwrap_or_else(PoisonError::into_inner).0
    }

    /// Column and row of the caret.
    pub(crate) fn cursor(&self) -> (u16, u16) {
        let output = self.output.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (row, column) = output.parser.screen().cursor_position();
        (column, row)
    }

    /// Stops taking what the program draws, as a stuck line does, or goes on.
    pub(crate) fn hold(&self, is_held: bool) {
        self.output.0.lock().unwrap_or_else(PoisonError::into_inner).is_held = is_held;
        self.output.1.notify_all();
    }

    /// Whether the process stands still.
    pub(crate) fn is_stopped(&self) -> bool {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process)).unwrap_or_default();
        stat.rsplit(')').next().is_some_and(|rest| rest.starts_with(" T"))
    }

    /// Gives the line the modes of a shell, as one does that takes the terminal over.
    pub(crate) fn take_over(&self) {
        stty(self.master.as_deref().expect("the terminal is open"), &["sane", "eof", "undef"]);
    }

    /// Whether the line is as it was before the program.
    pub(crate) fn is_line_as_before(&self) -> bool {
        modes(self.master.as_deref().expect("the terminal is open")) == self.before
    }

    /// The modes of the screen that are set now.
    pub(crate) fn modes_set(&self) -> Vec<String> {
        modes_left(&self.bytes())
    }

    /// How often the program took the terminal over.
    pub(crate) fn times_entered(&self) -> usize {
        self.bytes().windows(8).filter(|bytes| bytes == b"\x1b[?1049h").count()
    }

    /// Makes the terminal another size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        if columns > 0 && rows > 0 {
            let mut output = self.output.0.lock().unwrap_or_else(PoisonError::into_inner);
            output.parser.screen_mut().set_size(cells(rows), cells(columns));
        }
        let master = self.master.as_ref().expect("the terminal is open");
        master.resize(size((columns, rows))).expect("the terminal takes the size");
    }

    /// Sends a signal by its name.
    #[track_caller]
    pub(crate) fn kill(&self, signal: &str) {
        let sent = Command::new("kill").args(["-s", signal, &self.process.to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "{signal} could not be sent");
    }

    /// Closes the window, as soon as the reader has seen the next frame: it holds the terminal too.
    pub(crate) fn close(&mut self) {
        self.output.0.lock().unwrap_or_else(PoisonError::into_inner).is_closed = true;
        self.writer = None;
        self.master = None;
    }

    /// Waits for the end; the status as a shell counts it, 128 more than the number of a signal that ended it.
    #[track_caller]
    pub(crate) fn exit_code(&mut self) -> u32 {
        if self.ended.is_none() {
            self.ended = self.ends.recv_timeout(LIMIT).ok();
        }
        let Some(status) = &self.ended else { panic!("it does not end\n{}", self.screen()) };
        match status.signal() {
            Some(signal) => panic!("ended by a signal that was not handled: {signal}"),
            None => status.exit_code(),
        }
    }

    /// Kills it in a way that it cannot notice.
    #[track_caller]
    pub(crate) fn kill_at_once(&mut self) {
        self.kill("KILL");
        let ended = self.ends.recv_timeout(LIMIT).expect("nothing survives that");
        assert!(ended.signal().is_some(), "it had ended by itself: {ended:?}");
        self.ended = Some(ended);
    }

    /// What a program that ended did not give back of the terminal; nothing for a clean one.
    #[track_caller]
    pub(crate) fn left_behind(&self) -> Vec<String> {
        assert!(self.ended.is_some(), "it still runs");
        let mut left = modes_left(&self.bytes());
        let now = modes(self.master.as_deref().expect("the terminal is open"));
        if now != self.before {
            left.push("the modes of the line".to_owned());
        }
        left
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.ended.is_none() {
            let _ = Command::new("kill").args(["-s", "KILL", &self.process.to_string()]).status();
        }
    }
}

fn read(mut reader: Box<dyn std::io::Read + Send>, output: &(Mutex<Output>, Condvar)) {
    let mut buffer = [0; 1 << 14];
    loop {
        let held = output.0.lock().unwrap_or_else(PoisonError::into_inner);
        drop(output.1.wait_while(held, |output| output.is_held).unwrap_or_else(PoisonError::into_inner));
        let read = reader.read(&mut buffer).unwrap_or(0);
        let mut output_now = output.0.lock().unwrap_or_else(PoisonError::into_inner);
        output_now.parser.process(&buffer[..read]);
        output_now.bytes.extend_from_slice(&buffer[..read]);
        output_now.is_over |= read == 0;
        let is_done = output_now.is_over || output_now.is_closed;
        drop(output_now);
        output.1.notify_all();
        if is_done {
            return;
        }
    }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a screen has cells")
}

fn size((columns, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// Takes away the key that ends a file: dropping the writer would type it into the program.
fn without_end_of_file(master: &(dyn MasterPty + Send)) {
    stty(master, &["eof", "undef"]);
}

fn stty(master: &(dyn MasterPty + Send), arguments: &[&str]) {
    let name = master.tty_name().expect("a terminal has a name");
    let line = fs::File::open(name).expect("the terminal can be opened");
    let done = Command::new("stty").args(arguments).stdin(line).status();
    assert!(done.is_ok_and(|status| status.success()), "stty could not be run");
}

/// The modes of the line: echo, signals, how lines are read.
fn modes(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios().expect("a terminal has modes"))
}

/// The modes whose last word in a byte stream is not their reset.
pub(crate) fn modes_left(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut last: BTreeMap<&str, char> = BTreeMap::new();
    for part in text.split("\x1b[?").skip(1) {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(part.len());
        let Some(word @ ('h' | 'l')) = part[end..].chars().next() else { continue };
        last.extend(part[..end].split(';').map(|mode| (mode, word)));
    }
    // The caret is the one that is there by default.
    let is_left = |(mode, word): &(&str, char)| *word != if *mode == "25" { 'h' } else { 'l' };
    let mut left: Vec<String> = last.into_iter().filter(is_left).map(|(mode, word)| format!("?{mode}{word}")).collect();
    if text.matches("\x1b[>").count() > text.matches("\x1b[<").count() {
        left.push("the keyboard protocol".to_owned());
    }
    left
}

/// The text of a file of the tests.
pub(crate) fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    fs::read_to_string(path).expect("the file is part of the tests")
}

#[test]
fn a_mode_is_left_unless_its_last_word_is_the_reset() {
    assert!(modes_left(b"\x1b[?1049h\x1b[?25lx\x1b[?25h\x1b[?1049l").is_empty());
    assert_eq!(modes_left(b"\x1b[?1000;2004h\x1b[?25l\x1b[?2004l"), ["?1000h", "?25l"]);
    assert_eq!(modes_left(b"\x1b[>1u"), ["the keyboard protocol"]);
}
