//! What the program does not do: ask the network, or put words where others look.

use crate::{
    terminal::{ENTER, World},
    tools::{call, close, from_the_start, lines, talk},
};

/// The lines of all calls of a whole meeting, closed and handed out.
fn whole_meeting(calls: &str) -> (World, Vec<String>) {
    let world = World::new();
    let log = world.root().join("strace.log");
    let wrapper = from_the_start(&log, &["-e", &format!("trace={calls}")]);
    let wrapper: Vec<&str> = wrapper.iter().map(String::as_str).collect();
    let world = world.under(&wrapper);
    let mut terminal = talk(&world);
    terminal.send(&format!("W0001{ENTER}"));
    world.wait_for_file("W0001");
    close(&mut terminal);
    terminal.play("\x03", "again to leave");
    terminal.send("\x03");
    assert_eq!(terminal.exit_code(), 0);
    let lines = lines(&log);
    (world, lines)
}

#[test]
fn nothing_asks_the_network() {
    let (_world, lines) = whole_meeting("network,execve");
    assert!(lines.iter().any(|line| line.contains("execve")), "strace saw nothing");
    // A pair of sockets of its own wakes a thread; it leads nowhere.
    let is_network = |line: &&String| !line.contains("execve") && !line.contains("socketpair") && line.contains('(');
    let asked: Vec<&String> = lines.iter().filter(is_network).filter(|line| !is_own(line)).collect();
    assert!(asked.is_empty(), "{asked:#?}");
}

/// Reading and writing at a pair of sockets of its own.
fn is_own(line: &str) -> bool {
    let is_in_pair = line.contains("<UNIX") || line.contains("<socket:");
    is_in_pair && ["sendto(", "recvfrom(", "sendmsg(", "recvmsg(", "shutdown("].iter().any(|call| line.contains(call))
}

#[test]
fn nothing_is_made_but_in_its_own_folders() {
    let (world, lines) = whole_meeting("file");
    let own = [world.data(), world.state()];
    let is_own = |path: &str| own.iter().any(|own| std::path::Path::new(path).starts_with(own));
    let makes = ["mkdir", "rename", "link", "symlink", "mknod", "creat"];
    let is_made = |line: &&String| line.contains("O_CREAT") || makes.iter().any(|made| call(line).starts_with(made));
    let made: Vec<&String> = lines.iter().filter(is_made).collect();
    assert!(made.len() > 5, "strace saw nothing: {lines:#?}");
    for line in made {
        let paths = line.split('"').skip(1).step_by(2).filter(|path| path.starts_with('/'));
        let strange: Vec<&str> = paths.filter(|path| !is_own(path)).collect();
        assert!(strange.is_empty(), "{strange:?} in {line}");
    }
}
