//! Escape sequences as keys: those of xterm, of the Linux console, of rxvt and of the kitty protocol. Answers and
//! reports of the terminal are known as such, so that they never become text. Does not know what a key means.

use super::bytes::alt;
use crate::tui::keymap::{Code, Key};

/// A sequence of more bytes than this is none.
const LONGEST: usize = 64;
/// An answer in words of more bytes than this is none.
const LONGEST_STRING: usize = 1 << 16;

/// What stands at the beginning of some bytes, and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A key.
    Key(Key, usize),
    /// Something whole that is no key.
    Nothing(usize),
    /// More bytes are needed to tell.
    Unfinished,
}

/// A sequence that begins with `ESC [`.
pub(super) fn csi(bytes: &[u8]) -> Step {
    match bytes[2..] {
        [] => return Step::Unfinished,
        // The Linux console: F1 to F5.
        [b'[', letter @ b'A'..=b'E', ..] => return Step::Key(Key::plain(Code::F(letter - b'A' + 1)), 4),
        [b'['] => return Step::Unfinished,
        // An old report of the mouse: three bytes follow.
        [b'M', ..] => return if bytes.len() < 6 { Step::Unfinished } else { Step::Nothing(6) },
        _ => {}
    }
    let inner = &bytes[2..];
    let digits = inner.iter().take(LONGEST).take_while(|byte| byte.is_ascii_digit()).count();
    // The keys of rxvt with Shift end so; elsewhere it is the last but one byte of an answer.
    if digits > 0 && inner.get(digits) == Some(&b'$') {
        return key(b'$', &inner[..digits], digits + 3);
    }
    let length = inner.iter().take(LONGEST).take_while(|byte| (0x20..0x40).contains(*byte)).count();
    match inner.get(length) {
        _ if length == LONGEST => Step::Nothing(length + 2),
        None => Step::Unfinished,
        Some(end @ 0x40..0x7f) => key(*end, &inner[..length], length + 3),
        // It breaks off; what comes now is not part of it.
        Some(_) => Step::Nothing(length + 2),
    }
}

/// A sequence that begins with `ESC O`: arrows in the mode of applications, the number pad, F1 to F4.
pub(super) fn ss3(bytes: &[u8]) -> Step {
    let Some(letter) = bytes.get(2) else { return Step::Unfinished };
    let code = match letter {
        b'M' => Code::Enter,
        b'I' => Code::Tab,
        b'X' => Code::Char('='),
        b'j'..=b'y' => Code::Char(char::from(letter - b'j' + b'*')),
        // rxvt with Ctrl.
        b'a'..=b'd' => {
            let Some(code) = letter_code(letter.to_ascii_uppercase()) else { return Step::Nothing(3) };
            return Step::Key(Key { code, ctrl: true, alt: false }, 3);
        }
        _ => match letter_code(*letter) {
            Some(code) => code,
            // No sequence: Alt-O, and then another key.
            None => return Step::Key(alt('O'), 2),
        },
    };
    Step::Key(Key::plain(code), 3)
}

/// An answer in words: `ESC ]`, `ESC P` or `ESC _` up to its end. What cannot be an answer is a letter with Alt.
pub(super) fn string(bytes: &[u8]) -> Step {
    let is_answer = match (bytes[1], bytes.get(2)) {
        (_, None) => return Step::Unfinished,
        (b']', Some(first)) => first.is_ascii_digit(),
        (b'P', Some(first)) => first.is_ascii_digit() || b">!+$".contains(first),
        (_, Some(first)) => *first == b'G',
    };
    if !is_answer {
        return Step::Key(alt(char::from(bytes[1])), 2);
    }
    for (at, byte) in bytes.iter().enumerate().take(LONGEST_STRING).skip(2) {
        match (byte, bytes.get(at + 1)) {
            (0x07, _) => return Step::Nothing(at + 1),
            (0x1b, Some(b'\\')) => return Step::Nothing(at + 2),
            (0x1b, None) => return Step::Unfinished,
            // It breaks off.
            (0x1b, Some(_)) => return Step::Nothing(at),
            _ => {}
        }
    }
    if bytes.len() < LONGEST_STRING { Step::Unfinished } else { Step::Nothing(LONGEST_STRING) }
}

/// The key of a sequence that ends so. The rest is an answer or a report.
fn key(end: u8, inner: &[u8], length: usize) -> Step {
    let known = numbers(inner).and_then(|numbers| match end {
        b'~' => tilde(&numbers),
        b'u' => kitty(&numbers),
        b'Z' => Some(Key::plain(Code::BackTab)),
        b'^' | b'@' => tilde(&numbers).map(|key| Key { ctrl: true, ..key }),
        b'$' => tilde(&numbers),
        b'a'..=b'd' => letter_code(end.to_ascii_uppercase()).map(Key::plain),
        // With a row and a column it tells where the caret is.
        b'R' if numbers.first(1) != 1 || numbers.mark() > 16 => None,
        _ => letter_code(end).and_then(|code| numbers.with_marks(code)),
    });
    known.map_or(Step::Nothing(length), |key| Step::Key(key, length))
}

/// Numbers between `;`, each with its own between `:`. Zero for one that is left out.
struct Numbers(Vec<Vec<u32>>);

/// `None` for what has marks that no key has.
fn numbers(inner: &[u8]) -> Option<Numbers> {
    let is_plain = inner.iter().all(|byte| byte.is_ascii_digit() || b";:".contains(byte));
    let text = str::from_utf8(inner).ok().filter(|_| is_plain)?;
    let of = |part: &str| part.split(':').map(|number| number.parse().unwrap_or(0)).collect();
    Some(Numbers(text.split(';').map(of).collect()))
}

impl Numbers {
    fn at(&self, part: usize, inside: usize) -> u32 {
        self.0.get(part).and_then(|part| part.get(inside)).copied().unwrap_or(0)
    }

    /// The first number, or what stands for one that is left out.
    fn first(&self, otherwise: u32) -> u32 {
        if self.at(0, 0) == 0 { otherwise } else { self.at(0, 0) }
    }

    /// The second: which keys are held, plus one.
    fn mark(&self) -> u32 {
        self.at(1, 0)
    }

    fn holds(&self, bit: u32) -> bool {
        self.mark().saturating_sub(1) & bit != 0
    }

    /// The key with what is held; `None` when it is let go.
    fn with_marks(&self, code: Code) -> Option<Key> {
        let is_release = self.at(1, 1) == 3;
        (!is_release).then(|| Key { code, ctrl: self.holds(4), alt: self.holds(2) })
    }

    /// The key of a character by its number, as the kitty protocol and xterm tell it.
    fn with_character(&self, number: u32, shifted: u32) -> Option<Key> {
        let shift = self.holds(1);
        let code = match char::from_u32(if shift && shifted != 0 { shifted } else { number })? {
            '\t' if shift => Code::BackTab,
            '\t' => Code::Tab,
            '\r' => Code::Enter,
            '\u{1b}' => Code::Esc,
            '\u{7f}' | '\u{8}' => Code::Backspace,
            // Keys without a character: volume, Shift itself and the like.
            '\0'..' ' | '\u{e000}'..='\u{f8ff}' => return None,
            c if self.holds(4) => Code::Char(c.to_ascii_lowercase()),
            c if shift && shifted == 0 => Code::Char(c.to_uppercase().next().unwrap_or(c)),
            c => Code::Char(c),
        };
        self.with_marks(code)
    }
}

fn tilde(numbers: &Numbers) -> Option<Key> {
    let code = match u8::try_from(numbers.first(0)).ok()? {
        1 | 7 => Code::Home,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        n @ 11..=15 => Code::F(n - 10),
        n @ 17..=21 => Code::F(n - 11),
        n @ (23 | 24) => Code::F(n - 12),
        27 => return numbers.with_character(numbers.at(2, 0), 0),
        _ => return None,
    };
    numbers.with_marks(code)
}

fn kitty(numbers: &Numbers) -> Option<Key> {
    numbers.with_character(numbers.at(0, 0), numbers.at(0, 1))
}

fn letter_code(letter: u8) -> Option<Code> {
    Some(match letter {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'P' => Code::F(1),
        b'Q' => Code::F(2),
        b'R' => Code::F(3),
        b'S' => Code::F(4),
        _ => return None,
    })
}
