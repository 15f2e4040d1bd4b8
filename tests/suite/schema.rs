//! The schemas that the program prints, held against files and meetings by a validator that knows nothing of the program.

use boon::{Compiler, Schemas};
use serde_json::{Value, json};
use turnabout::{agendas, cli::Schema, domain::Agenda};

use crate::{
    play::{Play, full, play},
    terminal::{World, data},
};

/// Whether `value` is valid, or why not.
fn validate(schema: Schema, value: &Value) -> Result<(), String> {
    let place = "https://turnabout.invalid/schema.json";
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource(place, serde_json::from_str(schema.text()).unwrap()).unwrap();
    let index = compiler.compile(place, &mut schemas).expect("the schema is one itself");
    schemas.validate(value, index).map_err(|error| format!("{error:#}"))
}

fn file(name: &str) -> Value {
    serde_json::from_str(&data(name)).unwrap()
}

/// The file is not valid any more once the value at `pointer` is another; a field that is not there yet is added.
#[track_caller]
fn refuses(schema: Schema, name: &str, pointer: &str, value: Value) {
    let mut file = file(name);
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match file.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}")) {
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        object => object[key] = value,
    }
    let text = validate(schema, &file).expect_err(pointer);
    assert!(text.contains(parent), "another fault than {pointer}: {text}");
}

#[test]
fn files_of_every_format_are_valid() {
    assert_eq!(validate(Schema::Minutes, &file("minutes-1.json")), Ok(()));
    assert_eq!(validate(Schema::Agenda, &file("agenda-1.json")), Ok(()));
    assert!(validate(Schema::Agenda, &file("minutes-1.json")).is_err(), "minutes are no agenda");
}

#[test]
fn what_commands_print_as_json_is_valid() {
    let world = World::new();
    let dir = world.data().join("sales-operations");
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join("2026-11-24-1000.json"), data("minutes-1.json")).unwrap();
    for (schema, command) in [
        (Schema::List, &["list"][..]),
        (Schema::Actions, &["actions", "--all"]),
        (Schema::Goals, &["goals"]),
        (Schema::Search, &["search", "the"]),
        (Schema::Doctor, &["doctor"]),
    ] {
        let output = world.command(&[command, &["--json"]].concat()).output().unwrap();
        let mut printed: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(validate(schema, &printed), Ok(()), "{command:?}");
        let list = printed.as_object().unwrap().values().find_map(Value::as_array).unwrap();
        assert!(!list.is_empty(), "{command:?} printed something to check");
        printed["version"] = json!(2);
        assert!(validate(schema, &printed).is_err(), "{command:?}: the version counts");
    }
}

#[test]
fn every_bundled_agenda_is_valid_also_as_the_program_keeps_it() {
    for (name, text) in agendas::BUNDLED {
        let kept = serde_json::to_value(Agenda::parse(text).unwrap()).unwrap();
        assert_eq!(validate(Schema::Agenda, &serde_json::from_str(text).unwrap()), Ok(()), "{name}");
        assert_eq!(validate(Schema::Agenda, &kept), Ok(()), "{name}");
    }
}

#[test]
fn a_meeting_is_valid_at_every_key() {
    let turn = "We quote blind<enter><enter>A list @raj due:fri<enter><enter><enter>";
    let mut play = play("");
    for part in turn.split_inclusive('>') {
        play.keys(part);
        let meeting = serde_json::to_value(play.meeting()).unwrap();
        assert_eq!(validate(Schema::Minutes, &meeting), Ok(()), "after {part}");
    }
    assert_eq!(play.meeting().actions.len(), 1, "the turn was played");
}

#[test]
fn a_half_typed_word_is_valid_in_every_item() {
    let mut play = Play::begin(&full());
    for item in 0..full().items.len() {
        play.keys("half a word<+2s>");
        let meeting = serde_json::to_value(play.meeting()).unwrap();
        assert_eq!(validate(Schema::Minutes, &meeting), Ok(()), "item {item}");
        play.keys("<pgdn>");
    }
    assert!(!play.meeting().drafts.is_empty(), "words wait in the items");
}

#[test]
fn a_misspelt_field_is_refused_at_any_depth() {
    refuses(Schema::Agenda, "agenda-1.json", "/titel", json!("x"));
    refuses(Schema::Agenda, "agenda-1.json", "/items/0/minuts", json!(3));
    refuses(Schema::Agenda, "agenda-1.json", "/rhythm/weekday", json!("tuesday"));
    refuses(Schema::Minutes, "minutes-1.json", "/mascot", json!("otter"));
    refuses(Schema::Minutes, "minutes-1.json", "/turns/0/answers/0/ower", json!("Raj"));
}

#[test]
fn a_value_that_means_nothing_is_refused() {
    let agenda = |pointer: &str, value: Value| refuses(Schema::Agenda, "agenda-1.json", pointer, value);
    agenda("/format", json!("turnabout-minutes"));
    agenda("/version", json!(2));
    agenda("/items/0/kind", json!("party"));
    agenda("/items/0/minutes", json!(-3));
    agenda("/items/5/rounds", json!(11));
    agenda("/rhythm/every", json!("often"));
    agenda("/rhythm/day", json!("someday"));
    agenda("/rhythm/time", json!("25:00"));
    agenda("/teams", json!([{ "id": "a", "name": "A" }]));
    agenda("/items/1/title", Value::Null);
    let minutes = |pointer: &str, value: Value| refuses(Schema::Minutes, "minutes-1.json", pointer, value);
    minutes("/state", json!("paused"));
    minutes("/started_at", json!("2026-11-24T10:00:03"));
    minutes("/turns/0/id", json!("turn 1"));
    minutes("/reviews/0/of", json!("a1"));
    minutes("/actions/0/due", json!("1 dec"));
    minutes("/ratings/0/score", json!(11));
    minutes("/expectations/0/quantity/value", json!("12"));
    minutes("/turns/0/spent_s/sales", json!(-1));
}

/// Names of all fields that a schema describes.
fn fields(schema: &Value, all: &mut Vec<String>) {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        all.extend(properties.keys().cloned());
    }
    match schema {
        Value::Object(object) => object.values().for_each(|value| fields(value, all)),
        Value::Array(list) => list.iter().for_each(|value| fields(value, all)),
        _ => {}
    }
}

#[test]
fn no_field_names_a_file_to_read_or_write() {
    for schema in [Schema::Minutes, Schema::Agenda] {
        let mut all = Vec::new();
        fields(&serde_json::from_str(schema.text()).unwrap(), &mut all);
        assert!(all.len() > 15, "{all:?}");
        for field in all {
            for word in ["file", "path", "folder", "dir", "url", "uri", "href", "link", "include", "image", "command"] {
                let is_named = field.split('_').any(|part| part == word || part.strip_suffix('s') == Some(word));
                assert!(!is_named, "the field {field} names a file");
            }
        }
    }
}
