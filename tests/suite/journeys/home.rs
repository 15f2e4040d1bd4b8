//! Home, the promises and the made-up past: what is said, what is chosen, and that keys are taken before all is read.

use jiff::{ToSpan as _, Zoned, civil::Date};
use turnabout::{
    demo,
    domain::{Meeting, series::Series},
    tui::{
        app::{Effect, Event},
        screens::home::Shown,
        ui::Look,
    },
};

use crate::play::{Play, agenda, meeting, ten};

/// The made-up meetings, seen on the first day of this script.
fn past(count: u32) -> Vec<Meeting> {
    demo::meetings(&demo::agenda(), count, &ten())
}

fn home(meetings: Option<&[Meeting]>) -> Play {
    Play::home(&demo::agenda(), meetings, Look::default())
}

/// These meetings as the reader tells them.
pub(super) fn shown(meetings: &[Meeting]) -> Shown {
    Shown {
        name: "sales-operations".to_owned(),
        agenda: demo::agenda(),
        series: Some(Series::fold(meetings)),
        files: meetings.len(),
        is_demo: false,
        others: Vec::new(),
        broken: Vec::new(),
        missing: Vec::new(),
        is_agenda_damaged: false,
        remark: None,
        lengths: vec![demo::agenda()],
    }
}

/// The reader has read these.
fn read(play: &mut Play, meetings: &[Meeting], is_demo: bool) {
    play.update(Event::Shown(Box::new(Shown { is_demo, ..shown(meetings) })));
}

fn on(day: Date, hour: i8) -> Zoned {
    day.at(hour, 0, 0, 0).to_zoned(ten().time_zone().clone()).unwrap()
}

#[test]
fn home_says_when_the_next_meeting_is_due_or_how_late_it_is() {
    let meetings = past(demo::MEETINGS);
    let due = Series::fold(&meetings).next_at(&demo::agenda()).unwrap().date();
    let says = |days: i32, hour: i8| {
        let mut play = home(Some(&meetings));
        play.set_wall(on(due.saturating_add(days.days()), hour));
        let screen = play.screen(100, 30);
        screen.lines().find(|line| line.contains("The next meeting")).expect("it is said").trim().to_owned()
    };
    let day = due.strftime("%a %-d %b").to_string();
    assert_eq!(says(-2, 12), format!("The next meeting is due {day} at 10:00, in 2 days"));
    assert_eq!(says(-1, 23), format!("The next meeting is due {day} at 10:00, tomorrow"));
    assert_eq!(says(0, 9), "The next meeting is due today at 10:00");
    assert_eq!(says(0, 11), "The next meeting was due today at 10:00");
    assert_eq!(says(3, 9), format!("The next meeting was due {day}, 3 days late"));
}

/// Home of a series with what cannot be read.
fn broken(meetings: &[Meeting], warnings: usize, missing: &[&str]) -> Play {
    let warning = |number| format!("{number} is damaged and there is no copy of it: {}", "mend it ".repeat(12));
    let mut play = home(None);
    play.update(Event::Shown(Box::new(Shown {
        broken: (1..=warnings).map(warning).collect(),
        missing: missing.iter().map(|id| (*id).to_owned()).collect(),
        ..shown(meetings)
    })));
    play
}

#[test]
fn home_with_broken_minutes_only_is_not_the_first_run() {
    let mut play = broken(&[], 1, &["2026-11-10-1000"]);
    play.shows("No minutes can be read");
    play.shows("Promises of 2026-11-10-1000 may be missing: its minutes cannot be read");
    for row in ["Start a meeting", "Minutes", "Promises"] {
        play.shows(row);
    }
    let screen = play.screen(100, 30);
    for untrue in ["Two teams, one meeting", "Start your first meeting", "Look around", "No promise is open"] {
        assert!(!screen.contains(untrue), "{untrue}:\n{screen}");
    }
}

#[test]
fn home_says_that_promises_may_be_missing() {
    let mut play = broken(&past(1), 0, &["2026-11-10-1000", "2026-10-27-1000"]);
    play.shows("Promises of 2026-11-10-1000 and 1 more may be missing: their minutes cannot be read");
    assert!(!play.screen(100, 30).contains("No promise is open"));
}

#[test]
fn warnings_leave_two_thirds_of_home_to_the_menu() {
    for (columns, rows) in [(60, 16), (100, 30)] {
        let mut play = broken(&past(1), 9, &[]);
        let screen = play.screen(columns, rows);
        let told = screen.lines().filter(|line| line.contains("mend it")).count();
        assert!((2..=usize::from(rows / 3)).contains(&told), "{told}:\n{screen}");
        assert!(screen.contains("more: turnabout doctor"), "{screen}");
        play.update(Event::Resized(columns, rows));
        for _ in 0..9 {
            play.keys("<down>");
        }
        assert!(play.screen(columns, rows).contains("▸  Quit"), "{}", play.screen(columns, rows));
    }
}

#[test]
fn home_counts_the_promises_of_each_team_and_those_overdue() {
    let meetings = past(demo::MEETINGS);
    let series = Series::fold(&meetings);
    let today = ten().date();
    let mut play = home(Some(&meetings));
    for (team, mark) in [("sales", "◆ Sales"), ("delivery", "■ Delivery")] {
        let own: Vec<_> = series.open_actions.iter().filter(|action| action.team.as_str() == team).collect();
        let late = own.iter().filter(|action| action.due.is_some_and(|due| due < today)).count();
        let late = if late > 0 { format!(", {late} overdue") } else { String::new() };
        play.shows(&format!("{mark} {} open{late}", own.len()));
    }
    play.shows("earlier promises");
    play.shows("One better: ");
}

#[test]
fn keys_are_taken_while_the_minutes_are_read() {
    let mut play = home(None);
    play.shows("Reading the minutes …").keys("<down>");
    play.update(Event::Shown(Box::new(Shown { series: None, files: 500, ..shown(&[]) })));
    play.shows("Reading the minutes of 500 meetings …").shows("▸  Minutes");
    assert_eq!(play.asked, []);
    read(&mut play, &past(2), false);
    play.shows("▸  Minutes");
}

#[test]
fn enter_before_all_is_read_starts_the_meeting_after_that() {
    let mut play = home(None);
    play.keys("<enter>");
    assert_eq!((play.asked.as_slice(), play.notice()), (&[][..], "still reading; the meeting opens after that"));
    read(&mut play, &past(2), false);
    assert_eq!((play.asked.as_slice(), play.notice()), (&[Effect::Start][..], ""));
    let mut running = past(2);
    running.push(meeting(&agenda(), 3));
    let mut play = home(None);
    play.keys("<enter>");
    read(&mut play, &running, false);
    assert_eq!(play.asked, [Effect::Resume], "what runs is not started anew");
}

#[test]
fn another_key_takes_the_early_enter_back() {
    let mut play = home(None);
    play.keys("<enter><down><up>");
    read(&mut play, &past(2), false);
    assert_eq!(play.asked, []);
}

#[test]
fn a_meeting_that_was_left_is_read_again_before_anything_starts() {
    let mut play = Play::begin(&agenda());
    play.keys("<c-p>leave to<enter>");
    play.shows("Reading the minutes").keys("<enter>");
    assert!(!play.asked.contains(&Effect::Start), "{:?}", play.asked);
}

#[test]
fn a_long_menu_is_scrolled_to_the_selected_row() {
    let mut play = home(Some(&past(2)));
    let mut shown = Shown { others: (1..=30).map(|number| format!("series-{number}")).collect(), ..shown(&past(2)) };
    play.update(Event::Shown(Box::new(shown.clone())));
    play.keys("<end>");
    assert!(play.screen(60, 16).contains("▸  Quit"), "{}", play.screen(60, 16));
    shown.others.clear();
    play.update(Event::Shown(Box::new(shown)));
    play.shows("▸  Quit");
}

#[test]
fn promises_are_filtered_by_every_word_that_is_typed() {
    let meetings = past(demo::MEETINGS);
    let open = Series::fold(&meetings).open_actions;
    let mut play = home(Some(&meetings));
    play.choose("Promises").shows(&format!("Promises: {} open", open.len()));
    for action in &open {
        play.shows(action.text.split_at(12).0);
    }
    let one = &open[0];
    let owner = one.owner.as_deref().unwrap().to_uppercase();
    play.keys(&owner).shows(one.owner.as_deref().unwrap());
    let others = open.iter().filter(|action| action.owner != one.owner);
    let screen = play.screen(100, 30);
    assert!(others.clone().count() > 0);
    for other in others {
        assert!(!screen.contains(other.text.split_at(12).0), "{} is on\n{screen}", other.text);
    }
    play.keys(" xyz").shows("No open promise has these words.");
}

#[test]
fn enter_reads_a_promise_whole_and_esc_leads_back_and_home() {
    let meetings = past(demo::MEETINGS);
    let mut play = home(Some(&meetings));
    play.choose("Promises").keys("<enter>").shows("Made  in meeting ").shows("Due   ");
    play.keys("<esc>").shows("Promises: ").keys("<esc>").shows("▸  Start meeting 6");
}

#[test]
fn the_first_run_offers_a_look_around_and_the_demo_a_way_out() {
    let mut play = Play::home(&agenda(), Some(&[]), Look::default());
    play.shows("Set up your teams").keys("<down><down><enter>");
    assert_eq!(play.asked, [Effect::LookAround]);
    read(&mut play, &past(demo::MEETINGS), true);
    let screen = play.screen(100, 30);
    assert!(screen.starts_with("  DEMO  Turnabout") && !screen.contains("Set up"), "{screen}");
    play.shows("▸  Start meeting 6").keys("<esc>");
    assert_eq!(play.asked[1..], [Effect::LeaveDemo]);
}
