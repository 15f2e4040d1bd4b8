//! Made-up meetings of any length that the measurements start from. Does not know what is measured.

use std::time::Duration;

use jiff::{
    Zoned,
    civil::{Date, date},
    tz::Offset,
};
use turnabout::{
    agendas,
    domain::{
        Agenda, Change, Id, Kind, Meeting, Stamp,
        agenda::Start,
        ids::Ref,
        meeting::{Action, AnswerKind, Degree, Review, Verdict},
        past::Past,
        series::StartReason,
        turn::NewAnswer,
    },
    tui::{
        app::{App, Event, Opened},
        clock::Moment,
        screens::home::Shown,
        ui::Look,
    },
};

const PROBLEMS: [&str; 2] = [
    "We promise four weeks because nobody tells us what the line can take; by the time the order is in, it is eight, \
     and the customer hears it from the driver.",
    "Half of the special orders reach us without drawings. We ask three times, and the slot we held for them stands \
     empty while the next order waits.",
];
const SAID_BACK: &str = "You quote blind, and the customer learns the real date last.";
const ANSWERS: [&str; 2] = [
    "A list of the free slots of the next six weeks, every Monday before noon",
    "One person at the planning desk who answers a question about dates within the hour",
];

/// The agenda that comes with the program.
///
/// # Panics
/// Never: a test of the program parses it.
pub fn agenda() -> Agenda {
    let text = agendas::bundled(agendas::DEFAULT).expect("the default agenda is bundled");
    Agenda::parse(text).expect("a test parses every bundled agenda")
}

/// The moment at which everything happens.
///
/// # Panics
/// Never: the date exists.
pub fn moment() -> Moment {
    let wall = date(2026, 11, 24).at(10, 0, 0, 0).to_zoned(Offset::constant(1).to_time_zone());
    Moment { wall: wall.expect("a fixed offset has every hour"), steady: Duration::from_hours(1) }
}

/// A running meeting in its exchange, `turns` turns of it done and one more to come: each with a problem, its other
/// wording, two answers and two promises.
pub fn meeting(number: u32, turns: usize) -> Meeting {
    let agenda = agenda();
    let start = Start {
        id: format!("2026-11-24-1000-{number}"),
        series: agendas::DEFAULT.to_owned(),
        number,
        first_team: agenda.teams[0].id.clone(),
        facilitator: Some("Ana Duarte".to_owned()),
        last_people: Vec::new(),
        open_actions: Vec::new(),
    };
    let mut meeting = Meeting::begin(&agenda, start, stamp());
    // An agenda takes ten rounds; the record has no such limit.
    let rounds = u32::try_from(turns / 2 + 1).ok();
    for item in meeting.items.iter_mut().filter(|item| item.kind == Kind::Exchange) {
        item.rounds = rounds;
    }
    let exchange = meeting.items.iter().position(|item| item.kind == Kind::Exchange);
    make(&mut meeting, Change::GoTo(exchange.unwrap_or(0)));
    for index in 0..turns {
        turn(&mut meeting, index);
    }
    meeting
}

/// A meeting as [`meeting`] makes it, in whose next turn the first answer is due.
pub fn awaiting_answer(turns: usize) -> Meeting {
    let mut meeting = meeting(1, turns);
    bring(&mut meeting, turns);
    meeting
}

/// So many closed meetings of four turns, each of which reviewed the promises of the one before as kept; or, where
/// nothing `is_reviewed`, left all of them open.
pub fn series(meetings: u32, is_reviewed: bool) -> Vec<Meeting> {
    let mut series: Vec<Meeting> = Vec::new();
    for number in 1..=meetings {
        let mut next = meeting(number, 4);
        if let Some(last) = series.last().filter(|_| is_reviewed) {
            next.reviews = last.actions.iter().map(|action| kept(last, action)).collect();
        }
        make(&mut next, Change::Close);
        series.push(next);
    }
    series
}

/// The answer that is recorded in the measurements.
pub fn answer(index: usize) -> Change {
    Change::Answer(NewAnswer {
        kind: if index == 0 { AnswerKind::Yes } else { AnswerKind::YesIf },
        text: ANSWERS[index % ANSWERS.len()].to_owned(),
        detail: Some("the drawings are there with the order".to_owned()),
        owner: Some("Raj Patel".to_owned()),
        due: Some(due()),
    })
}

/// The program in a meeting after `turns` turns, `characters` characters typed for the problem of the next.
pub fn app(turns: usize, characters: usize) -> App {
    let mut meeting = meeting(14, turns);
    let words = PROBLEMS.join(" ") + " ";
    let text: String = words.chars().cycle().take(characters).collect();
    let field = format!("t{}.bring", turns + 1);
    make(&mut meeting, Change::Draft { field, text, caret: characters });
    let shown = Shown {
        name: agendas::DEFAULT.to_owned(),
        agenda: agenda(),
        series: None,
        files: 0,
        is_demo: false,
        others: Vec::new(),
        broken: Vec::new(),
        missing: Vec::new(),
        is_agenda_damaged: false,
        remark: None,
        lengths: vec![agenda()],
    };
    let mut app = App::new(shown, Look::default(), moment());
    let start = (meeting.first_team.clone(), StartReason::Swapped);
    let opened = Opened {
        meeting,
        agenda: agenda(),
        past: Past::default(),
        start,
        file: "minutes.json".to_owned(),
        again: false,
    };
    app.update(Event::Opened(Box::new(opened)), moment());
    app
}

/// [`moment`] as the minutes write it.
pub fn stamp() -> Stamp {
    let at: Zoned = moment().wall;
    Stamp::new(&at)
}

fn turn(meeting: &mut Meeting, index: usize) {
    bring(meeting, index);
    make(meeting, answer(0));
    make(meeting, answer(1));
    make(meeting, Change::FinishHelp);
    let taken: Vec<Id> = meeting.turns[index].answers.iter().map(|answer| answer.id.clone()).collect();
    make(meeting, Change::Agree { taken, enough: Degree::Yes });
}

fn bring(meeting: &mut Meeting, index: usize) {
    let text = PROBLEMS[index % PROBLEMS.len()].to_owned();
    make(meeting, Change::Bring { text, raised_by: Some("Tom Becker".to_owned()) });
    make(meeting, Change::SayBack(Some(SAID_BACK.to_owned())));
}

fn make(meeting: &mut Meeting, change: Change) {
    meeting.apply(change, &stamp()).expect("the script of a turn is in order");
}

fn kept(meeting: &Meeting, action: &Action) -> Review {
    Review {
        of: Ref::new(&meeting.id, &action.id),
        verdict: Verdict::Kept,
        helped: Some(Degree::Yes),
        reason: None,
        note: None,
        new_due: None,
        by_team: action.for_team.clone(),
    }
}

fn due() -> Date {
    date(2026, 12, 1)
}
