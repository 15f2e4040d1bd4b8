//! Every screen at two sizes as a picture, and at all sizes by what must be on it.

mod goals;
mod minutes;
mod typing;

use std::time::Duration;

use insta::assert_snapshot;
use ratatui::{
    buffer::{Buffer, Cell},
    layout::Position,
    style::{Color, Modifier},
};
use turnabout::{
    demo,
    domain::{Agenda, Kind, Meeting, past::Past},
    tui::ui::{Look, theme::Depth},
};

use crate::{
    journeys::follow_up::{earlier, with_promises},
    play::{Play, agenda, full, meeting, ten, text, three_teams, with_discussion, with_only},
};

const PROBLEM: &str = "We quote two weeks because nobody tells us the real lead time. @ana<enter>";
const HELP: &str = "A list of free slots every Monday @raj due:fri<enter>";
const TURN: &str = "We quote blind<enter><enter>A list every Monday @raj<enter><enter><enter>";

/// From the home screen of a first run to the agenda editor.
const TO_AGENDA: &str = "<down><down><down><enter>";

/// A place in the program: its name, the keys that lead there from the roll call, what must be read on every size:
/// the badge of the team whose move it is, and the first words of the question.
struct Place {
    name: &'static str,
    script: String,
    badge: &'static str,
    question: &'static str,
    agenda: Agenda,
    earlier: Vec<Meeting>,
}

fn place(name: &'static str, script: impl Into<String>, badge: &'static str, question: &'static str) -> Place {
    let (script, agenda) = (script.into(), with_discussion());
    Place { name, script, badge, question, agenda, earlier: Vec::new() }
}

/// A place of the one item of this kind, in a first meeting.
fn place_of(kind: Kind, name: &'static str, script: &str, badge: &'static str, question: &'static str) -> Place {
    Place { agenda: with_only(kind), ..place(name, format!("<enter>{script}"), badge, question) }
}

/// Targets and limits, and the over-promise check that they make.
fn expectations() -> Vec<Place> {
    let expectations = |name, script, badge, question| place_of(Kind::Expectations, name, script, badge, question);
    let target = "12 installs close before the year ends assuming: nobody falls ill<enter><enter>";
    let script = |more: &str| format!("{target}{more}");
    vec![
        expectations("target", "12 installs close assuming: nobody falls ill", "SALES", "What are you to accomplish"),
        expectations("limit_over", &script("10 installs, two crews"), "OPERATIONS", "How much can you carry"),
        expectations("limit_tight", &script("13 installs"), "OPERATIONS", "How much can you carry"),
        expectations("limit_without_unit", &script("10"), "OPERATIONS", "How much can you carry"),
        expectations("stated", &script("10 installs<enter><enter><pgup>"), "OPERATIONS", "What are you to accomplish"),
    ]
}

/// Deals before the handshake, new ones and one of an earlier meeting.
fn deals() -> Vec<Place> {
    let deals = |name, script: &str, badge, question| place_of(Kind::Deals, name, script, badge, question);
    let (name, scope) =
        ("Brightline 4 installs @ana due:18 dec", "4 installs, one training day said: before Christmas");
    let verdict = format!("{name}<enter>{scope}<enter>");
    let checked =
        format!("{verdict}<right><enter>the survey is done @raj<enter>Harbor Foods<enter><enter><left><enter>");
    let mut first = at(&deals("", &checked, "", ""), Look::default());
    first.keys("<+2s><pgdn><enter><enter><enter><enter><enter><enter>");
    let earlier = |name, script, badge, question| Place {
        earlier: vec![first.meeting().clone()],
        ..deals(name, script, badge, question)
    };
    vec![
        deals("deal_name", name, "SALES", "Which deal do you want"),
        deals("deal_name_not_understood", "Brightline 4 @bob due:soon", "SALES", "Which deal do you want"),
        deals("deal_scope", &format!("{name}<enter>{scope}"), "SALES", "What is in, how much"),
        deals("deal_verdict", &format!("{verdict}<right>"), "OPERATIONS", "Can you deliver this"),
        deals("deal_condition", &format!("{verdict}<right><enter>the survey @raj"), "OPERATIONS", "What has to be"),
        deals("deal_missing", &format!("{verdict}<right><right><enter>the plan"), "OPERATIONS", "What do you need"),
        deals("deals_so_far", &checked, "SALES", "Which deal do you want"),
        earlier("deal_news", "<right>", "SALES", "What became of this"),
        earlier("deal_news_unchecked", "<enter><right>", "SALES", "What became of this"),
        earlier("deal_verified_again", "<enter><right><enter>All of it", "SALES", "What is in, how much"),
    ]
}

/// Every place of a meeting.
fn places() -> Vec<Place> {
    [of_discussion(), expectations(), deals()].into_iter().flatten().collect()
}

/// Every place of a meeting with turns and a discussion.
fn of_discussion() -> Vec<Place> {
    let close = format!("<enter>{}<enter><enter>", TURN.repeat(4));
    let turns = |moves: &str| format!("<enter>{moves}");
    vec![
        place("opening", "", "SALES", "Who is here?"),
        place("opening_absent", "<space><down><space><space>", "SALES", "Who is here?"),
        place("bring", turns("We quote two weeks because nobody tells us"), "SALES", "What are you struggling"),
        place("bring_over", turns("We quote<+6m>"), "SALES", "What are you struggling"),
        place("say_back", turns(PROBLEM), "OPERATIONS", "Say it back"),
        place(
            "help",
            turns(&format!("{PROBLEM}<enter>A list every Monday @raj due:fri")),
            "OPERATIONS",
            "What can you do",
        ),
        place("help_given", turns(&format!("{PROBLEM}<enter>{HELP}")), "OPERATIONS", "What can you do"),
        place(
            "help_if",
            turns(&format!("{PROBLEM}<enter><tab>A list<enter>you read it")),
            "OPERATIONS",
            "What can you do",
        ),
        place(
            "unclear",
            turns(&format!("{PROBLEM}<enter><s-tab>Which two weeks?<enter>")),
            "SALES",
            "Say it more clearly",
        ),
        place(
            "agree",
            turns(&format!("{PROBLEM}<enter>{HELP}<s-tab><s-tab>Overtime<enter>nobody is free<enter><enter>")),
            "SALES",
            "Which do you take",
        ),
        place("all_turns_done", turns(&TURN.repeat(4)), "", "All turns are done."),
        place("discussion", turns("<pgdn>The price list is old"), "", "What do both teams"),
        place("discussion_action", turns("<pgdn><tab><tab>New price list @tom"), "", "What do both teams"),
        place("close_check", turns("Half a prob<pgdn><+2s><pgdn>"), "", "Still missing."),
        place("close_read_back", format!("{close}<enter>"), "", "Owners: read your promises"),
        place("close_rate", format!("{close}<enter><enter>8 Bring the figures"), "SALES", "How good was this meeting"),
        place("close_next", format!("{close}<enter><enter><enter><enter>"), "", "When do we meet next?"),
        place("close_end", format!("{close}<enter><enter><enter><enter><enter>"), "", "Ready to close."),
        place("pass", turns(&format!("{PROBLEM}<c-x>Ana has to")), "", "Why is the turn passed?"),
        place("entries", turns(&format!("{PROBLEM}<enter>{HELP}<c-l>")), "", "Everything recorded"),
        place(
            "reword",
            turns(&format!("{PROBLEM}<c-l><down><down><down><down><down><down><enter>")),
            "",
            "Change the words",
        ),
        place("palette", turns("We quote<c-p>"), "", "All commands"),
        place("help_keys", turns("We quote<f1>"), "", "Keys of this screen"),
        place("help_keys_of_a_list", turns("<pgdn><+2s><pgdn><f1>"), "", "Keys of this screen"),
        place("too_late", turns("We quote blind<+12m><enter><+2m>"), "OPERATIONS", "Say it back"),
        place("more_time", turns("We quote<+2m><c-g>"), "", "2 more minutes: do both teams agree?"),
        place("extended_twice", turns("We quote<c-g>y<c-g>y<c-g>"), "", "Extended twice. Park it"),
        place(
            "nobody_here",
            format!("{}<enter>We", "<space><space><down>".repeat(3)),
            "SALES",
            "What are you struggling",
        ),
        place("paused", turns("We quote<+30s><c-t>"), "SALES", "What are you struggling"),
    ]
}

fn at(place: &Place, look: Look) -> Play {
    let mut play = match place.earlier.as_slice() {
        [] => Play::with_look(&place.agenda, look),
        earlier => Play::after_with_look(&place.agenda, earlier, look),
    };
    play.keys(&place.script);
    play
}

fn summary(look: Look) -> Play {
    let mut play = Play::with_look(&agenda(), look);
    play.keys(&format!("<enter>{}<pgdn><enter><enter>8<enter>9<enter><enter><enter>", TURN.repeat(2)));
    play
}

/// Screens that no script of a meeting leads to.
fn others(look: Look) -> Vec<(&'static str, Play)> {
    let agenda = agenda();
    let home = |meetings: Option<&[Meeting]>| Play::home(&agenda, meetings, look);
    let mut set_up = home(Some(&[]));
    set_up.keys("<down><enter>Sales North<enter>Ana Duarte, Tom");
    let mut set_up_length = home(Some(&[]));
    set_up_length.keys("<down><enter>Sales North<enter>Ana Duarte, Tom<enter><enter>Raj Patel<enter><right>");
    let editor = |script: &str| {
        let mut play = Play::home(&full(), Some(&[]), look);
        play.keys(TO_AGENDA).keys(script);
        play
    };
    let mut editor_running = home(Some(&[meeting(&agenda, 1)]));
    editor_running.choose("Agenda").keys("<down>");
    let mut editor_not_saved = home(Some(&[]));
    editor_not_saved.disk(Err("the disk is full".to_owned()));
    editor_not_saved.keys(TO_AGENDA).keys("<end><left>");
    let mut gap = Play::with_look(&agenda, look);
    gap.keys("<enter>We quote");
    gap.sleep(Duration::from_secs(20 * 60));
    gap.wait(1);
    let open = meeting(&agenda, 2);
    let mut left_open = home(Some(std::slice::from_ref(&open)));
    left_open.sleep(Duration::from_secs(23 * 3600));
    left_open.wait(1);
    let mut long_gap = home(None);
    long_gap.sleep(Duration::from_secs(23 * 3600));
    long_gap.open(open.clone(), &agenda, Past::default(), true);
    let mut three = Play::with_look(&three_teams(), look);
    three.keys("<enter>We quote blind<enter><enter>A list<enter><enter>");
    let mut trouble = Play::with_look(&agenda, look);
    trouble.disk(Err("the disk is full".to_owned()));
    trouble.keys("<enter>We quote blind<enter>");
    let closed = summary(look).meeting().clone();
    let past = demo::meetings(&demo::agenda(), demo::MEETINGS, &ten());
    let many = demo::meetings(&demo::agenda(), 40, &ten());
    let late = many_promises(&many);
    let promises = |meetings: &[Meeting], keys: &str| {
        let mut play = Play::home(&demo::agenda(), Some(meetings), look);
        play.choose("Promises").keys(keys);
        play
    };
    vec![
        ("home_first_run", home(Some(&[]))),
        ("home_reading", home(None)),
        ("home_with_meetings", home(Some(std::slice::from_ref(&closed)))),
        ("home_running", home(Some(&[closed, meeting(&agenda, 2)]))),
        ("home_left_open", left_open),
        ("gap_left_open", long_gap),
        ("home_past", Play::home(&demo::agenda(), Some(&past), look)),
        ("open_promises", promises(&past, "")),
        ("open_promises_filtered", promises(&past, "mia evening")),
        ("open_promises_long", promises(&late, &"<down>".repeat(30))),
        ("open_promise_whole", promises(&past, "<enter>")),
        ("setup", set_up),
        ("setup_length", set_up_length),
        ("agenda_editor", editor("")),
        ("agenda_editor_item", editor("<end><up>K<right>")),
        ("agenda_editor_line", editor("<down><down><enter>, Kim Berg")),
        ("agenda_editor_new_team", editor("<down>aService")),
        ("agenda_editor_questions", editor("<end><up><up><enter><down><down><down><down><down><enter> Briefly.")),
        ("agenda_editor_deals", editor("<end><up><up><up><enter><end>")),
        ("agenda_editor_kinds", editor("<end><up>x<up>xa<down>")),
        ("agenda_editor_running", editor_running),
        ("agenda_editor_not_saved", editor_not_saved),
        ("gap", gap),
        ("three_teams_help", three),
        ("not_saved", trouble),
        ("summary", summary(look)),
    ]
}

/// The steps of judging earlier promises.
fn promises(look: Look) -> Vec<(&'static str, Play)> {
    let (agenda, earlier) = (with_promises(), [earlier()]);
    let steps = [
        ("promise", ""),
        ("promise_helped", "<enter>"),
        ("promise_reason", "<right><right><enter>"),
        ("promise_words", "<right><right><enter><enter>Two installers were ill due:fri"),
        ("promise_parked", "<enter><enter><enter><enter><enter><enter>"),
        ("promises_judged", "<enter><enter><enter><enter><right><enter><enter><enter><enter>"),
    ];
    let at = |script: &str| {
        let mut play = Play::after_with_look(&agenda, &earlier, look);
        play.keys("<enter>").keys(script);
        play
    };
    steps.map(|(name, script)| (name, at(script))).into()
}

/// The same meetings with nothing judged: every promise is open.
fn many_promises(meetings: &[Meeting]) -> Vec<Meeting> {
    meetings.iter().map(|meeting| Meeting { reviews: Vec::new(), ..meeting.clone() }).collect()
}

/// All screens by name.
pub(crate) fn all(look: Look) -> Vec<(&'static str, Play)> {
    places()
        .iter()
        .map(|place| (place.name, at(place, look)))
        .chain(others(look))
        .chain(promises(look))
        .chain(goals::all(look))
        .chain(minutes::all(look))
        .collect()
}

#[test]
fn every_screen_looks_as_it_did() {
    for (name, play) in all(Look::default()) {
        for (columns, rows) in [(100, 30), (60, 16)] {
            assert_snapshot!(format!("{name}_{columns}x{rows}"), play.screen(columns, rows));
        }
    }
}

/// Sizes for one screen: those at which the frame changes, and a share of all the others; every screen gets another
/// share.
fn sizes(share: usize) -> impl Iterator<Item = (u16, u16)> {
    let borders = [60, 95, 96].into_iter().flat_map(|columns| [16, 19, 20].map(|rows| (columns, rows)));
    let grid = (60..=240).step_by(5).flat_map(|columns| (16..=70).step_by(3).map(move |rows| (columns, rows)));
    let largest = (share == 0).then_some((240, 70));
    borders.chain(largest).chain(grid.skip(share * 7).step_by(180))
}

#[test]
fn whose_move_and_what_is_asked_are_read_at_every_size() {
    let mut missing = Vec::new();
    for (share, place) in places().iter().enumerate() {
        let play = at(place, Look::default());
        let first: String = place.question.split_inclusive(' ').take(3).collect();
        for (columns, rows) in sizes(share) {
            let screen = play.screen(columns, rows);
            // A name in large letters is made of blocks.
            let has_badge = screen.contains(place.badge) || screen.contains('█');
            if !has_badge || !screen.contains(first.trim_end()) {
                missing.push(format!("{} at {columns}x{rows}", place.name));
            }
        }
    }
    assert!(missing.is_empty(), "the team or the question is missing: {missing:#?}");
}

#[test]
fn the_caret_is_inside_the_frame_wherever_text_is_typed() {
    for (share, (name, play)) in all(Look::default()).iter().enumerate() {
        let has_field = play.cursor(100, 30).is_some();
        for (columns, rows) in sizes(share) {
            let caret = play.cursor(columns, rows);
            assert_eq!(caret.is_some(), has_field, "{name} at {columns}x{rows}");
            // The first two rows and the last two belong to the frame.
            let is_inside = |caret: Position| caret.x < columns && (2..rows - 2).contains(&caret.y);
            assert!(caret.is_none_or(is_inside), "{name} at {columns}x{rows}: {caret:?}");
        }
    }
}

#[test]
fn the_ascii_look_has_only_ascii_in_the_program_s_own_words() {
    let mut found = Vec::new();
    for (name, play) in all(Look { ascii: true, ..Look::default() }) {
        for (columns, rows) in [(100, 30), (60, 16)] {
            let screen = play.screen(columns, rows);
            found.extend(screen.lines().filter(|line| !line.is_ascii()).map(|line| format!("{name}: {line}")));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn without_colours_no_cell_has_one_and_the_selection_is_still_told_apart() {
    let selected = [
        "agree",
        "entries",
        "palette",
        "close_check",
        "discussion",
        "help",
        "home_first_run",
        "agenda_editor",
        "target",
        "deal_verdict",
        "open_promises",
        "minutes",
        "minutes_jump",
        "minutes_records",
    ];
    for (name, play) in all(Look { depth: Depth::None, ..Look::default() }) {
        let buffer = play.buffer(100, 30);
        assert!(buffer.content.iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)), "{name}");
        let reversed = buffer.content.iter().filter(|cell| cell.modifier.contains(Modifier::REVERSED));
        assert!(reversed.count() > 2 || !selected.contains(&name), "{name}");
    }
}

/// The cell at which these words begin.
#[track_caller]
fn cell<'a>(buffer: &'a Buffer, words: &str) -> &'a Cell {
    let screen = text(buffer);
    let mut found = (0..).zip(screen.lines()).filter_map(|(y, row)| Some((row[..row.find(words)?].chars().count(), y)));
    let (x, y) = found.next().unwrap_or_else(|| panic!("{words:?} is not on\n{screen}"));
    &buffer[(x as u16, y)]
}

#[test]
fn a_row_that_is_cut_within_a_wide_letter_has_its_ellipsis() {
    for words in ["納期は火曜日".repeat(20), format!("x{}", "納期は火曜日".repeat(20))] {
        let mut play = Play::begin(&with_discussion());
        play.keys(&format!("<enter><c-n>{words}<enter><c-l>"));
        for (columns, rows) in [(60, 16), (100, 30)] {
            assert!(play.screen(columns, rows).contains('…'), "{}", play.screen(columns, rows));
        }
    }
}

#[test]
fn a_sign_paints_nothing_behind_it() {
    let look = Look::default();
    let mut play = Play::with_look(&agenda(), look);
    let large = play.keys("<enter>").buffer(120, 40);
    let in_row = |y: u16| (0..120).filter(|x| Some(large[(*x, y)].bg) == look.badge(0).bg).count();
    let widths: Vec<usize> = (0..40).map(in_row).filter(|columns| *columns > 0).collect();
    assert!(
        widths.len() > 3 && widths.iter().all(|columns| *columns == widths[0]),
        "its edge is not straight: {widths:?}"
    );
    let buffer = play.keys("We quote blind<enter>").buffer(120, 40);
    assert!(!cell(&buffer, "Say it back").modifier.contains(Modifier::DIM), "as quiet as the border before it");
    assert_eq!(cell(&buffer, "We quote blind").fg, Color::Reset, "in the colour of the bar before it");
}

#[test]
fn a_team_s_own_colour_stands_behind_its_badge() {
    let look = Look::default();
    let mut play = Play::with_look(&agenda(), look);
    play.keys("<enter>");
    let wanted = look.badge(0).bg.unwrap();
    assert!(play.buffer(60, 16).content.iter().any(|cell| cell.bg == wanted));
}
