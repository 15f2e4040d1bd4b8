//! Promises of earlier meetings: judged by the team they were made to, then what was parked.

use turnabout::domain::{
    Agenda, Kind, Meeting,
    agenda::ItemPlan,
    meeting::{Degree, MissReason, ParkedOutcome, Verdict},
};

use crate::play::{Play, agenda};

/// Opening, promises, exchange and close.
pub(crate) fn with_promises() -> Agenda {
    let mut agenda = agenda();
    agenda.items.insert(1, ItemPlan::new(Kind::FollowUp, 6));
    agenda.planned_minutes = None;
    agenda
}

/// A closed meeting in which Operations promised three things to Sales, and something was parked.
pub(crate) fn earlier() -> Meeting {
    let mut play = Play::begin(&agenda());
    play.keys("<enter>We quote two weeks blind<enter><enter>A list every Monday @raj<enter>A bell @mia due:fri<enter>");
    play.keys("Lead times by product @olu<enter><enter><enter><c-k>Spare-part prices<enter>");
    play.keys("<pgdn><enter><enter><enter><enter><enter><enter>");
    play.meeting().clone()
}

/// The next meeting at its promises.
pub(crate) fn judging() -> Play {
    let mut play = Play::after(&with_promises(), &[earlier()]);
    play.keys("<enter>");
    play
}

/// Verdict, help, reason and new date of a review.
type Told = (Verdict, Option<Degree>, Option<MissReason>, Option<String>);

fn reviews(play: &Play) -> Vec<Told> {
    let review = |review: &turnabout::domain::meeting::Review| {
        (review.verdict, review.helped, review.reason, review.new_due.map(|due| due.to_string()))
    };
    play.meeting().reviews.iter().map(review).collect()
}

#[test]
fn enter_judges_one_promise_after_the_other() {
    let mut play = judging();
    play.shows("Promise 1 of 3").shows("Did Operations keep this promise?").shows("A list every Monday");
    play.keys("<enter>").shows("Did it help?").keys("<right><enter>");
    play.shows("Promise 2 of 3").shows("was due Fri 27 Nov").keys("<right><enter>").shows("What got in the way?");
    play.keys("<right><right><enter>").shows("Did it help?").keys("<enter>");
    play.shows("Promise 3 of 3").keys("<right><right><enter>");
    play.keys("<left><left><enter>").shows("Which new day can both teams count on?").shows("not kept: forgotten");
    play.keys("Olu was away due:fri<enter>").shows("From earlier meetings: 1 of 1").shows("Spare-part prices");
    play.keys("<enter>").shows("All promises are judged.").shows("1 kept · 1 late · 1 not kept");
    play.keys("<enter>").shows("What are you struggling with?");
    let expected = [
        (Verdict::Kept, Some(Degree::Partly), None, None),
        (Verdict::Late, Some(Degree::Yes), Some(MissReason::Unclear), None),
        (Verdict::NotKept, None, Some(MissReason::Forgotten), Some("2026-12-11".to_owned())),
    ];
    assert_eq!(reviews(&play), expected);
    let meeting = play.meeting();
    assert_eq!(meeting.reviews[2].note.as_deref(), Some("Olu was away"));
    assert!(meeting.reviews.iter().all(|review| review.by_team.as_str() == "sales"));
    assert_eq!(meeting.parked_updates[0].outcome, ParkedOutcome::Kept);
    assert!(meeting.drafts.is_empty(), "{:?}", meeting.drafts);
}

#[test]
fn a_promise_moves_to_the_next_meeting_unless_a_date_is_typed() {
    let mut play = judging();
    play.keys("<right><right><right><enter>").shows("New date Tue 22 Dec (next meeting)");
    play.keys("due:someday").shows("\"someday\" is no date").keys("<enter>");
    let expected = [(Verdict::Moved, None, None, Some("2026-12-22".to_owned()))];
    assert_eq!(reviews(&play), expected);
    assert_eq!(play.meeting().reviews[0].note.as_deref(), Some("due:someday"));
}

#[test]
fn names_and_other_words_behind_a_verdict_stay_as_typed() {
    let mut play = judging();
    play.keys("<right><right><right><enter>@raj was away due:fri<enter>");
    play.keys("<left><left><enter>@raj said so due:fri<enter>");
    let notes: Vec<_> = play.meeting().reviews.iter().map(|review| review.note.as_deref()).collect();
    assert_eq!(notes, [Some("@raj was away"), Some("@raj said so due:fri")]);
}

#[test]
fn nobody_has_to_say_why_a_promise_was_missed() {
    let mut play = judging();
    play.keys("<right><enter><enter><enter>");
    assert_eq!(reviews(&play), [(Verdict::Late, Some(Degree::Yes), None, None)]);
}

#[test]
fn what_is_disputed_is_parked_with_the_words_of_the_dispute() {
    let mut play = judging();
    play.keys("<left><enter>").shows("What do you see differently?").keys("It was never promised<enter>");
    let meeting = play.meeting();
    assert_eq!(meeting.parked[0].text, "Disputed: A list every Monday (It was never promised)");
    assert_eq!(meeting.reviews[0].note.as_deref(), Some("It was never promised"));
    play.keys("<c-z>").shows("Promise 1 of 3");
    assert!(play.meeting().parked.is_empty());
}

#[test]
fn esc_goes_back_a_step_and_keeps_what_was_chosen() {
    let mut play = judging();
    play.keys("<right><right><enter><right><enter>Nobody<esc>").shows("What got in the way?");
    play.keys("<esc>").shows("Did Operations keep this promise?").keys("<enter><enter>").shows("Nobody");
    play.shows("not kept: waiting for the other team");
}

#[test]
fn a_verdict_in_the_making_survives_a_crash() {
    let mut play = judging();
    play.keys("<enter><enter><right><right><enter><right><enter>Half a rea");
    let agenda = with_promises();
    let mut again = Play::again(play.meeting(), &agenda, 5);
    again.shows("Promise 2 of 3").shows("not kept: waiting for the other team").shows("Half a rea");
}

#[test]
fn an_earlier_verdict_is_changed_with_the_arrows() {
    let mut play = judging();
    play.keys("<enter><enter>").shows("Promise 2 of 3").keys("<up>").shows("Promise 1 of 3");
    play.keys("<right><right><right><right><enter><enter>");
    assert_eq!(reviews(&play), [(Verdict::Dropped, None, None, None)]);
    play.shows("Promise 2 of 3");
}

#[test]
fn words_that_are_no_part_of_the_verdict_stay_half_typed() {
    let mut play = judging();
    play.keys("<left><enter>Nobody promised that<esc><right><enter><enter>").shows("Promise 2 of 3");
    play.keys("<right><right><enter><enter>Olu was away<esc><esc><left><enter><enter><enter>").shows("Promise 3 of 3");
    let notes = |play: &Play| play.meeting().reviews.iter().map(|review| review.note.clone()).collect::<Vec<_>>();
    assert_eq!(notes(&play), [None, None]);
    play.keys("<up><up><left><enter>").shows("Nobody promised that").keys("<enter>");
    play.keys("<up><right><enter><enter>").shows("Olu was away").keys("<enter>");
    assert_eq!(notes(&play), [Some("Nobody promised that".to_owned()), Some("Olu was away".to_owned())]);
    assert!(play.meeting().drafts.is_empty(), "{:?}", play.meeting().drafts);
}

#[test]
fn a_verdict_that_is_given_again_has_its_words_and_its_date() {
    for verdict in ["<right><right><enter>", "<right><right><right>", "<left><left>", "<left>"] {
        let mut play = judging();
        play.keys(verdict).keys("<enter>@raj was away due:fri due:mon<enter>").shows("Promise 2 of 3");
        let before = (play.meeting().reviews.clone(), play.meeting().parked.clone());
        let reason = if verdict.ends_with("<enter>") { "<enter>" } else { "" };
        play.keys("<up><enter>").keys(reason).shows("@raj was away").keys("<enter>").shows("Promise 2 of 3");
        assert_eq!((play.meeting().reviews.clone(), play.meeting().parked.clone()), before);
        play.keys("<up><enter>").keys(reason).keys(&"<backspace>".repeat(50)).keys("<enter>");
        assert_eq!(play.meeting().reviews[0].note, None, "what is erased is gone");
    }
}

#[test]
fn the_date_of_a_promise_that_was_moved_is_no_word_of_a_dispute() {
    let mut play = judging();
    play.keys("<right><right><right><enter>Olu was away due:fri<enter><up>");
    play.keys("<right><right><enter>").shows("Olu was away").keys("<enter>");
    assert_eq!(play.meeting().parked[0].text, "Disputed: A list every Monday (Olu was away)");
}

#[test]
fn words_of_ones_own_for_what_was_disputed_outlive_the_dispute() {
    let mut play = judging();
    play.keys("<left><enter>Never said<enter><c-l><end><enter> and more<enter><esc>");
    play.keys("<up><enter><enter><up><right><enter><enter>");
    let parked: Vec<_> = play.meeting().parked.iter().map(|parked| parked.text.as_str()).collect();
    assert_eq!(parked, ["Disputed: A list every Monday (Never said) and more"]);
}

#[test]
fn a_parked_entry_is_brought_as_the_problem_of_its_team() {
    let mut play = judging();
    play.keys("<down><down><down>").shows("bring it as a problem now?");
    play.keys("<left><enter><pgdn>").shows("OPERATIONS");
    assert_eq!(play.meeting().drafts["item2.t1.bring"], "Spare-part prices");
    assert_eq!(play.meeting().parked_updates[0].outcome, ParkedOutcome::Brought);
}

#[test]
fn a_problem_like_an_earlier_one_is_pointed_out_when_it_is_brought() {
    let mut play = Play::after(&agenda(), &[earlier()]);
    play.keys("<enter>We quote 2 weeks blind<enter>").shows("Much like Tue 24 Nov").shows("the help was enough: yes");
    let mut other = Play::after(&agenda(), &[earlier()]);
    other.keys("<enter>The depot is closed on Fridays<enter>");
    assert!(!other.screen(100, 30).contains("Much like"));
}

#[test]
fn a_promise_carried_three_times_is_questioned() {
    let mut meetings = vec![earlier()];
    for _ in 0..3 {
        let mut play = Play::after(&with_promises(), &meetings);
        play.keys("<enter><right><right><right><enter><enter><pgdn><+2s><pgdn>");
        play.keys("<enter><enter><enter><enter><enter><enter>");
        meetings.push(play.meeting().clone());
    }
    let mut play = Play::after(&with_promises(), &meetings);
    play.keys("<enter>").shows("Carried 3 times: is it the right promise?");
    let before: Vec<_> = meetings.iter().map(|meeting| meeting.reviews.len()).collect();
    assert_eq!(before, [0, 1, 1, 1]);
}

#[test]
fn without_open_promises_enter_goes_on() {
    let mut play = Play::begin(&with_promises());
    play.keys("<enter>").shows("No promise is open, nothing is parked.").keys("<enter>").shows("struggling");
}

#[test]
fn a_team_that_somebody_chose_starts_for_no_other_reason() {
    let mut play = Play::after(&with_promises(), &[earlier()]);
    play.shows("OPERATIONS  starts today: the first meeting.").keys("<up>").shows("Space starts today");
    play.keys("<space>").shows("SALES  starts today: as chosen today.");
    let screen = play.screen(100, 30);
    assert!(!screen.contains("Space starts today"), "it starts already: {screen}");
    assert!(!screen.contains("Ctrl-F"), "no team facilitates: {screen}");
}

#[test]
fn typing_at_a_verdict_that_is_given_again_is_taken_back_and_brought_back() {
    let mut play = judging();
    play.keys("<left><enter>Nobody told us<enter>").shows("Promise 2 of 3");
    play.keys("<up><enter>").shows("│ Nobody told us").keys(" anything");
    play.shows("│ Nobody told us anything");
    let before = play.meeting().reviews.clone();
    play.keys("<c-z><c-z><c-z>");
    assert!(play.meeting().reviews.is_empty());
    play.keys("<c-y><c-y><c-y>").shows("│ Nobody told us anything");
    assert_eq!(play.meeting().reviews, before);
}
