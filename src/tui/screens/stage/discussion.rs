//! Discussion: a free item. Notes, decisions, action items and parked entries, line by line.

use ratatui::text::{Line, Text};

use crate::{
    domain::prompt,
    tui::{
        keymap::Action,
        screens::{
            Cmd, Pane, Scene, chips, complete, half_name,
            line::{Purpose, change},
        },
        ui::{Flow, TextField, choice},
    },
};

/// What a line can be recorded as.
const KINDS: [Purpose; 4] = [Purpose::Note, Purpose::Decide, Purpose::Promise, Purpose::Park];

/// A line, and what it is recorded as.
pub(super) struct Discussion {
    kind: usize,
    line: TextField,
}

impl Discussion {
    pub(super) fn new(scene: &Scene, memory: usize) -> Self {
        Self { kind: memory % KINDS.len(), line: scene.field("line") }
    }

    fn next_choice(&mut self, scene: &Scene, step: usize) -> Cmd {
        if step == 1
            && let Some(cmd) = complete(&mut self.line, scene)
        {
            return cmd;
        }
        self.kind = (self.kind + step) % KINDS.len();
        Cmd::None
    }
}

impl Pane for Discussion {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        match action {
            Action::Accept if self.line.text().trim().is_empty() => Cmd::NextItem,
            Action::Accept => {
                let change = change(&KINDS[self.kind], &self.line.text(), scene);
                Cmd::Record(change, vec![self.line.name().to_owned()])
            }
            Action::NextField => self.next_choice(scene, 1),
            Action::PrevField => self.next_choice(scene, KINDS.len() - 1),
            _ => Cmd::None,
        }
    }

    fn field(&self) -> Option<&TextField> {
        Some(&self.line)
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        Some(&mut self.line)
    }

    fn word(&self, action: Action, scene: &Scene) -> Option<&'static str> {
        match action {
            Action::Accept if self.line.is_blank() => Some("next item"),
            Action::Accept => Some("record"),
            Action::NextField if half_name(&self.line, scene).is_some() => Some("name"),
            Action::NextField => Some("note, decision, action, parked"),
            _ => None,
        }
    }

    fn memory(&self) -> usize {
        self.kind
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        let meeting = scene.meeting;
        let Some(item) = meeting.item() else { return };
        let name = |index: usize| meeting.teams.get(index).map_or("", |team| team.name.as_str());
        let question = prompt::question(item, item.kind.key(), name(0), name(1));
        let question = if question.is_empty() { item.title.clone() } else { question };
        flow.gap();
        flow.text(Text::styled(question, look.strong()), 4);
        flow.gap();
        let here = meeting.position.and_then(|position| meeting.item_ref(position));
        let notes: Vec<_> = meeting.notes.iter().filter(|note| note.item == here).collect();
        let room = usize::from(flow.rows().saturating_sub(6));
        for note in notes.iter().skip(notes.len().saturating_sub(room)) {
            flow.line(Line::raw(format!("{}{}", look.pick("· ", "- "), note.text.replace('\n', " "))));
        }
        flow.line(choice::line(KINDS.iter().map(Purpose::title), self.kind, look));
        flow.field(&self.line, 3, 1);
        if KINDS[self.kind] == Purpose::Promise {
            flow.line(chips(&scene.capture(&self.line.text()), scene.next_date(), scene, look));
        }
    }
}
