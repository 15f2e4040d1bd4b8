//! Bars as small drawings (SVG), each with its words. Knows no scale: lengths are thousandths of the width.

use super::{
    Markup, html,
    words::{bare, line},
};
use crate::export::digest::{Bar, Tone};

/// Width of the mark.
const MARK: u16 = 8;

/// A bar per line: label, drawing, figure.
pub(super) fn bars(bars: &[Bar]) -> Markup {
    html! {
        @if !bars.is_empty() {
            ul.bars {
                @for bar in bars {
                    li {
                        span.label aria-hidden="true" { (line(&bar.label)) }
                        (drawing(bar))
                        span.figure aria-hidden="true" { (line(&bar.figure)) }
                    }
                }
            }
        }
    }
}

/// The drawing, which says in words what it shows.
pub(super) fn drawing(bar: &Bar) -> Markup {
    let (fill, within) = match (bar.tone, bar.mark) {
        (Tone::Team(index), _) => (format!("b{}", index % 4), bar.length),
        (Tone::Plain, Some(mark)) => ("plain".to_owned(), bar.length.min(mark)),
        (Tone::Plain, None) => ("plain".to_owned(), bar.length),
        (Tone::Good, _) => ("good".to_owned(), bar.length),
    };
    html! {
        svg role="img" viewBox="0 0 1000 10" preserveAspectRatio="none" {
            title { (bare(&bar.label)) ": " (bare(&bar.figure)) }
            @if bar.mark.is_some() { desc { "The line stands at the second figure." } }
            rect.track width="1000" height="10" {}
            rect class=(fill) width=(within) height="10" {}
            @if bar.length > within { rect.over x=(within) width=(bar.length - within) height="10" {} }
            @if let Some(mark) = bar.mark { rect.mark x=(mark.min(1000 - MARK)) width=(MARK) height="10" {} }
        }
    }
}
