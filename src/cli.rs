//! The command line: its words, its errors, its output. Knows no meeting; the commands have files of their own.

pub mod actions;
pub mod agenda;
pub mod archive;
pub mod brief;
pub mod doctor;
mod error;
pub mod export;
pub mod goals;
pub mod list;
pub mod manual;
mod printed;
pub mod schema;
pub mod search;
pub mod show;

use std::{
    ffi::OsString,
    io::{self, ErrorKind, Write},
    path::PathBuf,
};

use clap::{Arg, ArgAction, Parser, Subcommand, ValueEnum, builder::Styles, error::ErrorKind as ClapKind};

pub use crate::export::Format;

pub use agenda::AgendaCommand;
pub use archive::Archive;
pub use brief::Form;
pub use clap_complete::Shell;
pub use error::{CliError, Exit, Stop};
pub use printed::Printed;
pub use schema::Schema;
pub use show::Which;

const AFTER_HELP: &str = "\
Meetings are kept in --data-dir, else in the folder that TURNABOUT_DATA_DIR names,
else in the data folder of the platform.

Exit codes: 0 fine · 1 failed · 2 usage or no terminal · 3 a file is damaged or too new
· 4 in use elsewhere";

/// Runs the regular joint meeting of two teams that depend on each other
#[derive(Clone, Debug, PartialEq, Eq, Parser)]
#[command(name = "turnabout", bin_name = "turnabout", version, after_help = AFTER_HELP)]
#[command(styles = Styles::plain())]
#[command(disable_help_flag = true, disable_help_subcommand = true, arg = help())]
pub struct Args {
    /// What holds for every command.
    #[command(flatten)]
    pub options: Options,
    /// What to do; `None` opens the home screen.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// One help of one line an option, where clap would tell `-h` and `--help` apart.
fn help() -> Arg {
    Arg::new("help").short('h').long("help").action(ArgAction::HelpShort).global(true).help("Print help")
}

/// Options of every command.
#[derive(Clone, Debug, Default, PartialEq, Eq, clap::Args)]
pub struct Options {
    /// Folder of all series
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Series to use [default: the only or latest one]
    #[arg(long, global = true, value_name = "NAME")]
    pub series: Option<String>,
    /// Colours [default: terminal]
    #[arg(long, global = true, value_name = "THEME", hide_default_value = true)]
    pub theme: Option<ThemeName>,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Use no colours
    #[arg(long, global = true)]
    pub no_color: bool,
}

/// The themes by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "kebab-case")]
pub enum ThemeName {
    /// The terminal's own colours
    #[default]
    Terminal,
    /// For a light background
    Light,
    /// For a dark background
    Dark,
    /// As strong a contrast as there is
    Contrast,
}

/// What the program can be told to do.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Start a meeting, or resume the running one
    Run {
        /// A bundled agenda by name, or a JSON file [default: sales-operations]
        agenda: Option<PathBuf>,
    },
    /// Look around in made-up meetings; nothing of them is kept
    Demo,
    /// List the meetings of the series
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// List the promises of the series, the soonest first
    Actions {
        /// Also those that are closed, and what became of them
        #[arg(long)]
        all: bool,
        /// Only those of a team, by its name or id
        #[arg(long, value_name = "TEAM")]
        team: Option<String>,
        /// Only those of somebody, by a name or a part of it
        #[arg(long, value_name = "OWNER")]
        owner: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// List the goals of the series
    Goals {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print the minutes of a meeting
    Show {
        /// An id, a number, or `latest`
        #[arg(default_value = "latest")]
        meeting: Which,
        /// How to print them
        #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
        #[arg(help = "How: text, markdown, html, csv, ics or json")]
        format: Format,
    },
    /// Write the minutes of a meeting as files for readers, and print where they are
    Export {
        /// An id, a number, or `latest`
        #[arg(default_value = "latest")]
        meeting: Which,
        /// As show's, also several times [default: markdown and html]
        #[arg(long = "format", value_enum, value_name = "FORMAT", hide_possible_values = true)]
        formats: Vec<Format>,
        /// Folder for them [default: exports, beside the minutes]
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
        /// Write over files that say something else
        #[arg(long)]
        force: bool,
    },
    /// Print what each team should know and bring before the next meeting
    Brief {
        /// Only for a team, by its name or id
        #[arg(long, value_name = "TEAM")]
        team: Option<String>,
        /// How: text, markdown or html
        #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
        format: Form,
    },
    /// Find the records that hold all of these words, the newest first
    Search {
        /// Words in any order; upper and lower case are alike
        #[arg(required = true)]
        words: Vec<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Check terminal, folders and every file of the archive; changes nothing
    Doctor {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// List, print and check agendas
    #[command(subcommand, arg_required_else_help = false)]
    Agenda(AgendaCommand),
    /// Print the JSON Schema of a file format
    Schema {
        /// Which files, or the JSON of which command
        #[arg(value_enum)]
        of: Schema,
    },
    /// Print what a shell needs to complete commands
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

impl Args {
    /// The arguments of the program, its own name first.
    ///
    /// # Errors
    /// [`Stop`] with what to print instead.
    pub fn read<T: Into<OsString> + Clone>(arguments: impl IntoIterator<Item = T>) -> Result<Self, Stop> {
        Self::try_parse_from(arguments).map_err(|error| {
            // Without styles of its own it holds what was typed and nothing else; as plain text it would lose a part.
            let text = error.render().ansi().to_string();
            match error.kind() {
                ClapKind::DisplayHelp | ClapKind::DisplayVersion => Stop::Asked(text),
                _ => Stop::Wrong(CliError::new(Exit::Usage, in_one_line(&text))),
            }
        })
    }
}

/// Said of what begins with a hyphen and is no option: what clap says of it is wrong for the value of an option.
const HYPHEN: &str = "a value that begins with - goes behind --, or behind = where it is that of an option: --to=-x";

/// The first paragraph of a message of several, what was perhaps meant, and where to read on.
fn in_one_line(text: &str) -> String {
    let text = text.strip_prefix("error: ").unwrap_or(text);
    let line = |paragraph: &str| paragraph.split('\n').map(str::trim).collect::<Vec<_>>().join(" ");
    let (first, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let tips = rest.split('\n').filter_map(|line| line.trim().strip_prefix("tip: "));
    let tips = tips.map(|tip| if tip.starts_with("to pass '") { HYPHEN } else { tip });
    let words = std::iter::once(line(first)).chain(tips.map(str::to_owned)).collect::<Vec<_>>().join("; ");
    format!("{words} (see turnabout --help)")
}

/// Prints to standard output. Nobody reading on is no error: `turnabout list | head -1`.
///
/// # Errors
/// Any other failure, such as a full disk.
pub fn print(text: &Printed) -> io::Result<()> {
    write_to(&mut io::stdout().lock(), text.as_str())
}

/// Prints what went wrong to standard error. Nobody may be left to read it.
pub fn tell(error: &CliError) {
    let _ = writeln!(io::stderr(), "turnabout: {error}");
}

fn write_to(out: &mut impl Write, text: &str) -> io::Result<()> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn read(line: &str) -> Result<Args, Stop> {
        Args::read(line.split(' '))
    }

    #[track_caller]
    fn check(line: &str, command: Option<Command>) {
        assert_eq!(read(line).map(|args| args.command), Ok(command), "{line}");
    }

    #[track_caller]
    fn refused(line: &str, part: &str) {
        let Err(Stop::Wrong(error)) = read(line) else { panic!("{line} was accepted") };
        assert_eq!(error.code(), 2);
        assert!(error.message.contains(part) && !error.message.contains(['\n', '\u{1b}']), "{:?}", error.message);
    }

    #[test]
    fn the_words_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_command_is_read() {
        check("turnabout", None);
        check("turnabout run", Some(Command::Run { agenda: None }));
        check("turnabout run my.json", Some(Command::Run { agenda: Some("my.json".into()) }));
        check("turnabout list --json", Some(Command::List { json: true }));
        check("turnabout demo", Some(Command::Demo));
        let (team, owner) = (Some("Sales".to_owned()), Some("raj".to_owned()));
        let actions = Command::Actions { all: true, team, owner, json: true };
        check("turnabout actions --all --team Sales --owner raj --json", Some(actions));
        check("turnabout goals", Some(Command::Goals { json: false }));
        check("turnabout goals --json", Some(Command::Goals { json: true }));
        check("turnabout show", Some(Command::Show { meeting: Which::Latest, format: Format::Text }));
        let show = Command::Show { meeting: Which::Number(14), format: Format::Json };
        check("turnabout show 14 --format json", Some(show));
        let usual = Command::Export { meeting: Which::Latest, formats: Vec::new(), to: None, force: false };
        check("turnabout export", Some(usual));
        let formats = vec![Format::Ics, Format::Csv];
        let export = Command::Export { meeting: Which::Number(14), formats, to: Some("d".into()), force: true };
        check("turnabout export 14 --format ics --format csv --to d --force", Some(export));
        check("turnabout agenda list", Some(Command::Agenda(AgendaCommand::List)));
        let show = AgendaCommand::Show { name: "three-teams".into(), json: true };
        check("turnabout agenda show three-teams --json", Some(Command::Agenda(show)));
        let files = vec!["a.json".into(), "b.json".into()];
        check("turnabout agenda check a.json b.json", Some(Command::Agenda(AgendaCommand::Check { files })));
        let search = Command::Search { words: vec!["lead".into(), "time".into()], json: true };
        check("turnabout search lead time --json", Some(search));
        let brief = Command::Brief { team: Some("Sales".into()), format: Form::Html };
        check("turnabout brief --team Sales --format html", Some(brief));
        check("turnabout doctor --json", Some(Command::Doctor { json: true }));
        check("turnabout completions fish", Some(Command::Completions { shell: Shell::Fish }));
        check("turnabout man", Some(Command::Man));
        check("turnabout schema minutes", Some(Command::Schema { of: Schema::Minutes }));
    }

    #[test]
    fn a_missing_word_is_named() {
        refused("turnabout agenda", "[subcommands: list, show, check]");
        refused("turnabout agenda check", "<FILE>");
        refused("turnabout schema", "<OF>");
        refused("turnabout search", "<WORDS>");
    }

    #[test]
    fn options_stand_before_or_behind_the_command() {
        let line = "--data-dir d --series s --theme contrast --ascii --no-color";
        let options = |line: &str| read(line).map(|args| args.options);
        let behind = options(&format!("turnabout list {line}"));
        assert_eq!(behind, options(&format!("turnabout {line} list")));
        let expected = Options {
            data_dir: Some("d".into()),
            series: Some("s".into()),
            theme: Some(ThemeName::Contrast),
            ascii: true,
            no_color: true,
        };
        assert_eq!(behind, Ok(expected));
    }

    #[test]
    fn a_wrong_argument_is_told_in_one_harmless_line() {
        refused("turnabout show --format pdf", "invalid value 'pdf'");
        refused("turnabout lsit", "unrecognized subcommand 'lsit'; a similar subcommand exists: 'list' (see");
        refused("turnabout export --frmat html", "'--frmat' found; a similar argument exists: '--format' (see");
        refused("turnabout show --format htm", "[possible values: ");
        refused("turnabout export --to -rf", "'-r' found; a value that begins with - goes behind --, or behind =");
        refused("turnabout --theme a\u{202e}b", "'a\\u{202e}b'");
        refused("turnabout --theme a\u{1b}[31mb", "invalid value");
        refused("turnabout show ../secret", "an id, a number, or `latest`");
    }

    #[test]
    fn help_takes_a_line_an_option() {
        for line in ["turnabout --help", "turnabout -h", "turnabout show --help", "other/name show --help"] {
            let Err(Stop::Asked(help)) = read(line) else { panic!("{line} gave no help") };
            let options = help.lines().filter(|line| line.contains("--")).count();
            assert!(help.contains("Usage: turnabout") && help.contains("  --ascii   "), "{help}");
            assert!((6..=10).contains(&options) && !help.contains("Possible values:"), "{help}");
        }
    }

    #[test]
    fn help_names_the_folder_and_the_exit_codes() {
        let Err(Stop::Asked(help)) = read("turnabout --help") else { panic!("no help") };
        for part in ["TURNABOUT_DATA_DIR", "0 fine", "1 failed", "2 usage", "3 a file", "4 in use", "--no-color"] {
            assert!(help.contains(part), "{part} is missing in\n{help}");
        }
        assert!(matches!(read("turnabout --version"), Err(Stop::Asked(_))));
    }

    /// Fails every write in one way.
    struct Bad(ErrorKind);

    impl Write for Bad {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_quiet_and_a_full_disk_is_not() {
        assert!(write_to(&mut Bad(ErrorKind::BrokenPipe), "a").is_ok());
        assert_eq!(write_to(&mut Bad(ErrorKind::StorageFull), "a").unwrap_err().kind(), ErrorKind::StorageFull);
        let mut out = Vec::new();
        write_to(&mut out, "a\n").unwrap();
        assert_eq!(out, b"a\n");
    }
}
