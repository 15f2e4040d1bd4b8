//! Good news: who tells it, who is thanked, and the goals met last time on top.

use turnabout::domain::Meeting;

use crate::play::{Play, three_teams, with_goals};

fn begun(script: &str) -> Play {
    let mut play = Play::begin(&with_goals());
    play.keys("<enter>").keys(script);
    play
}

fn wins(meeting: &Meeting) -> Vec<String> {
    let thanks = |win: &turnabout::domain::meeting::Win| {
        win.thanks_to.as_ref().map_or("nobody", |team| team.as_str()).to_owned()
    };
    meeting.wins.iter().map(|win| format!("{}: {} ({})", win.team, win.text, thanks(win))).collect()
}

#[test]
fn the_teams_tell_good_news_in_turn_and_thank_each_other() {
    let mut play = begun("");
    play.shows("Thanks to ■ Operations").shows("Next: ■ Operations tells one.");
    play.keys("Halden came early<enter>").shows("◆ Halden came early").shows("Thanks to ◆ Sales");
    play.keys("Good drawings<enter>A call at noon<enter>").shows("3 told so far");
    assert_eq!(
        wins(play.meeting()),
        [
            "sales: Halden came early (operations)",
            "operations: Good drawings (sales)",
            "sales: A call at noon (operations)"
        ]
    );
    play.keys("<enter>").shows("What do we want to reach");
}

#[test]
fn another_team_tells_it_when_chosen_and_the_words_stay() {
    let mut play = begun("Good drawings<tab>");
    play.shows("Thanks to ◆ Sales").shows("Good drawings");
    let mut again = Play::again(play.meeting(), &with_goals(), 5);
    again.shows("Thanks to ◆ Sales").keys("<enter>");
    assert_eq!(wins(again.meeting()), ["operations: Good drawings (sales)"]);
    again.shows("Thanks to ■ Operations").keys("<c-z>").shows("Good drawings").shows("Thanks to ◆ Sales");
}

#[test]
fn of_three_teams_the_one_that_is_named_is_thanked() {
    let mut agenda = three_teams();
    agenda.items = with_goals().items;
    let mut play = Play::begin(&agenda);
    play.keys("<enter>")
        .shows("nobody yet: name the team")
        .keys("The van of service came")
        .shows("Thanks to ▲ Service");
    play.keys("<enter>It went well<enter>Sales, Service: a list<enter>");
    assert_eq!(
        wins(play.meeting()),
        [
            "sales: The van of service came (service)",
            "operations: It went well (nobody)",
            "service: Sales, Service: a list (sales)"
        ]
    );
}

#[test]
fn a_half_typed_name_is_completed_before_the_team_changes() {
    let mut play = begun("Thanks @ra<tab>");
    play.shows("Thanks @Raj Patel").keys("<tab>").shows("Thanks to ◆ Sales");
}
