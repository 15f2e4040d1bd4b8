//! Expectations: lines of the teams in turn, what is understood of them, and the over-promise check while typing.

use ratatui::style::Modifier;
use turnabout::{
    domain::{Agenda, Kind, Meeting, agenda::TeamPlan, meeting::Expectation, pace},
    tui::ui::Look,
};

use crate::play::{Play, text, with_only};

/// The stage of a first meeting, after these keys.
fn stage(script: &str) -> Play {
    of(&with_only(Kind::Expectations), script)
}

fn of(agenda: &Agenda, script: &str) -> Play {
    let mut play = Play::begin(agenda);
    play.keys("<enter>").keys(script);
    play
}

/// `team kind: quantity | text | assumption` of every expectation.
fn stated(meeting: &Meeting) -> Vec<String> {
    let line = |e: &Expectation| {
        let quantity = e.quantity.as_ref().map_or("-".to_owned(), ToString::to_string);
        let assumption = e.assumption.as_deref().unwrap_or("-");
        format!("{} {}: {quantity} | {} | {assumption}", e.team, e.kind.words(), e.text)
    };
    meeting.expectations.iter().map(line).collect()
}

#[test]
fn each_team_states_its_lines_with_enter_and_typing() {
    let mut play = stage("");
    play.shows("What are you to accomplish").shows("Team 1 of 2 · until Tue 8 Dec");
    play.keys("12 installs close before the year ends assuming: nobody falls ill<enter>");
    play.shows("◆ Sales target: 12 installs close").shows("How much can you carry");
    play.keys("<enter>").shows("Team 2 of 2").shows("How much can you carry");
    play.keys("10 installs, two crews<enter>").shows("What are you to accomplish").keys("All sites surveyed<enter>");
    let expected = [
        "sales target: 12 installs | 12 installs close before the year ends | nobody falls ill",
        "operations limit: 10 installs | 10 installs, two crews | -",
        "operations target: - | All sites surveyed | -",
    ];
    assert_eq!(stated(play.meeting()), expected);
    assert!(play.meeting().drafts.values().all(|text| text == "operations"), "{:?}", play.meeting().drafts);
    play.keys("<enter>").shows("Everything is complete.");
}

#[test]
fn the_team_that_starts_states_first_and_esc_goes_a_team_back() {
    let mut agenda = with_only(Kind::Expectations);
    agenda.teams.swap(0, 1);
    let mut play = of(&agenda, "");
    play.shows("How much can you carry").keys("Half a line<enter><enter>").shows("Team 2 of 2");
    play.keys("<esc>").shows("Team 1 of 2").keys("<esc>").shows("Team 1 of 2");
    assert_eq!(stated(play.meeting()), ["operations limit: - | Half a line | -"]);
}

#[test]
fn the_other_kind_is_chosen_with_tab_and_the_words_stay() {
    let play = stage("10 installs<tab><enter>12 installs<s-tab><s-tab><enter>");
    let expected = ["sales limit: 10 installs | 10 installs | -", "sales target: 12 installs | 12 installs | -"];
    assert_eq!(stated(play.meeting()), expected);
}

#[test]
fn once_both_kinds_are_stated_the_first_one_is_offered_again() {
    let mut play = stage("12 installs<enter>15 installs<enter>");
    play.shows("What are you to accomplish").keys("2 trainings<enter>");
    assert_eq!(stated(play.meeting())[2], "sales target: 2 trainings | 2 trainings | -");
}

#[test]
fn the_team_the_kind_and_the_words_survive_a_crash() {
    let before = stage("12 installs<enter><enter>6 crews<tab>");
    let mut again = Play::again(before.meeting(), &with_only(Kind::Expectations), 5);
    again.shows("Team 2 of 2").shows("What are you to accomplish").shows("6 crews").keys("<enter>");
    assert_eq!(stated(again.meeting())[1], "operations target: 6 crews | 6 crews | -");
}

#[test]
fn what_is_understood_is_shown_while_typing() {
    #[track_caller]
    fn check(line: &str, chips: &str) {
        let mut play = stage(line);
        assert!(play.meeting().expectations.is_empty());
        play.shows(chips).keys("<enter>");
        assert_eq!(play.meeting().expectations.len(), 1, "{line:?} is not recorded: {}", play.notice());
    }
    check("12 installs assuming: nobody is ill", "Target 12 installs · Assuming nobody is ill");
    check("close as many as we can", "Target no quantity: the words count, the check cannot");
    check("close 12", "Target 12 of what? write the unit behind it");
    check("0 installs", "Target 0 installs");
    check("0 installs", "a target of 0 installs, limit not stated");
    check("12 installs assuming:", "Target 12 installs");
    check("12 installs @bob due:soon", "Target 12 installs");
}

#[test]
fn an_assumption_alone_is_no_expectation() {
    let mut play = stage("assuming: nobody is ill<enter>");
    assert_eq!(play.notice(), "nothing is written yet");
    play.shows("assuming: nobody is ill");
}

/// What the screen says while the last line of `script` is half-typed.
#[track_caller]
fn says(script: &str, sentence: &str) {
    let play = stage(script);
    let screen = play.screen(120, 30);
    assert!(screen.contains(sentence), "{script:?} does not say {sentence:?}\n{screen}");
}

#[test]
fn the_over_promise_check_is_live_while_typing() {
    says("12 installs", "12 installs targeted, limit not stated");
    says("<enter>10 installs", "target not stated, 10 installs the limit of Operations");
    says("5 installs<enter><enter>10 installs", "5 installs targeted, 10 the limit of Operations");
    says("9 installs<enter><enter>10 installs", "9 installs targeted, 10 the limit of Operations: tight");
    says(
        "12 installs<enter><enter>10 installs",
        "12 installs targeted, 10 the limit of Operations: over by 2 installs",
    );
    says("12 Installs<enter><enter>11 install", "over by 1 Install");
    says("1 install<enter><enter>0 installs", "over by 1 install");
    says("12 installs<enter>5 installs<enter><enter>20 installs", "12 installs targeted, 20 the limit of Operations");
    says("12 installs<enter><enter>10 days", "12 installs targeted, limit not stated");
    says("12 installs<enter><enter>10 days", "target not stated, 10 days the limit of Operations");
}

#[test]
fn a_half_typed_line_counts_only_while_it_stands_there() {
    let mut play = stage("12 installs<enter><enter>10 installs");
    play.shows("over by 2").keys("<backspace><backspace><backspace><backspace><backspace><backspace><backspace>");
    play.keys("<backspace><backspace><backspace><backspace>").shows("12 installs targeted, limit not stated");
}

#[test]
fn what_is_over_alarms_and_what_is_tight_is_amber() {
    let look = Look::default();
    let style_of = |script: &str, words: &str| {
        let play = stage(script);
        let buffer = play.buffer(160, 30);
        let row = text(&buffer).lines().position(|line| line.contains(words)).expect("the sentence is on screen");
        let first = (0..160).rev().find(|x| !buffer[(*x, row as u16)].symbol().trim().is_empty()).unwrap();
        buffer[(first, row as u16)].style()
    };
    let over = style_of("12 installs<enter><enter>10 installs", "over by 2");
    assert_eq!((over.bg, over.fg), (look.alarm().bg, look.alarm().fg));
    let tight = style_of("9 installs<enter><enter>10 installs", "tight");
    assert_eq!(tight.fg, look.standing(pace::Standing::Tight).fg);
    let good = style_of("5 installs<enter><enter>10 installs", "5 installs targeted, 10");
    assert!(good.add_modifier.contains(Modifier::DIM));
}

#[test]
fn where_room_is_short_the_pressing_sentences_stay() {
    let play = stage("2 days<enter><tab>2 crews<enter><tab>9 installs<enter><enter>8 installs");
    let screen = play.screen(60, 16);
    assert!(screen.contains("8 the limit of Operations: over by 1"), "{screen}");
    assert!(!screen.contains("crews"), "{screen}");
}

#[test]
fn three_teams_are_asked_one_after_the_other_also_where_nobody_delivers() {
    let mut agenda = with_only(Kind::Expectations);
    let members = vec!["Kim Berg".to_owned()];
    agenda.teams.push(TeamPlan { id: "service".into(), name: "Service".to_owned(), delivers: false, members });
    agenda.teams[1].delivers = false;
    let mut play = of(&agenda, "3 calls<enter><enter>");
    play.shows("Team 2 of 3").shows("What are you to accomplish").shows("Next: ▲ Service");
    play.keys("<enter>").shows("Team 3 of 3").keys("<tab>2 calls").shows("over by 1 call").keys("<enter>");
    assert_eq!(stated(play.meeting())[1], "service limit: 2 calls | 2 calls | -");
    play.keys("<enter>").shows("Everything is complete.");
}

#[test]
fn a_single_prompt_words_the_question_of_both_kinds() {
    let mut agenda = with_only(Kind::Expectations);
    agenda.items[1].prompts.insert("prompt".to_owned(), "{team}: what until June?".to_owned());
    of(&agenda, "").shows("What until June?").keys("<tab>").shows("What until June?");
}

#[test]
fn an_expectation_is_reworded_from_the_list_of_entries() {
    let mut play = stage("12 installs<enter><c-l><enter>");
    play.keys("<backspace><backspace><backspace><backspace><backspace><backspace><backspace><backspace>days<enter>");
    play.keys("<esc>").shows("12 days targeted, limit not stated");
}

#[test]
fn an_entry_with_half_typed_other_words_is_marked_in_the_list() {
    let mut play = stage("12 installs<enter><c-l><enter> at most<esc><c-l>");
    play.shows("12 installs · half-typed").keys("<enter><enter>");
    assert!(!play.keys("<c-l>").shows("12 installs at most").screen(100, 30).contains("half-typed"), "it is recorded");
}
