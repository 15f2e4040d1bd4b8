//! Deals by example: what a line says of a deal, and what its scope changes.

use turnabout::domain::{
    Change, Id,
    deal::NewDeal,
    entry::{EntryRef, Wording},
    meeting::ScopeVerdict,
    quantity::Quantity,
};

use super::{World, reword, verify};

/// `name | quantity` of a line.
#[track_caller]
fn check(line: &str, expected: &str) {
    let named = NewDeal::named(line);
    let quantity = named.quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
    assert_eq!(format!("{} | {quantity}", named.name), expected, "{line:?}");
}

#[test]
fn a_quantity_at_the_end_of_a_line_is_not_part_of_the_name() {
    check("Brightline 4 installs", "Brightline | 4 installs");
    check("Brightline, 4 installs.", "Brightline | 4 installs");
    check("Area 51 north 4 installs", "Area 51 north | 4 installs");
    check("4 installs for Brightline", "4 installs for Brightline | 4 installs");
    check("4 installs", "4 installs | 4 installs");
    check("Brightline 4", "Brightline 4 | ");
    check("Brightline", "Brightline | ");
    check("", " | ");
}

/// A deal of this line, with this scope.
fn world(line: &str, scope: &str) -> World {
    let mut world = World::new(2, 2);
    world.make(Change::Offer(NewDeal::named(line)));
    world.make(Change::Reword {
        entry: EntryRef::Scope("d1".into()),
        wording: Wording { text: scope.to_owned(), ..Wording::default() },
    });
    world
}

#[test]
fn a_scope_changes_how_much_is_counted_and_never_what() {
    let quantity = |line: &str, scope: &str| world(line, scope).meeting.deals[0].title();
    assert_eq!(quantity("Brightline 4 installs", "2 days of training, 6 Installs"), "Brightline 6 Installs");
    assert_eq!(quantity("Brightline 4 installs", "2 days of training"), "Brightline 4 installs");
    assert_eq!(quantity("Brightline", "2 days of training"), "Brightline 2 days");
}

#[test]
fn a_deal_is_reworded_with_its_quantity() {
    let mut world = world("Brightline 4 installs", "no weekend work");
    let entry = |world: &World| world.meeting.entries().into_iter().find(|entry| entry.label == "deal").unwrap();
    assert_eq!(entry(&world).line, "Brightline 4 installs");
    for (line, quantity) in [("Brightline Ltd 5 installs", Some("5 installs")), ("Brightline Ltd", None)] {
        let wording = Wording { text: line.to_owned(), ..Wording::default() };
        world.make(Change::Reword { entry: EntryRef::Deal("d1".into()), wording });
        let deal = &world.meeting.deals[0];
        let found = deal.quantity.as_ref().map(Quantity::to_string);
        assert_eq!((deal.name.as_str(), found.as_deref()), ("Brightline Ltd", quantity));
        assert_eq!(entry(&world).line, line);
    }
}

/// A deal that goes if the survey is done.
fn with_condition() -> World {
    let mut world = world("Brightline 4 installs", "no weekend work");
    world.make(verify("d1", ScopeVerdict::GoIf, Some("the survey is done")));
    world
}

/// The words of the promises, and the deal that each comes from.
fn promises(world: &World) -> Vec<(&str, Option<&str>)> {
    let promises = world.meeting.actions.iter();
    promises.map(|action| (action.text.as_str(), action.source.as_ref().map(Id::as_str))).collect()
}

#[test]
fn a_condition_is_gone_with_its_verdict_unless_it_got_words_of_its_own() {
    let again = || verify("d1", ScopeVerdict::GoIf, Some("the cables come"));
    let ends = [
        again(),
        verify("d1", ScopeVerdict::Go, None),
        Change::Remove(EntryRef::ScopeCheck("d1".into())),
        Change::Remove(EntryRef::Deal("d1".into())),
    ];
    for end in ends {
        let renewed = (end == again()).then_some(("Brightline: the cables come", Some("d1")));
        let mut world = with_condition();
        world.make(end.clone());
        assert_eq!(promises(&world), Vec::from_iter(renewed), "{end:?}");
        world.undo();
        world.make(reword(EntryRef::Action("a1".into()), "Raj surveys the roof"));
        world.make(end.clone());
        let expected: Vec<_> = [("Raj surveys the roof", None)].into_iter().chain(renewed).collect();
        assert_eq!(promises(&world), expected, "{end:?}");
    }
}

#[test]
fn a_condition_under_another_name_or_in_other_words_is_still_that_of_its_verdict() {
    for (entry, text) in
        [(EntryRef::Deal("d1".into()), "Brightline Ltd"), (EntryRef::ScopeCheck("d1".into()), "the roof is surveyed")]
    {
        let mut world = with_condition();
        world.make(reword(entry, text));
        assert!(promises(&world)[0].0.contains(text), "{:?}", promises(&world));
        world.make(Change::Remove(EntryRef::ScopeCheck("d1".into())));
        assert_eq!(promises(&world), []);
    }
}
