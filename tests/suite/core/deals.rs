//! Deals by example: what a line says of a deal, and what its scope changes.

use turnabout::domain::{
    Change,
    deal::NewDeal,
    entry::{EntryRef, Wording},
    quantity::Quantity,
};

use super::World;

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
