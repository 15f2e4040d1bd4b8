//! Good news, goals, the celebration and the list of goals as pictures.

use insta::assert_snapshot;
use turnabout::tui::ui::Look;

use super::{sizes, summary};
use crate::play::{Play, agenda, three_teams, with_goals};

/// What the first meeting sets, for a second one that reports on it.
const GOALS: &str = "30 installs in the quarter without a second trip @ana @raj due:31 dec reward: Team dinner<enter>\
                     Answer every quote in a day @mia<tab><tab><enter>";

/// Good news, goals, and what comes of them.
pub(super) fn all(look: Look) -> Vec<(&'static str, Play)> {
    let agenda = with_goals();
    let first = |script: &str| {
        let mut play = Play::with_look(&agenda, look);
        play.keys("<enter>").keys(script);
        play
    };
    let set = vec![first(&format!("<enter>{GOALS}")).close()];
    let second = |script: &str| {
        let mut play = Play::after_with_look(&agenda, &set, look);
        play.keys("<enter><enter>").keys(script);
        play
    };
    let met = [set.clone(), vec![second("30<enter><enter><enter>").close()]].concat();
    let mut good_news = Play::after_with_look(&agenda, &met, look);
    good_news.keys("<enter>");
    let mut list = Play::home(&agenda, Some(&met), look);
    list.choose("Goals");
    let mut three = three_teams();
    three.items.clone_from(&agenda.items);
    let mut pairs = Play::with_look(&three, look);
    pairs.keys("<enter><enter>Answer in a day<s-tab>");
    let news = "Operations shipped the Halden order a day early<enter>Sales sent drawings<enter>Raj called";
    let alone = "<enter>30 installs @ana @tom @zoe due:soon reward: a day off for Sales<tab>";
    vec![
        ("wins", first("")),
        ("wins_told", first(news)),
        ("wins_met", good_news),
        ("goals_new", first("<enter>")),
        ("goals_typed", first(&format!("<enter>{}", GOALS.split("<enter>").next().unwrap_or_default()))),
        ("goals_set", first(&format!("<enter>{GOALS}"))),
        ("goals_of_one_team", first(alone)),
        ("goals_three_teams", pairs),
        ("goals_progress", second("")),
        ("goals_progress_typed", second("22 installs")),
        ("goals_progress_met", second("30")),
        ("goals_progress_no_number", second("many")),
        ("celebration", second("30<enter>")),
        ("goals_list", list),
        ("goals_list_empty", empty_list(look)),
    ]
}

fn empty_list(look: Look) -> Play {
    let mut list = Play::home(&agenda(), Some(&[summary(look).meeting().clone()]), look);
    list.choose("Goals");
    list
}

#[test]
fn good_news_and_goals_say_what_is_asked_at_every_size() {
    let asked = |name: &str| match name {
        "wins" | "wins_told" | "wins_met" => Some(("SALES", "One thing the other")),
        "goals_of_one_team" => Some(("SALES", "What do we want")),
        "goals_three_teams" => Some(("SERVICE", "What do we want")),
        "goals_new" | "goals_typed" | "goals_set" => Some(("", "What do we want")),
        "goals_progress" | "goals_progress_met" => Some(("", "How far have we come?")),
        _ => None,
    };
    for (share, (name, play)) in all(Look::default()).iter().enumerate() {
        let Some((badge, question)) = asked(name) else { continue };
        for (columns, rows) in sizes(share) {
            let screen = play.screen(columns, rows);
            let has_badge = screen.contains(badge) || screen.contains('█');
            assert!(has_badge && screen.contains(question), "{name} at {columns}x{rows}:\n{screen}");
        }
    }
}

#[test]
fn a_celebration_fills_a_large_screen() {
    let (_, play) = all(Look::default()).into_iter().find(|(name, _)| *name == "celebration").unwrap();
    assert_snapshot!("celebration_200x60", play.screen(200, 60));
    for (columns, rows) in sizes(0) {
        let screen = play.screen(columns, rows);
        let words =
            ["30 installs in the quarter", "Reached: 30 of 30", "Thanks to Ana Duarte", "Both teams get: Team dinner"];
        assert!(words.iter().all(|words| screen.contains(words)), "{columns}x{rows}:\n{screen}");
    }
}
