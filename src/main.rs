//! Arguments to a command; an error to one line and an exit code.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::ExitCode,
};

use turnabout::{
    agendas,
    cli::{
        AgendaCommand, Archive, Args, CliError, Command, Exit, Form, Format, Options, Printed, Stop, ThemeName, Which,
        actions, agenda, archive::Found, brief, doctor, export, goals, list, manual, print, search, show, tell,
    },
    domain::{Agenda, ids::slug, promises::Promises, search::Query},
    export::{brief::Before, text::COLUMNS},
    store::{self, Put, Shelf, in_words},
    tui::{
        clock::Moment,
        run::{self, Door, Setting},
        terminal,
        ui::{
            Look,
            theme::{Depth, Theme},
        },
    },
};

fn main() -> ExitCode {
    let result = match Args::read(env::args_os()) {
        Ok(args) => command(args),
        Err(Stop::Asked(text)) => output(&Printed::words(&text)),
        Err(Stop::Wrong(error)) => Err(error),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            ExitCode::from(error.code())
        }
    }
}

fn command(args: Args) -> Result<(), CliError> {
    let Args { options, command } = args;
    match command {
        None => open(&options, None, Door::Home),
        Some(Command::Run { agenda }) => open(&options, agenda, Door::Meeting),
        Some(Command::Demo) => open(&options, None, Door::Demo),
        Some(Command::List { json }) => list_meetings(&options, json),
        Some(Command::Actions { all, team, owner, json }) => {
            list_actions(&options, &actions::Wanted { all, team, owner }, json)
        }
        Some(Command::Goals { json }) => list_goals(&options, json),
        Some(Command::Show { meeting, format }) => show_minutes(&options, &meeting, format),
        Some(Command::Export { meeting, formats, to, force }) => {
            export_minutes(&options, &meeting, &export::wanted(&formats), to, force)
        }
        Some(Command::Agenda(AgendaCommand::List)) => {
            let listed = agenda::list(agendas::BUNDLED.iter().map(|(name, text)| (*name, parsed(text))));
            output(&Printed::words(&listed))
        }
        Some(Command::Agenda(AgendaCommand::Show { name, json })) => show_agenda(&name, json),
        Some(Command::Agenda(AgendaCommand::Check { files })) => check_agendas(&files),
        Some(Command::Brief { team, format }) => write_brief(&options, team.as_deref(), format),
        Some(Command::Search { words, json }) => search_minutes(&options, &Query::new(&words.join(" ")), json),
        Some(Command::Doctor { json }) => examine(&options, json),
        Some(Command::Completions { shell }) => output(&manual::completions(shell)),
        Some(Command::Man) => output(&manual::page()),
        Some(Command::Schema { of }) => output(&Printed::json(of.text())),
    }
}

fn list_meetings(options: &Options, json: bool) -> Result<(), CliError> {
    let archive = archive(options)?;
    let (series, broken) = archive.series()?;
    output(&if json {
        Printed::json(&list::json(&series))
    } else {
        Printed::words(&list::rows(archive.folder().name(), &series))
    })?;
    Archive::left_out(&broken)
}

fn list_actions(options: &Options, wanted: &actions::Wanted, json: bool) -> Result<(), CliError> {
    let archive = told_archive(options)?;
    let (promises, broken) = archive.fold(Promises::add)?;
    let found = wanted.find(&promises)?;
    let today = now().wall.date();
    output(&if json {
        Printed::json(&actions::json(&found))
    } else {
        Printed::words(&actions::rows(&promises, &found, today))
    })?;
    Archive::left_out(&broken)
}

fn list_goals(options: &Options, json: bool) -> Result<(), CliError> {
    let archive = told_archive(options)?;
    let (series, broken) = archive.series()?;
    output(&if json { Printed::json(&goals::json(&series)) } else { Printed::words(&goals::rows(&series)) })?;
    Archive::left_out(&broken)
}

fn show_minutes(options: &Options, meeting: &Which, format: Format) -> Result<(), CliError> {
    let archive = archive(options)?;
    let Found { loaded, earlier, newer, .. } = archive.find(meeting)?;
    let minutes = show::minutes(&loaded.text, &loaded.meeting, &earlier, format, COLUMNS);
    output(&Printed::rendered(format, &minutes))?;
    Archive::left_out(&newer)
}

fn export_minutes(
    options: &Options,
    meeting: &Which,
    formats: &[Format],
    to: Option<PathBuf>,
    force: bool,
) -> Result<(), CliError> {
    let archive = archive(options)?;
    let found = archive.find(meeting)?;
    let to = to.unwrap_or_else(|| archive.folder().exports());
    if formats.contains(&Format::Json) && shelf(options)?.is_for_minutes(&to) {
        return Err(export::among_minutes(&to));
    }
    write_out(&found, formats, &to, force)?;
    Archive::left_out(&found.newer)
}

fn write_brief(options: &Options, team: Option<&str>, form: Form) -> Result<(), CliError> {
    let archive = told_archive(options)?;
    let own = archive.agenda()?;
    let agenda = own.unwrap_or_else(|| parsed(agendas::bundled(agendas::DEFAULT).unwrap_or_default()));
    let (before, broken) = archive.fold(Before::add)?;
    output(&brief::pages(&before, &agenda, team, form, &now().wall)?)?;
    Archive::left_out(&broken)
}

fn search_minutes(options: &Options, query: &Query, json: bool) -> Result<(), CliError> {
    let archive = told_archive(options)?;
    let (found, broken) = archive.fold(|found: &mut search::Found, meeting| found.add(query, meeting))?;
    output(&if json { Printed::json(&search::json(&found)) } else { Printed::words(&search::rows(&found)) })?;
    Archive::left_out(&broken)
}

/// This moment; what is wrong with the clock is told beside the output.
fn now() -> Moment {
    let now = Moment::current();
    if let Some(doubt) = now.doubt() {
        tell(&CliError::new(Exit::Fine, doubt));
    }
    now
}

fn show_agenda(name: &Path, json: bool) -> Result<(), CliError> {
    match (named_agenda(name)?, json) {
        (Named::Bundled(name), true) => output(&Printed::json(agendas::bundled(name).unwrap_or_default())),
        (Named::Bundled(name), false) => {
            output(&Printed::words(&agenda::show(&parsed(agendas::bundled(name).unwrap_or_default()))))
        }
        (Named::File(_), true) => {
            let text = std::fs::read_to_string(name).map_err(|error| failed("read", name, &error))?;
            output(&Printed::json(&text))
        }
        (Named::File(agenda), false) => output(&Printed::words(&agenda::show(&agenda))),
    }
}

/// Prints what is wrong with each file; ends as the worst of them asks for, a newer one before a bad one.
fn check_agendas(files: &[PathBuf]) -> Result<(), CliError> {
    let mut exits = Vec::new();
    for file in files {
        let (text, exit) = agenda::check(file, &store::read::agenda(file));
        output(&Printed::words(&text))?;
        exits.push(exit);
    }
    let bad = exits.iter().filter(|exit| **exit != Exit::Fine).count();
    match exits.into_iter().max_by_key(|exit| exit.code()) {
        None | Some(Exit::Fine) => Ok(()),
        Some(worst) => Err(CliError::new(worst, format!("{bad} of {} agenda(s) cannot be used", files.len()))),
    }
}

/// Looks at everything, changes nothing, and ends as the worst of it asks for.
fn examine(options: &Options, json: bool) -> Result<(), CliError> {
    let shelf = told_shelf(options)?;
    options.series.as_deref().map_or(Ok(()), |name| check_name(&shelf, name))?;
    let checkup = store::doctor::examine(&shelf, options.series.as_deref(), state_dir().as_deref());
    let terminal = told_of_terminal(options);
    output(&if json {
        Printed::json(&doctor::json(&checkup, &terminal))
    } else {
        Printed::words(&doctor::rows(&checkup, &terminal))
    })?;
    doctor::verdict(&checkup)
}

/// What the system and the environment say of the terminal; the terminal itself is not asked, for it may not answer.
fn told_of_terminal(options: &Options) -> doctor::Terminal {
    let (now, look) = (Moment::current(), look(options));
    let is_output = terminal::has_screen();
    doctor::Terminal {
        term: env::var("TERM").unwrap_or_default(),
        input: terminal::has_keys(),
        output: is_output,
        size: is_output.then(terminal::size).and_then(Result::ok),
        colors: match look.depth {
            Depth::None => "none",
            Depth::Sixteen => "16",
            Depth::Full => "all",
        },
        utf8: !look.ascii,
        clock: now.wall.strftime("%-d %b %Y, %H:%M %:z").to_string(),
        clock_doubt: now.doubt(),
    }
}

/// A bundled agenda.
fn parsed(text: &str) -> Agenda {
    Agenda::parse(text).expect("a test parses every bundled agenda")
}

/// Opens the home screen, or a meeting.
fn open(options: &Options, agenda: Option<PathBuf>, door: Door) -> Result<(), CliError> {
    let agenda = agenda.map(|name| named_agenda(&name)).transpose()?;
    if !terminal::is_there() {
        return Err(CliError::new(Exit::Usage, "needs a terminal; for scripts use `turnabout show`"));
    }
    let term = env::var("TERM").unwrap_or_default();
    if cfg!(unix) && (term.is_empty() || term == "dumb") {
        let text = "this terminal (TERM is empty or \"dumb\") cannot show a screen; set TERM, or use `turnabout show`";
        return Err(CliError::new(Exit::Usage, text));
    }
    let shelf = shelf(options)?;
    let (named, file) = match agenda {
        Some(Named::Bundled(name)) => (Some(name.to_owned()), None),
        Some(Named::File(agenda)) => (Some(slug(&agenda.title)), Some(agenda)),
        None => (None, None),
    };
    let bundled = named.as_deref().and_then(agendas::name).unwrap_or(agendas::DEFAULT);
    let series = series_name(options, &shelf, named.clone())?;
    let (state, remark, look) = (state_dir(), remark(options, &shelf), look(options));
    run::run(Setting { shelf, series, agenda: file, bundled, state, remark, look, is_demo: false }, door)
}

/// The agenda that `run` was asked for.
enum Named {
    /// A bundled one; the series' own goes before it.
    Bundled(&'static str),
    /// A file; it goes before the series' own.
    File(Agenda),
}

fn named_agenda(path: &Path) -> Result<Named, CliError> {
    if let Some(name) = path.to_str().and_then(agendas::name) {
        return Ok(Named::Bundled(name));
    }
    // What is there and cannot be looked at, such as links in a circle, is told by reading it.
    if matches!(path.try_exists(), Ok(false)) {
        return Err(agenda::unknown(path));
    }
    store::read::agenda(path).map(Named::File).map_err(|error| agenda::unusable(&error))
}

fn shelf(options: &Options) -> Result<Shelf, CliError> {
    let root = store::places::data_dir(options.data_dir.as_deref(), named_dir().as_deref());
    Ok(Shelf::new(root.map_err(|error| CliError::new(Exit::Failed, error))?))
}

/// The data folder that the environment names.
fn named_dir() -> Option<OsString> {
    env::var_os("TURNABOUT_DATA_DIR").filter(|name| !name.is_empty())
}

/// The shelf; where it is not where somebody may look for it, that is told beside the output.
fn told_shelf(options: &Options) -> Result<Shelf, CliError> {
    let shelf = shelf(options)?;
    if let Some(remark) = remark(options, &shelf) {
        tell(&CliError::new(Exit::Fine, remark));
    }
    Ok(shelf)
}

fn remark(options: &Options, shelf: &Shelf) -> Option<String> {
    let is_named = options.data_dir.is_some() || named_dir().is_some();
    if is_named || cfg!(not(unix)) {
        return None;
    }
    let data = env::var_os("XDG_DATA_HOME").filter(|_| cfg!(not(target_vendor = "apple")));
    store::places::remark(shelf.root(), env::var_os("HOME").as_deref(), data.as_deref())
}

/// The state folder; where there is none, no copies are kept.
fn state_dir() -> Option<PathBuf> {
    store::state_dir(env::var_os("TURNABOUT_STATE_DIR").as_deref()).ok()
}

/// The series of `--series`, else the one an agenda names, else the latest, else the default.
fn series_name(options: &Options, shelf: &Shelf, named: Option<String>) -> Result<String, CliError> {
    if let Some(name) = &options.series {
        return check_name(shelf, name).map(|()| name.clone());
    }
    if let Some(name) = named {
        return Ok(name);
    }
    let latest = shelf.latest().map_err(|error| {
        let (root, why) = (shelf.root().display(), in_words(&error));
        CliError::new(
            Exit::Failed,
            format!("cannot read the data folder {root}: {why}; choose another one with --data-dir"),
        )
    })?;
    Ok(latest.unwrap_or_else(|| agendas::DEFAULT.to_owned()))
}

/// Whether a series can have the name.
fn check_name(shelf: &Shelf, name: &str) -> Result<(), CliError> {
    let why = || format!("{name:?} cannot be the name of a series; use letters, digits and hyphens");
    shelf.open_named(name).map(drop).ok_or_else(|| CliError::new(Exit::Usage, why()))
}

fn archive(options: &Options) -> Result<Archive, CliError> {
    let shelf = told_shelf(options)?;
    let name = series_name(options, &shelf, None)?;
    Ok(Archive::new(shelf.open(&name), state_dir()))
}

/// The archive; that no series has the name that was asked for is told beside output that does not say it.
fn told_archive(options: &Options) -> Result<Archive, CliError> {
    let archive = archive(options)?;
    if options.series.is_some() && !archive.folder().dir().exists() {
        let name = archive.folder().name();
        let text = format!("no series is called {name:?} yet; `turnabout doctor` names those that there are");
        tell(&CliError::new(Exit::Fine, text));
    }
    Ok(archive)
}

/// Writes the files and prints where they are, those too that were written before another could not be.
fn write_out(found: &Found, formats: &[Format], dir: &Path, force: bool) -> Result<(), CliError> {
    let dir = std::path::absolute(dir).map_err(|error| failed("write", dir, &error))?;
    if dir.exists() && !dir.is_dir() {
        return Err(export::no_folder(&dir));
    }
    let mut paths = Vec::new();
    let mut result = Ok(());
    for (path, text) in export::files(&found.loaded, &found.id, &found.earlier, formats, &dir) {
        match store::put(&path, text.as_bytes(), |_| force) {
            Ok(Put::Kept) => result = Err(export::kept(&path)),
            Ok(put) => paths.push((path, put)),
            Err(error) => {
                result = Err(failed("write", &path, &error));
            }
        }
    }
    output(&Printed::words(&export::written(&paths))).and(result)
}

fn output(text: &Printed) -> Result<(), CliError> {
    print(text).map_err(|error| CliError::new(Exit::Failed, format!("cannot print: {}", in_words(&error))))
}

/// What the system refused to do with a path.
fn failed(what: &str, path: &Path, error: &std::io::Error) -> CliError {
    CliError::new(Exit::Failed, format!("cannot {what} {}: {}", path.display(), in_words(error)))
}

fn look(options: &Options) -> Look {
    let set = |name: &str| env::var(name).unwrap_or_default();
    let theme = match options.theme.unwrap_or_default() {
        ThemeName::Terminal => Theme::Terminal,
        ThemeName::Light => Theme::Light,
        ThemeName::Dark => Theme::Dark,
        ThemeName::Contrast => Theme::Contrast,
    };
    let depth = if options.no_color || !set("NO_COLOR").is_empty() {
        Depth::None
    } else if ["truecolor", "24bit"].contains(&set("COLORTERM").as_str()) {
        Depth::Full
    } else {
        Depth::Sixteen
    };
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(set).into_iter().find(|locale| !locale.is_empty());
    let is_utf8 = locale.is_none_or(|locale| locale.to_lowercase().replace('-', "").contains("utf8"));
    Look { theme, depth, ascii: options.ascii || (cfg!(unix) && !is_utf8), ..Look::default() }
}
