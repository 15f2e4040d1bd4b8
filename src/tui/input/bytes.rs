//! The bytes of a terminal as keys and pastes. Told of silence too: what is unfinished then ends, and no byte is waited
//! for that may never come. Does not know where the bytes come from, nor what a key means.

use std::{str, time::Duration};

use super::sequence::{self, Step};
use crate::tui::keymap::{Code, Key};

/// Begins a paste.
const PASTE: &[u8] = b"\x1b[200~";
/// Ends it.
const PASTE_END: &[u8] = b"\x1b[201~";
/// A pause after which Esc is a key and not the beginning of one. A slow line rarely tears one apart for longer.
const ESC: Duration = Duration::from_millis(50);
/// A pause after which anything else that is unfinished is given up.
const SEQUENCE: Duration = Duration::from_millis(250);
/// A pause after which a paste without its end is taken as it is.
const PASTED: Duration = Duration::from_secs(3);
/// What follows the end of a paste sooner than this was pasted too: an end that stands in the text ends nothing.
const CLOSING: Duration = Duration::from_millis(20);
/// No field takes so much by far: what goes beyond it is left out of what is too long anyway.
const LONGEST_PASTE: usize = 64 << 20;

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// A key.
    Key(Key),
    /// A paste.
    Paste(String),
}

/// Bytes that do not make a whole yet.
#[derive(Debug, Default)]
pub(super) struct Bytes {
    pending: Vec<u8>,
    paste: Option<Paste>,
}

/// A paste that goes on.
#[derive(Debug, Default)]
struct Paste {
    text: Vec<u8>,
    /// Its end was seen, but no silence after it.
    is_closing: bool,
}

impl Bytes {
    /// Takes bytes in; what they complete goes to `out`.
    pub(super) fn take(&mut self, bytes: &[u8], out: &mut Vec<Typed>) {
        self.pending.extend_from_slice(bytes);
        let mut at = 0;
        while at < self.pending.len() {
            let rest = &self.pending[at..];
            if let Some(paste) = &mut self.paste {
                let taken = paste.take(rest);
                at += taken;
                if taken == 0 {
                    break;
                }
                continue;
            }
            match step(rest) {
                Step::Key(key, length) => {
                    out.push(Typed::Key(key));
                    at += length;
                }
                Step::Nothing(length) if rest.starts_with(PASTE) => {
                    self.paste = Some(Paste::default());
                    at += length;
                }
                Step::Nothing(length) => at += length,
                Step::Unfinished => break,
            }
        }
        self.pending.drain(..at);
    }

    /// How long a pause means silence; `None` when nothing is unfinished.
    pub(super) fn patience(&self) -> Option<Duration> {
        match (&self.paste, self.pending.as_slice()) {
            (Some(paste), _) => Some(if paste.is_closing { CLOSING } else { PASTED }),
            (None, []) => None,
            (None, [0x1b] | [0x1b, b'O' | b']' | b'P' | b'_']) => Some(ESC),
            (None, _) => Some(SEQUENCE),
        }
    }

    /// Nothing came for as long as [`Bytes::patience`] says: ends what is unfinished.
    pub(super) fn silence(&mut self, out: &mut Vec<Typed>) {
        let pending = std::mem::take(&mut self.pending);
        if let Some(paste) = self.paste.take() {
            let text = [paste.text, pending].concat();
            out.push(Typed::Paste(String::from_utf8_lossy(&text).into_owned()));
            return;
        }
        out.extend(
            match pending.as_slice() {
                [] => None,
                [0x1b] => Some(Key::plain(Code::Esc)),
                // Alt and a letter that also begins a sequence.
                [0x1b, letter @ (b'[' | b'O' | b']' | b'P' | b'_')] => Some(alt(char::from(*letter))),
                [0x1b, ..] => None,
                _ => Some(Key::char(char::REPLACEMENT_CHARACTER)),
            }
            .map(Typed::Key),
        );
    }
}

impl Paste {
    /// Takes what is text; how many bytes of `rest` are done with. What may be the beginning of the end is not.
    fn take(&mut self, rest: &[u8]) -> usize {
        if rest.starts_with(PASTE_END) {
            self.is_closing = true;
            return PASTE_END.len();
        }
        let next = rest.iter().skip(1).position(|byte| *byte == 0x1b).map_or(rest.len(), |at| at + 1);
        if next == rest.len() && PASTE_END.starts_with(rest) {
            return 0;
        }
        let room = LONGEST_PASTE.saturating_sub(self.text.len());
        self.text.extend_from_slice(&rest[..next.min(room)]);
        next
    }
}

/// The first whole at the beginning of `bytes`, which are not empty.
fn step(bytes: &[u8]) -> Step {
    match bytes {
        [0x1b] => Step::Unfinished,
        [0x1b, b'[', ..] => sequence::csi(bytes),
        [0x1b, b'O', ..] => sequence::ss3(bytes),
        [0x1b, b']' | b'P' | b'_', ..] => sequence::string(bytes),
        [0x1b, b'\r', ..] => Step::Key(Key { code: Code::Enter, ctrl: false, alt: true }, 2),
        [0x1b, 0x7f, ..] => Step::Key(Key { code: Code::Backspace, ctrl: false, alt: true }, 2),
        // Esc and a key with Ctrl are two keys.
        [0x1b, 0..0x20, ..] => Step::Key(Key::plain(Code::Esc), 1),
        [0x1b, rest @ ..] => match character(rest) {
            Step::Key(Key { code: Code::Char(char::REPLACEMENT_CHARACTER), .. }, _) => {
                Step::Key(Key::plain(Code::Esc), 1)
            }
            Step::Key(key, length) => Step::Key(Key { alt: true, ..key }, length + 1),
            other => other,
        },
        [0..0x20 | 0x7f, ..] => Step::Key(control(bytes[0]), 1),
        _ => character(bytes),
    }
}

/// One character of UTF-8; a byte that belongs to none is shown as one that is missing, and takes no neighbour along.
fn character(bytes: &[u8]) -> Step {
    let some = &bytes[..bytes.len().min(4)];
    let (valid, bad) = match str::from_utf8(some) {
        Ok(text) => (text, None),
        Err(error) => (str::from_utf8(&some[..error.valid_up_to()]).unwrap_or_default(), error.error_len()),
    };
    match (valid.chars().next(), bad) {
        (Some(c), _) => Step::Key(Key::char(c), c.len_utf8()),
        (None, Some(length)) => Step::Key(Key::char(char::REPLACEMENT_CHARACTER), length),
        (None, None) => Step::Unfinished,
    }
}

fn control(byte: u8) -> Key {
    match byte {
        b'\r' => Key::plain(Code::Enter),
        b'\t' => Key::plain(Code::Tab),
        // Some terminals send the one, some the other.
        0x08 | 0x7f => Key::plain(Code::Backspace),
        0 => Key::ctrl(' '),
        0x1c..0x20 => Key::ctrl(char::from(byte - 0x1c + b'4')),
        _ => Key::ctrl(char::from(byte - 1 + b'a')),
    }
}

pub(super) fn alt(c: char) -> Key {
    Key { code: Code::Char(c), ctrl: false, alt: true }
}

#[cfg(test)]
mod tests;
