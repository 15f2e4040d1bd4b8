//! Colours and marks by role. Does not know what they are used on.

use ratatui::{
    style::{Color, Modifier, Style},
    symbols::border,
};

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::shown::marked;
use crate::domain::pace::Standing;

/// A set of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The terminal's own colours, with team colours that stand on light and dark.
    #[default]
    Terminal,
    /// For a light background.
    Light,
    /// For a dark background.
    Dark,
    /// The most contrast there is.
    Contrast,
}

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// None: weight and reverse only.
    None,
    /// The sixteen named ones.
    Sixteen,
    /// Any.
    #[default]
    Full,
}

/// Whether anything moves by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    /// A few marks, once a second at most.
    #[default]
    On,
    /// Nothing.
    Off,
}

impl Motion {
    /// The word for it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::On => Self::Off,
            Self::Off => Self::On,
        }
    }
}

/// How the program looks: the only place where colours and marks are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The set of colours.
    pub theme: Theme,
    /// How many colours there are.
    pub depth: Depth,
    /// Only ASCII characters in the program's own words.
    pub ascii: bool,
    /// Whether anything moves by itself.
    pub motion: Motion,
}

/// Blue and orange that colour-blind people can tell apart, then green and purple: Okabe and Ito, 2008.
const OKABE_ITO: [(u8, u8, u8); 4] = [(0, 114, 178), (230, 159, 0), (0, 158, 115), (204, 121, 167)];
/// The same hues, light enough for text on a dark ground.
const ON_DARK: [(u8, u8, u8); 4] = [(86, 180, 233), (230, 159, 0), (60, 190, 150), (225, 150, 195)];
/// The same hues, dark enough for text on a light ground.
const ON_LIGHT: [(u8, u8, u8); 4] = [(0, 94, 160), (164, 88, 0), (0, 110, 80), (150, 60, 110)];
/// Between the two, for a ground that is not known.
const ON_ANY: [(u8, u8, u8); 4] = [(30, 132, 200), (200, 116, 0), (0, 140, 102), (190, 95, 148)];
const SIXTEEN: [Color; 4] = [Color::Blue, Color::Yellow, Color::Green, Color::Magenta];

const fn rgb((r, g, b): (u8, u8, u8)) -> Color {
    Color::Rgb(r, g, b)
}

impl Theme {
    /// All themes in the order in which they are switched.
    pub const ALL: [Self; 4] = [Self::Terminal, Self::Light, Self::Dark, Self::Contrast];

    /// The word for it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    /// The theme after this one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|theme| *theme == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

impl Look {
    /// Text in a team's colour.
    pub fn team(self, index: usize) -> Style {
        let index = index % 4;
        let style = Style::new().add_modifier(Modifier::BOLD);
        match (self.depth, self.theme) {
            (Depth::None, _) | (_, Theme::Contrast) => style,
            (Depth::Sixteen, _) => style.fg(SIXTEEN[index]),
            (Depth::Full, Theme::Light) => style.fg(rgb(ON_LIGHT[index])),
            (Depth::Full, Theme::Dark) => style.fg(rgb(ON_DARK[index])),
            (Depth::Full, Theme::Terminal) => style.fg(rgb(ON_ANY[index])),
        }
    }

    /// A team's name as a filled sign, readable on any ground.
    pub fn badge(self, index: usize) -> Style {
        let index = index % 4;
        let style = Style::new().add_modifier(Modifier::BOLD);
        match (self.depth, self.theme) {
            (Depth::None, _) | (_, Theme::Contrast) => style.add_modifier(Modifier::REVERSED),
            (Depth::Sixteen, _) => style.bg(SIXTEEN[index]).fg(if index == 0 { Color::White } else { Color::Black }),
            (Depth::Full, _) => {
                style.bg(rgb(OKABE_ITO[index])).fg(if index == 0 { rgb((255, 255, 255)) } else { rgb((0, 0, 0)) })
            }
        }
    }

    /// A team's mark, so that colour never carries the meaning alone.
    pub const fn mark(self, index: usize) -> &'static str {
        match (self.ascii, index % 4) {
            (false, 0) => "◆",
            (false, 1) => "■",
            (false, 2) => "▲",
            (false, _) => "●",
            (true, 0) => "<>",
            (true, 1) => "[]",
            (true, 2) => "/\\",
            (true, _) => "()",
        }
    }

    /// Words of less weight.
    pub fn quiet(self) -> Style {
        match (self.depth, self.theme) {
            (Depth::None, _) | (_, Theme::Contrast) => Style::new(),
            (Depth::Sixteen, _) | (Depth::Full, Theme::Terminal) => Style::new().add_modifier(Modifier::DIM),
            (Depth::Full, Theme::Light) => Style::new().fg(rgb((88, 88, 88))),
            (Depth::Full, Theme::Dark) => Style::new().fg(rgb((160, 160, 160))),
        }
    }

    /// What is asked now, and other words of weight.
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Something is wrong and wants to be read.
    pub fn alarm(self) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD);
        match self.depth {
            Depth::None => style.add_modifier(Modifier::REVERSED),
            Depth::Sixteen => style.bg(Color::Red).fg(Color::White),
            Depth::Full => style.bg(rgb((178, 24, 43))).fg(rgb((255, 255, 255))),
        }
    }

    /// Time by how it stands: plain, then amber, then over.
    pub fn standing(self, standing: Standing) -> Style {
        match (standing, self.depth, self.theme) {
            (Standing::Good | Standing::Unplanned, ..) => Style::new().add_modifier(Modifier::BOLD),
            (Standing::Tight | Standing::Over, Depth::None, _) | (_, _, Theme::Contrast) => {
                Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
            }
            (Standing::Tight | Standing::Over, Depth::Sixteen, _) => {
                Style::new().fg(Color::Yellow).add_modifier(Modifier::BOLD)
            }
            (Standing::Tight | Standing::Over, Depth::Full, theme) => {
                let amber = if theme == Theme::Light { ON_LIGHT[1] } else { ON_ANY[1] };
                Style::new().fg(rgb(amber)).add_modifier(Modifier::BOLD)
            }
        }
    }

    /// The selected row or choice.
    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Words that were searched for.
    pub fn found(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// The program's own words in the characters of the look.
    pub fn words(self, text: &str) -> String {
        if !self.ascii {
            return text.to_owned();
        }
        [("…", "..."), (" · ", " | "), ("“", "\""), ("”", "\"")]
            .iter()
            .fold(text.to_owned(), |text, (usual, ascii)| text.replace(usual, ascii))
    }

    /// Borders and rules.
    pub const fn border_set(self) -> border::Set<'static> {
        if self.ascii {
            border::Set {
                top_left: "+",
                top_right: "+",
                bottom_left: "+",
                bottom_right: "+",
                vertical_left: "|",
                vertical_right: "|",
                horizontal_top: "-",
                horizontal_bottom: "-",
            }
        } else {
            border::ROUNDED
        }
    }

    /// The line between the parts of the frame.
    pub const fn rule(self) -> &'static str {
        if self.ascii { "-" } else { "─" }
    }

    /// One mark out of two sets: the usual one, or the ASCII one.
    pub const fn pick(self, usual: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { usual }
    }

    /// What stands between words of one row.
    pub const fn dot(self) -> &'static str {
        self.pick(" · ", " | ")
    }

    /// The text in at most so many columns, an ellipsis for the rest.
    pub fn cut(self, text: &str, columns: usize) -> String {
        let text = marked(text, self);
        if text.width() <= columns {
            return text.into_owned();
        }
        let mut cut = String::new();
        for letter in text.chars() {
            if cut.width() + letter.width().unwrap_or(0) >= columns {
                break;
            }
            cut.push(letter);
        }
        cut + self.pick("…", ".")
    }

    /// The text in exactly so many columns: cut, or with blanks behind.
    pub fn fit(self, text: &str, columns: usize) -> String {
        let cut = self.cut(text, columns);
        let blank = columns.saturating_sub(cut.width());
        cut + &" ".repeat(blank)
    }

    /// The names of keys as this look writes them.
    pub fn keys(self, names: &str) -> String {
        let arrows = [("↑", "Up"), ("↓", "Down"), ("←", "Left"), ("→", "Right")];
        let arrows = arrows.iter().filter(|_| self.ascii);
        arrows.fold(names.to_owned(), |names, (arrow, word)| names.replace(arrow, word))
    }

    /// A bar of `columns`, filled by `part` of `whole`.
    pub fn bar(self, part: u32, whole: u32, columns: usize) -> String {
        let columns_u64 = columns as u64;
        let filled = if whole == 0 { 0 } else { u64::from(part.min(whole)) * columns_u64 / u64::from(whole) } as usize;
        let (full, empty) = if self.ascii { ("#", ".") } else { ("▮", "▯") };
        full.repeat(filled) + &empty.repeat(columns - filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colours_no_role_has_one() {
        let look = Look { depth: Depth::None, ..Look::default() };
        let mut styles = vec![look.quiet(), look.strong(), look.alarm(), look.selected()];
        styles.extend((0..4).flat_map(|team| [look.team(team), look.badge(team)]));
        styles.extend([Standing::Good, Standing::Tight, Standing::Over].map(|standing| look.standing(standing)));
        assert!(styles.iter().all(|style| style.fg.is_none() && style.bg.is_none()));
    }

    #[test]
    fn a_bar_never_leaves_its_columns() {
        let look = Look { ascii: true, ..Look::default() };
        assert_eq!(look.bar(1, 2, 4), "##..");
        assert_eq!(look.bar(9, 2, 4), "####");
        assert_eq!(look.bar(1, 0, 4), "....");
        assert_eq!(look.bar(u32::MAX, u32::MAX, 3), "###");
    }

    #[test]
    fn the_program_s_marks_are_ascii_when_asked() {
        let look = Look { ascii: true, ..Look::default() };
        assert!((0..4).all(|team| look.mark(team).is_ascii()));
        assert!(look.rule().is_ascii() && look.bar(1, 2, 4).is_ascii());
    }
}
