//! Bytes in, keys and pastes out, torn and silent in every way.

use proptest::prelude::*;

use super::*;

/// A pause in what is sent.
const PAUSE: &[u8] = b"";

/// What these bytes type, with silence where [`PAUSE`] stands and at the end.
fn typed(parts: &[&[u8]]) -> Vec<Typed> {
    let (mut bytes, mut out) = (Bytes::default(), Vec::new());
    for part in parts.iter().chain([&PAUSE]) {
        match *part {
            PAUSE => bytes.silence(&mut out),
            part => bytes.take(part, &mut out),
        }
    }
    assert_eq!(bytes.patience(), None, "silence ends everything");
    out
}

/// Keys as people read them, pastes in quotes.
fn words(parts: &[&[u8]]) -> Vec<String> {
    let word = |typed| match typed {
        Typed::Key(key) => key.to_string(),
        Typed::Paste(text) => format!("{text:?}"),
    };
    typed(parts).into_iter().map(word).collect()
}

#[track_caller]
fn check(bytes: &str, keys: &str) {
    assert_eq!(words(&[bytes.as_bytes()]).join(" "), keys, "{bytes:?}");
}

#[test]
fn every_terminal_has_its_own_bytes_for_a_key() {
    // xterm, application mode, the Linux console, rxvt.
    for bytes in ["\x1b[A", "\x1bOA", "\x1b[1A", "\x1b[1;1A", "\x1b[a"] {
        check(bytes, "↑");
    }
    for bytes in ["\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~"] {
        check(bytes, "Home");
    }
    for bytes in ["\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~"] {
        check(bytes, "End");
    }
    for bytes in ["\x1bOP", "\x1b[[A", "\x1b[11~", "\x1b[P"] {
        check(bytes, "F1");
    }
    check("\x1b[3~\x1b[5~\x1b[6~\x1b[3$", "Delete PgUp PgDn Delete");
    check("\x1b[B\x1b[C\x1b[D\x1b[Z", "↓ → ← Shift-Tab");
    check("\x1b[15~\x1b[17~\x1b[21~\x1b[23~\x1b[24~", "F5 F6 F10 F11 F12");
    check("\x1b[1;5D\x1b[1;3C\x1bOc\x1b[3^", "Ctrl-← Alt-→ Ctrl-→ Ctrl-Delete");
    check("\x1bOM\x1bOl\x1bOp", "Enter , 0");
}

#[test]
fn a_key_with_ctrl_or_alt_is_one() {
    check("\x01\x1a\x0a\0\x1c", "Ctrl-A Ctrl-Z Ctrl-J Ctrl-Space Ctrl-4");
    check("\r\t\x7f\x08", "Enter Tab Backspace Backspace");
    check("\x1ba\x1b\r\x1b\x7f\x1bé", "Alt-a Alt-Enter Alt-Backspace Alt-é");
    check("\x1b\x03\x1b\x1b[A", "Esc Ctrl-C Esc ↑");
    check("\x1b]x\x1bPx\x1bOx", "Alt-] x Alt-P x 8");
}

#[test]
fn a_press_is_one_letter_although_its_release_is_told() {
    check("\x1b[97;1:1u\x1b[97;1:3u\x1b[97;1:2ub", "a a b");
    check("\x1b[97:65;2u\x1b[97;2u\x1b[97;5u\x1b[27;5;97~", "A A Ctrl-A Ctrl-A");
    check("\x1b[13u\x1b[9;2u\x1b[27u\x1b[127u\x1b[57441;2u", "Enter Shift-Tab Esc Backspace");
    check("\x1b[1;1:1A\x1b[1;1:3A", "↑");
}

#[test]
fn answers_and_reports_are_no_text() {
    // Colours, device, caret, modes, focus, mice, kitty flags and graphics.
    for answer in [
        "\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\",
        "\x1b]11;rgb:1c1c/1c1c/1c1c\x07",
        "\x1bP>|xterm(390)\x1b\\",
        "\x1bP1+r544e\x1b\\",
        "\x1b_Gi=31;OK\x1b\\",
        "\x1b[?62;22c",
        "\x1b[>0;276;0c",
        "\x1b[24;80R",
        "\x1b[?2026;2$y",
        "\x1b[0n",
        "\x1b[8;24;80t",
        "\x1b[I\x1b[O",
        "\x1b[<35;40;12M\x1b[<0;40;12m",
        "\x1b[M#5!",
        "\x1b[32;40;12M",
        "\x1b[?1u",
        "\x1b[201~",
    ] {
        check(&format!("a{answer}b"), "a b");
        // In two pieces, wherever it is torn.
        for at in 1..answer.len() {
            let (left, right) = answer.as_bytes().split_at(at);
            assert_eq!(words(&[b"a", left, right, b"b"]), ["a", "b"], "{answer:?} torn at {at}");
        }
    }
}

#[test]
fn all_letters_after_an_unfinished_sequence_arrive() {
    for (start, keys) in [
        ("\x1b[", "Alt-["),
        ("\x1b", "Esc"),
        ("\x1bO", "Alt-O"),
        ("\x1b]", "Alt-]"),
        ("\x1b[1;", ""),
        ("\x1b]11;rgb", ""),
    ] {
        let words = words(&[b"x", start.as_bytes(), PAUSE, b"hello"]).join(" ");
        assert_eq!(words, format!("x {keys} h e l l o").replace("  ", " "), "{start:?}");
    }
}

#[test]
fn a_torn_arrow_loses_nothing() {
    assert_eq!(words(&[b"\x1b", b"[A"]), ["↑"]);
    assert_eq!(words(&[b"\x1b[", b"A"]), ["↑"]);
    assert_eq!(words(&[b"\x1b", PAUSE, b"[A"]), ["Esc", "[", "A"]);
}

#[test]
fn a_sequence_that_breaks_off_takes_no_neighbour_along() {
    check("\x1b[\x1b[A", "↑");
    check("\x1b[1;\rx", "Enter x");
    check("\x1b[1é", "é");
    check(&format!("\x1b[{}x", "1".repeat(65)), "1 x");
}

#[test]
fn a_bad_byte_is_shown_and_keeps_its_neighbours() {
    assert_eq!(words(&[b"caf\xe9 bar"]).concat(), "caf\u{fffd}Spacebar");
    for byte in 0x80..=0xff {
        assert_eq!(words(&[b"a", &[byte], PAUSE, b"b"]), ["a", "\u{fffd}", "b"], "{byte:x}");
        let together = words(&[b"a", &[byte], b"b"]);
        assert_eq!(together, ["a", "\u{fffd}", "b"], "{byte:x}");
    }
    assert_eq!(words(&["é".as_bytes().split_at(1).0, "é".as_bytes().split_at(1).1]), ["é"]);
}

#[test]
fn a_paste_is_one_piece() {
    check("\x1b[200~one\rtwo\x1b[201~", r#""one\rtwo""#);
    assert_eq!(words(&[b"a\x1b[200~o", b"ne\x1b[20", b"1~", PAUSE, b"b"]), ["a", "\"one\"", "b"]);
    assert_eq!(words(&[b"\x1b[200~\x1b[201~"]), ["\"\""]);
}

#[test]
fn a_paste_keeps_everything_that_is_in_it() {
    check("\x1b[200~\x1b[A\x03\x1b]0;x\x07\x1b[20\x1b[201~", r#""\u{1b}[A\u{3}\u{1b}]0;x\u{7}\u{1b}[20""#);
    assert_eq!(words(&[b"\x1b[200~\xe9\x1b[201~"]), ["\"\u{fffd}\""]);
}

#[test]
fn the_end_of_a_paste_inside_a_paste_ends_nothing() {
    check("\x1b[200~good\x1b[201~\rq\x1b[201~", r#""good\rq""#);
    assert_eq!(words(&[b"\x1b[200~good\x1b[201~", b"\rq"]), ["\"good\\rq\""]);
    // Somebody who pressed a key waited at least a little.
    assert_eq!(words(&[b"\x1b[200~good\x1b[201~", PAUSE, b"\rq"]), ["\"good\"", "Enter", "q"]);
}

#[test]
fn a_paste_without_an_end_is_kept() {
    assert_eq!(words(&[b"\x1b[200~half a li", PAUSE, b"x"]), ["\"half a li\"", "x"]);
    assert_eq!(words(&[b"\x1b[200~half\x1b[20", PAUSE, b"x"]), ["\"half\\u{1b}[20\"", "x"]);
}

#[test]
fn a_long_paste_is_read_in_one_go() {
    let text = "0123456789abcde\r".repeat(1 << 16);
    let all = format!("\x1b[200~{text}\x1b[201~");
    let parts: Vec<&[u8]> = all.as_bytes().chunks(1000).collect();
    assert_eq!(typed(&parts), [Typed::Paste(text)]);
}

proptest! {
    #[test]
    fn how_bytes_are_torn_makes_no_difference(
        bytes in proptest::collection::vec(prop_oneof![any::<u8>(), proptest::sample::select(b"\x1b[]OP_~;:1920$MRu\\\x07".to_vec())], 0..200),
        cuts in proptest::collection::vec(1..7_usize, 1..60),
    ) {
        let mut parts: Vec<&[u8]> = Vec::new();
        let mut rest = bytes.as_slice();
        for cut in cuts.iter().cycle() {
            if rest.is_empty() { break; }
            let (part, after) = rest.split_at(*cut.min(&rest.len()));
            parts.push(part);
            rest = after;
        }
        let whole: Vec<&[u8]> = if bytes.is_empty() { Vec::new() } else { vec![&bytes] };
        prop_assert_eq!(typed(&parts), typed(&whole));
    }

    #[test]
    fn text_arrives_as_it_was_typed(text in "[^\\p{Cc}]{0,80}") {
        let letters = typed(&[text.as_bytes(), b""]).into_iter().map(|typed| match typed {
            Typed::Key(Key { code: Code::Char(c), ctrl: false, alt: false }) => c,
            other => panic!("{other:?}"),
        });
        prop_assert_eq!(letters.collect::<String>(), text);
    }

    #[test]
    fn after_any_bytes_and_silence_a_word_arrives(
        bytes in proptest::collection::vec(any::<u8>(), 1..300),
    ) {
        let all = typed(&[&bytes, PAUSE, b"hello"]);
        let keys = "hello".chars().map(|c| Typed::Key(Key::char(c)));
        prop_assert!(all.ends_with(&keys.collect::<Vec<_>>()), "{:?}", all);
    }
}
