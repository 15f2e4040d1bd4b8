//! What a saver writes, whole each time. Does not know where, nor when.

use std::sync::Arc;

use crate::{
    domain::{Agenda, Meeting},
    fault::Place,
};

use super::shelf;

/// Half-typed words where there are none.
pub(super) const NOTHING: &str = "{}";

/// One of the kinds of files that are written while somebody types.
#[derive(Clone, Debug)]
pub enum Document {
    /// Minutes.
    Meeting(Arc<Meeting>),
    /// The agenda of a series.
    Agenda(Arc<Agenda>),
    /// Half-typed words outside a meeting, as JSON.
    HalfTyped(Arc<str>),
}

impl Document {
    /// As it stands in the file.
    pub fn to_json(&self) -> Vec<u8> {
        match self {
            Self::Meeting(meeting) => shelf::to_json(&**meeting),
            Self::Agenda(agenda) => shelf::to_json(&**agenda),
            Self::HalfTyped(json) => json.as_bytes().to_vec(),
        }
    }

    /// Whether nothing is lost without it.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::HalfTyped(json) => &**json == NOTHING,
            Self::Meeting(_) | Self::Agenda(_) => false,
        }
    }

    /// Where a fault can be asked for while it is written.
    pub(super) fn fault(&self) -> Place {
        match self {
            Self::Meeting(_) => Place::Saver,
            Self::Agenda(_) => Place::Agenda,
            Self::HalfTyped(_) => Place::HalfTyped,
        }
    }

    /// Whether it is a meeting that was closed, or still runs; `None` for what no copies are kept of.
    pub(super) fn is_closed(&self) -> Option<bool> {
        match self {
            Self::Meeting(meeting) => Some(!meeting.is_running()),
            Self::Agenda(_) | Self::HalfTyped(_) => None,
        }
    }
}

impl From<Meeting> for Document {
    fn from(meeting: Meeting) -> Self {
        Self::Meeting(Arc::new(meeting))
    }
}
