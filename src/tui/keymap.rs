//! The one key table: what a key means where. Dispatch, footer, help, palette and README are made from it.

mod key;

pub use key::{Code, Key};

/// What a key means, the same on every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Does the natural next thing.
    Accept,
    /// Breaks the line.
    NewLine,
    /// One level back.
    Back,
    /// The next field or choice.
    NextField,
    /// The field or choice before.
    PrevField,
    /// The next item of the agenda.
    NextItem,
    /// The item before.
    PrevItem,
    /// Ticks.
    Toggle,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One choice to the left.
    Left,
    /// One choice to the right.
    Right,
    /// The first row.
    First,
    /// The last row.
    Last,
    /// A screenful further.
    NextPage,
    /// A screenful back.
    PrevPage,
    /// Searches for words in what is read.
    Find,
    /// The next place that was found.
    NextMatch,
    /// The one before.
    PrevMatch,
    /// Writes the minutes as files for others.
    Export,
    /// Says in which folder the minutes are.
    Folder,
    /// Corrects closed minutes.
    Correct,
    /// Ends the turn without an agreement.
    Pass,
    /// Sets who facilitates.
    Facilitate,
    /// Adds a note.
    Note,
    /// Adds a decision.
    Decide,
    /// Adds an action item.
    Promise,
    /// Adds a parked entry.
    Park,
    /// Writes the minutes for readers as they are now.
    WriteOut,
    /// Copies them.
    Copy,
    /// Shows everything recorded.
    Entries,
    /// Removes the selected entry.
    Remove,
    /// Adds one beside the selected one.
    Add,
    /// Moves the selected one up.
    MoveUp,
    /// Moves it down.
    MoveDown,
    /// Says yes to a question.
    Yes,
    /// Says no to a question.
    No,
    /// Closes a meeting that was left open.
    CloseLeft,
    /// Takes the last change back.
    Undo,
    /// Makes it again.
    Redo,
    /// Stops the clock or lets it go on.
    Pause,
    /// Asks for more time.
    Extend,
    /// Says when it was saved.
    Save,
    /// Shows all commands.
    Palette,
    /// Shows the keys.
    Help,
    /// Changes the colours.
    Theme,
    /// Lets marks move, or not.
    Motion,
    /// Leaves the meeting for the home screen.
    GoHome,
    /// Gives the terminal to the shell until somebody comes back.
    Suspend,
    /// Leaves the program.
    Quit,
    /// Asks to leave, then leaves.
    Interrupt,
}

/// Where a key counts: all marks of a row must be true of the place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope(u16);

impl Scope {
    /// Anywhere.
    pub const ANY: Self = Self(0);
    /// A text field has the keyboard.
    pub const TEXT: Self = Self(1);
    /// No text field has it.
    pub const CHOICE: Self = Self(1 << 1);
    /// A meeting is on screen, with nothing over it.
    pub const MEETING: Self = Self(1 << 2);
    /// The roll call is on screen.
    pub const OPENING: Self = Self(1 << 4);
    /// The list of entries is on screen.
    pub const ENTRIES: Self = Self(1 << 5);
    /// A question waits for yes or no.
    pub const QUESTION: Self = Self(1 << 6);
    /// A list or a choice takes the arrow keys.
    pub const LIST: Self = Self(1 << 7);
    /// Something can be undone here: a meeting, the summary of the one just closed, or an agenda.
    pub const RECORD: Self = Self(1 << 8);
    /// The agenda editor is on screen.
    pub const AGENDA: Self = Self(1 << 9);
    /// A meeting is on screen, or the summary of the one just closed, with nothing over it.
    pub const OPEN: Self = Self(1 << 12);
    /// Past minutes are on screen: the list of them, or one that is read.
    pub const MINUTES: Self = Self(1 << 10);
    /// Minutes are read, with nothing over them.
    pub const READER: Self = Self(1 << 11);

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether every mark of `row` is true here.
    pub const fn has(self, row: Self) -> bool {
        self.0 & row.0 == row.0
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Binding {
    /// Keys that do it; none for a command of the palette only.
    pub keys: &'static [Key],
    /// Where.
    pub scope: Scope,
    /// What.
    pub action: Action,
    /// Word in the footer; empty for a key that is not shown there.
    pub label: &'static str,
    /// Sentence in help and palette.
    pub help: &'static str,
}

const fn bind(keys: &'static [Key], scope: Scope, action: Action, label: &'static str, help: &'static str) -> Binding {
    Binding { keys, scope, action, label, help }
}

const fn key(code: Code) -> Key {
    Key::plain(code)
}

const ALT_ENTER: Key = Key { code: Code::Enter, ctrl: false, alt: true };
const TEXT: Scope = Scope::TEXT;
const CHOICE: Scope = Scope::CHOICE;
const MEETING: Scope = Scope::MEETING;
const LIST: Scope = Scope::LIST;
const LIST_ONLY: Scope = Scope::LIST.and(Scope::CHOICE);
const ENTRIES_ONLY: Scope = Scope::ENTRIES.and(Scope::CHOICE);
const AGENDA_ONLY: Scope = Scope::AGENDA.and(Scope::CHOICE);
const READER: Scope = Scope::READER.and(Scope::CHOICE);
const RECORD_ONLY: Scope = Scope::RECORD.and(Scope::CHOICE);

/// Every key there is, the most important first: the footer drops its last words until it fits.
pub const TABLE: &[Binding] = &[
    bind(&[Key::char('y')], Scope::QUESTION, Action::Yes, "yes", "Say yes"),
    bind(&[Key::char('n')], Scope::QUESTION, Action::No, "no", "Say no"),
    bind(&[Key::char('c')], Scope::QUESTION, Action::CloseLeft, "", "Close a meeting that was left open for hours"),
    bind(&[key(Code::Enter)], Scope::ANY, Action::Accept, "go on", "Record and go on: the natural next thing"),
    bind(&[Key::char(' ')], CHOICE, Action::Toggle, "tick", "Tick, or pause the clock"),
    bind(
        &[Key::char(' ')],
        Scope::OPENING.and(TEXT),
        Action::Toggle,
        "",
        "Before a name is typed: here, late or absent; on a team: it starts",
    ),
    bind(&[Key::char('/')], READER, Action::Find, "search", "Search for words in these minutes"),
    bind(&[Key::char('n')], READER, Action::NextMatch, "", "To the next place that was found"),
    bind(&[Key::char('N')], READER, Action::PrevMatch, "", "To the place before"),
    bind(&[Key::char('c')], READER, Action::Correct, "correct", "Correct what closed minutes say"),
    bind(&[Key::char('e')], READER, Action::Export, "export", "Write these minutes as files for others"),
    bind(&[Key::char('o')], READER, Action::Folder, "folder", "Say in which folder they are"),
    bind(&[key(Code::PageDown)], Scope::MINUTES, Action::NextPage, "", "A screenful further"),
    bind(&[key(Code::PageUp)], Scope::MINUTES, Action::PrevPage, "", "A screenful back"),
    bind(&[], Scope::MINUTES.and(TEXT), Action::Export, "", "Write the selected minutes as files for others"),
    bind(&[], Scope::MINUTES.and(TEXT), Action::Folder, "", "Say in which folder the minutes are"),
    bind(&[key(Code::Right), Key::char('l')], CHOICE, Action::Right, "", "Choice to the right"),
    bind(&[key(Code::Left), Key::char('h')], CHOICE, Action::Left, "", "Choice to the left"),
    bind(
        &[key(Code::Delete), Key::char('x')],
        Scope::ENTRIES.and(CHOICE),
        Action::Remove,
        "remove",
        "Remove the selected entry",
    ),
    bind(&[Key::char('d')], ENTRIES_ONLY, Action::Decide, "", "Make a decision of the selected note"),
    bind(&[Key::char('a')], ENTRIES_ONLY, Action::Promise, "", "Make an action item of the selected note"),
    bind(&[Key::char('p')], ENTRIES_ONLY, Action::Park, "", "Park the selected note for next time"),
    bind(&[Key::char('a')], AGENDA_ONLY, Action::Add, "", "Add a team or an item after the selected one"),
    bind(
        &[Key::char('x'), key(Code::Delete)],
        AGENDA_ONLY,
        Action::Remove,
        "",
        "Remove the team or the item; of a question: back to its usual words",
    ),
    bind(&[Key::char('K')], AGENDA_ONLY, Action::MoveUp, "", "Move the item up"),
    bind(&[Key::char('J')], AGENDA_ONLY, Action::MoveDown, "", "Move the item down"),
    bind(&[Key::ctrl('f')], Scope::OPENING, Action::Facilitate, "facilitator", "The selected person facilitates"),
    bind(&[key(Code::Tab)], Scope::ANY, Action::NextField, "choice", "Next field or choice; completes a name after @"),
    bind(&[key(Code::BackTab)], Scope::ANY, Action::PrevField, "", "Field or choice before"),
    bind(&[Key::ctrl('j'), ALT_ENTER], TEXT, Action::NewLine, "new line", "Break the line"),
    bind(&[key(Code::Esc)], Scope::ANY, Action::Back, "back", "One level back; no word is lost"),
    bind(&[Key::ctrl('x')], MEETING, Action::Pass, "pass", "Pass the turn, with a reason"),
    bind(&[key(Code::PageDown)], MEETING, Action::NextItem, "next item", "Go to the next item of the agenda"),
    bind(&[key(Code::PageUp)], MEETING, Action::PrevItem, "", "Go to the item before"),
    bind(&[Key::ctrl('p')], Scope::ANY, Action::Palette, "all commands", "All commands"),
    bind(&[key(Code::F(1))], Scope::ANY, Action::Help, "help", "The keys of this screen; again to close"),
    bind(&[Key::char('?')], CHOICE, Action::Help, "", "The keys of this screen; again to close"),
    bind(&[Key::ctrl('z')], Scope::RECORD, Action::Undo, "undo", "Undo: typing first, then what was recorded"),
    bind(&[Key::char('u')], RECORD_ONLY, Action::Undo, "", "Undo what was recorded"),
    bind(&[Key::ctrl('y')], Scope::RECORD, Action::Redo, "", "Redo"),
    bind(&[Key::ctrl('l')], MEETING, Action::Entries, "entries", "List everything recorded: change it or remove it"),
    bind(&[Key::ctrl('n')], MEETING, Action::Note, "note", "Add a note"),
    bind(&[Key::ctrl('d')], MEETING, Action::Decide, "", "Add a decision"),
    bind(&[Key::ctrl('o')], MEETING, Action::Promise, "", "Add an action item"),
    bind(&[Key::ctrl('k')], MEETING, Action::Park, "", "Park something for next time"),
    bind(&[Key::ctrl('t')], MEETING, Action::Pause, "pause", "Pause the meeting, or go on"),
    bind(
        &[Key::ctrl('g')],
        MEETING,
        Action::Extend,
        "more time",
        "More time for this move or item, agreed by both teams",
    ),
    bind(&[Key::ctrl('s')], Scope::ANY, Action::Save, "", "Tell when it was saved; saving is automatic"),
    bind(&[key(Code::Up)], LIST, Action::Up, "", "Up"),
    bind(&[key(Code::Down)], LIST, Action::Down, "", "Down"),
    bind(&[Key::char('k')], LIST_ONLY, Action::Up, "", "Up"),
    bind(&[Key::char('j')], LIST_ONLY, Action::Down, "", "Down"),
    bind(&[key(Code::Home), Key::char('g')], LIST_ONLY, Action::First, "", "To the top"),
    bind(&[key(Code::End), Key::char('G')], LIST_ONLY, Action::Last, "", "To the end"),
    bind(&[], Scope::ANY, Action::Theme, "", "Next theme: terminal, light, dark, contrast"),
    bind(&[], Scope::ANY, Action::Motion, "", "Motion: on, off"),
    bind(&[], MEETING, Action::WriteOut, "", "Write the minutes now (draft)"),
    bind(&[], Scope::OPEN, Action::Copy, "", "Copy the minutes to the clipboard, as Markdown"),
    bind(&[], MEETING, Action::GoHome, "", "Leave to the home screen; the meeting can be resumed"),
    bind(&[], Scope::ANY, Action::Suspend, "", "Suspend: to the shell and, with fg, back again"),
    bind(&[Key::char('q')], CHOICE, Action::Quit, "quit", "Leave the program; a running meeting can be resumed"),
    bind(&[Key::ctrl('c')], Scope::ANY, Action::Interrupt, "", "Once: everything is saved. Twice: leave"),
];

/// What `key` means at a place with these marks.
pub fn action(place: Scope, key: Key) -> Option<Action> {
    rows(place).find(|row| row.keys.contains(&key)).map(|row| row.action)
}

/// The rows that count at a place, the most important first.
pub fn rows(place: Scope) -> impl Iterator<Item = &'static Binding> {
    TABLE.iter().filter(move |row| place.has(row.scope))
}

/// The keys of a row, as people read them: `Ctrl-J, Alt-Enter`.
pub fn names(row: &Binding) -> String {
    row.keys.iter().map(Key::to_string).collect::<Vec<_>>().join(", ")
}

/// The table of the README: Markdown, a row for every row that has keys.
pub fn readme_table() -> String {
    let rows = TABLE.iter().filter(|row| !row.keys.is_empty());
    let rows = rows.map(|row| format!("| {} | {} | {} |\n", names(row), where_words(row.scope), row.help));
    "| Key | Where | Does |\n|---|---|---|\n".to_owned() + &rows.collect::<String>()
}

/// Where a row counts, in words.
fn where_words(scope: Scope) -> &'static str {
    let places = [
        (Scope::QUESTION, "question"),
        (Scope::ENTRIES, "list of entries"),
        (Scope::OPENING, "roll call"),
        (Scope::AGENDA.and(CHOICE), "agenda, outside text"),
        (READER, "minutes that are read"),
        (Scope::MINUTES, "minutes"),
        (Scope::LIST.and(CHOICE), "list, outside text"),
        (Scope::RECORD.and(CHOICE), "meeting, agenda, outside text"),
        (Scope::LIST, "list"),
        (Scope::MEETING, "meeting"),
        (Scope::RECORD, "meeting, summary, agenda"),
        (Scope::TEXT, "text field"),
        (Scope::CHOICE, "outside text"),
    ];
    places.iter().find(|(mark, _)| scope.has(*mark)).map_or("anywhere", |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_character_is_text_where_text_is_typed() {
        let is_text = |row: &&Binding| !row.scope.has(CHOICE) && row.scope != Scope::QUESTION;
        // The space before a name is the one exception: no name begins with it.
        for row in TABLE.iter().filter(is_text).filter(|row| !row.scope.has(Scope::OPENING.and(TEXT))) {
            let plain = |key: &Key| matches!(key.code, Code::Char(_)) && !key.ctrl && !key.alt;
            assert!(!row.keys.iter().any(plain), "{row:?}");
        }
    }

    #[test]
    fn a_key_means_one_thing_at_a_place() {
        let places = [
            TEXT.and(MEETING).and(Scope::RECORD),
            CHOICE.and(LIST).and(MEETING),
            CHOICE.and(Scope::ENTRIES),
            CHOICE.and(LIST).and(Scope::AGENDA).and(Scope::RECORD),
            CHOICE.and(LIST).and(Scope::MINUTES).and(Scope::READER),
            TEXT.and(LIST).and(Scope::MINUTES),
        ];
        for place in places {
            let keys: Vec<Key> = rows(place).flat_map(|row| row.keys).copied().collect();
            for (index, key) in keys.iter().enumerate() {
                assert!(!keys[..index].contains(key), "{key} twice");
            }
        }
    }
}
