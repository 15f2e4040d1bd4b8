//! What goes over the border between the program and the outside: events in, effects out. Does not know what follows from
//! either.

use std::sync::mpsc::Sender;

use crate::{
    domain::{Agenda, Meeting, TeamId, past::Past, series::StartReason},
    tui::{
        keymap::Key,
        screens::{
            home::Shown,
            minutes::{Found, Reading},
        },
    },
};

/// What comes from outside.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Keys of single characters were pressed faster than they were taken in.
    Keys(Vec<Key>),
    /// Text was pasted.
    Paste(String),
    /// The terminal has so many columns and rows now.
    Resized(u16, u16),
    /// A second went by.
    Tick,
    /// The saver tried to write this revision.
    Saved(u64, Result<(), String>),
    /// Whether the disk takes long for what is to be saved.
    Late(bool),
    /// What cannot be saved where it belongs lies here, too.
    Rescued(String),
    /// Somebody else changed the file: theirs stays, and from now on the meeting is saved here.
    Beside(String),
    /// Something about the files that nobody may miss.
    Alert(String),
    /// The edited agenda was written, into a file beside its own if somebody else changed that; or not.
    Kept {
        /// Of this series.
        series: String,
        /// Counts the edits.
        revision: u64,
        /// Where it is if not in its own file.
        result: Result<Option<String>, String>,
    },
    /// These half-typed words of screens outside a meeting waited since windows were left, as JSON.
    HalfTyped(Vec<String>),
    /// Whether the last of them are on the disk.
    HalfKept(bool),
    /// A series was read.
    Shown(Box<Shown>),
    /// So much was found so far of what was searched for in all minutes.
    Found(Box<Found>),
    /// A meeting was opened to be read.
    Minutes(Box<Reading>),
    /// Minutes were corrected, and how they read now; or not.
    Corrected(Result<Box<Reading>, String>),
    /// A meeting was started or opened again.
    Opened(Box<Opened>),
    /// Minutes for readers were written: the full paths, or why not.
    Written(Occasion, Result<Vec<String>, String>),
    /// Something that was asked for did not work.
    Failed(String),
    /// The series of this name was made of the agenda that was set up.
    Founded(String),
    /// The series that was set up was not made, and why.
    Unfounded(String),
    /// Somebody waits until all that came before is handed to the saver: this is dropped then.
    Settle(Sender<()>),
    /// The terminal is gone.
    Gone,
}

/// Why minutes are written for readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// The meeting was closed.
    Close,
    /// Somebody wants what there is so far.
    Draft,
    /// Somebody wants the words on the clipboard.
    Copy,
}

/// What the program asks of the outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Save the meeting now.
    Save,
    /// Save half-typed text when the typing pauses.
    SaveDraft,
    /// Start a meeting of the series on screen.
    Start,
    /// Open its running meeting again.
    Resume,
    /// Make the series that was set up.
    Found,
    /// The agenda of the series of this name is about to be edited; this is what it says now.
    Edit(String, Box<Agenda>),
    /// Write this as the agenda of the series of this name; the number comes back with [`Event::Kept`].
    Keep(String, Box<Agenda>, u64),
    /// Keep these half-typed words of screens outside a meeting, as JSON, in the place of those before.
    HalfTyped(String),
    /// Write these minutes for readers.
    WriteOut(Occasion, Box<Meeting>),
    /// Read the series on screen.
    Read,
    /// Search all minutes of the series for these words; an older search is given up.
    Search(String),
    /// Nobody searches any more.
    StopSearch,
    /// Open a meeting to be read.
    ReadMinutes(String),
    /// Write a meeting as files for others.
    Export(String),
    /// Put corrected minutes in the place of those that were read.
    Correct(Box<Meeting>, Box<Meeting>),
    /// Make up meetings to look around in, in a folder that is thrown away, and show them.
    LookAround,
    /// Throw that folder away and show the real series.
    LeaveDemo,
    /// The meeting is left: save it a last time and let others have it.
    Release(Box<Meeting>, u64),
    /// Let the shell have the terminal for a while.
    Suspend,
    /// Leave the program.
    Quit,
    /// Leave it without a word: nobody sees it any more.
    Vanish,
    /// Nothing that is seen has changed.
    Unseen,
}

/// A meeting and what surrounds it.
#[derive(Debug)]
pub struct Opened {
    /// As recorded so far.
    pub meeting: Meeting,
    /// Of the series.
    pub agenda: Agenda,
    /// What earlier meetings left, promises apart.
    pub past: Past,
    /// Who starts unless somebody chooses, and why.
    pub start: (TeamId, StartReason),
    /// Where it is saved, as people read it.
    pub file: String,
    /// Whether it ran before: then the time since counts only if somebody says so.
    pub again: bool,
}
