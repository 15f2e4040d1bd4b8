//! Started where the keyboard or the screen is no terminal: said in one line, and nothing is made.

use crate::terminal::World;

/// Ways to take a part of the terminal away.
const MISSING: [&str; 6] = ["<&-", "</dev/null", "<a-file", ">/dev/null", ">&-", "| cat"];

#[test]
fn without_a_whole_terminal_the_way_for_scripts_is_named() {
    for command in ["", "run", "run first-meeting", "demo"] {
        for missing in MISSING {
            let world = World::borrowed();
            std::fs::write(world.root().join("a-file"), "y\ny\n").expect("it can be written");
            let (redirected, piped) = if missing == "| cat" { ("", missing) } else { (missing, "") };
            let run = format!("{{ \"$TURNABOUT\" {command} {redirected}; echo status $? >&2; }} {piped}");
            let mut terminal = world.script(&run);
            assert_eq!(terminal.exit_code(), 0, "the shell itself");
            assert_eq!(terminal.left_behind(), [""; 0], "{command} {missing}");
            let screen = terminal.screen();
            let wanted = "turnabout: needs a terminal; for scripts use `turnabout show`\nstatus 2";
            assert_eq!(screen.trim(), wanted, "{command} {missing}");
            assert!(!terminal.bytes().contains(&0x1b), "{command} {missing}: a screen was opened");
            assert!(!world.data().exists(), "{command} {missing}: nothing is made before there is a screen");
            assert_eq!(world.thrown_away(), [""; 0], "{command} {missing}");
        }
    }
}
