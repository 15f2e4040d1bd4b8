//! Other words for a record: what is not touched stays as it was.

use turnabout::domain::{Kind, Meeting};

use super::begun;
use crate::play::{self, Play, play};

const TWICE: &str = "X @ana @raj Y due:fri due:mon Z";

/// Opens the last entry and records it as it is.
#[track_caller]
fn unchanged(mut play: Play) -> Play {
    let entries = |meeting: &Meeting| (meeting.entries(), meeting.actions.clone(), meeting.goals.clone());
    let before = entries(play.meeting());
    play.keys("<c-l><end><enter><enter>");
    assert_eq!(entries(play.meeting()), before);
    play
}

fn goal() -> Play {
    let mut play = Play::begin(&play::with_only(Kind::Goals));
    play.keys("<enter>30 installs due:fri @raj due:mon @mia reward: Cake due:tue<enter>");
    play
}

#[test]
fn a_record_that_is_opened_and_not_changed_stays_as_it_is() {
    unchanged(begun(&format!("<enter><pgdn><+2s><tab><tab>{TWICE}<enter>")));
    unchanged(play(&format!("{TWICE}<enter>")));
    unchanged(play(&format!("We quote blind<enter><enter>{TWICE}<enter>")));
    unchanged(goal());
    let mut deals = Play::begin(&play::with_only(Kind::Deals));
    deals.keys(&format!("<enter>{TWICE}<enter>"));
    unchanged(deals);
}

#[test]
fn what_is_half_typed_over_one_item_is_found_again_over_another() {
    let mut play = begun("<enter><c-n>Coffee<enter><c-l><enter> and tea<esc><c-d>No quo<esc><+2s><pgdn>");
    play.keys("<c-l>").shows("Coffee · half-typed").keys("<enter>").shows("Coffee and tea").keys("<enter>");
    play.keys("<c-d>").shows("No quo").keys("tes<enter>");
    let meeting = play.meeting();
    assert_eq!((meeting.notes[0].text.as_str(), meeting.decisions[0].text.as_str()), ("Coffee and tea", "No quotes"));
    assert!(meeting.drafts.is_empty(), "{:?}", meeting.drafts);
}

#[test]
fn help_leads_back_to_the_list_or_the_line_that_it_lay_over() {
    let mut play = begun("<enter><c-n>Coffee<enter><c-l><f1>");
    play.keys("<f1>").shows("Everything recorded").keys("<enter> and tea<f1>").keys("<esc>").shows("Change the words.");
    play.keys("<enter>");
    assert_eq!(play.meeting().notes[0].text, "Coffee and tea");
    play.keys("<f1><f1>");
    assert!(!play.screen(100, 30).contains("Change the words."), "{}", play.screen(100, 30));
}

#[test]
fn the_commands_lead_back_to_the_list_or_the_line_that_they_lay_over() {
    let mut play = begun("<enter><c-n>Coffee<c-p><esc>");
    play.shows("What is worth keeping?").keys(" and<c-p>theme<enter>").shows("What is worth keeping?");
    play.keys(" tea<f1><c-p><esc>").shows("What is worth keeping?").keys("<enter>");
    assert_eq!(play.meeting().notes[0].text, "Coffee and tea");
    play.keys("<c-l><c-p><c-p>").shows("Everything recorded").keys("<c-p>decision<enter>").shows("What was decided?");
}

#[test]
fn a_changed_word_leaves_the_owner_and_the_date_as_they_were() {
    let mut play = begun(&format!("<enter><pgdn><+2s><tab><tab>{TWICE}<enter><c-l><end><enter><home>W <enter>"));
    let action = play.meeting().actions[0].clone();
    assert_eq!((action.text.as_str(), action.owner.as_deref()), ("W X @raj Y due:mon Z", Some("Ana Duarte")));
    assert_eq!(action.due.unwrap().to_string(), "2026-11-27");
    play.keys("<c-l><end><enter><end>").shows("Owner Ana Duarte · Due Fri 27 Nov");
    play.keys(&"<backspace>".repeat("2026-11-27".len())).keys("thu<enter>");
    let action = &play.meeting().actions[0];
    assert_eq!((action.text.as_str(), action.owner.as_deref()), ("W X @raj Y due:mon Z", Some("Ana Duarte")));
    assert_eq!(action.due.unwrap().to_string(), "2026-11-26");
}

#[test]
fn a_goal_with_two_dates_keeps_the_first_when_it_is_reworded() {
    let mut play = goal();
    play.keys("<c-l><end><enter><home>About <enter>");
    let goal = &play.meeting().goals[0];
    assert_eq!(
        (goal.text.as_str(), goal.due.unwrap().to_string().as_str()),
        ("About 30 installs due:mon", "2026-11-27")
    );
    assert_eq!((goal.reward.as_ref().unwrap().text.as_str(), goal.owners.len()), ("Cake due:tue", 2));
}

#[test]
fn an_unchanged_record_forgets_the_words_that_were_typed_for_it() {
    let mut play = play("<c-n>Coffee<enter><c-l><enter>s<esc><c-l><enter><backspace><enter>");
    assert!(play.meeting().drafts.is_empty(), "{:?}", play.meeting().drafts);
    assert_eq!(play.meeting().notes[0].text, "Coffee");
    play.keys("<c-z>");
    assert!(play.meeting().notes.is_empty(), "nothing else is there to undo");
}

#[test]
fn the_question_names_only_what_an_entry_has() {
    play("<c-n>Coffee<enter><c-l><enter>").shows("Change the words.");
    play("Late<enter><c-l><enter>").shows("Change the words or the @name of who brought it.");
    begun("<enter><pgdn><+2s><tab><tab>A list<enter><c-l><enter>")
        .shows("Change the words, the @owner or the due: date.");
}
