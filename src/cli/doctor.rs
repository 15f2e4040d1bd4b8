//! `turnabout doctor`: what is found out about terminal, folders and archive, in words, worst first. Gets the findings,
//! reads no file.

use std::{fmt::Write as _, path::Path};

use serde::Serialize;

use super::{
    CliError, Exit,
    list::{pretty, start},
};
use crate::{
    export::Plain,
    store::{
        COMPARE, COMPARE_AGENDAS,
        doctor::{Checked, Checkup, Finding, Matter, Place, Role, Standing, Weight},
        rename,
    },
};

/// Version of the JSON form: goes up when a field changes its meaning or goes away.
const VERSION: u32 = 1;
/// Bytes from which on a disk has room for a meeting, its copies and what else happens meanwhile.
const ROOM: u64 = 100 << 20;
/// Columns of the labels.
const LABEL: usize = 9;
/// What goes for minutes that are doubtful.
const NOT_CHANGED: &str = "the minutes can be shown and exported, not changed";

/// What the program is told of the terminal, without asking the terminal itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Terminal {
    /// Its kind: the variable TERM.
    pub term: String,
    /// Whether keys come from a terminal.
    pub input: bool,
    /// Whether the output is one.
    pub output: bool,
    /// Columns and rows, where the output is one.
    pub size: Option<(u16, u16)>,
    /// What is drawn in: none, 16, or all of them.
    pub colors: &'static str,
    /// Whether letters beyond ASCII can be drawn, as the locale says.
    pub utf8: bool,
    /// What the clock says: day, time and offset.
    pub clock: String,
    /// Why it is not to be trusted.
    pub clock_doubt: Option<String>,
}

/// Everything in words: what is wrong, worst first, then terminal, folders and series.
pub fn rows(checkup: &Checkup, terminal: &Terminal) -> String {
    let mut text = String::new();
    for weight in Weight::ALL {
        let of_weight = checkup.findings.iter().filter(|finding| finding.matter.weight() == weight);
        let found: Vec<&Finding> = of_weight.collect();
        if !found.is_empty() {
            part(&mut text, &format!("{} ({})", title(weight), found.len()), found.into_iter().flat_map(told));
        }
    }
    part(&mut text, "Terminal", about(terminal));
    part(&mut text, "Folders", checkup.places.iter().map(|place| labelled(role(place.role), &folder(place))));
    let series = checkup.series.iter().map(|series| format!("{}: {}", plain(&series.name), kept(series)));
    let series: Vec<String> = series.collect();
    let none = if checkup.findings.is_empty() {
        "No series yet: start a meeting with `turnabout run`."
    } else {
        "No series was looked at."
    };
    let none = series.is_empty().then(|| none.to_owned());
    part(&mut text, "Archive", series.into_iter().chain(none));
    let meetings = checkup.series.iter().map(|series| series.meetings).sum();
    let verdict = if checkup.findings.is_empty() { "All is well" } else { "That is all" };
    text + &format!("{verdict}: {} looked at, nothing changed.\n", count(meetings, "meeting"))
}

/// How the command ends: nothing that can be used with care is an error.
///
/// # Errors
/// How many files are damaged, or else cannot be read.
pub fn verdict(checkup: &Checkup) -> Result<(), CliError> {
    let count_of = |weight| checkup.findings.iter().filter(|finding| finding.matter.weight() == weight).count();
    match (count_of(Weight::Damaged), count_of(Weight::Unread)) {
        (0, 0) => Ok(()),
        (0, unread) => Err(CliError::new(Exit::Failed, format!("{} cannot be read", count(unread, "file")))),
        (damaged, _) => {
            let text = format!("{} damaged, or of a newer turnabout", count(damaged, "file"));
            Err(CliError::new(Exit::Damaged, text))
        }
    }
}

/// A headline and what stands under it.
fn part(text: &mut String, title: &str, lines: impl IntoIterator<Item = String>) {
    writeln!(text, "{title}").expect("a string takes all");
    for line in lines {
        writeln!(text, "  {line}").expect("a string takes all");
    }
    text.push('\n');
}

const fn title(weight: Weight) -> &'static str {
    match weight {
        Weight::Damaged => "Damaged",
        Weight::Unread => "Cannot be read",
        Weight::Waiting => "Words to be put in their place",
        Weight::Doubtful => "Worth a look",
        Weight::LeftOver => "Left over",
    }
}

/// A finding on one line, and where a good copy is on another.
fn told(finding: &Finding) -> Vec<String> {
    let copy = finding.copy.as_deref().map(|copy| {
        let copy = shown(copy);
        format!("  or keep it under another name and put the newest good copy in its place: {copy}")
    });
    [Some(words(finding)), copy].into_iter().flatten().collect()
}

/// What is the matter with which file, and what to do.
fn words(finding: &Finding) -> String {
    let what = match &finding.matter {
        // These name the file themselves.
        Matter::Unreadable(error) => return plain(&error.to_string()),
        Matter::Unlisted(Role::Data, why) => {
            format!("cannot be looked into: {why}; mend that, or use another --data-dir")
        }
        Matter::Unlisted(Role::State, why) => {
            format!("cannot be looked into: {why}; mend that: words that could not be saved may lie in it")
        }
        Matter::ReadOnly => "takes no files: ask for the right to write there, or use another --data-dir".to_owned(),
        Matter::Unmade(Role::Data) => "cannot be made: nothing can be saved there, use another --data-dir".to_owned(),
        Matter::Unmade(Role::State) => "cannot be made: no copies are kept, and words that cannot be saved have no \
                                        other place; set TURNABOUT_STATE_DIR to another folder"
            .to_owned(),
        Matter::NoRoom(free) => {
            format!("the disk has next to no room: {} free; make room before the meeting", size(*free))
        }
        Matter::LostLink(why) => format!("is a link that leads to no series: {why}; mend it, or remove it"),
        Matter::Misnamed => {
            "is not looked at: no series can have this name; rename the folder, with letters, digits and \
                             hyphens"
                .to_owned()
        }
        Matter::Loose => {
            "minutes in it are not looked at: they belong in the folder of a series; if this is one, use the \
                          folder above as --data-dir"
                .to_owned()
        }
        Matter::NoSeries(others) => no_series(&finding.path, others),
        Matter::Doubtful(doubt) => format!("{doubt}; {NOT_CHANGED}"),
        Matter::UnknownField(field) => format!("this program does not know the field {field}; {NOT_CHANGED}"),
        Matter::Dangling(of) => format!("speaks of {of}, which is in no minutes here; are some of them missing?"),
        Matter::SameNumber(number, other) => {
            let other = other.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            format!("is meeting {number}, and so is {other}; did two laptops write? Both are kept and shown")
        }
        Matter::Rescued(place) => format!(
            "words that could not be saved in {}: compare the two and put them there, then remove this",
            place.to_string_lossy()
        ),
        Matter::RescuedTwice => "words that could not be saved at first; the minutes have them by now, this can be \
                                 removed"
            .to_owned(),
        Matter::Conflict if is_agenda(&finding.path) => {
            format!("two have written: {COMPARE_AGENDAS}")
        }
        Matter::Conflict => format!("two have written: {COMPARE}"),
        Matter::OnlyCopy(of) => format!("a copy of {of}.json, which is not there; {}", rename(of)),
        Matter::Stranger if is_agenda(&finding.path) => {
            "is not looked at: the agenda of a series is agenda.json".to_owned()
        }
        Matter::Stranger => "is not looked at: minutes have names like 2026-11-24-1000.json".to_owned(),
        Matter::Temporary => "was left behind by a crash; it can be removed".to_owned(),
        Matter::LostWords => "half-typed words that cannot be read any more: look into the file for them, then remove \
                              it"
        .to_owned(),
        Matter::Report => "tells of a mistake of the program, without words of a meeting: send it to whoever looks \
                           after the program, then remove it"
            .to_owned(),
    };
    format!("{}: {}", shown(&finding.path), plain(&what))
}

/// That nothing is there, and what to do, with the `others` that are.
fn no_series(path: &Path, others: &[String]) -> String {
    const MANY: usize = 12;
    match others {
        [] => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            format!("is no series yet: start a meeting with {}", start(&name))
        }
        [one] => format!("is no series: is {one} meant?"),
        few if few.len() <= MANY => format!("is no series; there are {}", few.join(", ")),
        many => format!("is no series; `turnabout doctor` names all {} that there are", many.len()),
    }
}

/// Whether this is another state of an agenda and not of minutes.
fn is_agenda(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("agenda"))
}

fn about(terminal: &Terminal) -> Vec<String> {
    let is_poor = terminal.term.is_empty() || terminal.term == "dumb";
    let keys = if terminal.input { "from a terminal" } else { "not from a terminal: no meeting can be run like this" };
    let screen = match terminal.size {
        Some((columns, rows)) if columns < 60 || rows < 16 => {
            format!("{columns} columns, {rows} rows: too small, make it 60 by 16 at least")
        }
        Some((columns, rows)) => format!("{columns} columns, {rows} rows"),
        None if terminal.output => "its size is not known".to_owned(),
        None => "the output is not a terminal".to_owned(),
    };
    let kind = match terminal.term.as_str() {
        _ if is_poor && cfg!(unix) => "TERM is empty or \"dumb\": no screen can be drawn, set it".to_owned(),
        "" => "not named".to_owned(),
        term => term.to_owned(),
    };
    let letters = if terminal.utf8 { "all (UTF-8)" } else { "ASCII only: LANG names no UTF-8" };
    let clock = match &terminal.clock_doubt {
        Some(doubt) => format!("{}: {doubt}", terminal.clock),
        None => terminal.clock.clone(),
    };
    [
        ("Kind", kind.as_str()),
        ("Screen", &screen),
        ("Keys", keys),
        ("Colours", terminal.colors),
        ("Letters", letters),
        ("Clock", &clock),
    ]
    .map(|(label, words)| labelled(label, words))
    .to_vec()
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Data => "Minutes",
        Role::State => "Copies",
    }
}

fn folder(place: &Place) -> String {
    let standing = match place.standing {
        Standing::Good => "takes files",
        Standing::ReadOnly => "takes no files: nothing can be saved there",
        Standing::Missing => "not there yet, made when it is needed",
        Standing::Impossible => "not there, and it cannot be made: use another folder",
        Standing::Blocked => "a file of that name is in the way: use another folder",
    };
    let free = place.free.map(|free| {
        let little = if free < ROOM { ", which is little: make room before the meeting" } else { "" };
        format!("; {} free{little}", size(free))
    });
    let shared = if place.is_shared { "; other users of this computer can look into it" } else { "" };
    format!("{} ({standing}{}{shared})", shown(&place.path), free.unwrap_or_default())
}

fn kept(series: &Checked) -> String {
    let open = series.holder.as_ref().map(|holder| format!(", open in another window ({})", plain(holder)));
    count(series.meetings, "meeting") + &open.unwrap_or_default()
}

fn labelled(label: &str, words: &str) -> String {
    format!("{label:LABEL$}{}", plain(words))
}

fn count(number: usize, of: &str) -> String {
    format!("{number} {of}{}", if number == 1 { "" } else { "s" })
}

/// Bytes as people count them.
fn size(bytes: u64) -> String {
    let megabytes = bytes / 1_000_000;
    if megabytes < 1000 { format!("{megabytes} MB") } else { format!("{} GB", megabytes / 1000) }
}

fn plain(text: &str) -> String {
    Plain::of(text).line()
}

fn shown(path: &Path) -> String {
    plain(&path.to_string_lossy())
}

/// What `--json` prints.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Report<'c> {
    format: &'static str,
    version: u32,
    terminal: &'c Terminal,
    /// The folders that the program needs.
    folders: Vec<JsonPlace>,
    series: Vec<JsonSeries<'c>>,
    /// What is not as it should be, worst first.
    findings: Vec<JsonFinding>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonPlace {
    /// What is kept there: minutes, or copies.
    role: &'static str,
    /// What cannot be shown is written out.
    path: String,
    /// One of good, read-only, missing, impossible, blocked.
    standing: &'static str,
    /// Whether other users can look into it.
    shared: bool,
    /// Bytes that can still be written.
    free: Option<u64>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonSeries<'c> {
    name: &'c str,
    /// How many it has, good and bad.
    meetings: usize,
    /// Who has it open.
    open_in: Option<&'c str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonFinding {
    /// One of damaged, unread, waiting, doubtful, left-over.
    weight: &'static str,
    /// One of damaged, newer, unread, unlisted, read-only, unmade, no-room, lost-link, no-series, contradiction,
    /// unknown-field, dangling, same-number, rescued, rescued-twice, conflict, only-copy, stranger, temporary,
    /// lost-words, report.
    kind: &'static str,
    /// The file or folder; what cannot be shown is written out.
    path: String,
    /// What is the matter, and what to do.
    text: String,
    /// The newest good copy of a damaged file.
    #[serde(skip_serializing_if = "Option::is_none")]
    copy: Option<String>,
}

/// Everything as JSON: stable and versioned.
pub fn json(checkup: &Checkup, terminal: &Terminal) -> String {
    let mut sorted: Vec<&Finding> = checkup.findings.iter().collect();
    sorted.sort_by_key(|finding| finding.matter.weight());
    let findings = sorted.into_iter().map(|finding| JsonFinding {
        weight: weight(finding.matter.weight()),
        kind: kind(&finding.matter),
        path: shown(&finding.path),
        text: words(finding),
        copy: finding.copy.as_deref().map(shown),
    });
    let folders = checkup.places.iter().map(|place| JsonPlace {
        role: match place.role {
            Role::Data => "minutes",
            Role::State => "copies",
        },
        path: shown(&place.path),
        standing: standing(place.standing),
        shared: place.is_shared,
        free: place.free,
    });
    let series = checkup.series.iter().map(|series| JsonSeries {
        name: &series.name,
        meetings: series.meetings,
        open_in: series.holder.as_deref(),
    });
    pretty(&Report {
        format: "turnabout-doctor",
        version: VERSION,
        terminal,
        folders: folders.collect(),
        series: series.collect(),
        findings: findings.collect(),
    })
}

const fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::Damaged => "damaged",
        Weight::Unread => "unread",
        Weight::Waiting => "waiting",
        Weight::Doubtful => "doubtful",
        Weight::LeftOver => "left-over",
    }
}

const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Good => "good",
        Standing::ReadOnly => "read-only",
        Standing::Missing => "missing",
        Standing::Impossible => "impossible",
        Standing::Blocked => "blocked",
    }
}

fn kind(matter: &Matter) -> &'static str {
    match matter {
        Matter::Unreadable(error) if error.is_newer() => "newer",
        Matter::Unreadable(error) if error.is_damage() => "damaged",
        Matter::Unreadable(_) => "unread",
        Matter::Unlisted(..) => "unlisted",
        Matter::ReadOnly => "read-only",
        Matter::Unmade(_) => "unmade",
        Matter::NoRoom(_) => "no-room",
        Matter::LostLink(_) => "lost-link",
        Matter::Misnamed => "misnamed",
        Matter::Loose => "loose",
        Matter::NoSeries(_) => "no-series",
        Matter::Doubtful(_) => "contradiction",
        Matter::UnknownField(_) => "unknown-field",
        Matter::Dangling(_) => "dangling",
        Matter::SameNumber(..) => "same-number",
        Matter::Rescued(_) => "rescued",
        Matter::RescuedTwice => "rescued-twice",
        Matter::Conflict => "conflict",
        Matter::OnlyCopy(_) => "only-copy",
        Matter::Stranger => "stranger",
        Matter::Temporary => "temporary",
        Matter::LostWords => "lost-words",
        Matter::Report => "report",
    }
}
