//! The questions of the README to a whole archive, asked with `DuckDB` and held against the program's own figures.
//!
//! Not part of a plain `cargo test`, because it needs Python with the package `duckdb`: `.ci/run` sets it up and runs
//! `cargo test --test archive` with its interpreter in the variable `TURNABOUT_PYTHON`.

use std::{collections::BTreeMap, env, fs, path::Path, process::Command};

use jiff::civil::date;
use serde_json::Value;
use turnabout::{
    demo,
    domain::{
        Meeting,
        capacity::{self, Sum},
        meeting::Verdict,
        promises::Promises,
        series::Series,
        unit,
    },
    store::{Shelf, to_json},
};

/// Runs the queries of its first argument file, JSON, in the folder where it is started.
const ASK: &str = "
import duckdb, json, sys
views, query = json.load(open(sys.argv[1]))
db = duckdb.connect()
db.execute(views)
rows = db.execute(query)
names = [column[0] for column in rows.description]
print(json.dumps([dict(zip(names, row)) for row in rows.fetchall()], default=str))
";

/// A data folder with two series and everything that lies beside minutes.
struct Archive {
    dir: tempfile::TempDir,
    series: Vec<(String, Vec<Meeting>)>,
}

impl Archive {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (shelf, agenda) = (Shelf::new(dir.path()), demo::agenda());
        let mut series = Vec::new();
        for (name, count, day) in [("joint", 24, 24), ("north", 9, 17)] {
            let now = date(2026, 11, day).at(10, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
            let mut meetings = demo::meetings(&agenda, count, &now);
            let folder = shelf.open(name);
            folder.prepare().unwrap();
            folder.keep_agenda(&agenda).unwrap();
            fs::create_dir(folder.exports()).unwrap();
            for meeting in &mut meetings {
                name.clone_into(&mut meeting.series);
                fs::write(folder.path(&meeting.id), to_json(meeting)).unwrap();
                fs::write(folder.exports().join(format!("{}.json", meeting.id)), to_json(meeting)).unwrap();
            }
            series.push((name.to_owned(), meetings));
        }
        Self { dir, series }
    }

    /// The rows that a query of the README finds.
    fn ask(&self, name: &str) -> Vec<Value> {
        let python = env::var_os("TURNABOUT_PYTHON").unwrap_or_else(|| "python3".into());
        let question = self.dir.path().join("question");
        fs::write(&question, serde_json::to_string(&[sql("views"), sql(name)]).unwrap()).unwrap();
        let asked = Command::new(&python).args(["-c", ASK]).arg(&question).current_dir(self.dir.path()).output();
        let asked = asked.unwrap_or_else(|error| panic!("{} does not start: {error}", python.display()));
        let error = String::from_utf8_lossy(&asked.stderr);
        let remedy =
            "needs Python with the package duckdb: pip install duckdb, and name its python in TURNABOUT_PYTHON";
        assert!(asked.status.success(), "{remedy}\n{error}");
        serde_json::from_slice(&asked.stdout).unwrap()
    }
}

/// A query of the README.
#[track_caller]
fn sql(name: &str) -> String {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (begin, end) = (format!("<!-- duckdb:{name} -->\n```sql\n"), format!("```\n<!-- /duckdb:{name} -->"));
    let query =
        readme.split_once(&begin).and_then(|(_, rest)| rest.split_once(&end)).map(|(query, _)| query.to_owned());
    query.unwrap_or_else(|| panic!("README.md has no query {name:?}"))
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The values of these columns, row by row, as text.
fn rows(found: &[Value], columns: &[&str]) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> =
        found.iter().map(|row| columns.iter().map(|column| text(&row[column])).collect()).collect();
    rows.sort();
    rows
}

#[test]
fn promises_kept_by_team_and_month_are_those_of_the_fold() {
    let archive = Archive::new();
    let mut counted: BTreeMap<[String; 3], (u32, u32)> = BTreeMap::new();
    for (name, meetings) in &archive.series {
        let mut promises = Promises::default();
        meetings.iter().for_each(|meeting| promises.add(meeting));
        for promise in &promises.all {
            let Some((verdict, on)) = promise.closed else { continue };
            let key = [name.clone(), promise.action.team.to_string(), on.strftime("%Y-%m").to_string()];
            let count = counted.entry(key).or_default();
            count.0 += u32::from(verdict == Verdict::Kept);
            count.1 += 1;
        }
    }
    let expected: Vec<Vec<String>> = counted
        .into_iter()
        .map(|(key, (kept, ended))| [key.as_slice(), &[kept.to_string(), ended.to_string()]].concat())
        .collect();
    assert!(expected.len() > 10, "there is something to count");
    assert_eq!(rows(&archive.ask("kept"), &["series", "team", "month", "kept", "ended"]), expected);
}

#[test]
fn open_actions_are_those_of_the_fold() {
    let archive = Archive::new();
    let mut expected = Vec::new();
    for (name, meetings) in &archive.series {
        for action in Series::fold(meetings).open_actions {
            let due = action.due.map_or_else(|| "null".to_owned(), |due| due.to_string());
            let owner = action.owner.unwrap_or_else(|| "null".to_owned());
            expected.push(vec![name.clone(), action.of.to_string(), action.team.to_string(), owner, due, action.text]);
        }
    }
    expected.sort();
    assert!(expected.len() > 5, "something is open");
    assert_eq!(rows(&archive.ask("open"), &["series", "promise", "team", "owner", "due", "text"]), expected);
}

#[test]
fn over_promises_are_those_of_the_check() {
    let archive = Archive::new();
    let mut expected = Vec::new();
    for (name, meetings) in &archive.series {
        for meeting in meetings {
            for load in capacity::loads(meeting) {
                let is_over = load.over().iter().any(|(figure, _)| matches!(figure.sum, Sum::Target | Sum::Everything))
                    || load.everything == load.certain && !load.over().is_empty();
                if is_over {
                    let unit = unit::key(&load.unit.many().to_string());
                    expected.push(vec![name.clone(), meeting.id.clone(), unit]);
                }
            }
        }
    }
    expected.sort();
    assert!(!expected.is_empty(), "too much was promised somewhere");
    assert_eq!(rows(&archive.ask("over"), &["series", "id", "counted"]), expected);
}
