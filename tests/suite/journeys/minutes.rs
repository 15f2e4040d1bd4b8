//! Past minutes: searched, read, corrected. What is shown, what is asked of the outside, and where the keys lead.

use turnabout::{
    demo,
    domain::Meeting,
    tui::{
        app::{Effect, Event, Occasion},
        screens::minutes::Found,
        ui::Look,
    },
};

use crate::play::{Play, meeting, play, ten};

/// The list of the made-up past.
fn minutes() -> Play {
    of(&demo::meetings(&demo::agenda(), demo::MEETINGS, &ten()))
}

fn of(meetings: &[Meeting]) -> Play {
    let mut play = Play::home(&demo::agenda(), Some(meetings), Look::default());
    play.choose("Minutes");
    play
}

/// The row of the screen that holds `words`.
#[track_caller]
fn row(play: &Play, words: &str) -> usize {
    let screen = play.screen(100, 30);
    screen.lines().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{words:?} is not on\n{screen}"))
}

#[track_caller]
fn shows_not(play: &Play, words: &str) {
    let screen = play.screen(100, 30);
    assert!(!screen.contains(words), "{words:?} is on\n{screen}");
}

#[test]
fn past_meetings_stand_newest_first_with_what_came_of_them() {
    let play = minutes();
    assert!(row(&play, "5  Tue 17 Nov") < row(&play, "4  Tue 3 Nov"));
    assert!(row(&play, "4  Tue 3 Nov") < row(&play, "1  Tue 22 Sep"));
    play.screen(100, 30).lines().find(|line| line.contains("Tue 17 Nov")).map_or_else(
        || panic!("the last meeting is missing"),
        |line| assert!(line.contains("2 turns · 5 promises · kept 2 of 3 · 1 decision · rated 8, 8"), "{line}"),
    );
}

#[test]
fn typing_finds_records_with_all_the_words_and_shows_them_in_context() {
    let mut play = minutes();
    play.keys("crew CALLS").shows("The crew calls the customer at eight on the day");
    shows_not(&play, "Tue 17 Nov");
    play.keys(" nobody").shows("No record of any meeting has all these words.");
    play.keys("<backspace><backspace><backspace><backspace><backspace><backspace><backspace>").shows("The crew calls");
    play.keys("<c-w><c-w>").shows("Tue 17 Nov").shows("Tue 22 Sep");
}

#[test]
fn what_was_found_of_an_older_search_is_dropped() {
    let mut play = minutes();
    play.is_slow = true;
    play.keys("cr");
    let asked = [Effect::Search("c".to_owned()), Effect::Search("cr".to_owned())];
    assert_eq!(play.asked, asked);
    play.shows("Searching …");
    let late = Found { query: "c".to_owned(), ..play.find("forecast") };
    play.update(Event::Found(Box::new(late)));
    play.shows("Searching …");
    let found = play.find("crew");
    play.update(Event::Found(Box::new(Found { query: "cr".to_owned(), ..found })));
    play.shows("both crews are well");
}

#[test]
fn the_selected_meeting_stays_selected_while_more_is_found() {
    let mut play = minutes();
    play.is_slow = true;
    play.keys("cr");
    let all = play.find("crew");
    let mut first = Found { query: "cr".to_owned(), searched: 2, ..all.clone() };
    first.meetings.truncate(2);
    play.update(Event::Found(Box::new(first)));
    play.shows("reading 2 of 5 …").keys("<down>");
    play.update(Event::Found(Box::new(Found { query: "cr".to_owned(), ..all.clone() })));
    play.keys("<enter>");
    assert_eq!(play.asked.last(), Some(&Effect::ReadMinutes(all.meetings[1].id.clone())));
}

#[test]
fn enter_reads_page_by_page_and_leads_back_to_the_list() {
    let mut play = minutes();
    play.keys("<down><enter>").shows("Meeting 4 · Tue 3 Nov 2026").shows("IN SHORT").shows("0 %");
    play.keys("<enter>").shows("DEALS BEFORE THE HANDSHAKE");
    for _ in 0..10 {
        if play.screen(100, 30).contains("100 %") {
            break;
        }
        play.keys("<enter>");
    }
    play.shows("100 %").shows("back to the list").keys("<enter>").shows("type to search");
    play.keys("<enter>").shows("Meeting 4 · ");
    play.keys("<esc>").shows("type to search").keys("<esc>").shows("▸  Start meeting 6");
    assert_eq!(play.asked, [Effect::StopSearch, Effect::Read]);
}

#[test]
fn the_reader_scrolls_by_row_and_page_and_to_both_ends() {
    let mut play = minutes();
    play.keys("<enter>");
    let short = row(&play, "IN SHORT");
    play.keys("<down><down>");
    assert_eq!(row(&play, "IN SHORT"), short - 2);
    play.keys("<up>");
    assert_eq!(row(&play, "IN SHORT"), short - 1);
    play.keys("<end>").shows("100 %").shows("Close  ");
    play.keys("<down>").shows("100 %").keys("<pgup>");
    shows_not(&play, "100 %");
    play.keys("<home>").shows("Final minutes of meeting 5");
    play.keys("<right><right>").shows("Who does what by when · ");
    assert_eq!(row(&play, "WHO DOES WHAT"), 4);
    play.keys("<left>");
    assert_eq!(row(&play, "IN SHORT"), 4);
    play.keys("<left>").shows("Final minutes of meeting 5");
}

#[test]
fn the_place_stays_when_the_terminal_gets_another_size() {
    let mut play = minutes();
    play.keys("<enter><right><right><right>");
    assert_eq!(row(&play, "DECISIONS"), 4);
    play.update(Event::Resized(60, 16));
    assert!(play.screen(60, 16).lines().take(5).any(|line| line.contains("DECISIONS")));
    play.keys("<down>");
    assert!(!play.screen(60, 16).contains("DECISIONS"));
}

#[test]
fn tab_jumps_to_a_section_or_a_record() {
    let mut play = minutes();
    play.keys("<enter><tab>").shows("Where to?").shows("Who does what by when");
    let there = "<down>".repeat(10);
    play.keys(&format!("{there}<enter>"));
    shows_not(&play, "Where to?");
    shows_not(&play, "Final minutes");
    play.keys("<tab><esc>");
    shows_not(&play, "Where to?");
}

#[test]
fn a_search_within_goes_from_place_to_place_and_esc_goes_back() {
    let mut play = minutes();
    play.keys("<enter>/forecast").shows("Esc back to where it was").keys("<esc>").shows("Final minutes of meeting 5");
    play.keys("/forecast<enter>").shows("found 1 of ");
    play.keys("n").shows("found 2 of ").keys("n").shows("found 3 of ").keys("N").shows("found 2 of ");
    play.keys("/zzz<enter>").shows("nothing found").keys("n");
    assert_eq!(play.notice(), "these minutes do not have these words");
}

#[test]
fn what_was_found_in_the_list_is_shown_where_it_stands() {
    let mut play = minutes();
    play.keys("crew calls<enter>").shows("Meeting 2 · ").shows("found 1 of ");
    let screen = play.screen(100, 30);
    assert!(screen.lines().take(5).any(|line| line.contains("The crew calls the customer")), "{screen}");
}

#[test]
fn minutes_are_exported_and_their_folder_is_told() {
    let mut play = minutes();
    play.keys("<enter>e");
    assert_eq!(play.asked, [Effect::Export("2026-11-17-1000".to_owned())]);
    play.update(Event::Written(Occasion::Draft, Ok(vec!["/data/a.html".to_owned(), "/data/a.md".to_owned()])));
    assert_eq!(play.notice(), "written: /data/a.html, /data/a.md");
    play.keys("o").shows("/data/sales-operations/2026-11-17-1000.json").keys("<esc>").shows("IN SHORT");
    play.keys("<esc><down><c-p>folder<enter>").shows("They are in /data/sales-operations");
    play.keys("<c-p>selected minutes as files<enter>");
    assert_eq!(play.asked.last(), Some(&Effect::Export("2026-11-03-1000".to_owned())));
}

/// The keys that correct the good news of the meeting that is read, up to the reason.
const CORRECT: &str = "c<home><enter><c-a>Truly: <enter>";

#[test]
fn a_correction_asks_what_and_why_and_is_told_where_it_stands() {
    let mut play = minutes();
    let before = play.past.last().unwrap().wins[0].text.clone();
    play.keys("<enter>").keys(CORRECT).shows("Why is it corrected?").keys("<enter>");
    assert_eq!(play.notice(), "say why it is corrected");
    play.keys("It was too short<enter>").shows("saved 10:00:");
    let meeting = play.past.last().unwrap();
    assert_eq!(meeting.wins[0].text, format!("Truly: {before}"));
    let correction = &meeting.corrections[0];
    assert_eq!((correction.old.as_str(), correction.why.as_str()), (before.as_str(), "It was too short"));
    play.keys("/corrected<enter>").shows(&format!("Corrected on Tue 24 Nov 2026, was: {before}"));
    play.shows("Why: It was too short");
}

#[test]
fn a_half_typed_correction_waits_where_it_was_left() {
    let mut play = minutes();
    play.keys("<enter>").keys(CORRECT).keys("Half a rea<esc>").shows("What should it say?").shows("Truly: ");
    play.keys("<esc>").shows("Which record is corrected?").keys("<esc>").shows("IN SHORT");
    play.keys("c<home><enter>").shows("Truly: ").keys("<enter>").shows("Half a rea");
}

#[test]
fn a_correction_that_is_not_written_stays_on_screen_and_says_why() {
    let mut play = minutes();
    play.disk(Err("these minutes were changed meanwhile".to_owned()));
    play.keys("<enter>").keys(CORRECT).keys("Misheard<enter>").shows("NOT SAVED: the correction").shows("Misheard");
    assert_eq!(play.notice(), "these minutes were changed meanwhile");
    assert!(play.past.last().unwrap().corrections.is_empty());
    play.disk(Ok(()));
    play.keys("<enter>").shows("saved 10:00:");
    assert_eq!(play.past.last().unwrap().corrections.len(), 1);
}

#[test]
fn a_second_enter_does_not_correct_twice() {
    let mut play = minutes();
    play.keys("<enter>").keys(CORRECT).keys("Misheard");
    play.is_slow = true;
    play.keys("<enter><enter>");
    assert_eq!(play.asked.iter().filter(|effect| matches!(effect, Effect::Correct(..))).count(), 1);
}

#[test]
fn leaving_with_a_correction_that_is_not_on_the_disk_is_warned_about_once() {
    let mut play = minutes();
    play.disk(Err("these minutes were changed meanwhile".to_owned()));
    play.keys("<enter>").keys(CORRECT).keys("Misheard<enter><esc><esc><esc><esc>").shows("type to search");
    play.keys("<esc>");
    assert_eq!(play.notice(), "NOT SAVED: the correction. The same key again leaves all the same");
    play.keys("<esc>").shows("▸  Start meeting 6");
    let mut play = minutes();
    play.keys("<enter>").keys(CORRECT).keys("Misheard");
    play.is_slow = true;
    play.keys("<enter><esc><esc><esc>q");
    assert_eq!(play.notice(), "still saving. The same key again leaves all the same");
    play.update(Event::Corrected(Err("the disk is full".to_owned())));
    assert_eq!(play.notice(), "the disk is full");
}

#[test]
fn running_minutes_and_doubtful_ones_are_read_and_not_corrected() {
    let mut play = of(&[meeting(&demo::agenda(), 1)]);
    play.shows("running").keys("<enter>").shows("DRAFT minutes").keys("c");
    assert_eq!(play.notice(), "the meeting still runs; change the entry there");
    let mut play = minutes();
    play.is_slow = true;
    play.keys("<enter>");
    let mut reading = play.reading("2026-11-17-1000");
    reading.objection = Some("a field this program does not know: mood".to_owned());
    play.update(Event::Minutes(Box::new(reading)));
    play.keys("c");
    assert_eq!(play.notice(), "these minutes can only be read: a field this program does not know: mood");
}

#[test]
fn a_correction_leaves_what_is_not_touched() {
    let mut closed = play("X @ana @raj Y<enter><+2s><pgdn>").close();
    closed.id = "2026-11-24-1000".to_owned();
    let mut play = of(&[closed]);
    play.keys("<enter>c<home><enter><c-a>So <enter>A slip<enter>");
    let problem = play.past[0].turns[0].problem.clone().unwrap();
    assert_eq!((problem.text.as_str(), problem.raised_by.as_deref()), ("So X @raj Y", Some("Ana Duarte")));
}
