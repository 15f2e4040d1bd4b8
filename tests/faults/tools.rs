//! What the tests of faults share: a meeting of lines, chance, small disks, strace. Knows no fault by itself.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    str,
    time::Duration,
};

use serde_json::Value;

use crate::{
    chance::{Chance, asked},
    terminal::{ENTER, Terminal, World, until},
};

/// The series of the tests.
pub(crate) const SERIES: &str = "sales-operations";
/// The question of the item in which lines are typed.
pub(crate) const QUESTION: &str = "What do both teams need to know?";
/// Longest time from the moment that a disk is well again until everything is on it.
pub(crate) const RECOVERY: Duration = Duration::from_secs(15);

const AGENDA: &str = r#"{
  "format": "turnabout-agenda", "version": 1, "title": "Sales & Operations",
  "teams": [{ "id": "sales", "name": "Sales" }, { "id": "operations", "name": "Operations", "delivers": true }],
  "rhythm": { "every": "2 weeks", "day": "tuesday", "time": "10:00" },
  "planned_minutes": 67,
  "items": [
    { "kind": "opening", "minutes": 3 },
    { "kind": "discussion", "title": "Open floor", "minutes": 60 },
    { "kind": "close", "minutes": 4 }
  ]
}"#;

/// A number that the environment may ask for.
pub(crate) fn count(variable: &str, usual: u64) -> u64 {
    asked(variable).unwrap_or(usual)
}

/// Chance that begins where `TURNABOUT_SEED` says, and tells it.
pub(crate) fn chance(what: &str) -> Chance {
    let seed = count("TURNABOUT_SEED", 5);
    println!("{what}: TURNABOUT_SEED={seed}");
    Chance::of(seed)
}

/// The folder of the series, with the agenda.
pub(crate) fn prepare(world: &World) -> PathBuf {
    let series = world.data().join(SERIES);
    fs::create_dir_all(&series).expect("the folder can be made");
    fs::write(series.join("agenda.json"), AGENDA).expect("the agenda can be written");
    series
}

/// A meeting of this world in which every line is recorded, begun or gone on with.
pub(crate) fn talk(world: &World) -> Terminal {
    if !world.data().join(SERIES).join("agenda.json").exists() {
        prepare(world);
    }
    let is_new = world.files(SERIES).is_empty();
    let mut terminal = world.start(&["run"]);
    if is_new {
        terminal.wait_for("Who is here?");
        terminal.send(ENTER);
    }
    terminal.wait_for(QUESTION);
    terminal.wait_for("saved ");
    terminal
}

/// From a note of [`talk`] to the closed meeting.
#[track_caller]
pub(crate) fn close(terminal: &mut Terminal) {
    terminal.play(ENTER, "Still missing");
    terminal.play(ENTER, "rate the meeting");
    terminal.play(ENTER, "for example: 8 Bring");
    terminal.play(&format!("8{ENTER}"), "for example: 8 Bring");
    terminal.play(&format!("9{ENTER}"), "When do we meet next?");
    terminal.play(ENTER, "Ready to close");
    terminal.insist(ENTER, "is closed");
    terminal.wait_for(".html");
}

/// The one meeting as another process shows it; it must be sound.
#[track_caller]
pub(crate) fn shown(world: &World) -> Value {
    let shown = world.command(&["show", "--format", "json"]).output().expect("the program starts");
    assert!(shown.status.success(), "{}", String::from_utf8_lossy(&shown.stderr));
    serde_json::from_slice(&shown.stdout).expect("it is sound JSON")
}

/// The tokens W0001 … in all texts of `value`, in the order of the file.
pub(crate) fn tokens(value: &Value) -> Vec<u32> {
    match value {
        Value::String(text) => {
            let numbers =
                text.split('W').skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or(""));
            numbers.filter(|number| number.len() >= 4).filter_map(|number| number.parse().ok()).collect()
        }
        Value::Array(all) => all.iter().flat_map(tokens).collect(),
        Value::Object(all) => all.values().flat_map(tokens).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// The tokens, when each stands there once.
#[track_caller]
pub(crate) fn tokens_once(value: &Value) -> BTreeSet<u32> {
    let mut set = BTreeSet::new();
    let twice: Vec<u32> = tokens(value).into_iter().filter(|token| !set.insert(*token)).collect();
    assert!(twice.is_empty(), "they stand twice: {twice:?}");
    set
}

/// Where words lie that could not be saved.
pub(crate) fn rescued(world: &World) -> Vec<PathBuf> {
    let entries = fs::read_dir(world.state().join("emergency").join(SERIES)).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "json")).collect()
}

/// Waits until the words that could not be saved lie elsewhere, under the name of the meeting, the newest too; where.
#[track_caller]
pub(crate) fn wait_rescued(world: &World, newest: &str) -> PathBuf {
    let holds = |path: &PathBuf| fs::read_to_string(path).is_ok_and(|text| text.contains(newest));
    assert!(until(|| rescued(world).iter().any(holds)), "{newest} is in none of {:?}", rescued(world));
    let [path] = <[PathBuf; 1]>::try_from(rescued(world)).expect("one meeting has one copy");
    path
}

/// The next start speaks of these words.
#[track_caller]
pub(crate) fn is_mentioned(world: &World, copy: &Path) {
    let again = world.start(&["run"]);
    again.wait_for("words that could not be saved");
    let told = world.command(&["doctor"]).output().expect("it starts").stdout;
    let told = String::from_utf8_lossy(&told);
    assert!(told.contains(&*copy.to_string_lossy()), "no {} in {told}", copy.display());
    assert!(copy.exists(), "nobody has used it yet");
}

/// Names of temporary files in a folder and the folders in it.
pub(crate) fn temporaries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found = Vec::new();
    for path in entries {
        if path.is_dir() && !path.is_symlink() {
            found.extend(temporaries(&path));
        } else if path.extension().is_some_and(|end| end == "tmp") {
            found.push(path.display().to_string());
        }
    }
    found
}

/// Runs a tool of the system that must succeed.
#[track_caller]
pub(crate) fn run(tool: &str, arguments: &[&str]) {
    let done = Command::new(tool).args(arguments).output();
    let done = done.unwrap_or_else(|error| panic!("{tool} does not start: {error}"));
    assert!(done.status.success(), "{tool} {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// A small disk of its own, gone when dropped.
pub(crate) struct Disk(PathBuf);

impl Disk {
    /// Mounted at this folder, which need not be there yet.
    #[track_caller]
    pub(crate) fn mount(folder: &Path, options: &str) -> Self {
        fs::create_dir_all(folder).expect("the folder can be made");
        run("mount", &["-t", "tmpfs", "-o", options, "tmpfs", &folder.to_string_lossy()]);
        Self(folder.to_path_buf())
    }

    /// The folder as it is, read-only until this is dropped. Files that are open stay so.
    #[track_caller]
    pub(crate) fn read_only(folder: &Path) -> Self {
        let path = folder.to_string_lossy();
        run("mount", &["--bind", &path, &path]);
        run("mount", &["-o", "remount,bind,ro", &path]);
        Self(folder.to_path_buf())
    }

    /// A file that takes all the space that is left.
    pub(crate) fn fill(&self) -> PathBuf {
        let path = self.0.join("filler");
        // It ends in an error, when the disk is full.
        let _ = fs::write(&path, vec![b'x'; 1 << 20]);
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).stderr(Stdio::null()).status();
    }
}

/// strace at the saver of a program that runs. Dropping it lets go.
pub(crate) struct Trace {
    strace: Child,
    log: PathBuf,
}

impl Trace {
    /// Watches `calls` of the saver from now on, and lets them go wrong as `inject` says.
    #[track_caller]
    pub(crate) fn saver(world: &World, process: u32, calls: &str, inject: &str) -> Self {
        let log = world.root().join(format!("strace-{process}.log"));
        let _ = fs::remove_file(&log);
        let thread = thread(process, "saver").expect("there is a saver");
        let mut command = strace(&log, calls);
        if !inject.is_empty() {
            command.args(["-e", &format!("inject={inject}")]);
        }
        let strace = command.args(["-p", &thread.to_string()]).stderr(Stdio::null()).spawn();
        let trace = Self { strace: strace.expect(MISSING), log };
        let status = || fs::read_to_string(format!("/proc/{process}/task/{thread}/status")).unwrap_or_default();
        assert!(until(|| !status().contains("TracerPid:\t0")), "strace does not take hold");
        trace
    }

    /// Everything that it saw.
    pub(crate) fn lines(&self) -> Vec<String> {
        lines(&self.log)
    }

    /// Waits until the fault was there so many times.
    #[track_caller]
    pub(crate) fn wait_fired(&self, times: usize) {
        let fired = || self.lines().iter().filter(|line| line.contains("INJECTED") || line.contains("DELAYED")).count();
        assert!(until(|| fired() >= times), "the fault never came: {:#?}", self.lines());
    }

    /// Lets go: what follows goes well.
    pub(crate) fn let_go(mut self) -> Vec<String> {
        self.end();
        self.lines()
    }

    fn end(&mut self) {
        // Politely, or what it holds would stay as it is.
        let _ = Command::new("kill").args(["-s", "TERM", &self.strace.id().to_string()]).stderr(Stdio::null()).status();
        let _ = self.strace.wait();
    }
}

impl Drop for Trace {
    fn drop(&mut self) {
        self.end();
    }
}

/// What is said when strace is not there.
pub(crate) const MISSING: &str = "strace does not start; install it (Debian: apt-get install strace)";

fn strace(log: &Path, calls: &str) -> Command {
    let mut command = Command::new("strace");
    command.args(["-q", "-y", "-s", "64", "-o"]).arg(log).args(["-e", &format!("trace={calls}")]);
    command
}

/// The words that put strace in front of the program from its start on, all threads watched, without a part of its own
/// among the program's parents.
#[track_caller]
pub(crate) fn from_the_start(log: &Path, more: &[&str]) -> Vec<String> {
    let is_there = Command::new("strace").arg("-V").stdout(Stdio::null()).status();
    assert!(is_there.is_ok_and(|status| status.success()), "{MISSING}");
    let log = log.to_string_lossy();
    let words = ["strace", "-D", "-f", "-q", "-y", "-s", "256", "-o", &log];
    words.iter().chain(more).map(|word| (*word).to_owned()).collect()
}

/// The lines of a log that may still be written.
pub(crate) fn lines(log: &Path) -> Vec<String> {
    fs::read_to_string(log).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// The name of the call in a line of a log, which may begin with the number of a thread.
pub(crate) fn call(line: &str) -> &str {
    let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    line.split('(').next().unwrap_or_default()
}

/// The number of the thread of this name.
pub(crate) fn thread(process: u32, name: &str) -> Option<u32> {
    let threads = fs::read_dir(format!("/proc/{process}/task")).ok()?.flatten();
    let mut numbers = threads.filter_map(|thread| thread.file_name().to_str()?.parse::<u32>().ok());
    numbers.find(|number| {
        let called = fs::read_to_string(format!("/proc/{process}/task/{number}/comm"));
        called.is_ok_and(|called| called.trim() == name)
    })
}

/// A size of a process in KiB, as the kernel calls it.
#[track_caller]
pub(crate) fn memory(process: u32, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("the kernel tells");
    line.trim_matches(|c: char| !c.is_ascii_digit()).parse().expect("a number")
}
