//! No word is lost: drafts, undo, pasting, resizing, a program that was stopped.

use turnabout::{
    domain::change::TEXT_LIMIT,
    tui::{app::Event, keymap::Key},
};

use super::{begun, drafts};
use crate::play::{Play, agenda, key, play, with_discussion};

/// Keys that lead from the roll call to every stage with a field.
const FIELDS: [&str; 8] = [
    "",
    "<enter>",
    "<enter>We quote blind<enter>",
    "<enter>We quote blind<enter><enter>",
    "<enter>We quote blind<enter><enter><tab>A list<enter>",
    "<enter>We quote blind<enter><enter><s-tab><s-tab>A list<enter>",
    "<enter><pgdn>",
    "<enter><pgdn><+2s><pgdn><enter><enter>",
];

#[test]
fn text_and_caret_stay_when_the_screen_changes_its_size_in_mid_word() {
    let mut play = play("We quote bl");
    for (columns, rows) in [(100, 30), (60, 16), (10, 3), (240, 70), (80, 24)] {
        play.screen(columns, rows);
        play.update(Event::Resized(100, 30));
    }
    play.keys("ind<left><left>X");
    assert_eq!(drafts(play.meeting()), ["We quote bliXnd"]);
    assert_eq!(play.meeting().caret.as_ref().unwrap().at, 13);
}

#[test]
fn esc_and_going_away_lose_no_word() {
    for script in FIELDS {
        let mut play = begun(script);
        play.keys("9 half a word<left><left><left><left><esc>");
        assert!(drafts(play.meeting()).contains(&"9 half a word"), "after {script}");
        let caret = play.cursor(100, 30);
        let away =
            if script.contains("<+2s>") || script.is_empty() { "<+2s><pgdn><pgup>" } else { "<+2s><pgup><pgdn>" };
        // Esc goes back one step in the close; the field is found again from there.
        play.keys(if script.contains("<+2s>") { "<enter>" } else { away });
        assert!(drafts(play.meeting()).contains(&"9 half a word"), "after {script}");
        play.shows("9 half a word");
        assert!(caret.is_none() || play.cursor(100, 30) == caret || script.contains("A list"), "caret after {script}");
        play.keys("X");
        assert!(drafts(play.meeting()).contains(&"9 half a Xword"), "after {script}: {:?}", drafts(play.meeting()));
    }
}

#[test]
fn a_half_typed_line_over_the_meeting_is_found_again() {
    for opens in ["<c-x>", "<c-n>", "<c-d>", "<c-o>", "<c-k>"] {
        let mut play = play("We quote");
        play.keys(opens).keys("half a line<esc>").shows("We quote");
        play.keys(opens).shows("half a line");
        assert_eq!(drafts(play.meeting()).len(), 2, "{opens}");
    }
}

#[test]
fn undo_takes_typing_back_by_word_and_then_the_last_record_as_a_draft() {
    let mut play = play("We quote blind<enter>They quote");
    play.keys("<c-z>");
    assert_eq!(drafts(play.meeting()), ["They "]);
    play.keys("<c-z>");
    assert!(drafts(play.meeting()).is_empty());
    play.keys("<c-z>").shows("We quote blind").shows("What are you struggling");
    assert!(play.meeting().turns[0].problem.is_none());
    assert_eq!(drafts(play.meeting()), ["We quote blind"]);
    play.keys("<c-y>").shows("Say it back");
    assert_eq!(play.meeting().turns[0].problem.as_ref().unwrap().text, "We quote blind");
    assert!(drafts(play.meeting()).is_empty());
}

#[test]
fn redo_brings_typing_back_that_was_undone_before_a_record() {
    let at_rating = "anna<enter><pgdn><+2s><pgdn><+2s><pgdn><enter><enter>winx of them";
    for (script, undone) in [("anna<enter><pgdn>winx of them", 4), ("anna<enter>winx of them", 4), (at_rating, 4)] {
        let mut play = begun(script);
        play.keys(&"<c-z>".repeat(undone));
        assert!(play.meeting().people().all(|name| name != "anna"), "{script}");
        play.keys(&"<c-y>".repeat(undone)).shows("│ winx of them");
        assert_eq!((drafts(play.meeting()), play.notice()), (vec!["winx of them"], ""), "{script}");
        assert!(play.meeting().people().any(|name| name == "anna"), "{script}");
        assert_eq!(play.keys("<c-y>").notice(), "nothing to redo", "{script}");
    }
    let mut play = play("We quote blind<enter>They quote<c-z><c-z><c-z>X<c-y>");
    assert_eq!(play.notice(), "nothing to redo", "something new is typed");
    play.keys("<enter><c-z><c-y><c-y>");
    assert!(drafts(play.meeting()).is_empty(), "what was undone before it stays undone");
}

#[test]
fn over_the_meeting_undo_takes_back_only_what_is_typed_there() {
    let overlays = [
        ("<c-x>", "nothing is typed here to undo"),
        ("<c-n>", "nothing is typed here to undo"),
        ("<c-d>", "nothing is typed here to undo"),
        ("<c-o>", "nothing is typed here to undo"),
        ("<c-k>", "nothing is typed here to undo"),
        ("<c-l><end><enter>", "nothing is typed here to undo"),
        ("<c-g>", "answer the question first: y or n"),
    ];
    for (opens, says) in overlays {
        let mut play = play("We quote blind<enter><c-d>Weekly<enter>");
        let recorded = |play: &Play| play.meeting().entries();
        let before = recorded(&play);
        play.keys(opens).keys("<c-z>");
        assert_eq!((recorded(&play), play.notice()), (before.clone(), says), "{opens}");
        if says.starts_with("nothing") {
            play.keys("more<c-z><c-z><c-z>");
            assert_eq!((recorded(&play), play.notice()), (before.clone(), says), "{opens}");
            play.keys("<c-y>").shows("more").keys("<c-y>");
            assert_eq!(play.notice(), "nothing is taken back here to type again", "{opens}");
        }
    }
    let mut play = play("We quote blind<enter><c-d>Weekly<enter><c-l>");
    play.shows("(2)").keys("<c-z>").shows("(1)").keys("<c-y>").shows("(2)");
}

#[test]
fn what_was_typed_to_change_one_record_is_not_found_at_another() {
    let note = |play: &Play, at: usize| play.meeting().notes[at].text.clone();
    for gone in ["<c-l><end><delete><esc>", "<c-z>"] {
        let mut play = play("<c-n>One<enter><c-l><end><enter> changed<esc>");
        play.keys(gone);
        assert!(play.meeting().notes.is_empty(), "{gone}");
        play.keys("<c-n><c-w>Two<enter><c-l><end><enter>").shows("│ Two").keys("<enter>");
        assert_eq!(note(&play, 0), "Two", "{gone}");
        play.keys("<pgdn><+2s>");
        let closed = play.close();
        assert_eq!(closed.notes[1].text, "One changed", "{gone}: typed words become a note");
    }
    let mut play = play("<c-n>One<enter><c-l><end><enter> changed<esc><c-z><c-y><c-l><end><enter><enter>");
    assert_eq!((note(&play, 0).as_str(), play.notice()), ("One changed", ""), "redo brings the record back");
    assert!(play.keys("").meeting().drafts.is_empty());
}

#[test]
fn a_paste_of_thirty_lines_stays_one_text_and_is_not_submitted() {
    let text: Vec<String> = (1..=30).map(|number| format!("line {number}")).collect();
    for end in ["\r", "\n", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"] {
        let mut play = play("");
        play.paste(&text.join(end));
        assert_eq!(drafts(play.meeting()), [text.join("\n")], "{end:?}");
        assert!(play.meeting().turns.iter().all(|turn| turn.problem.is_none()), "{end:?}");
        play.keys("<c-z>");
        assert!(drafts(play.meeting()).is_empty(), "{end:?}: it is one edit");
        play.keys("<c-y><enter>");
        assert_eq!(play.meeting().turns[0].problem.as_ref().unwrap().text, text.join("\n"), "{end:?}");
    }
}

#[test]
fn a_paste_that_is_too_long_is_refused_with_its_size() {
    let mut play = play("We quote");
    play.paste(&"x".repeat(1 << 20));
    assert!(play.notice().contains("1048584 bytes") && play.notice().contains("65536"), "{}", play.notice());
    assert_eq!(drafts(play.meeting()), ["We quote"]);
    play.keys(" blind<enter>");
    assert_eq!(play.meeting().turns[0].problem.as_ref().unwrap().text, "We quote blind");
}

#[test]
fn a_full_field_takes_no_more_and_says_so() {
    let mut play = play("");
    play.paste(&"x".repeat(TEXT_LIMIT - 2)).keys("yz");
    let typed = drafts(play.meeting())[0].len();
    assert!(typed <= TEXT_LIMIT);
    play.keys("z");
    assert!(play.notice().contains("the field is full"), "{}", play.notice());
    play.keys("<enter>");
    assert_eq!(play.meeting().turns[0].problem.as_ref().unwrap().text.len(), typed);
}

#[test]
fn a_date_in_a_problem_is_not_lost() {
    let play = play("We need the figures due:fri<enter>");
    assert_eq!(play.meeting().turns[0].problem.as_ref().unwrap().text, "We need the figures due:fri");
}

#[test]
fn under_what_takes_no_text_no_caret_is_shown() {
    for over in ["<c-l>", "<c-g>", "<c-p>write the minutes now<enter>"] {
        let mut play = play("We quote");
        let caret = play.cursor(100, 30);
        assert!(caret.is_some());
        play.keys(over);
        assert!(play.app().has_overlay(), "{over}");
        assert_eq!((play.cursor(100, 30), play.cursor(60, 16)), (None, None), "{over}");
        assert_eq!(play.keys("<esc>").cursor(100, 30), caret, "{over}");
    }
    let mut play = play("We quote");
    let caret = play.cursor(100, 30);
    assert!(![None, caret].contains(&play.keys("<f1>").cursor(100, 30)), "help has a field of its own");
}

#[test]
fn a_meeting_that_is_opened_again_shows_its_half_typed_text_and_the_caret() {
    for script in FIELDS {
        let mut play = begun(script);
        play.keys("9 half a word<left><left><left><left>");
        let mut again = Play::again(play.meeting(), &with_discussion(), 1);
        again.shows("9 half a word");
        assert_eq!(again.cursor(100, 30), play.cursor(100, 30), "after {script}");
        again.keys("X");
        assert!(drafts(again.meeting()).contains(&"9 half a Xword"), "after {script}");
    }
}

#[test]
fn plain_characters_are_text_while_text_is_typed() {
    let play = play("q?uxhjkl gG yn<enter>");
    assert_eq!(play.meeting().turns[0].problem.as_ref().unwrap().text, "q?uxhjkl gG yn");
    assert!(play.asked.is_empty());
}

#[test]
fn tab_completes_a_name() {
    let mut play = play("We quote blind<enter><enter>A list @mi<tab><enter>");
    assert_eq!(play.meeting().turns[0].answers[0].owner.as_deref(), Some("Mia Svensson"));
    play.keys("A call @zz<tab>");
    assert_eq!(play.notice(), "nobody on the list has a name like that");
}

#[test]
fn a_held_enter_does_not_close_the_meeting() {
    let mut play = begun("<enter><pgdn><+2s><pgdn>");
    play.hold(key("enter"), 60);
    assert!(play.meeting().is_running());
    assert!(play.notice().contains("held down"), "{}", play.notice());
    play.keys("<enter>");
    assert!(!play.meeting().is_running());
}

#[test]
fn alt_enter_and_ctrl_j_break_the_line() {
    let play = play("one<a-enter>two<c-j>three<enter>");
    assert_eq!(play.meeting().turns[0].problem.as_ref().unwrap().text, "one\ntwo\nthree");
}

#[test]
fn a_key_that_means_nothing_changes_nothing() {
    let mut play = play("We quote");
    let before = play.meeting().drafts.clone();
    play.press(Key::ctrl('b'));
    play.press(key("f9"));
    assert_eq!((&play.meeting().drafts, play.notice(), play.app().has_overlay()), (&before, "", false));
}

#[test]
fn a_condition_that_is_asked_for_is_asked_for_again_after_a_crash() {
    let mut before = play("We quote blind<enter><enter><tab>A list<enter>");
    before.shows("yes if");
    let mut again = Play::again(before.meeting(), &agenda(), 1);
    again.keys("you read it<enter>");
    let answer = &again.meeting().turns[0].answers[0];
    assert_eq!((answer.text.as_str(), answer.condition.as_deref()), ("A list", Some("you read it")));
    before.keys("<esc>");
    let mut again = Play::again(before.meeting(), &agenda(), 1);
    again.keys(" and more<enter>").shows("A list and more");
}

#[test]
fn keys_that_come_together_are_typed_as_if_each_came_alone() {
    let text = "  We quote blind 12 q? ";
    for script in FIELDS {
        let (mut one, mut all) = (begun(script), begun(script));
        one.keys(text);
        all.update(Event::Keys(text.chars().map(Key::char).collect()));
        assert_eq!(drafts(all.meeting()), drafts(one.meeting()), "after {script}");
        assert_eq!(all.meeting().caret, one.meeting().caret, "after {script}");
    }
}

#[test]
fn ten_thousand_keys_that_come_together_are_hardly_more_work_than_one() {
    let mut play = play("");
    let before = play.revision();
    play.update(Event::Keys(vec![Key::char('x'); 10_000]));
    assert_eq!(drafts(play.meeting()), ["x".repeat(10_000)]);
    assert!(play.revision() - before <= 2, "{} states of the text", play.revision() - before);
    play.update(Event::Keys(vec![Key::char('x'); TEXT_LIMIT]));
    assert_eq!(drafts(play.meeting()), ["x".repeat(TEXT_LIMIT)]);
    assert!(play.notice().contains("the field is full"), "{}", play.notice());
}
