//! Made-up teams and meetings that tests start from.

use jiff::{ToSpan, Zoned, civil::date, tz::Offset};
use turnabout::domain::{
    Agenda, Kind, Meeting, Stamp,
    agenda::{ItemPlan, Start, TeamPlan},
    meeting::OpenAction,
};

/// Place of the opening in [`agenda`].
pub(crate) const OPENING: usize = 0;
/// Place of the exchange.
pub(crate) const EXCHANGE: usize = 2;
/// Place of the discussion.
pub(crate) const DISCUSSION: usize = 3;

const TEAMS: [(&str, &str, [&str; 2]); 4] = [
    ("sales", "Sales", ["Ana Duarte", "Tom Becker"]),
    ("operations", "Operations", ["Raj Patel", "Mia Svensson"]),
    ("service", "Service", ["Olu Adeyemi", "Kim Berg"]),
    ("finance", "Finance", ["Lena Ortiz", "Sam Roux"]),
];

/// Opening 3, good news 2, exchange 24, discussion 0 and close 4 minutes, for the first `teams` teams.
pub(crate) fn agenda(teams: usize, rounds: u32, say_back: bool) -> Agenda {
    let plan = |(id, name, members): &(&str, &str, [&str; 2])| TeamPlan {
        id: (*id).into(),
        name: (*name).to_owned(),
        delivers: *id == "operations",
        members: members.map(str::to_owned).to_vec(),
    };
    let exchange = ItemPlan { rounds: Some(rounds), say_back: Some(say_back), ..ItemPlan::new(Kind::Exchange, 24) };
    let items = vec![
        ItemPlan::new(Kind::Opening, 3),
        ItemPlan::new(Kind::Wins, 2),
        exchange,
        ItemPlan::new(Kind::Discussion, 0),
        ItemPlan::new(Kind::Close, 4),
    ];
    Agenda::new("Joint meeting".to_owned(), TEAMS[..teams].iter().map(plan).collect(), None, None, items).unwrap()
}

/// The meeting of this number, begun at second 0 with the first team of the agenda.
pub(crate) fn begin(agenda: &Agenda, number: u32) -> Meeting {
    let start = Start {
        id: format!("meeting-{number}"),
        series: "joint".to_owned(),
        number,
        first_team: agenda.teams[0].id.clone(),
        facilitator: None,
        last_people: Vec::new(),
        open_actions: Vec::new(),
    };
    Meeting::begin(agenda, start, at(0))
}

/// A promise of Operations to Sales that was made two weeks ago.
pub(crate) fn open_action() -> OpenAction {
    OpenAction {
        of: "meeting-0/a1".into(),
        text: "Second crew".to_owned(),
        condition: None,
        team: "operations".into(),
        for_team: "sales".into(),
        owner: None,
        due: None,
        carried: 0,
    }
}

/// A moment: seconds after 10 o'clock.
pub(crate) fn moment(second: i64) -> Zoned {
    let zone = Offset::constant(1).to_time_zone();
    date(2026, 11, 24).at(10, 0, 0, 0).to_zoned(zone).unwrap().saturating_add(second.seconds())
}

/// The same as the minutes write it.
pub(crate) fn at(second: i64) -> Stamp {
    Stamp::new(&moment(second))
}
