//! What holds on every screen of the real program on which text is typed: an arrow that arrives in two pieces destroys
//! nothing, and neither do keys on which other programs stop.

use turnabout::{
    demo,
    store::{Shelf, to_json},
};

use crate::{
    play::ten,
    terminal::{ENTER, Terminal, World, until},
};

/// A screen outside a meeting on which text is typed.
struct Place {
    name: &'static str,
    /// Whether there are meetings already.
    has_past: bool,
    /// Keys that lead there from the home screen, each with what is shown then.
    opens: &'static [(&'static str, &'static str)],
    /// Keys that open it again once Esc has left it.
    again: &'static str,
}

const PLACES: [Place; 6] = [
    Place { name: "set up", has_past: false, opens: &[("j\r", "Which two teams meet?")], again: "j\r" },
    Place {
        name: "agenda",
        has_past: false,
        opens: &[("jjj\r", "Title"), (ENTER, "What is the series called?")],
        again: ENTER,
    },
    Place {
        name: "a new team",
        has_past: true,
        opens: &[("jjjj\r", "Title"), ("ja", "What is the team called?")],
        again: "a",
    },
    Place { name: "minutes", has_past: true, opens: &[("j\r", "type to search")], again: "j\r" },
    Place { name: "promises", has_past: true, opens: &[("jj\r", "Promises: ")], again: "jj\r" },
    Place {
        name: "correction",
        has_past: true,
        opens: &[
            ("j\r", "type to search"),
            (ENTER, "Final minutes"),
            ("c", "Which record is corrected?"),
            (ENTER, "What should it say?"),
        ],
        again: ENTER,
    },
];

/// The home screen of a series with or without meetings.
fn home(has_past: bool) -> (World, Terminal) {
    let world = World::new();
    if has_past {
        let folder = Shelf::new(world.data()).open("joint");
        folder.prepare().expect("a folder");
        folder.keep_agenda(&demo::agenda()).expect("an agenda");
        for meeting in demo::meetings(&demo::agenda(), 5, &ten()) {
            std::fs::write(folder.path(&meeting.id), to_json(&meeting)).expect("minutes");
        }
    }
    let terminal = world.start(&[]);
    terminal.wait_for(if has_past { "Start meeting " } else { "Start your first meeting" });
    (world, terminal)
}

/// The place with a word in its field.
fn typing(place: &Place) -> (World, Terminal) {
    let (world, mut terminal) = home(place.has_past);
    for (keys, shown) in place.opens {
        terminal.play(keys, shown);
    }
    terminal.play("zebra", "zebra");
    (world, terminal)
}

#[test]
fn a_torn_arrow_discards_nothing_outside_a_meeting() {
    for place in &PLACES {
        let (_world, mut terminal) = typing(place);
        terminal.send("\x1b");
        terminal.wait_until(place.name, |screen| !screen.contains("zebra"));
        terminal.send("[A");
        terminal.play(place.again, "zebra");
        assert!(!terminal.has_ended(), "{}", place.name);
    }
}

#[test]
fn a_torn_arrow_leaves_a_search_and_the_words_behind_it_alone() {
    for (opens, title) in [("\x10", "All commands"), ("\x1bOP", "Keys of this screen")] {
        let world = World::new();
        let mut terminal = world.exchange();
        terminal.play("crossing", "crossing");
        terminal.play(opens, title);
        terminal.play("zebra", "zebra");
        terminal.send("\x1b");
        terminal.wait_until("it is closed", |screen| !screen.contains("zebra"));
        terminal.play("[A", "crossing[A");
        terminal.kill("TERM");
        assert_eq!(terminal.exit_code(), 143);
        assert_eq!(world.draft(), "crossing[A");
    }
}

/// Ctrl-S, Ctrl-Q, Ctrl-\ and Ctrl-@: other programs freeze, stop or leave something behind.
const OTHERS_STOP: &str = "\x13\x11\x1c\0";
/// Ctrl-Z undoes where there is something to undo, and Ctrl-Y does it again.
const UNDONE: &str = "\x1a\x19";

#[test]
fn keys_that_stop_others_take_nothing_from_a_field() {
    for place in &PLACES {
        let (_world, mut terminal) = typing(place);
        terminal.play(&format!("{OTHERS_STOP} cros{UNDONE}sing"), "zebra crossing");
    }
}

#[test]
fn keys_that_stop_others_neither_freeze_help_nor_palette_nor_summary() {
    let world = World::new();
    let mut terminal = world.exchange();
    for (opens, title) in [("\x10", "All commands"), ("\x1bOP", "Keys of this screen")] {
        terminal.play(opens, title);
        terminal.play(&format!("zeb{OTHERS_STOP}\x1a\x19ra"), "zebra");
        terminal.send("\x1b");
        terminal.wait_until(title, |screen| !screen.contains("zebra"));
    }
    terminal.play("\x1b[6~", "Still missing.");
    terminal.play(ENTER, "Owners: read your promises");
    terminal.insist(ENTER, "is closed. Thank you.");
    world.wait_for_file("\"closed\"");
    terminal.send(OTHERS_STOP);
    terminal.play("\x1a", "Ready to close.");
    terminal.play("\x19", "is closed. Thank you.");
    terminal.play("\x10", "All commands");
    assert!(until(|| world.minutes()["state"] == "closed"), "it is closed again");
}
