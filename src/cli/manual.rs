//! `turnabout completions` and `turnabout man`: what shells and `man` know of the commands, made from the one
//! description of them.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::{Args, Printed};

/// The name under which the program is called.
const NAME: &str = "turnabout";

/// A script that makes `shell` complete commands and options.
#[expect(clippy::missing_panics_doc, reason = "what is expected always holds")]
pub fn completions(shell: Shell) -> Printed {
    let mut script = Vec::new();
    generate(shell, &mut Args::command(), NAME, &mut script);
    Printed::own(String::from_utf8(script).expect("the description of the commands is text"))
}

/// The manual page: the program, then each command.
#[expect(clippy::missing_panics_doc, reason = "what is expected always holds")]
pub fn page() -> Printed {
    let mut command = Args::command();
    command.build();
    let mut page = Vec::new();
    let written = clap_mangen::Man::new(command.clone()).render(&mut page);
    written.expect("memory takes every page");
    for sub in command.get_subcommands() {
        let man = clap_mangen::Man::new(sub.clone());
        let title = format!(".SH \"{NAME} {}\"\n", sub.get_name()).to_uppercase();
        let mut parts = Vec::new();
        let written = man.render_synopsis_section(&mut parts).and_then(|()| man.render_options_section(&mut parts));
        written.expect("memory takes every page");
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        // What is a section of a page of its own is a part of one here.
        let parts = String::from_utf8_lossy(&parts).replace(".SH ", ".SS ");
        page.extend(format!("{title}{}.\n{parts}", about.replace('-', "\\-")).bytes());
    }
    Printed::own(String::from_utf8(page).expect("the description of the commands is text"))
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;

    #[test]
    fn every_shell_completes_every_command() {
        for shell in Shell::value_variants() {
            let script = completions(*shell).to_string();
            for command in Args::command().get_subcommands() {
                assert!(script.contains(command.get_name()), "{shell}: {}", command.get_name());
            }
            assert!(script.contains("data-dir"), "{shell}");
        }
    }

    #[test]
    fn the_page_tells_every_command() {
        let page = page().to_string();
        assert!(page.contains(".TH turnabout"), "{page}");
        for command in Args::command().get_subcommands().filter(|command| command.get_name() != "help") {
            let title = format!(".SH \"TURNABOUT {}\"", command.get_name().to_uppercase());
            assert!(page.contains(&title), "no {title} in\n{page}");
        }
    }
}
