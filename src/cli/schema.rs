//! `turnabout schema`: the JSON Schemas of the files. The program only holds their texts; its tests make them from the
//! types.

use clap::ValueEnum;

/// The files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Schema {
    /// `agenda.json` of a series
    Agenda,
    /// A meeting
    Minutes,
    /// What list --json prints
    List,
    /// What actions --json prints
    Actions,
    /// What goals --json prints
    Goals,
    /// What search --json prints
    Search,
    /// What doctor --json prints
    Doctor,
}

impl Schema {
    /// The schema as JSON.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Agenda => include_str!("schema/agenda.json"),
            Self::Minutes => include_str!("schema/minutes.json"),
            Self::List => include_str!("schema/list.json"),
            Self::Actions => include_str!("schema/actions.json"),
            Self::Goals => include_str!("schema/goals.json"),
            Self::Search => include_str!("schema/search.json"),
            Self::Doctor => include_str!("schema/doctor.json"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{env, fs, path::Path};

    use schemars::{JsonSchema, generate::SchemaSettings, transform::transform_subschemas};
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        cli::{actions, doctor, goals, list, search},
        domain::{Agenda, Meeting},
    };

    const AGENDA: &str = "The agenda of a series. Beyond this schema: names and ids of teams differ, a kind other than \
        discussion stands once, the last item is a close, and planned_minutes is at least the sum of the items; \
        `turnabout agenda check` tells.";
    const MINUTES: &str = "The minutes of one meeting. Only known fields are valid: a file with another one can be \
        shown, but this program does not change it.";

    /// The schema of a type as it is kept.
    fn generated<T: JsonSchema>(title: &str, description: &str) -> String {
        let settings = SchemaSettings::draft2020_12().with_transform(tidy);
        let mut schema = settings.into_generator().into_root_schema_for::<T>();
        schema.insert("title".to_owned(), json!(title));
        schema.insert("description".to_owned(), json!(description));
        serde_json::to_string_pretty(&schema).unwrap() + "\n"
    }

    /// The schema of what a command prints: absent fields are told as the type writes them.
    fn printed<T: JsonSchema>(command: &str) -> String {
        let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(tidy_printed);
        let mut schema = settings.into_generator().into_root_schema_for::<T>();
        schema.insert("title".to_owned(), json!(format!("turnabout {command} --json")));
        let about = format!(
            "What `turnabout {command} --json` prints. A new version number says that a field changed its \
            meaning or went away; fields can be added."
        );
        schema.insert("description".to_owned(), json!(about));
        let format = json!({ "const": format!("turnabout-{command}") });
        schema.pointer_mut("/properties/format").map(|of| *of = format).unwrap();
        schema.pointer_mut("/properties/version").map(|of| *of = json!({ "const": 1 })).unwrap();
        serde_json::to_string_pretty(&schema).unwrap() + "\n"
    }

    /// As [`tidy`], but nulls are printed and stay, and fields can be added.
    fn tidy_printed(schema: &mut schemars::Schema) {
        transform_subschemas(&mut tidy_printed, schema);
        let Some(object) = schema.as_object_mut() else { return };
        if let Some(Value::String(text)) = object.get_mut("description") {
            *text = for_users(text);
        }
        object.remove("unevaluatedProperties");
        match object.get("format").and_then(Value::as_str) {
            Some("date") => drop(object.insert("pattern".to_owned(), json!("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))),
            Some(_) => drop(object.remove("format")),
            None => {}
        }
    }

    /// Makes a schema say what the files do: nothing but the known fields, an absent field instead of a null, days as
    /// ISO dates, and no words that are for readers of the sources.
    fn tidy(schema: &mut schemars::Schema) {
        transform_subschemas(&mut tidy, schema);
        let Some(object) = schema.as_object_mut() else { return };
        if object.contains_key("properties") {
            object.insert("additionalProperties".to_owned(), json!(false));
        }
        if let Some(Value::String(text)) = object.get_mut("description") {
            *text = for_users(text);
        }
        if let Some(Value::Array(types)) = object.get_mut("type") {
            types.retain(|name| name != "null");
            let only = types[0].take();
            object.insert("type".to_owned(), only);
        }
        let choices = object.get("anyOf").and_then(Value::as_array);
        if let Some([choice, null]) = choices.map(Vec::as_slice)
            && null["type"] == "null"
        {
            let choice = choice.as_object().cloned().unwrap_or_default();
            object.remove("anyOf");
            object.extend(choice);
        }
        match object.get("format").and_then(Value::as_str) {
            Some("date") => drop(object.insert("pattern".to_owned(), json!("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))),
            // Sizes of machine numbers: the bounds say it.
            Some(_) => drop(object.remove("format")),
            None => {}
        }
    }

    /// The first paragraph of a doc comment without references to the sources.
    fn for_users(text: &str) -> String {
        let mut text = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        for start in [" (DESIGN", " ([`"] {
            if let Some(at) = text.find(start) {
                let end = text[at..].find(')').map_or(text.len(), |end| at + end + 1);
                text.replace_range(at..end, "");
            }
        }
        text
    }

    #[track_caller]
    fn check(file: &str, kept: &str, generated: &str) {
        if env::var_os("UPDATE_SCHEMA").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/schema").join(file);
            fs::write(path, generated).unwrap();
        } else {
            let differs = kept.lines().zip(generated.lines()).enumerate().find(|(_, (kept, made))| kept != made);
            let remedy = "run this test again with UPDATE_SCHEMA=1 set, and read what changed";
            // Neither text is printed whole: they are long.
            assert!(kept == generated, "src/cli/schema/{file} is not what the types say: {remedy}\n{differs:?}");
        }
    }

    #[test]
    fn the_kept_schemas_are_those_of_the_types() {
        check("agenda.json", Schema::Agenda.text(), &generated::<Agenda>("Turnabout agenda", AGENDA));
        check("minutes.json", Schema::Minutes.text(), &generated::<Meeting>("Turnabout minutes", MINUTES));
        check("list.json", Schema::List.text(), &printed::<list::List>("list"));
        check("actions.json", Schema::Actions.text(), &printed::<actions::List>("actions"));
        check("goals.json", Schema::Goals.text(), &printed::<goals::List>("goals"));
        check("search.json", Schema::Search.text(), &printed::<search::List>("search"));
        check("doctor.json", Schema::Doctor.text(), &printed::<doctor::Report>("doctor"));
    }
}
