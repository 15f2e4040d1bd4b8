//! How a command ends and why. Knows no command, and does not print.

use std::fmt;

use crate::export::Plain;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Fine,
    /// It did not work.
    Failed,
    /// The command makes no sense, or there is no terminal.
    Usage,
    /// A file is damaged or was made by a newer program.
    Damaged,
    /// Another program has it.
    InUse,
}

impl Exit {
    /// The number the shell sees.
    pub const fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Damaged => 3,
            Self::InUse => 4,
        }
    }
}

/// Why a command ends without having done what it should; its text is one line that is safe to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CliError {
    /// What the shell sees. Not public, so that no message gets past [`CliError::new`].
    code: u8,
    /// Lower case, no full stop.
    pub message: String,
}

impl CliError {
    /// An error of this kind. Whatever stands in the message, file names too, is made one harmless line.
    pub fn new(exit: Exit, message: impl fmt::Display) -> Self {
        let message = Plain::of(message.to_string().trim()).line();
        Self { code: exit.code(), message }
    }

    /// What the shell sees.
    pub const fn code(&self) -> u8 {
        self.code
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CliError {}

/// Why there are no arguments to go on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Help or version was asked for: text for standard output.
    Asked(String),
    /// The arguments make no sense.
    Wrong(CliError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_harmless_line() {
        let error = CliError::new(Exit::Damaged, "a\u{1b}]0;x.json:\nbroken\n");
        assert_eq!((error.code, error.to_string().as_str()), (3, "a\\u{1b}]0;x.json: broken"));
    }
}
