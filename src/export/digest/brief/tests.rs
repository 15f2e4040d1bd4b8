//! What the page of a team says, in every format that it comes in.

use jiff::civil::date;

use super::*;
use crate::{
    domain::{
        Ref,
        meeting::{Review, Verdict},
    },
    export::{html, markdown, sample, text},
};

fn agenda() -> Agenda {
    Agenda::parse(include_str!("../../../../tests/data/agenda-1.json")).unwrap()
}

/// The example, and a meeting that carried one of its promises on.
fn meetings(first: Meeting) -> Vec<Meeting> {
    let mut second = Meeting { number: 15, id: "2026-12-08-1000".to_owned(), ..first.clone() };
    second.reviews = vec![Review {
        of: Ref::new(&first.id, &first.actions[2].id),
        verdict: Verdict::NotKept,
        helped: None,
        reason: None,
        note: None,
        new_due: None,
        by_team: "sales".into(),
    }];
    second.actions.clear();
    second.expectations.retain(|expectation| expectation.team == *"operations");
    "11 installs".clone_into(&mut second.expectations[0].text);
    vec![first, second]
}

/// The page of a team on Thursday 10 December, rendered.
fn page(team: &str, meetings: &[Meeting], render: impl Fn(&Digest) -> String) -> String {
    let (agenda, mut before) = (agenda(), Before::default());
    for meeting in meetings {
        before.add(meeting);
    }
    let now = date(2026, 12, 10).at(9, 0, 0, 0).to_zoned(jiff::tz::Offset::constant(1).to_time_zone()).unwrap();
    let (team, ahead) = (team.into(), before.ahead(&agenda, &now));
    render(&Digest::brief(&before, &agenda, &team, &ahead))
}

#[test]
fn a_team_reads_what_to_know_and_to_bring() {
    let text = page("operations", &meetings(sample::example()), |digest| text(digest, 78));
    insta::assert_snapshot!(text);
}

#[test]
fn the_other_team_reads_its_own_side() {
    let text = page("sales", &meetings(sample::example()), markdown);
    assert!(text.contains("Brief for Sales"), "{text}");
    let [own, other] = ["## What you promised", "## What was promised to you"].map(|title| text.find(title).unwrap());
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("no {part:?} in\n{text}"));
    assert!((own..other).contains(&at("A shared change log instead of a form")));
    assert!(at("Lead time by product every Monday") > other);
    assert!(text.contains("10 days late, carried once"), "{text}");
    assert!(text.contains("Close 12 installs before the year ends"), "what it stated two meetings ago: {text}");
    assert!(!text.contains("11 installs"), "figures of the other team: {text}");
}

#[test]
fn a_team_states_its_newest_figures() {
    let text = page("operations", &meetings(sample::example()), markdown);
    assert!(text.contains("Limit: 11 installs") && !text.contains("two crews until January"), "{text}");
}

#[test]
fn before_the_first_meeting_there_is_something_to_bring() {
    let text = page("sales", &[], |digest| text(digest, 78));
    for part in ["meeting 1 · no date yet", "Nothing is open.", "bring a target and a limit", "the first meeting"] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

#[test]
fn the_page_says_that_it_is_a_brief() {
    let page = page("sales", &meetings(sample::example()), html);
    assert!(page.contains("brief of meeting 16</title>") && page.contains("Skip to the brief"), "{page}");
    assert!(!page.contains("Draft"));
}

#[test]
fn hostile_words_stay_words() {
    for round in 0..sample::HOSTILE.len() {
        let meetings = meetings(sample::hostile(round));
        let [page, markdown] = [page("sales", &meetings, html), page("sales", &meetings, markdown)];
        assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
        let markdown = markdown.replace("\\<", "");
        assert!(!markdown.contains("<script") && !markdown.contains("<img"), "{markdown}");
        assert!(!markdown.lines().any(|line| line.starts_with("# heading")), "{markdown}");
    }
}
