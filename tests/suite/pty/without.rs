//! Started where something is missing: a keyboard or a screen, and nothing is made; a place for the minutes.

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

#[cfg(target_os = "linux")]
#[test]
fn without_a_folder_that_is_named_it_is_said_where_minutes_are_kept() {
    for door in ["", "run"] {
        let world = World::new();
        let go = format!("unset TURNABOUT_DATA_DIR; HOME=\"$PWD\" XDG_DATA_HOME=data exec \"$TURNABOUT\" {door}");
        let terminal = world.script(&go);
        terminal.wait_for("XDG_DATA_HOME is no full path and does not count: minutes are kept in");
        terminal.wait_for(".local/share/turnabout; name another folder with --data-dir");
    }
}
