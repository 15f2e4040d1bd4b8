//! Editing the agenda of a series: what the keys change, what is refused, and what is asked to be saved.

use turnabout::{
    domain::{Agenda, Kind, agenda::Every},
    tui::{
        app::{Effect, Event},
        ui::Look,
    },
};

use crate::play::{Play, agenda, meeting};

/// The editor of the bundled agenda: title, two rows for each of two teams, three of the rhythm, the length, and the
/// opening, the exchange and the close.
fn editor(script: &str) -> Play {
    let mut play = Play::home(&agenda(), Some(&[]), Look::default());
    play.keys("<down><down><down><enter>").shows("items 31 min + reserve 4 = 35 min").keys(script);
    play
}

/// The agenda that was asked to be saved last.
#[track_caller]
fn saved(play: &Play) -> &Agenda {
    match play.asked.last() {
        Some(Effect::Keep(series, agenda, _)) if series == "sales-operations" => agenda,
        other => panic!("not saved: {other:?}, {}", play.notice()),
    }
}

/// The keys are refused with these words, and nothing is saved.
#[track_caller]
fn refused(script: &str, words: &str) -> Play {
    let play = editor(script);
    assert_eq!(play.notice(), words);
    assert_eq!(play.asked, []);
    play
}

/// Replaces what stands in the open line.
fn instead(text: &str) -> String {
    format!("<enter><c-a>{}{text}<enter>", "<delete>".repeat(40))
}

fn kinds(agenda: &Agenda) -> Vec<Kind> {
    agenda.items.iter().map(|item| item.kind).collect()
}

#[test]
fn the_title_is_changed_and_taken_back() {
    let mut play = editor("<enter> and us<enter>");
    assert_eq!(saved(&play).title, "Sales & Operations and us");
    play.shows("saved 10:00").keys("u");
    assert_eq!(saved(&play), &agenda());
    play.keys("<c-y>");
    assert_eq!(saved(&play).title, "Sales & Operations and us");
    play.keys("<c-z><c-z>");
    assert_eq!((play.notice(), play.asked.len()), ("nothing to undo", 4));
}

#[test]
fn a_team_is_renamed_added_and_removed() {
    let mut play = editor(&format!("<down>{}", instead("Field Sales")));
    assert_eq!((saved(&play).teams[0].name.as_str(), saved(&play).teams[0].id.as_str()), ("Field Sales", "sales"));
    play.keys("aService<enter>").shows("▲ Service");
    assert_eq!(saved(&play).teams[2].id.as_str(), "service");
    // The people of the new team are next.
    play.keys("<enter>Kim Berg, Jo Lind<enter>");
    assert_eq!(saved(&play).teams[2].members, ["Kim Berg", "Jo Lind"]);
    play.keys("<up>x");
    assert_eq!(saved(&play).teams.len(), 2);
    play.keys("<c-z>");
    assert_eq!(saved(&play).teams[2].members.len(), 2);
}

#[test]
fn space_says_whether_a_team_delivers() {
    let play = editor("<down><space><down><down><right>");
    let delivers: Vec<_> = saved(&play).teams.iter().map(|team| team.delivers).collect();
    assert_eq!(delivers, [true, false]);
}

#[test]
fn two_to_four_teams_are_told_apart() {
    refused("<down>x", "1 team(s); a joint meeting takes two to four teams, add or remove some");
    let mut play = refused("<down>asales <enter>", "two teams are called \"sales\"; rename one");
    play.shows("What is the team called?").keys("east<enter>");
    assert_eq!(saved(&play).teams[2].name, "sales east");
    play.keys("aWest<enter>a");
    assert_eq!(play.notice(), "5 team(s); a joint meeting takes two to four teams, add or remove some");
}

#[test]
fn the_rhythm_steps_and_is_typed() {
    let day = "<down><down><down><down><down>";
    let mut play = editor(&format!("{day}<right>"));
    assert_eq!(saved(&play).rhythm.as_ref().unwrap().every, Every::Months(1));
    play.keys("<left><left><left>").shows("no fixed day");
    assert_eq!(saved(&play).rhythm, None);
    play.keys("<right><down><left><down><right>").shows("every 1 week").shows("on Monday").shows("at 10:15");
    play.keys(&instead("noon"));
    assert_eq!(play.notice(), "\"noon\" is no time of day; write one like \"10:00\"");
    play.keys("<esc><up>").keys(&instead("thu")).shows("on Thursday").keys("<up>").keys(&instead("3 weeks"));
    assert_eq!(saved(&play).rhythm.as_ref().unwrap().every, Every::Weeks(3));
}

#[test]
fn minutes_step_with_the_arrows_and_are_typed_inside() {
    let mut play = editor("<end><up><left><left>");
    assert_eq!(saved(&play).items[1].minutes, 22);
    play.shows("items 29 min + reserve 6 = 35 min").keys("<enter><down>").keys(&instead("25 min"));
    assert_eq!(saved(&play).items[1].minutes, 25);
    play.keys("<right><right><right><right>");
    assert_eq!(play.notice(), "the items would take 36 of 35 minutes; make the meeting longer first");
    play.keys(&instead("many"));
    assert_eq!(play.notice(), "\"many\" is no whole number; write one like 5");
}

#[test]
fn the_length_is_the_meeting_s_or_what_the_items_take() {
    let length = "<end><up><up><up>";
    let mut play = editor(&format!("{length}<right>"));
    assert_eq!(saved(&play).planned_minutes, Some(36));
    play.keys(&instead("")).shows("31 min, what the items take");
    assert_eq!(saved(&play).planned_minutes, None);
    refused(
        &format!("{length}{}", instead("30")),
        "the items would take 31 of 30 minutes; make the meeting longer first",
    );
}

#[test]
fn items_are_added_moved_and_removed() {
    let mut play = editor("<end>a");
    play.shows("Discussion").keys("<end><enter>");
    assert_eq!(kinds(saved(&play)), [Kind::Opening, Kind::Exchange, Kind::Discussion, Kind::Close]);
    play.keys("K");
    assert_eq!(kinds(saved(&play)), [Kind::Opening, Kind::Discussion, Kind::Exchange, Kind::Close]);
    play.keys("J<up>x");
    assert_eq!(kinds(saved(&play)), [Kind::Opening, Kind::Discussion, Kind::Close]);
    play.keys("u").shows("Turnabout");
}

#[test]
fn the_close_stays_the_last_item() {
    let words = "every meeting ends with its close; it stays the last item";
    for script in ["<end>x", "<end>K", "<end>J", "<end><up>J"] {
        refused(script, words);
    }
    refused("<end><up><up>K", "that is the first item");
    refused("x", "select a team or an item to remove it");
    refused("J", "select an item to move it");
    refused("a", "select a team or an item to add another one");
}

#[test]
fn an_item_has_a_title_turns_and_questions_of_its_own() {
    let mut play = editor("<end><up><enter>");
    play.keys(&instead("Our turns")).keys("<down><down><left><down><right><down><space>");
    let item = &saved(&play).items[1];
    assert_eq!((item.title.as_deref(), item.rounds, item.turn_minutes), (Some("Our turns"), Some(1), Some(7)));
    assert_eq!(item.say_back, Some(false));
    play.keys("<down>").keys(&format!("<enter><c-a>{}", "<delete>".repeat(100))).keys("{team}: what hurts?<enter>");
    assert_eq!(saved(&play).items[1].prompts["bring"], "{team}: what hurts?");
    play.keys("x");
    assert!(saved(&play).items[1].prompts.is_empty());
    play.shows("{team}: what are you struggling with?").keys("<esc>").shows("Agenda").shows("Our turns");
}

#[test]
fn a_half_typed_line_is_marked_and_found_again() {
    let mut play = editor("<down><enter> North<esc><down><down>");
    play.shows("Sales · half-typed").keys("<up><up><enter>").shows("Sales North").keys("<enter>");
    assert!(!play.screen(100, 30).contains("half-typed"), "it is recorded");
    assert_eq!(saved(&play).teams[0].name, "Sales North");
}

#[test]
fn an_item_with_a_half_typed_line_inside_is_marked() {
    let mut play = editor("<end><enter><enter> soon<esc>");
    play.shows("Close · half-typed").keys("<esc>").shows("Close · half-typed");
}

#[test]
fn esc_leads_home_and_the_edited_agenda_is_read_again() {
    let mut play = editor("<enter>!<enter><esc>");
    assert_eq!(play.asked.last(), Some(&Effect::Read));
    play.shows("Start your first meeting").shows("Sales & Operations!");
}

#[test]
fn an_agenda_that_is_not_saved_is_warned_about_until_it_is() {
    let mut play = editor("");
    play.disk(Err("the disk is full".to_owned()));
    play.keys("<enter>!<enter>").shows("NOT SAVED: the disk is full").keys("<esc>").shows("NOT SAVED");
    assert_eq!(play.notice(), "NOT SAVED: the disk is full. The same key again leaves all the same");
    kept(&mut play, "sales-operations", 1);
    play.shows("saved 10:00").keys("<esc>").shows("Start your first meeting");
}

/// The disk has this edit of the agenda of a series.
fn kept(play: &mut Play, series: &str, revision: u64) {
    play.update(Event::Kept { series: series.to_owned(), revision, result: Ok(None) });
}

#[test]
fn an_edit_is_saved_when_that_very_edit_is() {
    let mut play = editor("");
    play.disk(Err("the disk is full".to_owned()));
    play.keys("<enter>!<enter><enter>?<enter>").shows("NOT SAVED");
    kept(&mut play, "sales-operations", 1);
    kept(&mut play, "another-series", 2);
    play.shows("NOT SAVED");
    kept(&mut play, "sales-operations", 2);
    play.shows("saved 10:00");
}

#[test]
fn a_line_in_which_nothing_was_typed_is_not_half_typed_after_its_value_was_undone() {
    let mut play = editor("<enter>!<enter><enter>");
    play.keys("<c-z>").keys("<enter>").shows("Sales & Operations");
    assert!(!play.screen(100, 30).contains("Sales & Operations!"));
}

#[test]
fn an_agenda_that_is_not_saved_is_told_of_everywhere_until_it_is() {
    let mut play = editor("");
    play.disk(Err("the disk is full".to_owned()));
    play.keys("<enter>!<enter><esc><esc>").shows("Start your first meeting");
    play.shows("NOT SAVED: the agenda of sales-operations: the disk is full");
    play.choose("Agenda").shows("NOT SAVED: the disk is full");
    play.keys("<esc><esc>").keys("<c-c>");
    assert!(play.notice().ends_with("The same key again leaves all the same"), "{}", play.notice());
    kept(&mut play, "sales-operations", 1);
    assert!(!play.screen(100, 30).contains("NOT SAVED"));
    play.choose("Agenda");
    assert!(!play.screen(100, 30).contains("saved"), "nothing was edited since");
    play.keys("<esc><c-c>");
    assert_eq!(play.asked.last(), Some(&Effect::Quit));
}

#[test]
fn an_unsaved_agenda_can_be_left_all_the_same() {
    let mut play = editor("");
    play.disk(Err("the disk is full".to_owned()));
    play.keys("<enter>!<enter><esc><esc>").shows("Start your first meeting");
}

#[test]
fn a_running_meeting_keeps_its_agenda_and_the_editor_says_so() {
    let mut play = Play::home(&agenda(), Some(&[meeting(&agenda(), 1)]), Look::default());
    play.choose("Agenda").shows("A meeting is running: changes count from the next one.");
    assert!(!editor("").screen(100, 30).contains("is running"));
}

#[test]
fn names_that_look_the_same_are_told_as_long_as_they_do() {
    let mut play = editor(&format!("<down>{}", instead("Oper\u{430}tions")));
    play.shows("\"Oper\u{430}tions\" and \"Operations\" look the same, but one is written with U+0430");
    play.keys("<c-z>");
    assert!(!play.screen(100, 30).contains("look the same"));
}

#[test]
fn the_palette_has_the_commands_of_the_editor() {
    let mut play = editor("<end><up><c-p>Move the item up<enter>");
    play.shows("24 min  Turnabout");
    assert_eq!(kinds(saved(&play)), [Kind::Exchange, Kind::Opening, Kind::Close]);
}
