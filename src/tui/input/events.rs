//! The events of the terminal library as keys and text, where bytes are not read: on Windows. Does not know what a key means.

use crossterm::event::{self, KeyCode, KeyEventKind, KeyModifiers};

use crate::tui::{
    app::Event,
    keymap::{Code, Key},
};

/// The event that counts, `None` for one that does not: releases, focus, the mouse.
pub(super) fn event(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) => self::key(key).map(Event::Key),
        event::Event::Paste(text) => Some(Event::Paste(text)),
        event::Event::Resize(columns, rows) => Some(Event::Resized(columns, rows)),
        event::Event::FocusGained | event::Event::FocusLost | event::Event::Mouse(_) => None,
    }
}

/// The key of a press. Ctrl and Alt together with a letter are text: so some keyboards write `@` and `{`.
fn key(event: event::KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let both = event.modifiers.contains(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let code = code(event.code)?;
    let is_text = both && matches!(code, Code::Char(_));
    let has = |modifier| event.modifiers.contains(modifier) && !is_text;
    let (ctrl, alt) = (has(KeyModifiers::CONTROL), has(KeyModifiers::ALT));
    let code = match code {
        Code::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
        Code::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Code::BackTab,
        other => other,
    };
    Some(Key { code, ctrl, alt })
}

fn code(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyEvent;

    use super::*;

    fn press(code: KeyCode, modifiers: KeyModifiers) -> Option<Key> {
        key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn ctrl_and_alt_together_are_text() {
        let altgr = KeyModifiers::CONTROL | KeyModifiers::ALT;
        assert_eq!(press(KeyCode::Char('@'), altgr), Some(Key::char('@')));
        assert_eq!(press(KeyCode::Char('Z'), KeyModifiers::CONTROL), Some(Key::ctrl('z')));
    }

    #[test]
    fn what_the_mouse_does_does_not_count() {
        assert!(matches!(event(event::Event::Paste("a".to_owned())), Some(Event::Paste(_))));
        assert!(matches!(event(event::Event::Resize(80, 24)), Some(Event::Resized(80, 24))));
        assert!(event(event::Event::FocusLost).is_none());
    }

    #[test]
    fn a_release_is_no_key() {
        let release = KeyEvent::new_with_kind(KeyCode::Char('a'), KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(key(release), None);
    }

    #[test]
    fn shift_and_tab_go_back() {
        assert_eq!(press(KeyCode::BackTab, KeyModifiers::SHIFT), Some(Key::plain(Code::BackTab)));
        assert_eq!(press(KeyCode::Tab, KeyModifiers::SHIFT), Some(Key::plain(Code::BackTab)));
    }
}
