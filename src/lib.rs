//! Turnabout runs the regular joint meeting of two teams that depend on each other: each brings a problem, the other
//! answers with help, and everybody leaves with the same minutes.
//!
//! # The screen
//!
//! ```text
//!  title · meeting 14                  saved 10:24:07 · 10:24 · ends 11:00    tui::view, the truth about saving
//!  ──────────────────────────────────────────────────────────────────────
//!  ✓ Opening          2:10 │  Turn 1 of 4 · ● Bring ○ Say back …            tui::screens::stage, one file per kind
//!  ▶ Turnabout  12 / 24 min│   ◆ SALES
//!    Close           4 min │  What are you struggling with?
//!                          │  ╭────────────────────────────────╮
//!  This move    3:42 left  │  │ We quote two weeks because …▏  │          tui::ui::text_field
//!  ▮▮▮▮▮▮▮▯▯▯              │  ╰────────────────────────────────╯
//!  ◆ Sales      ▮▮▮ 12:40  │  Next: ■ Operations says it back.
//!  ──────────────────────────────────────────────────────────────────────
//!  Enter record · Ctrl-J new line · Ctrl-P all commands · F1 help             tui::keymap, tui::ui::footer
//! ```
//!
//! # A key press
//!
//! `tui::run` receives it and stamps the time, `tui::input` has made it a key, `tui::app` asks `tui::keymap` what it
//! means, the screen answers with a command, [`domain::Meeting::apply`] accepts or refuses, the saver of `store`
//! writes, `tui::view` draws, and the header tells when it is on the disk.
//!
//! # Who may use whom
//!
//! | room | may use | must not mention |
//! |---|---|---|
//! | [`domain`] | std values, jiff, serde, widths of letters | any other room, files, threads, the current time |
//! | [`agendas`] | nothing | |
//! | [`demo`] | `domain` | files, the current time |
//! | [`export`] | `domain` | files, the terminal |
//! | [`fault`] | the environment | any other room |
//! | [`store`] | `domain`, `fault`, files | the terminal, `tui` |
//! | [`cli`] | `domain`, `agendas`, `export`, `store` | the terminal |
//! | `tui::ui` | `domain`, `tui::keymap`, ratatui | `export`, `store`, `tui::app`, the current time |
//! | `tui::screens` | `domain`, digests of `export`, `tui::ui`, `tui::keymap`, ratatui | `store`, `tui::app`, `tui::run` |
//! | `tui::app` | `domain`, `tui::screens`, `tui::keymap`, of ratatui sizes | crossterm, files |
//! | `tui::view` | all of `tui` but `tui::run` | `store` |
//! | `tui::clock`, `tui::input`, `tui::terminal`, `tui::wire` | the clocks, `fault`, the terminal | `store`, screens |
//! | `tui::errands` | nothing | |
//! | `tui::exits`, `tui::signals` | `store`, signals, `tui::terminal` | screens |
//! | `tui::desk`, `tui::archive` | `domain`, `store`, `agendas`, `demo` | the terminal |
//! | `tui::writer` | `domain`, `export`, `store` | screens |
//! | `tui::run`, `main` | everything | |

pub mod agendas;
#[cfg(test)]
#[path = "../tests/suite/chance.rs"]
mod chance;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod export;
pub mod fault;
pub mod store;
pub mod tui;
