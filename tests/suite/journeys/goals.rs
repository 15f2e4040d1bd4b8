//! Goals: set with target, owners and reward, reported on, met and celebrated, and listed from the home screen.

use turnabout::{
    domain::{
        Agenda, Meeting,
        meeting::{GoalScope, GoalStatus},
    },
    tui::ui::Look,
};

use crate::play::{Play, three_teams, with_goals};

pub(super) const GOAL: &str = "30 installs in the quarter @ana @raj due:31 dec reward: Team dinner<enter>";

/// A first meeting at its goals.
pub(super) fn begun(script: &str) -> Play {
    let mut play = Play::begin(&with_goals());
    play.keys("<enter><enter>").keys(script);
    play
}

/// The meeting after these, at its goals.
pub(super) fn after(earlier: &[Meeting], script: &str) -> Play {
    let mut play = Play::after(&with_goals(), earlier);
    play.keys("<enter><enter>").keys(script);
    play
}

/// A closed meeting that set these goals.
pub(super) fn set(script: &str) -> Vec<Meeting> {
    vec![begun(script).close()]
}

pub(super) fn reports(meeting: &Meeting) -> Vec<String> {
    let number = |progress: Option<_>| {
        progress.map_or("-".to_owned(), |number: turnabout::domain::quantity::Number| number.to_string())
    };
    meeting.goal_updates.iter().map(|update| format!("{} {}", number(update.progress), update.status.words())).collect()
}

#[test]
fn a_goal_is_set_in_one_line() {
    let mut play = begun("30 installs without a second trip @ana @raj due:31 dec reward: team dinner");
    play.shows("Target 30 installs").shows("Ana Duarte and Raj Patel").shows("Due Thu 31 Dec");
    play.shows("Reward team dinner (both teams)").keys("<enter>").shows("· 30 installs without a second trip");
    let goal = &play.meeting().goals[0];
    assert_eq!((goal.text.as_str(), goal.scope), ("30 installs without a second trip", GoalScope::Business));
    assert_eq!(goal.target.as_ref().unwrap().to_string(), "30 installs");
    assert_eq!(goal.owners, ["Ana Duarte", "Raj Patel"]);
    assert_eq!(goal.due.unwrap().to_string(), "2026-12-31");
    assert_eq!(goal.reward.as_ref().unwrap().teams.len(), 2);
    play.keys("<enter>").shows("Everything is complete.");
}

#[test]
fn what_a_line_lacks_is_said_and_never_stops_it() {
    let says = |line: &str, words: &str| {
        let mut play = begun(line);
        let screen = play.screen(200, 40);
        assert!(screen.contains(words), "{line:?}: {words:?} is not on\n{screen}");
        play.keys("<enter>");
        assert_eq!(play.meeting().goals.len(), 1, "{line}");
    };
    says("Zero trips", "Add: 30 installs, @name, due:31 dec, reward: team dinner");
    says("Ready by 12", "Target 12 of what? Write 12 installs");
    says("0 complaints", "Target 0 complaints: nothing to count up to");
    says("30 installs @zoe", "Owners nobody here is called \"zoe\"");
    says("30 installs @ana @zoe", "Owners Ana Duarte; nobody here is called \"zoe\"");
    says("30 installs @ana @tom", "owners of one team only");
    says("30 installs due:soon", "Due \"soon\" is no date");
    says("30 installs due:2026-11-01", "Due Sun 1 Nov, in the past");
    says(
        "30 installs reward: a day off for Sales",
        "The reward reaches Sales only. A joint reward reaches every team.",
    );
}

#[test]
fn owners_of_both_teams_and_a_joint_reward_are_not_commented() {
    let screen = begun("30 installs @ana @raj reward: Team dinner").screen(200, 40);
    assert!(!screen.contains("one team only") && !screen.contains("only. A joint"), "{screen}");
}

#[test]
fn tab_after_an_owner_and_more_words_chooses_too() {
    let mut play = begun("30 installs @ana due:31 dec");
    play.shows("Tab whose goal").keys("<tab><enter>");
    assert_eq!(play.meeting().goals[0].scope, GoalScope::Team);
    play.keys("Ten calls @ra").shows("Tab name").keys("<tab>").shows("Ten calls @Raj Patel");
}

#[test]
fn tab_chooses_whose_goal_it_is() {
    let play = begun("Answer in a day<tab>");
    assert!(play.screen(60, 16).contains("◆ SALES"));
    let mut again = Play::again(play.meeting(), &with_goals(), 5);
    again.keys("<enter>").shows("Answer in a day · Sales for Operations");
    let goal = &again.meeting().goals[0];
    let teams = [&goal.team, &goal.for_team].map(|team| team.as_ref().unwrap().as_str());
    assert_eq!((goal.scope, teams), (GoalScope::Team, ["sales", "operations"]));
    again.keys("Ten deals<enter>");
    assert_eq!(again.meeting().goals[1].scope, GoalScope::Business, "the next one is for the business again");
}

#[test]
fn three_teams_set_goals_for_each_other_in_all_pairs() {
    let mut agenda = three_teams();
    agenda.items = with_goals().items;
    let mut play = Play::begin(&agenda);
    play.keys("<enter><enter>");
    for pair in 0..7 {
        play.keys(&format!("Goal {pair}{}<enter>", "<tab>".repeat(pair)));
    }
    let pairs = play.meeting().goals.iter().map(|goal| goal.whose_words(ToString::to_string));
    let expected = "for the business · sales for operations · sales for service · operations for service · \
                    operations for sales · service for sales · service for operations";
    assert_eq!(pairs.collect::<Vec<_>>().join(" · "), expected);
    play.keys("Last<s-tab>");
    assert!(play.screen(60, 16).contains("Service for Operations"), "the choice is seen on a narrow screen");
}

#[test]
fn progress_is_reported_goal_by_goal() {
    let earlier = set(&format!("{GOAL}No second trip<enter>"));
    let mut play = after(&earlier, "");
    play.shows("Goal 1 of 2").shows("nothing yet of 30 installs, due Thu 31 Dec").keys("22 installs");
    play.shows("Reached 22 of 30 installs").keys("<enter>").shows("Goal 2 of 2").keys("<enter>").shows("● New goals");
    assert_eq!(reports(play.meeting()), ["22 open"]);
    let mut meetings = earlier;
    meetings.push(play.close());
    after(&meetings, "").shows("▮▮▮▮▮▮▮▯▯▯ 22 of 30 installs, due Thu 31 Dec");
}

#[test]
fn what_is_no_number_is_said_and_kept() {
    for line in ["a lot", "22 jobs", "22 because"] {
        let mut play = after(&set(GOAL), line);
        let told = format!("{line:?} is no number");
        play.shows(&told).keys("<enter>");
        assert!(play.notice().starts_with(&told), "{}", play.notice());
        assert!(play.meeting().goal_updates.is_empty());
        play.keys("<esc>").shows(&format!("│ {line}"));
    }
}

#[test]
fn a_number_at_the_target_meets_the_goal_before_enter() {
    let mut play = after(&set(GOAL), "30");
    play.shows("Reached 30 of 30 installs: the target is reached").shows("Enter record: goal met");
    play.keys("<enter>");
    assert_eq!(reports(play.meeting()), ["30 met"]);
    play.keys("<enter>").shows("● New goals");
}

#[test]
fn a_number_at_the_target_can_be_said_to_leave_the_goal_open() {
    let mut play = after(&set(GOAL), "30<s-tab><enter>");
    assert_eq!(reports(play.meeting()), ["30 open"]);
    play.shows("● New goals");
}

#[test]
fn a_target_of_zero_is_met_only_when_somebody_says_so() {
    let mut play = after(&set("0 complaints<enter>"), "");
    play.shows("the target is 0 complaints").keys("3<enter>");
    assert_eq!(reports(play.meeting()), ["3 open"]);
    play.keys("<esc><backspace>0<tab><enter>");
    assert_eq!(reports(play.meeting()), ["0 met"]);
}

#[test]
fn a_goal_is_met_or_dropped_by_choice() {
    let earlier = set("No second trip<enter>30 installs<enter>");
    let mut play = after(&earlier, "<tab>");
    play.shows("Enter record: goal met").keys("<enter>").shows("No second trip").keys("<esc>");
    play.keys("<tab><tab>");
    let mut again = Play::again_after(play.meeting(), &with_goals(), &earlier, 5);
    again.shows("Enter record: dropped").keys("<enter>").shows("● New goals");
    assert_eq!(reports(again.meeting()), ["- met", "- dropped"]);
    let meetings = [earlier, vec![again.close()]].concat();
    after(&meetings, "").shows("● New goals");
}

#[test]
fn no_news_and_going_back_survive_a_crash() {
    let earlier = set("30 installs<enter>40 calls<enter>");
    let mut play = after(&earlier, "<enter>12");
    play.shows("Goal 2 of 2");
    let mut again = Play::again_after(play.meeting(), &with_goals(), &earlier, 5);
    again.shows("Reached 12 of 40 calls").keys("<enter>").shows("● New goals");
    again.keys("<esc>").shows("Reached 12 of 40 calls").keys("<backspace>3<enter>");
    assert_eq!(reports(again.meeting()), ["13 open"]);
    again.keys("<esc><esc>");
    let mut third = Play::again_after(again.meeting(), &with_goals(), &earlier, 5);
    third.shows("Goal 1 of 2").keys("<enter>").shows("● New goals");
    assert_eq!(reports(third.meeting()), ["13 open"]);
}

#[test]
fn a_half_typed_goal_stays_when_somebody_looks_back() {
    let mut play = after(&set(GOAL), "<enter>40 calls<esc>");
    play.shows("Goal 1 of 1").keys("<enter>").shows("│ 40 calls");
}

#[test]
fn the_goals_of_a_series_are_read_from_home() {
    let earlier = set(&format!("No second trip @mia<enter>{GOAL}40 calls<tab><enter>"));
    let meetings =
        [earlier.clone(), vec![after(&earlier, "<tab><tab><enter>30<enter><enter>4<enter>").close()]].concat();
    let mut home = home(&with_goals(), &meetings);
    home.choose("Goals").shows("Goals · 1 open of 3");
    let screen = home.screen(100, 30);
    let order: Vec<_> = [
        "▮▮▯▯▯▯▯▯▯▯▯▯▯▯▯▯▯▯▯▯ 4 of 40 calls",
        "40 calls",
        "Sales for Operations",
        "dropped Tue 8 Dec",
        "Mia Svensson",
        "30 of 30 installs, met Tue 8 Dec",
        "Both teams get: Team dinner",
    ]
    .iter()
    .map(|words| screen.find(words).unwrap_or_else(|| panic!("{words} is not on\n{screen}")))
    .collect();
    assert!(order[1] < order[3] && order[3] < order[5], "open, dropped, met: {screen}");
    home.keys("<esc>").shows("Start meeting 3");
}

fn home(agenda: &Agenda, meetings: &[Meeting]) -> Play {
    Play::home(agenda, Some(meetings), Look::default())
}

#[test]
fn a_long_list_of_goals_scrolls() {
    let goals: Vec<String> = (1..=30).map(|number| format!("{number} visits<enter>")).collect();
    let mut home = home(&with_goals(), &set(&goals.concat()));
    home.choose("Goals").shows("▸ 1 visits").keys("<end>");
    assert!(home.screen(60, 16).contains("▸ 30 visits"), "{}", home.screen(60, 16));
    home.keys("<up>").shows("▸ 29 visits").keys("<home>").shows("▸ 1 visits");
}

#[test]
fn a_series_without_a_goal_says_where_they_come_from() {
    let mut home = home(&with_goals(), &set(""));
    home.choose("Goals").shows("No goal yet.").keys("<enter>").shows("Start meeting 2");
}

#[test]
fn a_status_that_is_chosen_back_is_no_news() {
    let mut play = after(&set(GOAL), "<tab><s-tab>");
    play.shows("Enter no news, go on").keys("<enter>").shows("● New goals");
    assert!(play.meeting().goal_updates.iter().all(|update| update.status == GoalStatus::Open));
    assert_eq!(play.meeting().goal_updates.len(), 0);
}
