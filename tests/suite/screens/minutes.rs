//! Past minutes: the list, what is found, the reader and what lies over it.

use turnabout::{demo, tui::ui::Look};

use crate::play::{Play, ten};

/// The made-up past, its minutes opened, and then these keys.
fn minutes(look: Look, keys: &str) -> Play {
    let past = demo::meetings(&demo::agenda(), demo::MEETINGS, &ten());
    let mut play = Play::home(&demo::agenda(), Some(&past), look);
    play.choose("Minutes").keys(keys);
    play
}

pub(super) fn all(look: Look) -> Vec<(&'static str, Play)> {
    let mut reading = Play::home(&demo::agenda(), None, look);
    reading.choose("Minutes");
    let mut not_corrected = minutes(look, "<enter>c<enter>");
    not_corrected.disk(Err("this series is open in another window".to_owned()));
    not_corrected.keys(" again<enter>It was misheard<enter>");
    vec![
        ("minutes", minutes(look, "")),
        ("minutes_reading", reading),
        ("minutes_found", minutes(look, "crew")),
        ("minutes_found_nothing", minutes(look, "crew zzz")),
        ("minutes_read", minutes(look, "<enter>")),
        ("minutes_read_on", minutes(look, "<down><enter><enter>")),
        ("minutes_read_found", minutes(look, "crew<down><enter>")),
        ("minutes_find", minutes(look, "<enter>/lead time")),
        ("minutes_jump", minutes(look, "<enter><tab><down><down>")),
        ("minutes_folder", minutes(look, "<enter>o")),
        ("minutes_records", minutes(look, "<enter>c<down>")),
        ("minutes_correct", minutes(look, "<enter>c<down><enter> again")),
        ("minutes_correct_why", minutes(look, "<enter>c<down><enter> again<enter>It was mis")),
        ("minutes_corrected", minutes(look, "<enter>c<down><enter> again<enter>It was misheard<enter>")),
        ("minutes_not_corrected", not_corrected),
    ]
}
