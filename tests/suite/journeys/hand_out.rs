//! Minutes for readers from within the program: at the close, as a draft, on the clipboard.

use turnabout::{
    domain::meeting::State,
    tui::app::{Effect, Event, Occasion},
};

use crate::play::{Play, key, play};

/// From the first turn of the short meeting past everything to its end.
const CLOSE: &str = "<pgdn><+2s><enter><enter><enter><enter><enter><enter>";

fn closed() -> Play {
    let mut play = play(CLOSE);
    assert_eq!(play.meeting().state, State::Closed, "{}", play.screen(100, 30));
    play.tells = false;
    play
}

/// What was written, by occasion.
fn occasions(play: &Play) -> Vec<(Occasion, State)> {
    play.handed.iter().map(|(occasion, meeting)| (*occasion, meeting.state)).collect()
}

#[test]
fn closing_writes_the_files_and_names_them_in_full() {
    let mut play = closed();
    assert_eq!(occasions(&play), [(Occasion::Close, State::Closed)]);
    assert_eq!(&play.handed[0].1, play.meeting());
    play.shows("/minutes/sales-operations/exports/2026-11-24-1001.md");
    play.shows("/minutes/sales-operations/exports/2026-11-24-1001.html");
}

#[test]
fn the_summary_does_not_wait_for_the_files() {
    let mut play = play("");
    play.tells = false;
    play.keys(CLOSE).shows("is closed. Thank you.").shows("are being written");
    play.tell();
    play.shows("For everybody: /minutes");
}

#[test]
fn files_that_cannot_be_written_do_not_keep_the_meeting_open() {
    let mut play = play("");
    play.tells = false;
    play.keys(CLOSE);
    play.disk(Err("the disk is full".to_owned()));
    play.tell();
    play.shows("NOT WRITTEN: the disk is full").shows("closed all the same").shows("turnabout export");
    assert_eq!(play.meeting().state, State::Closed);
    play.keys("<enter>").shows("Start");
}

#[test]
fn a_closed_meeting_that_is_not_saved_is_not_called_recorded() {
    let mut play = play("");
    play.tells = false;
    play.disk(Err("the disk is full".to_owned()));
    play.keys(CLOSE).shows("The record is not saved yet. It belongs in");
    play.tell();
    play.shows("as soon as the meeting is saved");
    for untrue in ["The record:", "turnabout export"] {
        assert!(!play.screen(100, 30).contains(untrue), "{}", play.screen(100, 30));
    }
    play.disk(Ok(()));
    let revision = play.app().snapshot().unwrap().1;
    play.update(Event::Saved(revision, Ok(())));
    play.shows("The record: ").shows("are being written");
    play.tell();
    play.shows("For everybody: /minutes");
    assert_eq!(occasions(&play), [(Occasion::Close, State::Closed); 2]);
}

#[test]
fn a_meeting_that_is_opened_again_writes_its_files_again() {
    let mut play = closed();
    play.keys("<c-z>");
    assert_eq!(play.meeting().state, State::Running);
    play.keys("<c-y>");
    let closed = (Occasion::Close, State::Closed);
    assert_eq!(occasions(&play), [closed, (Occasion::Draft, State::Running), closed]);
}

#[test]
fn a_draft_is_written_at_any_time_and_the_words_stay() {
    let mut play = play("We quote");
    play.keys("<c-p>write the minutes<enter>").shows("The minutes so far, as a draft");
    play.shows("/exports/2026-11-24-1001.html");
    assert_eq!(occasions(&play), [(Occasion::Draft, State::Running)]);
    play.keys("<enter> blind<enter>");
    assert_eq!(play.meeting().turns[0].problem.as_ref().unwrap().text, "We quote blind");
}

#[test]
fn the_minutes_are_copied_and_the_file_is_named_for_a_terminal_that_does_not_copy() {
    let mut play = play("<c-p>copy the minutes<enter>");
    play.shows("copied, as Markdown").shows("keeps its clipboard").shows("/exports/2026-11-24-1001.md");
    assert_eq!(occasions(&play), [(Occasion::Copy, State::Running)]);
    let mut play = closed();
    play.tells = true;
    play.keys("<c-p>copy the minutes<enter>").shows("copied, as Markdown");
    assert_eq!(occasions(&play), [(Occasion::Close, State::Closed), (Occasion::Copy, State::Closed)]);
    play.keys("<esc>").shows("is closed. Thank you.");
}

#[test]
fn what_went_wrong_is_told_also_when_nobody_waits_for_it() {
    let mut play = play("");
    play.tells = false;
    play.keys("<c-p>write the minutes<enter><enter>");
    play.disk(Err("the disk is full".to_owned()));
    play.tell();
    assert!(play.notice().contains("not written: the disk is full"), "{}", play.notice());
}

#[test]
fn without_a_meeting_there_is_nothing_to_write() {
    let mut play = play("");
    play.keys("<c-p>leave to the home<enter>");
    assert!(play.asked.iter().any(|effect| matches!(effect, Effect::Release(..))));
    play.press(key("c-p"));
    play.keys("minutes<enter>");
    assert_eq!(play.handed, []);
}
