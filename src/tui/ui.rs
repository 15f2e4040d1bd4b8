//! What screens are drawn with. Knows no screen, no file and no clock.

pub mod big;
pub mod canvas;
pub mod choice;
pub mod flow;
pub mod footer;
pub mod list;
pub mod shown;
pub mod text_field;
pub mod theme;

pub use canvas::Canvas;
pub use flow::Flow;
pub use shown::Shown;
pub use text_field::TextField;
pub use theme::Look;

use ratatui::layout::Rect;

/// Longest line of a screen: longer ones are hard to read.
const LONGEST: u16 = 120;

/// The part of an area in which a screen is drawn.
pub fn stage(area: Rect) -> Rect {
    let margin = if area.width >= 80 { 3 } else { 1 };
    Rect { x: area.x + margin, width: area.width.saturating_sub(margin * 2).min(LONGEST), ..area }
}

/// The part of the whole screen between the rows of the frame.
pub fn body(area: Rect) -> Rect {
    Rect { y: area.y + area.height.min(2), height: area.height.saturating_sub(4), ..area }
}
