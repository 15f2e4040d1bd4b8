//! The full hour by keyboard: every item of the default agenda, and how many keys it takes.

use turnabout::domain::{
    Meeting,
    meeting::{ScopeVerdict, State, Verdict},
};

use crate::play::{Play, full};

/// Keys beyond the words themselves that one recorded entry may take.
const BUDGET: f64 = 2.5;

/// A first meeting in which three promises were made to Sales, with an hour on the agenda.
fn first() -> Meeting {
    let mut play = Play::begin(&full());
    play.keys("<enter>").keys(&skip(4));
    play.keys("We quote two weeks blind<enter><enter>A list every Monday @raj<enter>A bell @mia<enter>");
    play.keys("Lead times by product @olu<enter><enter><enter>");
    play.keys(&skip(2)).keys("<enter><enter><enter><enter><enter><enter>");
    assert_eq!(play.meeting().state, State::Closed);
    play.meeting().clone()
}

/// So many items skipped, as slowly as a person does.
fn skip(items: usize) -> String {
    "<pgdn><+2s>".repeat(items)
}

/// What is typed and pressed in a usual hour: text as typed, keys in angle brackets.
const HOUR: &[&str] = &[
    // The roll call, and a good piece of news from each side.
    "<enter>",
    "Operations shipped the Halden order a day early<enter>The forecast came on time<enter><enter>",
    // Three promises: kept and it helped, kept and it did not, not kept.
    "<enter><enter><enter><right><right><enter><right><right><enter><enter>Two installers were ill due:fri<enter><enter>",
    // Targets and limits.
    "12 installs before the year ends<enter>2 trade fairs<enter><enter>",
    "10 installs, two crews assuming: nobody is ill<enter>No second trip<enter><enter>",
    // Two deals: one on a condition, one not yet.
    "Brightline 4 installs @ana due:18 dec<enter>4 installs and one training day<enter>",
    "<right><enter>the site survey is done @raj due:4 dec<enter>",
    "Nordhavn 9 installs<enter>9 installs<enter><right><right><enter>a drawing of the roof<enter><enter>",
    // Four turns, six answers.
    "We learn of a changed scope on the day of the install @raj<enter><enter>",
    "No change without a call @tom<enter>A shared change log @ana<enter><enter><enter>",
    "Nobody tells us the stock<enter><enter>A stock list every Monday @mia<enter>A call when it runs low @raj<enter><enter><enter>",
    "Invoices wait for a signature<enter><enter>We sign within a day @yuki<enter><enter><enter>",
    "Customers call the crews<enter><enter>One number for all of them @olu<enter><enter><enter><enter>",
    // One goal with a reward for both.
    "30 installs without a second trip @ana @raj due:31 dec reward: team dinner<enter><enter>",
    // Check, read back, rate, plan, close.
    "<enter><enter>8 Bring the figures ready<enter>9<enter><enter><enter>",
];

/// Keys of a script beyond the words: everything in angle brackets but the pauses.
fn keys_beyond_words(script: &str) -> usize {
    script.matches('<').count() - script.matches("<+").count()
}

/// What the program lists as recorded, and the date of the next meeting. The condition of a deal is listed twice, as the
/// words of its verdict and as a promise: it counts once.
fn recorded(meeting: &Meeting) -> usize {
    let conditions = meeting.deals.iter().filter(|deal| deal.verdict == ScopeVerdict::GoIf).count();
    meeting.entries().len() - conditions + usize::from(meeting.next.is_some())
}

#[test]
fn an_hour_takes_at_most_two_and_a_half_keys_beyond_the_words_per_entry() {
    let mut play = Play::after(&full(), &[first()]);
    for part in HOUR {
        play.keys(part);
    }
    let meeting = play.meeting();
    let verdicts: Vec<Verdict> = meeting.reviews.iter().map(|review| review.verdict).collect();
    assert_eq!(verdicts, [Verdict::Kept, Verdict::Kept, Verdict::NotKept]);
    assert_eq!((meeting.wins.len(), meeting.expectations.len(), meeting.goals.len()), (2, 4, 1));
    let scopes: Vec<ScopeVerdict> = meeting.deals.iter().map(|deal| deal.verdict).collect();
    assert_eq!(scopes, [ScopeVerdict::GoIf, ScopeVerdict::NotYet]);
    let answers: usize = meeting.turns.iter().map(|turn| turn.answers.len()).sum();
    assert_eq!((meeting.turns.len(), answers, meeting.ratings.len()), (4, 6, 2));
    assert_eq!(meeting.state, State::Closed, "{}", play.screen(100, 30));

    let keys: usize = HOUR.iter().map(|part| keys_beyond_words(part)).sum();
    let entries = recorded(meeting);
    let each = keys as f64 / entries as f64;
    println!("{keys} keys beyond the words for {entries} recorded entries: {each:.2} each");
    assert!(each <= BUDGET, "{keys} keys for {entries} entries: {each:.2} each");
}
