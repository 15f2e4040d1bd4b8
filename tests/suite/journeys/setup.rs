//! Setting up the teams of a new series.

use turnabout::{
    domain::Agenda,
    tui::{
        app::{Effect, Event},
        ui::Look,
    },
};

use crate::play::{Play, agenda};

fn set_up(script: &str) -> Play {
    let mut play = Play::home(&agenda(), Some(&[]), Look::default());
    play.keys("<down><enter>").keys(script);
    play
}

#[track_caller]
fn founded(play: &Play) -> &Agenda {
    assert_eq!(play.asked, [Effect::Found]);
    play.app().set_up().unwrap()
}

#[test]
fn enter_alone_leads_through_the_set_up() {
    let play = set_up("Design<enter>Ana, Tom<enter>Build<enter>Raj<enter><enter>");
    let agenda = founded(&play);
    assert_eq!((agenda.title.as_str(), agenda.minutes(), agenda.items.len()), ("Design & Build", 60, 3));
    let teams: Vec<_> = agenda.teams.iter().map(|team| (team.id.as_str(), team.members.len(), team.delivers)).collect();
    assert_eq!(teams, [("design", 2, false), ("build", 1, true)]);
}

#[test]
fn names_that_look_the_same_are_told_when_the_meeting_begins() {
    let mut lookalike = agenda();
    lookalike.teams[1].name = lookalike.teams[0].name.replacen('a', "\u{430}", 1);
    let play = Play::begin(&lookalike);
    assert!(play.notice().contains("look the same, but one is written with U+0430"), "{}", play.notice());
    assert_eq!(Play::begin(&agenda()).notice(), "");
}

#[test]
fn the_arrows_choose_how_long_a_meeting_takes() {
    let mut play = set_up("<enter><enter><enter><enter>");
    play.shows("60 min  45 min  30 min").keys("<right><right><right><left><enter>");
    assert_eq!(founded(&play).minutes(), 45);
    assert_eq!(founded(&play).title, "Sales & Operations");
}

#[test]
fn a_name_can_be_mended_before_the_end() {
    let play = set_up("Design<enter><enter>design<enter><enter><enter>");
    assert_eq!(play.notice(), "two teams are called \"design\"; rename one");
    let mut play = play;
    play.keys("<up><up> two<enter><enter><enter>");
    assert_eq!(founded(&play).teams[1].name, "design two");
}

#[test]
fn two_names_of_the_same_letters_are_two_teams() {
    let play = set_up("C<enter><enter>C++<enter><enter><enter>");
    let ids: Vec<_> = founded(&play).teams.iter().map(|team| team.id.as_str()).collect();
    assert_eq!(ids, ["c", "c-2"]);
}

#[test]
fn what_was_set_up_in_vain_is_not_lost() {
    let mut play = set_up("Design<enter>Ana<enter>Build<enter>Raj<enter><enter>");
    play.update(Event::Unfounded("disk full".to_owned()));
    assert_eq!(play.notice(), "disk full");
    play.keys("<esc>q");
    assert!(play.notice().contains("the teams that were begun would be lost"), "{}", play.notice());
    play.choose("Set up your teams").shows("Ana").shows("Raj").keys("<enter>");
    assert_eq!(play.asked, [Effect::Found, Effect::Read, Effect::Found]);
}

#[test]
fn all_names_that_are_typed_last_are_seen_on_the_smallest_screen() {
    let mut play = set_up("Design<enter>Ana<enter>Build<enter>");
    play.keys("Maximiliane Oberhauser, Konstantin Achterberg, Wilhelmina Sonnenschein, Theodora Quint");
    let screen = play.screen(60, 16);
    assert!(["Maximiliane", "Konstantin", "Quint", "How long"].iter().all(|words| screen.contains(words)), "{screen}");
}
