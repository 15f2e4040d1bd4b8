//! Keys that act, keys that cannot act now and say why, and leaving.

use ratatui::style::Modifier;
use turnabout::tui::{
    app::{Effect, Event},
    keymap::{Key, TABLE},
};

use super::{TURN, begun};
use crate::play::{Play, agenda, play, text};

/// All that a key press can change, as text.
fn state(play: &Play) -> String {
    let buffer = play.buffer(100, 30);
    let marked: String =
        buffer.content.iter().map(|cell| if cell.modifier.contains(Modifier::REVERSED) { 'x' } else { ' ' }).collect();
    format!("{}{marked}{:?}{:?}{:?}", text(&buffer), play.meeting(), play.notice(), play.asked)
}

fn key_of(name: &str) -> Key {
    let mut keys = TABLE.iter().flat_map(|row| row.keys);
    *keys.find(|key| key.to_string() == name).unwrap_or_else(|| panic!("no key is called {name}"))
}

#[test]
fn every_hint_in_the_footer_acts() {
    let close = format!("<enter>{}<enter><enter>", TURN.repeat(4));
    let places = [
        String::new(),
        "Kim".to_owned(),
        "<enter>".to_owned(),
        "<enter>We quote @a".to_owned(),
        "<enter>We quote<enter>".to_owned(),
        "<enter>We quote<enter><enter>".to_owned(),
        "<enter>We quote<enter><enter>A list".to_owned(),
        "<enter>We quote<enter><enter><tab>A list<enter>".to_owned(),
        "<enter>We quote<enter><enter>A list<enter>".to_owned(),
        "<enter>We quote<enter><enter>A list<enter><enter>".to_owned(),
        format!("<enter>{}", TURN.repeat(4)),
        "<enter><pgdn>Half a note".to_owned(),
        "<enter><pgdn><+2s><pgdn>".to_owned(),
        format!("{close}<enter>"),
        format!("{close}<enter><enter>"),
        format!("{close}<enter><enter><enter><enter>"),
        format!("{close}<enter><enter><enter><enter><enter>"),
        "<enter>We quote<enter><c-l>".to_owned(),
        "<enter><c-x>".to_owned(),
        "<enter>We quote<+4m>".to_owned(),
        "<enter><c-g>".to_owned(),
        "<enter><c-g>y<c-g>y<c-g>".to_owned(),
        "<enter><c-p>".to_owned(),
        "<enter><f1>".to_owned(),
    ];
    let mut dead = Vec::new();
    for script in places {
        for hint in begun(&script).app().hints() {
            let mut play = begun(&script);
            play.wait(2);
            let before = state(&play);
            play.press(key_of(&hint.key));
            if state(&play) == before {
                dead.push(format!("{} {:?} after {script:?}", hint.key, hint.word));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

#[test]
fn a_key_that_cannot_act_says_why() {
    let all_turns = format!("<enter>{}", TURN.repeat(4));
    let cases = [
        (all_turns.as_str(), "<c-x>", "all turns are done"),
        ("", "<c-x>", "turns are taken in the exchange; go there first"),
        ("<enter>", "<enter>", "nothing is written yet"),
        ("<enter>We quote<enter><enter>", "<enter>", "Operations has not answered yet"),
        ("", "<pgup>", "there is no item before or after this one"),
        ("<enter><pgdn><+2s><pgdn><+2s>", "<pgdn>", "there is no item before or after this one"),
        ("", "<c-z>", "nothing to undo"),
        ("", "<c-y>", "nothing to redo"),
        ("Ana Duarte", "<enter>", "Ana Duarte is on the list"),
        ("<enter><pgdn><+2s><pgdn><enter><enter>fine", "<enter>", "begin with a number from 1 to 10"),
        ("<enter><pgdn><+2s><pgdn><enter><enter><enter><enter>soon ", "<enter>", "write a day and a time"),
    ];
    for (script, pressed, why) in cases {
        let mut play = begun(script);
        play.keys(pressed);
        assert!(play.notice().starts_with(why), "{pressed} after {script:?} says {:?}", play.notice());
    }
}

#[test]
fn who_starts_is_chosen_at_the_roll_call_until_the_turns_have_begun() {
    let mut play = begun("<down><down><down><space><enter>");
    assert_eq!(play.meeting().first_team.as_str(), "operations");
    play.shows("Say").keys("Orders come late<enter><pgup><up><up><up><up><space>");
    assert_eq!(play.notice(), "the turns have begun; who starts is settled");
}

#[test]
fn ctrl_c_says_that_all_is_saved_and_leaves_when_pressed_again() {
    let mut play = play("We quote<c-c>");
    assert!(play.notice().starts_with("everything is saved; Ctrl-C again to leave"), "{}", play.notice());
    assert!(play.asked.is_empty());
    play.keys(" blind<c-c>");
    assert!(play.asked.is_empty());
    play.keys("<c-c>");
    assert_eq!(play.asked, [Effect::Quit]);
}

#[test]
fn whatever_is_done_after_ctrl_c_it_asks_anew() {
    for between in
        ["x", "<enter>", "<enter><enter>", "<pgdn>", "<c-p><esc>", "<c-p>pause<enter>", "<f1><esc>", "<c-l><enter>"]
    {
        let mut play = play("We quote<c-c>");
        play.keys(between).keys("<c-c>");
        assert!(play.asked.is_empty(), "{between}: {:?}", play.asked);
        assert!(play.notice().contains("Ctrl-C again to leave"), "{between}: {}", play.notice());
    }
    let mut play = play("We quote<c-c>");
    play.update(Event::Paste(" blind".to_owned()));
    assert!(play.keys("<c-c>").asked.is_empty());
}

#[test]
fn ctrl_c_does_not_claim_what_the_disk_refused() {
    let mut play = play("We quote");
    play.disk(Err("the disk is full".to_owned()));
    play.keys("<enter><c-c>");
    assert!(play.notice().starts_with("NOT SAVED: the disk is full"), "{}", play.notice());
    play.shows("NOT SAVED");
    play.disk(Ok(()));
    play.keys("<c-n>Coffee<enter><+1s>").shows("saved 10:00");
}

#[test]
fn half_typed_words_that_wait_for_the_disk_are_not_called_saved() {
    let mut play = play("We quote");
    play.shows("saved 10:00");
    play.update(Event::Late(true));
    play.keys("<c-c>");
    assert!(play.notice().starts_with("still saving"), "{}", play.notice());
    assert!(!play.screen(100, 30).contains("saved 10:00"));
    play.update(Event::Late(false));
    play.shows("saved 10:00");
}

#[test]
fn the_same_command_again_leaves_although_it_is_not_saved() {
    const HOME: &str = "<c-p>leave to the home<enter>";
    let mut play = play("We quote");
    play.disk(Err("the disk is full".to_owned()));
    play.keys("<enter>").keys(HOME);
    assert!(play.notice().starts_with("NOT SAVED"), "{}", play.notice());
    play.keys("<c-p>pause<enter>").keys(HOME);
    assert!(play.notice().starts_with("NOT SAVED"), "another command came in between: {}", play.notice());
    assert!(play.asked.is_empty());
    play.keys(HOME);
    assert!(matches!(play.asked[..], [Effect::Release(..), Effect::Read]), "{:?}", play.asked);
}

#[test]
fn help_closes_with_the_key_that_opened_it() {
    let mut play = play("We quote<f1>");
    play.shows("Keys of this screen").keys("pass").shows("Pass the turn");
    play.keys("<f1>").shows("We quote");
    assert!(!play.app().has_overlay());
}

#[test]
fn the_palette_finds_a_command_by_its_words() {
    let mut play = play("We quote<c-p>decision<enter>");
    play.shows("What was decided?").keys("No quotes on Friday<enter>").shows("We quote");
    assert_eq!(play.meeting().decisions[0].text, "No quotes on Friday");
}

#[test]
fn somebody_else_is_added_and_somebody_is_away() {
    let mut play = Play::begin(&agenda());
    play.keys("<space><space>Kim Berg<enter><down><c-f>");
    let people = &play.meeting().teams[0].people;
    let words: Vec<_> = people.iter().map(|one| (one.name.as_str(), one.attendance.words())).collect();
    assert_eq!(words[0], ("Ana Duarte", "absent"));
    assert_eq!(words[3], ("Kim Berg", "guest"));
    assert_eq!(play.meeting().facilitator.as_deref(), Some("Tom Becker"));
}

#[test]
fn home_leads_to_a_meeting_and_to_the_set_up() {
    let mut home = Play::home(&agenda(), Some(&[]), turnabout::tui::ui::Look::default());
    home.keys("<enter>");
    assert_eq!(home.asked, [Effect::Start]);
    home.keys("<down><enter>North<enter>Ana, Tom<enter>South<enter>Raj<enter><enter>");
    assert_eq!(home.asked, [Effect::Start, Effect::Found]);
    let agenda = home.app().set_up().unwrap();
    let teams: Vec<_> = agenda.teams.iter().map(|team| (team.name.as_str(), team.members.len())).collect();
    assert_eq!(teams, [("North", 2), ("South", 1)]);
}

#[test]
fn ctrl_s_looks_at_the_disk() {
    let mut play = play("We quote blind<enter>");
    play.disk(Err("disk full".to_owned()));
    play.keys("<c-s>").shows("NOT SAVED: disk full");
}
