//! What the parts of the program cost: a frame, a key, a change, minutes to text and back, a series.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use ratatui::{Terminal, backend::TestBackend};
use turnabout::{
    cli::search::Found,
    demo,
    domain::{Meeting, json, search::Query, series::Series},
    store::{self, Loaded, ThrowAway},
    tui::{
        app::{App, Event},
        keymap::{Code, Key},
        view,
    },
};
use turnabout_benches as made;

/// Columns and rows of a usual window, and of one that fills a projector.
const SIZES: [(u16, u16); 2] = [(100, 30), (240, 70)];
/// Turns with which minutes are as long as a long meeting's.
const TURNS_OF_20_KIB: usize = 10;
/// A long text of a field.
const CHARACTERS: usize = 2_000;

fn frames(criterion: &mut Criterion) {
    for (columns, rows) in SIZES {
        let screen = || Terminal::new(TestBackend::new(columns, rows)).expect("memory takes every frame");
        let app = made::app(3, 200);
        criterion.bench_function(&format!("frame {columns}x{rows} from scratch"), |bencher| {
            bencher.iter_batched(screen, |mut screen| (draw(&app, &mut screen), screen), BatchSize::SmallInput);
        });
        let mut app = made::app(3, 200);
        let mut screen = screen();
        criterion.bench_function(&format!("frame {columns}x{rows} after a key"), |bencher| {
            bencher.iter_custom(|keys| {
                (0..keys)
                    .map(|count| {
                        app.update(Event::Key(key(count)), made::moment());
                        let start = Instant::now();
                        draw(&app, &mut screen);
                        start.elapsed()
                    })
                    .sum()
            });
        });
    }
}

fn keys(criterion: &mut Criterion) {
    for turns in [3, 399] {
        let mut app = made::app(turns, CHARACTERS);
        let now = made::moment();
        let mut count = 0;
        criterion.bench_function(&format!("key in {CHARACTERS} characters, turn {}", turns + 1), |bencher| {
            bencher.iter(|| {
                count += 1;
                app.update(Event::Key(key(count)), now.clone())
            });
        });
    }
}

fn changes(criterion: &mut Criterion) {
    let at = made::stamp();
    for turns in [4, 400] {
        let meeting = made::awaiting_answer(turns - 1);
        criterion.bench_function(&format!("answer in {turns} turns"), |bencher| {
            let fresh = || (meeting.clone(), made::answer(1));
            bencher.iter_batched(
                fresh,
                |(mut meeting, answer)| (meeting.apply(answer, &at), meeting),
                BatchSize::SmallInput,
            );
        });
    }
}

fn files(criterion: &mut Criterion) {
    for turns in [4, 40, 400] {
        let meeting = made::meeting(1, turns);
        let json = String::from_utf8(store::to_json(&meeting)).expect("JSON is text");
        let size = json.len() / 1024;
        criterion.bench_function(&format!("write {turns} turns ({size} KiB)"), |bencher| {
            bencher.iter(|| store::to_json(&meeting));
        });
        criterion.bench_function(&format!("read {turns} turns ({size} KiB)"), |bencher| {
            bencher.iter(|| json::parse::<Meeting>(black_box(&json)).expect("it was just written"));
        });
    }
}

fn series(criterion: &mut Criterion) {
    for (name, is_reviewed) in [("reviewed", true), ("all promises left open", false)] {
        let meetings = made::series(1_000, is_reviewed);
        criterion.bench_function(&format!("fold 1000 meetings, {name}"), |bencher| {
            bencher.iter_with_large_drop(|| Series::fold(&meetings));
        });
    }
}

fn archive(criterion: &mut Criterion) {
    let folder = ThrowAway::new(&std::env::temp_dir()).expect("there is a place for temporary files");
    let agenda = demo::agenda();
    let meetings = demo::meetings(&agenda, 500, &made::moment().wall);
    folder.fill(demo::SERIES, &agenda, &meetings).expect("the place has room");
    let series = folder.shelf().open(demo::SERIES);
    criterion.bench_function("read and fold 500 files", |bencher| {
        let add = |series: &mut Series, loaded: Loaded| series.add(&loaded.meeting);
        bencher.iter_with_large_drop(|| series.fold(add).expect("they were just written"));
    });
    criterion.bench_function("count 500 files", |bencher| bencher.iter(|| series.count()));
}

/// A search reads every meeting: held against reading them and nothing else.
fn search(criterion: &mut Criterion) {
    let folder = ThrowAway::new(&std::env::temp_dir()).expect("there is a place for temporary files");
    let meetings: Vec<Meeting> = (1..=1_000).map(|number| made::meeting(number, TURNS_OF_20_KIB)).collect();
    let size = store::to_json(&meetings[0]).len() / 1024;
    folder.fill(demo::SERIES, &demo::agenda(), &meetings).expect("the place has room");
    let series = folder.shelf().open(demo::SERIES);
    criterion.bench_function(&format!("read 1000 files of {size} KiB"), |bencher| {
        bencher.iter(|| series.fold(|(): &mut (), loaded| drop(black_box(loaded))).expect("they were just written"));
    });
    for words in ["order drawings", "nowhere"] {
        let query = Query::new(words);
        criterion.bench_function(&format!("search them for {words:?}"), |bencher| {
            let add = |found: &mut Found, loaded: Loaded| found.add(&query, &loaded.meeting);
            bencher.iter_with_large_drop(|| series.fold(add).expect("they were just written"));
        });
    }
}

fn draw(app: &App, screen: &mut Terminal<TestBackend>) {
    screen.draw(|frame| view::draw(app, frame)).expect("memory takes every frame");
}

/// A letter and then its removal, so that the text keeps its length.
fn key(count: u64) -> Key {
    if count.is_multiple_of(2) { Key::char('x') } else { Key::plain(Code::Backspace) }
}

fn short() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .sample_size(20)
        .without_plots()
}

criterion_group! {
    name = parts;
    config = short();
    targets = frames, keys, changes, files, series, archive, search
}
criterion_main!(parts);
