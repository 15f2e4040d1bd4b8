//! The reading order of the example and of meetings that lack things.

use std::sync::LazyLock;

use super::*;

fn example() -> Meeting {
    serde_json::from_str(include_str!("../../../tests/data/minutes-1.json")).unwrap()
}

/// What a reader knows who has only this file.
fn none() -> &'static Earlier {
    static NONE: LazyLock<Earlier> = LazyLock::new(Earlier::default);
    &NONE
}

/// The example after `change`, on which every field may be set.
fn changed(change: impl FnOnce(&mut Meeting)) -> Meeting {
    let mut meeting = example();
    change(&mut meeting);
    meeting
}

/// What a line says, user text as typed.
fn said(line: &Line) -> String {
    let span = |span: &Span| match span {
        Span::Words(words) => words.to_string(),
        Span::Time { words, .. } => words.clone(),
        Span::Typed(text) | Span::Team { name: text, .. } => (*text).to_owned(),
    };
    line.spans().iter().map(span).collect()
}

/// The lines of the list that a section begins with.
#[track_caller]
fn list(meeting: &Meeting, key: &str) -> Vec<String> {
    let digest = Digest::of(meeting, none());
    let section = digest.sections.iter().find(|section| section.key == key).expect("the section is there");
    let Block::List(entries) = &section.blocks[0] else { panic!("{key} begins with no list") };
    entries.iter().map(|entry| said(&entry.line)).collect()
}

/// The first two cells of every row of the tables of a section.
fn rows(meeting: &Meeting, key: &str) -> Vec<String> {
    let digest = Digest::of(meeting, none());
    let blocks = digest.sections.into_iter().filter(|section| section.key == key).flat_map(|section| section.blocks);
    let tables = blocks.filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    tables.flat_map(|table| table.rows).map(|row| format!("{}, {}", said(&row.cells[0]), said(&row.cells[1]))).collect()
}

#[test]
fn the_sections_come_in_the_order_of_readers() {
    let example = example();
    let keys: Vec<&str> = Digest::of(&example, none()).sections.iter().map(|section| section.key).collect();
    let order =
        "in-short actions decisions deals warnings expectations reviews turns goals wins notes parked next details";
    assert_eq!(keys, order.split(' ').collect::<Vec<_>>());
}

#[test]
fn a_section_with_nothing_to_say_is_left_out() {
    let meeting = changed(|meeting| {
        meeting.deals.clear();
        meeting.expectations.clear();
        meeting.next = None;
        meeting.reviews.clear();
    });
    let digest = Digest::of(&meeting, none());
    assert!(digest.sections.iter().all(|section| !["deals", "warnings", "next"].contains(&section.key)));
    assert!(list(&meeting, "in-short").iter().all(|line| !line.contains("sign") && !line.contains("earlier")));
}

#[test]
fn promises_are_sorted_by_owner_soonest_first_and_nobodys_last() {
    let meeting = changed(|meeting| {
        meeting.open_actions.clear();
        let action = &meeting.actions[0];
        let promise = |id: &str, owner: Option<&str>, due: Option<&str>| crate::domain::meeting::Action {
            id: id.into(),
            owner: owner.map(str::to_owned),
            due: due.map(|due| due.parse().unwrap()),
            ..action.clone()
        };
        meeting.actions = vec![
            promise("a1", None, Some("2026-11-25")),
            promise("a2", Some("Tom"), Some("2026-12-09")),
            promise("a3", Some("Ana"), None),
            promise("a4", Some("Ana"), Some("2026-12-01")),
            promise("a5", Some("Tom"), Some("2026-11-27")),
        ];
    });
    let expected = [
        "Tom, Fri 27 Nov 2026",
        "Tom, Wed 9 Dec 2026",
        "Ana, Tue 1 Dec 2026",
        "Ana, no date",
        "nobody yet, Wed 25 Nov 2026",
    ];
    assert_eq!(rows(&meeting, "actions"), expected);
    let missing = ["Nobody owns this promise: ", "This promise has no date: "];
    let warnings = list(&meeting, "warnings");
    assert!(missing.iter().all(|missing| warnings.iter().any(|line| line.starts_with(missing))), "{warnings:?}");
}

#[test]
fn a_column_tells_for_whom_where_that_differs() {
    let columns = |meeting: &Meeting| {
        let digest = Digest::of(meeting, none());
        let Block::Table(table) = &digest.sections[1].blocks[1] else { panic!("no table") };
        table.columns.len()
    };
    assert_eq!(columns(&example()), 3);
    assert_eq!(columns(&changed(|meeting| meeting.actions[0].for_team = "support".into())), 4);
}

#[test]
fn an_earlier_promise_is_owed_until_it_is_kept() {
    let owes = |meeting: &Meeting| rows(meeting, "actions").iter().any(|row| row.starts_with("Olu Adeyemi"));
    assert!(owes(&example()));
    assert!(!owes(&changed(|meeting| meeting.reviews[1].verdict = crate::domain::meeting::Verdict::Kept)));
}

#[test]
fn a_promise_that_was_moved_stands_under_its_new_date() {
    let meeting = changed(|meeting| meeting.reviews[1].new_due = Some("2027-01-05".parse().unwrap()));
    assert!(rows(&meeting, "actions").contains(&"Olu Adeyemi, Tue 5 Jan 2027".to_owned()));
}

#[test]
fn a_promise_nobody_looked_at_is_told() {
    let meeting = changed(|meeting| meeting.reviews.clear());
    assert_eq!(list(&meeting, "reviews"), ["Second crew trained on racks (Olu Adeyemi, Operations): not looked at"]);
}

#[test]
fn the_kept_promises_are_counted_as_one_would_say_it() {
    use crate::domain::meeting::Verdict::{self, Kept, Late, NotKept};
    let told = |verdicts: &[Verdict]| {
        let meeting = changed(|meeting| {
            let review = meeting.reviews[0].clone();
            let with = |verdict: &Verdict| crate::domain::meeting::Review { verdict: *verdict, ..review.clone() };
            meeting.reviews = verdicts.iter().map(with).collect();
        });
        list(&meeting, "in-short").into_iter().find(|line| line.contains("earlier")).unwrap_or_default()
    };
    assert_eq!(told(&[]), "");
    assert_eq!(told(&[Kept]), "The one earlier promise that was due was kept.");
    assert_eq!(told(&[Kept, Kept]), "All 2 earlier promises were kept.");
    assert_eq!(told(&[Kept, NotKept, Late]), "1 of 3 earlier promises was kept, 1 late.");
    assert_eq!(told(&[NotKept, NotKept]), "None of 2 earlier promises was kept.");
}

#[test]
fn the_new_promises_are_told_by_team() {
    let told = |change: fn(&mut Meeting)| {
        let lines = list(&changed(change), "in-short");
        lines.into_iter().find(|line| line.contains(" made ")).unwrap_or_default()
    };
    assert_eq!(told(|_| {}), "Sales made 2 promises and Operations 2; the first is due Fri 27 Nov 2026.");
    assert_eq!(told(|meeting| meeting.actions.truncate(1)), "Sales made 1 promise, due Fri 27 Nov 2026.");
    assert_eq!(told(|meeting| meeting.actions.clear()), "");
    let of_another = "Sales made 1 promise, Operations 2 and support 1; the first is due Fri 27 Nov 2026.";
    assert_eq!(told(|meeting| meeting.actions[0].team = "support".into()), of_another);
}

#[test]
fn a_sentence_has_one_full_stop() {
    let meeting = |text: &str| changed(|meeting| text.clone_into(&mut meeting.decisions[0].text));
    assert_eq!(list(&meeting("A week"), "in-short")[0], "Decided: A week.");
    assert_eq!(list(&meeting("A week!"), "in-short")[0], "Decided: A week!");
    assert!(list(&example(), "in-short").iter().all(|line| line.ends_with('.')), "{:?}", list(&example(), "in-short"));
}

#[test]
fn the_worst_gap_is_told_before_an_earlier_smaller_one() {
    use crate::domain::meeting::Degree;
    let meeting = changed(|meeting| {
        meeting.turns[0].enough = Some(Degree::Partly);
        meeting.turns[1].enough = Some(Degree::No);
    });
    let short = list(&meeting, "in-short");
    assert!(short.iter().any(|line| line.starts_with("Biggest gap: the help is not enough for Sales. We quote")));
}

/// What the warnings and *In short* say of too much that was promised.
fn over_promises(meeting: &Meeting) -> Vec<String> {
    let lines = ["warnings", "in-short"].into_iter().flat_map(|key| list(meeting, key));
    lines.filter_map(|line| line.strip_prefix("Promised more than ").map(str::to_owned)).collect()
}

#[test]
fn who_promised_too_much_is_warned_of_and_the_worst_of_it_told_in_short() {
    let told = [
        "Operations can carry: 12 installs targeted (over by 2) and 13 if everything closes (over by 3), the limit is \
         10.",
        "Operations can carry: over by 3 installs if everything closes.",
    ];
    assert_eq!(over_promises(&example()), told);
    let told = [
        "Operations can carry: 11 installs for certain (over by 1), the limit is 10.",
        "Operations can carry: over by 1 install for certain.",
    ];
    let certain = changed(|meeting| {
        meeting.expectations.remove(0);
        meeting.deals.truncate(1);
        meeting.deals[0].quantity = Quantity::find("11 installs");
    });
    assert_eq!(over_promises(&certain), told);
}

#[test]
fn the_first_of_two_figures_that_are_as_much_over_is_told_in_short() {
    let meeting = changed(|meeting| meeting.expectations[0].quantity = Quantity::find("13 installs"));
    assert_eq!(over_promises(&meeting)[1], "Operations can carry: over by 3 installs in the targets.");
}

#[test]
fn nobody_promised_too_much_where_no_limit_is_stated() {
    let meeting = changed(|meeting| meeting.expectations.truncate(1));
    assert_eq!(over_promises(&meeting), Vec::<String>::new());
    let digest = Digest::of(&meeting, none());
    let section = digest.sections.iter().find(|section| section.key == "expectations").unwrap();
    let Some(Block::List(entries)) = section.blocks.last() else { panic!("nothing is compared") };
    assert_eq!(said(&entries[0].line), "12 installs targeted, limit not stated");
    let under: Vec<String> = entries[0].under.iter().map(said).collect();
    assert_eq!(under, ["certain 4 installs", "if everything closes 13 installs"]);
}

#[test]
fn a_draft_says_so_and_misses_nothing_yet() {
    let meeting = changed(|meeting| {
        meeting.state = State::Running;
        meeting.ended_at = None;
        meeting.owed_turns.clear();
    });
    assert_eq!(
        said(&Digest::of(&meeting, none()).subtitle),
        "DRAFT minutes of meeting 14 · Tue 24 Nov 2026, since 10:00"
    );
    assert_eq!(list(&meeting, "parked"), ["Parked: Spare-part prices (Sales)"]);
}

#[test]
fn clocks_that_were_set_meanwhile_are_told_by_their_offsets() {
    let between = |start: &str, end: &str| {
        let stamp = |text: &str| serde_json::from_value::<crate::domain::Stamp>(text.into()).unwrap();
        let meeting = changed(|meeting| {
            (meeting.started_at, meeting.ended_at) = (stamp(start), Some(stamp(end)));
        });
        said(&Digest::of(&meeting, none()).subtitle).split_once("14 · ").unwrap().1.to_owned()
    };
    assert_eq!(between("2026-10-25T02:40:00+02:00", "2026-10-25T03:25:00+02:00"), "Sun 25 Oct 2026, 02:40 to 03:25");
    assert_eq!(
        between("2026-10-25T02:40:00+02:00", "2026-10-25T02:25:00+01:00"),
        "Sun 25 Oct 2026, 02:40 +02:00 to 02:25 +01:00"
    );
    assert_eq!(
        between("2026-10-24T23:40:00+02:00", "2026-10-25T03:25:00+01:00"),
        "Sat 24 Oct 2026, 23:40 +02:00 to 03:25 +01:00, Sun 25 Oct 2026"
    );
}

#[test]
fn turns_that_were_not_reached_are_told() {
    let meeting = changed(|meeting| meeting.turns.truncate(2));
    let lines = list(&meeting, "parked");
    assert_eq!(lines[1..], ["Turn not reached, owed next time: Sales", "Not reached: 1 turn of 4"]);
}

#[test]
fn a_team_the_minutes_do_not_list_keeps_its_id_and_its_promises() {
    let meeting = changed(|meeting| meeting.actions[0].team = "support".into());
    let digest = Digest::of(&meeting, none());
    let headings = digest.sections[1].blocks.iter().filter_map(|block| match block {
        Block::Heading(entry) => Some(said(&entry.line)),
        _ => None,
    });
    assert_eq!(
        headings.collect::<Vec<_>>(),
        ["Sales, for Operations", "Operations, for Sales", "support, for Operations"]
    );
}

#[test]
fn the_balance_is_told_in_words_when_one_team_has_had_most_of_the_time() {
    let balance = |meeting: &Meeting| {
        let digest = Digest::of(meeting, none());
        let details = digest.sections.into_iter().find(|section| section.key == "details").unwrap();
        let Block::Facts(facts) = &details.blocks[0] else { panic!("details begin with no facts") };
        said(&facts.last().unwrap().values[0].line)
    };
    assert_eq!(balance(&example()), "Sales 7:54 (48 %) and Operations 8:33 (52 %)");
    let meeting = changed(|meeting| {
        meeting.turns[0].spent_s.insert("sales".into(), 714);
    });
    let expected = "Sales 16:14 (66 %) and Operations 8:33 (34 %). Sales has had 66 % of the time";
    assert_eq!(balance(&meeting), expected);
}

#[test]
fn every_table_row_has_a_cell_per_column() {
    let example = example();
    for section in Digest::of(&example, none()).sections {
        for block in section.blocks {
            if let Block::Table(table) = block {
                assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()), "{}", section.key);
            }
        }
    }
}

/// The lines of a list and what belongs under each, when the meetings they speak of are known too.
fn told(meeting: &Meeting, others: &[Meeting], key: &str) -> Vec<String> {
    let earlier = Earlier::of(meeting, others);
    let digest = Digest::of(meeting, &earlier);
    let section = digest.sections.iter().find(|section| section.key == key).expect("the section is there");
    let Some(Block::List(entries)) = section.blocks.last() else { panic!("{key} ends with no list") };
    entries.iter().flat_map(|entry| std::iter::once(&entry.line).chain(&entry.under)).map(said).collect()
}

#[test]
fn what_was_said_of_earlier_meetings_is_told_in_their_words() {
    use crate::domain::meeting::{DealStatus, DealUpdate, ParkedOutcome, ParkedUpdate};
    let meeting = changed(|meeting| {
        meeting.reviews.truncate(1);
        meeting.open_actions.clear();
        let of = Ref::from("2026-11-10-1000/d1");
        meeting.deal_updates = vec![DealUpdate { of, status: DealStatus::Signed, note: None }];
        let of = Ref::from("2026-11-10-1000/k1");
        meeting.parked_updates = vec![ParkedUpdate { of, outcome: ParkedOutcome::Dropped }];
        meeting.goals.clear();
    });
    let mut others = [changed(|other| "2026-11-10-1000".clone_into(&mut other.id)), example(), example()];
    "2026-09-15-1000".clone_into(&mut others[1].id);
    "2026-10-13-1000".clone_into(&mut others[2].id);
    others[2].goals[0].id = "g2".into();
    "No second trip".clone_into(&mut others[2].goals[0].text);
    let told = |key| told(&meeting, &others, key);
    let promise = "No change after hand-over without a call to the dispatcher (Tom Becker, Sales): kept, and it \
                   helped, says Sales";
    assert_eq!(told("reviews"), [promise]);
    assert_eq!(told("deals"), ["Brightline (Ana Duarte, Sales): signed"]);
    assert_eq!(told("parked")[1], "Spare-part prices (Sales): dropped");
    let goals = [
        "30 installs in the quarter without a second trip: open, 22 of 30 installs reached",
        "No second trip: met",
        "Reward: Team dinner on the company (for Sales and Operations)",
    ];
    assert_eq!(told("goals"), goals);
    assert!(told("in-short").contains(&"Goal met: No second trip.".to_owned()));
}

#[test]
fn who_has_only_this_file_reads_of_which_day_an_earlier_record_is() {
    let example = example();
    assert_eq!(list(&example, "reviews")[0], "A promise of Tue 10 Nov 2026 (a1): kept, and it helped, says Sales");
    assert!(list(&example, "goals").contains(&"A goal of Tue 13 Oct 2026 (g2): met".to_owned()));
    assert!(list(&example, "in-short").contains(&"A goal was met.".to_owned()));
}

#[test]
fn a_correction_is_told_at_every_place_that_shows_its_record() {
    use crate::domain::{correct::NewCorrection, entry::Wording};
    let at: Stamp = serde_json::from_str("\"2026-11-26T09:00:00+01:00\"").unwrap();
    for entry in example().correctable() {
        let meeting = changed(|meeting| {
            let wording = Wording { text: "9 other words".to_owned(), owner: None, due: None };
            let correction = NewCorrection { entry: entry.at.clone(), wording, why: "misheard".to_owned() };
            meeting.correct(correction, &at).unwrap();
        });
        let text = crate::export::text(&Digest::of(&meeting, none()), 2000);
        let was = format!("orrected on Thu 26 Nov 2026, was: {}", entry.line);
        let mut answers = meeting.turns.iter().flat_map(|turn| &turn.answers);
        let is_promise = answers.any(|answer| entry.at.record() == Some(&answer.id) && answer.action.is_some());
        assert_eq!(text.matches(&was).count(), if is_promise { 2 } else { 1 }, "{:?}\n{text}", entry.at);
    }
}
