//! What screens are drawn with. Knows no screen, no file and no clock.

pub mod big;
pub mod choice;
pub mod flow;
pub mod footer;
pub mod list;
pub mod text_field;
pub mod theme;

pub use flow::Flow;
pub use text_field::TextField;
pub use theme::Look;
