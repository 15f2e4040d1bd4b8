//! What is said in the made-up meetings. Does not know when.

use crate::domain::meeting::{AnswerKind, Degree, ScopeVerdict};

/// People of the two teams.
pub(super) const PEOPLE: [[&str; 3]; 2] =
    [["Ana Duarte", "Tom Becker", "Yuki Mori"], ["Raj Patel", "Mia Svensson", "Olu Adeyemi"]];

/// A problem and the help it finds.
pub(super) struct Turn {
    pub(super) problem: &'static str,
    pub(super) said_back: Option<&'static str>,
    pub(super) help: &'static [(AnswerKind, &'static str, Option<&'static str>)],
    pub(super) enough: Degree,
}

const fn turn(
    problem: &'static str,
    said_back: Option<&'static str>,
    help: &'static [(AnswerKind, &'static str, Option<&'static str>)],
    enough: Degree,
) -> Turn {
    Turn { problem, said_back, help, enough }
}

/// Problems of the first team, and of the second, meeting by meeting.
pub(super) const TURNS: [[Turn; 5]; 2] = [
    [
        turn(
            "We quote two weeks because nobody tells us the real lead time.",
            Some("You quote blind, and the customer hears the real date last."),
            &[
                (AnswerKind::Yes, "A list of the free slots of the next six weeks, every Monday", None),
                (AnswerKind::YesIf, "An answer about a date within the hour", Some("it is asked before four")),
            ],
            Degree::Yes,
        ),
        turn(
            "Customers call us when the crew is late, and we know nothing.",
            None,
            &[(AnswerKind::Yes, "The crew calls the customer at eight on the day", None)],
            Degree::Yes,
        ),
        turn(
            "We lose small orders because an offer takes a week.",
            None,
            &[
                (AnswerKind::Instead, "A price list for the ten usual jobs", None),
                (AnswerKind::No, "A crew kept free for small orders", Some("nobody is left for it before spring")),
            ],
            Degree::Partly,
        ),
        turn(
            "Spare parts are promised for the same day and come after three.",
            Some("You promise what our shelf does not hold."),
            &[(AnswerKind::Yes, "A second shelf with the twenty usual parts", None)],
            Degree::Yes,
        ),
        turn(
            "Nobody tells the customer that the work is done.",
            None,
            &[
                (AnswerKind::Yes, "A photo and one line to the customer on the same evening", None),
                (AnswerKind::Later, "A form to sign on the tablet", None),
            ],
            Degree::Partly,
        ),
    ],
    [
        turn(
            "Half of the special orders reach us without drawings.",
            None,
            &[(AnswerKind::Yes, "No order is entered without its drawing", None)],
            Degree::Yes,
        ),
        turn(
            "We learn of a changed scope on the day of the install. Each one costs a second trip.",
            Some("A change is agreed with us and does not reach you."),
            &[
                (AnswerKind::Yes, "A changed scope is called through before noon of the day before", None),
                (AnswerKind::YesIf, "One page a week with all changes", Some("one template is used by all")),
            ],
            Degree::Yes,
        ),
        turn(
            "Everything is urgent, so nothing is.",
            None,
            &[(AnswerKind::Yes, "At most two urgent orders a week, named on Monday", None)],
            Degree::Yes,
        ),
        turn(
            "We wait at the door: nobody told the customer when we come.",
            None,
            &[(AnswerKind::Yes, "The customer confirms the hour before the order is planned", None)],
            Degree::Partly,
        ),
        turn(
            "The forecast is wrong by half, and we hire by it.",
            Some("You hire for work that does not come."),
            &[
                (AnswerKind::Yes, "A forecast by week, with what is certain apart from what is hoped", None),
                (AnswerKind::Yes, "A call on Friday when it moves by more than two jobs", None),
            ],
            Degree::Yes,
        ),
    ],
];

/// What the other team did that helped, by team.
pub(super) const WINS: [[&str; 5]; 2] = [
    [
        "Raj came along to the customer in Halden.",
        "The list of free slots was there on Monday at nine.",
        "The Brightline crew stayed until eight.",
        "Mia explained the price list to all of us.",
        "No customer called to ask where the crew was.",
    ],
    [
        "Tom brought the drawings himself.",
        "Ana told the customer the truth about the date.",
        "All scope changes came before noon.",
        "Only one urgent order in two weeks.",
        "Yuki found a second slot for Nordhavn.",
    ],
];

/// A deal, what is in it, the verdict and its words.
pub(super) const DEALS: [(&str, &str, ScopeVerdict, Option<&str>); 5] = [
    ("Brightline", "4 installs, no weekend work", ScopeVerdict::Go, None),
    ("Nordhavn", "6 installs by the end of the month", ScopeVerdict::GoIf, Some("the roof is seen before")),
    ("Halden", "2 installs and a training", ScopeVerdict::NotYet, Some("the drawing of the hall")),
    ("Lindqvist", "3 installs", ScopeVerdict::Go, None),
    ("Marina West", "5 installs on the water", ScopeVerdict::GoIf, Some("the ferry takes the van")),
];

/// What was decided, where something was.
pub(super) const DECISIONS: [Option<&str>; 5] = [
    Some("A promise about a date is made only from the list of free slots."),
    None,
    Some("Urgent means: agreed by both teams on Monday."),
    None,
    Some("The forecast tells what is certain apart from what is hoped."),
];

/// How the teams found it, and what would have made it one better.
pub(super) const RATINGS: [[(u8, Option<&str>); 2]; 5] = [
    [(6, Some("Start on time.")), (5, Some("Bring the figures."))],
    [(7, None), (6, Some("Fewer deals, more time for problems."))],
    [(7, Some("Say what happens until next time.")), (8, None)],
    [(8, None), (7, Some("Bring the drawings along."))],
    [(8, None), (8, Some("Ten minutes less for the deals."))],
];
