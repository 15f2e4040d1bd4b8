//! Every kind of edit, what it refuses, and the way back.

use super::*;

const AGENDA: &str = r#"{
  "format": "turnabout-agenda",
  "version": 1,
  "title": "Sales & Operations",
  "teams": [
    { "id": "sales", "name": "Sales", "members": ["Ana"] },
    { "id": "operations", "name": "Operations", "delivers": true }
  ],
  "planned_minutes": 35,
  "items": [
    { "kind": "opening", "minutes": 3 },
    { "kind": "exchange", "minutes": 24 },
    { "kind": "discussion", "minutes": 2, "prompt": "Who is on call?" },
    { "kind": "close", "minutes": 4 }
  ]
}"#;

fn agenda() -> Agenda {
    Agenda::parse(AGENDA).unwrap()
}

/// The agenda after these edits.
#[track_caller]
fn after<const N: usize>(edits: [Edit; N]) -> Agenda {
    let mut agenda = agenda();
    for edit in edits {
        agenda.edit(edit).unwrap();
    }
    agenda
}

/// An edit is refused with this text and changes nothing.
#[track_caller]
fn check(edit: Edit, expected: &str) {
    let mut edited = agenda();
    assert_eq!(edited.edit(edit).unwrap_err().to_string(), expected);
    assert_eq!(edited, agenda());
}

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn a_renamed_team_keeps_its_id_and_a_new_one_gets_its_own() {
    let agenda = after([Edit::RenameTeam(0, text(" Field  Sales ")), Edit::AddTeam(text("Sales"))]);
    let teams: Vec<_> = agenda.teams.iter().map(|team| (team.id.as_str(), team.name.as_str())).collect();
    assert_eq!(teams, [("sales", "Field Sales"), ("operations", "Operations"), ("sales-2", "Sales")]);
}

#[test]
fn two_to_four_teams_have_different_names() {
    check(Edit::RemoveTeam(0), "1 team(s); a joint meeting takes two to four teams, add or remove some");
    check(Edit::AddTeam(text("sales")), "two teams are called \"sales\"; rename one");
    check(Edit::RenameTeam(1, text(" SALES")), "two teams are called \"SALES\"; rename one");
    check(Edit::AddTeam(text(" ")), "a team has no name; give it one");
    check(Edit::RemoveTeam(2), "that is not on the agenda any more");
    let mut four = after([Edit::AddTeam(text("Service")), Edit::AddTeam(text("Finance"))]);
    let fault = four.edit(Edit::AddTeam(text("Legal"))).unwrap_err().to_string();
    assert_eq!(fault, "5 team(s); a joint meeting takes two to four teams, add or remove some");
}

#[test]
fn people_are_names_with_commas_between() {
    assert_eq!(people("Ana  Duarte, Tom;Yuki\nAna Duarte,,"), ["Ana Duarte", "Tom", "Yuki"]);
    assert_eq!(after([Edit::People(0, text("Ana, Tom"))]).teams[0].members, ["Ana", "Tom"]);
    assert!(after([Edit::People(0, text(" "))]).teams[0].members.is_empty());
}

#[test]
fn a_rhythm_begins_with_how_often() {
    check(Edit::Day(Weekday::Friday), "say first how often the series meets");
    check(Edit::Every(text("often")), "\"often\" is no rhythm; write \"2 weeks\"");
    let agenda = after([Edit::Every(text("1 Month")), Edit::Day(Weekday::Friday), Edit::Time(text("9:15"))]);
    let rhythm = agenda.rhythm.clone().unwrap();
    assert_eq!((rhythm.every, rhythm.day), (Every::Months(1), Weekday::Friday));
    assert_eq!(rhythm.time.to_string(), "09:15:00");
    let mut agenda = agenda;
    let fault = agenda.edit(Edit::Time(text("noon"))).unwrap_err();
    assert_eq!(fault.to_string(), "\"noon\" is no time of day; write one like \"10:00\"");
    agenda.edit(Edit::Every(String::new())).unwrap();
    assert_eq!(agenda.rhythm, None);
}

#[test]
fn the_close_stays_the_last_item() {
    let refusal = "every meeting ends with its close; it stays the last item";
    check(Edit::RemoveItem(3), refusal);
    check(Edit::MoveItem(3, 2), refusal);
    check(Edit::MoveItem(2, 3), refusal);
    let agenda = after([Edit::MoveItem(2, 1), Edit::AddItem(9, Kind::Wins), Edit::RemoveItem(0)]);
    let kinds: Vec<_> = agenda.items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [Kind::Discussion, Kind::Exchange, Kind::Wins, Kind::Close]);
}

#[test]
fn every_kind_but_a_discussion_is_there_once() {
    check(Edit::AddItem(1, Kind::Exchange), "\"Turnabout\" is on the agenda already, and a meeting has it once");
    assert_eq!(after([Edit::AddItem(1, Kind::Discussion)]).items.len(), 5);
}

#[test]
fn the_items_fit_into_the_meeting() {
    check(Edit::Minutes(0, 6), "the items would take 36 of 35 minutes; make the meeting longer first");
    check(Edit::Length(Some(32)), "the items would take 33 of 32 minutes; make the meeting longer first");
    check(Edit::Minutes(0, 1441), "1441 is out of range; write a whole number from 0 to 1440");
    check(Edit::Length(Some(0)), "0 is out of range; write a whole number from 1 to 1440");
    assert_eq!(after([Edit::Length(None), Edit::Minutes(0, 30)]).minutes(), 60);
    // A new item takes what the reserve has.
    assert_eq!(after([Edit::AddItem(1, Kind::Wins)]).items[1].minutes, 2);
}

#[test]
fn an_exchange_has_rounds_and_turns() {
    check(Edit::Rounds(0, 2), "that is not on the agenda any more");
    check(Edit::Rounds(1, 11), "11 is out of range; write a whole number from 1 to 10");
    let agenda = after([Edit::Rounds(1, 1), Edit::TurnMinutes(1, 12), Edit::SayBack(1, false)]);
    let item = &agenda.items[1];
    assert_eq!((item.rounds, item.turn_minutes, item.say_back), (Some(1), Some(12), Some(false)));
}

#[test]
fn an_empty_wording_is_the_default_again() {
    let agenda = after([Edit::Prompt(1, "bring", text("{team}?\nAnd?")), Edit::Prompt(2, "discussion", text("News?"))]);
    assert_eq!(agenda.items[1].wording("bring"), Some("{team}?\nAnd?"));
    assert_eq!((agenda.items[2].wording("discussion"), &agenda.items[2].prompt), (Some("News?"), &None));
    let mut again = agenda;
    for (at, key) in [(1, "bring"), (2, "discussion")] {
        again.edit(Edit::Prompt(at, key, text(prompt::default(key)))).unwrap();
        assert_eq!(again.items[at].wording(key), None);
    }
    assert_eq!(again.items[1], agenda_item(1));
    let titled = after([Edit::ItemTitle(2, text("On call")), Edit::ItemTitle(1, text("Turnabout"))]);
    assert_eq!((titled.items[2].title.as_deref(), &titled.items[1].title), (Some("On call"), &None));
}

fn agenda_item(at: usize) -> ItemPlan {
    agenda().items[at].clone()
}

#[test]
fn an_edit_is_taken_back_and_made_again() {
    let mut editing = Editing::new(agenda());
    assert!(!editing.undo());
    assert_eq!(editing.edit(Edit::Title(text("Sales & Operations"))), Ok(false));
    assert!(!editing.has_undo());
    assert_eq!(editing.edit(Edit::Title(text("Both"))), Ok(true));
    assert_eq!(editing.edit(Edit::Minutes(0, 2)), Ok(true));
    assert!(editing.edit(Edit::Title(text(" "))).is_err());
    assert!(editing.undo() && editing.undo() && !editing.undo());
    assert_eq!(editing.agenda(), &agenda());
    assert!(editing.redo());
    assert_eq!(editing.agenda().title, "Both");
    assert_eq!(editing.edit(Edit::Minutes(0, 1)), Ok(true));
    assert!(!editing.redo());
}
