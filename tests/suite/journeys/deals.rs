//! Deals: each path from a name to a verdict, what was understood on the way, what became of the deals of earlier
//! meetings.

use turnabout::{
    domain::{
        Kind, Meeting, TeamId,
        agenda::{ItemPlan, TeamPlan},
        meeting::{Action, Deal, DealStatus, ScopeVerdict},
        series::Series,
    },
    tui::ui::Look,
};

use crate::play::{Play, with_only};

const NAME: &str = "Brightline 4 installs @ana due:18 dec<enter>";
const SCOPE: &str = "4 installs and one training day said: before Christmas<enter>";
const NO_NEWS: &str = "no news  signed  lost  delivered as agreed";

/// The stage of a first meeting, after these keys.
fn stage(script: &str) -> Play {
    let mut play = Play::begin(&with_only(Kind::Deals));
    play.keys("<enter>").keys(script);
    play
}

/// A first meeting with these keys typed at its deals, closed.
fn closed(script: &str) -> Meeting {
    finish(stage(script))
}

#[track_caller]
fn finish(mut play: Play) -> Meeting {
    play.keys("<+2s><pgdn>").shows("Close").keys("<enter><enter><enter><enter><enter><enter>");
    assert!(!play.meeting().is_running(), "{}", play.screen(100, 30));
    play.meeting().clone()
}

/// The stage of the meeting after these.
fn after(earlier: &[Meeting]) -> Play {
    let mut play = Play::after(&with_only(Kind::Deals), earlier);
    play.keys("<enter>");
    play
}

/// `name: quantity, owner, due, verdict` of every deal.
fn deals(meeting: &Meeting) -> Vec<String> {
    let line = |deal: &Deal| {
        let quantity = deal.quantity.as_ref().map_or("-".to_owned(), ToString::to_string);
        let due = deal.due.map_or("-".to_owned(), |due| due.to_string());
        let owner = deal.owner.as_deref().unwrap_or("-");
        format!("{}: {quantity}, {owner}, {due}, {}", deal.name, deal.verdict_words())
    };
    meeting.deals.iter().map(line).collect()
}

/// `text: owner, due, team for team` of every action.
fn actions(meeting: &Meeting) -> Vec<String> {
    let line = |action: &Action| {
        let owner = action.owner.as_deref().unwrap_or("-");
        let due = action.due.map_or("-".to_owned(), |due| due.to_string());
        format!("{}: {owner}, {due}, {} for {}", action.text, action.team, action.for_team)
    };
    meeting.actions.iter().map(line).collect()
}

#[test]
fn a_deal_goes_from_its_name_to_go_with_enter_and_typing() {
    let mut play = stage("");
    play.shows("Deal 1 · ● Name").shows("Which deal do you want to close?").keys(NAME);
    play.shows("✓ Name  ● Scope").shows("Brightline 4 installs · Ana Duarte · due Fri 18 Dec").keys(SCOPE);
    play.shows("● Verdict").shows("■ OPERATIONS").shows("said: before Christmas").keys("<enter>");
    play.shows("Deal 2 · ● Name").shows("· Brightline 4 installs · go");
    assert_eq!(deals(play.meeting()), ["Brightline: 4 installs, Ana Duarte, 2026-12-18, go"]);
    let deal = &play.meeting().deals[0];
    assert_eq!(deal.scope.as_deref(), Some("4 installs and one training day"));
    assert_eq!((deal.said.as_deref(), deal.team.as_str()), (Some("before Christmas"), "sales"));
    assert!(play.meeting().drafts.is_empty() && play.meeting().actions.is_empty());
    play.keys("<enter>").shows("Everything is complete.");
}

#[test]
fn a_condition_becomes_an_action_due_with_the_deal() {
    let mut play = stage(&format!("{NAME}{SCOPE}<right><enter>"));
    play.shows("● go if …").shows("What has to be true first").keys("the survey is done @raj");
    play.shows("Owner Raj Patel · Due Fri 18 Dec").keys("<enter>");
    play.shows("· Brightline 4 installs · go if the survey is done");
    assert_eq!(
        actions(play.meeting()),
        ["Brightline: the survey is done: Raj Patel, 2026-12-18, operations for sales"]
    );
    assert_eq!(play.meeting().deals[0].verified_by.as_deref(), Some("Raj Patel"));
}

#[test]
fn a_condition_without_any_date_is_due_at_the_next_meeting() {
    let play = stage("Harbor Foods<enter>As usual<enter><right><enter>Ana signs @ana<enter>");
    assert_eq!(actions(play.meeting()), ["Harbor Foods: Ana signs: Ana Duarte, 2026-12-08, sales for operations"]);
    let play = stage("Harbor Foods<enter>As usual<enter><right><enter>a date due:fri<enter>");
    assert_eq!(actions(play.meeting()), ["Harbor Foods: a date: -, 2026-11-27, operations for sales"]);
}

#[test]
fn a_condition_is_not_due_in_the_past() {
    let play = stage("Brightline due:2026-11-02<enter>All<enter><right><enter>the survey<enter>");
    assert_eq!(actions(play.meeting()), ["Brightline: the survey: -, 2026-12-08, operations for sales"]);
}

#[test]
fn what_is_missing_and_a_no_need_their_words() {
    let mut play = stage(&format!("{NAME}{SCOPE}<right><right><enter>"));
    play.shows("What do you need to know").keys("<enter>");
    assert!(play.notice().contains("needs its words"), "{}", play.notice());
    play.keys("the floor plan @mia").shows("Said by Mia Svensson").keys("<enter>");
    play.shows("· Brightline 4 installs · not yet, missing the floor plan");
    play.keys("Harbor Foods<enter><enter><left><left><enter>")
        .shows("Why not?")
        .keys("no crew in June due:june<enter>");
    play.shows("· Harbor Foods · no, because no crew in June due:june");
    assert!(play.meeting().actions.is_empty());
    let verified: Vec<_> = play.meeting().deals.iter().map(|deal| deal.verified_by.as_deref()).collect();
    assert_eq!(verified, [Some("Mia Svensson"), None]);
}

#[test]
fn no_word_behind_a_verdict_is_dropped() {
    let because = |line: &str| {
        let play = stage(&format!("{NAME}{SCOPE}<right><right><enter>{line}<enter>"));
        play.meeting().deals[0].because.clone().unwrap()
    };
    assert_eq!(because("the floor plan @ana"), "the floor plan @ana", "a seller gives no verdict");
    assert_eq!(because("the floor plan due:fri"), "the floor plan due:fri", "nothing is due");
    assert_eq!(because("the floor plan @bob"), "the floor plan @bob", "nobody is called that");
    assert_eq!(because("the floor plan @raj"), "the floor plan");
}

#[test]
fn an_empty_scope_line_goes_on_to_the_verdict() {
    let mut play = stage(&format!("{NAME}<enter>"));
    play.shows("● Verdict").shows("no scope is written down").keys("<enter>");
    assert_eq!(deals(play.meeting()), ["Brightline: 4 installs, Ana Duarte, 2026-12-18, go"]);
}

#[test]
fn a_deal_left_unchecked_is_listed_so_and_can_be_taken_up_again() {
    let mut play = stage(&format!("{NAME}{SCOPE}<left><enter>"));
    play.shows("Deal 2 · ● Name").shows("· Brightline 4 installs · unchecked: do not sign");
    assert_eq!(play.meeting().deals[0].verdict, ScopeVerdict::Unchecked);
    play.keys("<esc>").shows("Deal 1").shows("● Verdict").keys("<right><enter>");
    assert_eq!(play.meeting().deals[0].verdict, ScopeVerdict::Go);
}

#[test]
fn a_verdict_that_is_removed_asks_for_another_one() {
    let mut play = stage(&format!("{NAME}{SCOPE}<enter><c-l><end><delete><esc>"));
    play.shows("Deal 1").shows("● Verdict").keys("<c-z>").shows("Deal 2");
}

#[test]
fn esc_goes_back_step_by_step_and_loses_nothing() {
    let mut play = stage(&format!("{NAME}{SCOPE}<right><enter>the survey"));
    play.keys("<esc>").shows("Can you deliver this").keys("<esc>").shows("What is in");
    play.shows("4 installs and one training day said: before Christmas").keys(" at noon<enter>");
    assert_eq!(play.meeting().deals[0].said.as_deref(), Some("before Christmas at noon"));
    play.shows("Can you deliver this").keys("<enter>").shows("the survey").keys("<esc><esc><esc>");
    play.shows("Change the words").shows("Brightline 4 installs @Ana Duarte due:2026-12-18");
    play.keys("<esc>").shows("What is in");
}

#[test]
fn a_deal_is_reworded_where_it_stands() {
    let mut play = stage(&format!("{NAME}<esc>"));
    play.keys("<c-a>New ").keys("<enter>").shows("New Brightline 4 installs · Ana Duarte").shows("● Scope");
    assert_eq!(deals(play.meeting()), ["New Brightline: 4 installs, Ana Duarte, 2026-12-18, unchecked: do not sign"]);
}

#[test]
fn a_verdict_is_listed_under_the_team_that_gave_it() {
    let play = stage(&format!("{NAME}{SCOPE}<right><enter>the cables come<enter>"));
    let entries = play.meeting().entries();
    let teams: Vec<_> =
        entries.iter().map(|entry| (entry.label, entry.team.as_ref().map_or("-", TeamId::as_str))).collect();
    assert_eq!(teams[..3], [("deal", "sales"), ("scope", "sales"), ("go if", "operations")]);
}

#[test]
fn what_is_understood_of_a_name_is_shown_while_typing() {
    #[track_caller]
    fn check(line: &str, chips: &str) {
        let mut play = stage(line);
        let screen = play.screen(160, 30);
        assert!(screen.contains(chips), "{line:?} does not show {chips:?}\n{screen}");
        play.keys("<enter>");
        assert_eq!(play.meeting().deals.len(), 1, "{line:?} is not recorded: {}", play.notice());
    }
    check("Brightline 4 installs @ana due:18 dec", "4 installs · Owner Ana Duarte · Due Fri 18 Dec");
    check("Brightline", "no quantity: the words count, the check cannot · Owner nobody yet: @name · Due no date yet");
    check("Brightline 4", "4 of what? write the unit behind it");
    check("Brightline 0 installs", "0 installs · Owner");
    check("Brightline due:2026-11-02", "Due Mon 2 Nov, in the past");
    check("Brightline due:soon", "Due \"soon\" is no date");
    check("Brightline @bob", "Owner nobody here is called \"bob\"");
}

#[test]
fn what_is_understood_of_a_scope_is_shown_while_typing() {
    #[track_caller]
    fn check(line: &str, chips: &str) {
        let mut play = stage(&format!("Brightline 4 installs<enter>{line}"));
        play.shows(chips).keys("<enter>").shows("● Verdict");
    }
    check("6 installs said: before Christmas", "6 installs · Said before Christmas");
    check("2 days of training", "4 installs");
    check("all of it due:fri", "4 installs · Due Fri 27 Nov");
    check("all of it due:2026-11-02", "Due Mon 2 Nov, in the past");
    check("all of it due:soon", "Due \"soon\" is no date");
    check("with @bob and @raj", "4 installs");
    let mut play = stage("Brightline<enter>call @raj first, 5<enter>");
    assert_eq!(play.meeting().deals[0].scope.as_deref(), Some("call @raj first, 5"));
    play.keys("<esc>").shows("5 of what? write the unit behind it");
}

#[test]
fn what_was_said_alone_is_no_scope() {
    let mut play = stage(&format!("{NAME}said: before Christmas<enter>"));
    assert_eq!(play.notice(), "write what is in the deal before “said:”");
    play.shows("said: before Christmas").shows("● Scope");
}

#[test]
fn an_over_long_name_is_cut_on_screen_and_kept_in_the_record() {
    let name = "Brightline ".repeat(60);
    let mut play = stage("");
    play.paste(&name);
    for (columns, rows) in [(100, 30), (60, 16)] {
        assert!(play.screen(columns, rows).contains("Which deal do you want to close?"));
        assert!(play.cursor(columns, rows).is_some());
    }
    play.keys("<enter>");
    assert!(play.screen(60, 16).contains("● Scope") && play.screen(60, 16).contains("What is in"));
    assert_eq!(play.meeting().deals[0].name, name.trim());
}

#[test]
fn the_over_promise_check_follows_each_step_of_a_deal() {
    let mut agenda = with_only(Kind::Deals);
    agenda.items.insert(1, ItemPlan::new(Kind::Expectations, 6));
    let mut play = Play::begin(&agenda);
    play.keys("<enter><enter>10 installs<enter><enter>");
    play.shows("target not stated, 10 installs the limit of Operations");
    play.keys("Brightline 9 installs")
        .shows("certain 0 of 10 installs")
        .shows("if everything closes 9 of 10 installs: tight");
    play.keys("<enter>11 installs").shows("if everything closes 11 of 10: over by 1 install").keys("<enter>");
    play.shows("certain 11 of 10: over by 1 install").keys("<right>").shows("certain 11 of 10: over by 1 install");
    play.keys("<right>").shows("certain 0 of 10 installs").shows("if everything closes 11 of 10");
    play.keys("<enter>the plan").shows("if everything closes 11 of 10").keys("<esc>");
    play.keys("<right>").shows("target not stated, 10 installs the limit");
    assert!(!play.screen(100, 30).contains("closes"), "a deal with a no never counts");
}

#[test]
fn choices_survive_a_crash() {
    let agenda = with_only(Kind::Deals);
    let again = |before: &Play| Play::again(before.meeting(), &agenda, 5);
    again(&stage(&format!("{NAME}4 installs and"))).shows("● Scope").shows("4 installs and");
    again(&stage(&format!("{NAME}<enter><right><right>"))).shows("● Verdict").keys("<enter>").shows("● not yet");
    let mut detail = again(&stage(&format!("{NAME}<enter><right><enter>the surv")));
    detail.shows("● go if …").keys("ey<enter>").shows("go if the survey");
    again(&stage(&format!("{NAME}<enter><left><enter>Harb"))).shows("Deal 2 · ● Name").shows("Harb");
}

#[test]
fn choices_about_earlier_deals_survive_a_crash() {
    let agenda = with_only(Kind::Deals);
    let earlier = [closed(&format!("{NAME}<enter><enter>Harbor Foods<enter><enter><enter>"))];
    let mut before = after(&earlier);
    before.keys("<enter><right>").shows("Earlier deal 2 of 2");
    let mut again = Play::home(&agenda, Some(&earlier), Look::default());
    again.open(before.meeting().clone(), &agenda, Series::fold(&earlier).past, true);
    again.shows("Earlier deal 2 of 2").shows("Harbor Foods").keys("<enter>").shows("· Harbor Foods · signed");
    assert_eq!(again.meeting().deal_updates.len(), 1);
}

#[test]
fn an_undone_deal_leaves_no_step_to_the_next_one() {
    let mut play = stage(&format!("{NAME}<enter><left><enter>"));
    play.keys("<c-z>").shows("Deal 1 · ● Name").keys("Harbor Foods<enter>").shows("● Scope").shows("Harbor Foods");
}

#[test]
fn a_released_deal_is_asked_about_at_the_next_meeting() {
    let first = closed(&format!("{NAME}{SCOPE}<right><enter>the survey is done<enter>"));
    let mut play = after(std::slice::from_ref(&first));
    play.shows("Earlier deal 1 of 1").shows("What became of this deal?").shows(NO_NEWS);
    play.shows("Deal of 24 Nov: Brightline 4 installs · go if the survey is done").shows("due Fri 18 Dec");
    play.keys("<right><enter>").shows("· Brightline 4 installs · signed").shows("Deal 1 · ● Name");
    let update = &play.meeting().deal_updates[0];
    assert_eq!((update.of.as_str(), update.status), ("2026-11-24-1001/d1", DealStatus::Signed));
    assert!(play.meeting().drafts.is_empty());

    let second = finish(play);
    let mut play = after(&[first.clone(), second.clone()]);
    play.shows("due Fri 18 Dec").shows("signed").shows("no news  lost  delivered as agreed");
    play.keys("<right><right><enter>");
    assert_eq!(play.meeting().deal_updates[0].status, DealStatus::Delivered);
    let third = finish(play);
    after(&[first, second, third]).shows("Deal 1 · ● Name");
}

#[test]
fn no_news_records_nothing_and_is_asked_again_next_time() {
    let first = closed(&format!("{NAME}{SCOPE}<enter>Harbor Foods<enter>All<enter><enter>"));
    let mut play = after(std::slice::from_ref(&first));
    play.keys("<enter>").shows("Earlier deal 2 of 2").keys("<right><pgdn><+2s><pgup>").shows("Harbor Foods");
    play.keys("<enter>").shows("· Harbor Foods · signed").shows("Deal 1 · ● Name");
    assert_eq!(play.meeting().deal_updates.len(), 1);
    play.keys("<esc>")
        .shows("Earlier deal 1 of 2")
        .keys("<left><enter>")
        .shows("Brightline 4 installs · not delivered");
    let mut second = after(std::slice::from_ref(&first));
    second.keys("<enter>");
    after(&[first, finish(second)]).shows("Earlier deal 1 of 2").shows("Brightline");
}

#[test]
fn an_unchecked_deal_is_verified_at_the_next_meeting_with_its_old_scope() {
    let first = closed(&format!("{NAME}{SCOPE}<left><enter>"));
    let mut play = after(std::slice::from_ref(&first));
    play.shows("unchecked: do not sign").shows("no news  verify now  lost").keys("<right>");
    play.shows("if everything closes 4 installs").keys("<enter>").shows("Deal 1 · ✓ Name  ● Scope");
    play.shows("4 installs and one training day said: before Christmas")
        .keys("<enter>")
        .shows("● Verdict")
        .keys("<enter>");
    assert_eq!(deals(play.meeting()), ["Brightline: 4 installs, Ana Duarte, 2026-12-18, go"]);
    assert_eq!(play.meeting().deals[0].said.as_deref(), Some("before Christmas"));
    play.shows("Deal 2 · ● Name");
    let second = finish(play);
    after(&[first, second]).shows("Earlier deal 1 of 1").shows(NO_NEWS);
}

#[test]
fn a_deal_that_was_not_ready_can_be_lost() {
    let first = closed(&format!("{NAME}<enter><right><right><enter>the floor plan<enter>"));
    let mut play = after(&[first]);
    play.shows("Brightline 4 installs · not yet, missing the").keys("<left><enter>");
    assert_eq!(play.meeting().deal_updates[0].status, DealStatus::Lost);
    play.keys("<c-z>").shows("Earlier deal 1 of 1");
}

#[test]
fn a_refused_deal_is_not_asked_about_again() {
    let first = closed(&format!("{NAME}<enter><left><left><enter>no crew<enter>"));
    after(&[first]).shows("Deal 1 · ● Name");
}

#[test]
fn the_team_that_delivers_gives_the_verdict_among_three() {
    let mut agenda = with_only(Kind::Deals);
    let members = vec!["Kim Berg".to_owned()];
    agenda.teams.push(TeamPlan { id: "service".into(), name: "Service".to_owned(), delivers: true, members });
    agenda.teams[1].delivers = false;
    let mut play = Play::begin(&agenda);
    play.keys("<enter>Brightline @raj<enter>").shows("■ OPERATIONS").keys("<enter>").shows("▲ SERVICE");
    play.keys("<right><enter>a van @kim<enter>");
    assert_eq!(actions(play.meeting()), ["Brightline: a van: Kim Berg, 2026-12-08, service for operations"]);
}

#[test]
fn where_nobody_delivers_the_next_team_gives_the_verdict() {
    let mut agenda = with_only(Kind::Deals);
    agenda.teams[1].delivers = false;
    let mut play = Play::begin(&agenda);
    play.keys("<enter>Brightline<enter>").shows("Next: ■ Operations").keys("<enter>").shows("■ OPERATIONS");
    play.keys("<enter>");
    assert_eq!(play.meeting().deals[0].verdict, ScopeVerdict::Go);
}

#[test]
fn a_single_prompt_words_the_question_for_the_deal_alone() {
    let mut agenda = with_only(Kind::Deals);
    agenda.items[1].prompts.insert("prompt".to_owned(), "{team}: what do you sell?".to_owned());
    agenda.items[1].prompts.insert("verdict".to_owned(), "{team}: fine for {other}?".to_owned());
    let mut play = Play::begin(&agenda);
    play.keys("<enter>").shows("What do you sell?").keys("Brightline<enter>").shows("What is in, how much");
    play.keys("<enter>").shows("Fine for Sales?");
}
