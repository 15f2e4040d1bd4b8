//! What reaches the disk, and when it does not.

use std::{
    fs,
    path::Path,
    sync::mpsc::{Receiver, channel},
};

use jiff::civil::date;
use tempfile::TempDir;

use super::*;
use crate::{
    domain::Meeting,
    store::{Lock, Page, Shelf, Spare, Target, sample},
};

const SOON: Duration = Duration::from_secs(20);
const NEVER: Duration = Duration::from_secs(3600);

/// Delays that pass quickly.
const QUICK: Delays =
    Delays { quiet: Duration::from_millis(5), longest: Duration::from_millis(20), retry: Duration::from_millis(5) };

/// Delays that never pass within a test.
const SLOW: Delays = Delays { quiet: NEVER, longest: NEVER, retry: NEVER };

/// A new file without copies and without a lock.
fn sheet(path: &Path) -> Sheet {
    Sheet { id: "m".to_owned(), page: (Target::new(path.to_path_buf(), None), None).into(), spare: None }
}

fn start(path: &Path, delays: Delays) -> (Saver, Receiver<Report>) {
    let (sender, reports) = channel();
    let saver = Saver::start(sheet(path), delays, move |report| drop(sender.send(report))).unwrap();
    (saver, reports)
}

/// A snapshot whose title tells its revision.
fn snapshot(revision: u64, urgency: Urgency) -> Snapshot {
    let mut meeting = sample::meeting();
    meeting.title = format!("revision {revision}");
    Snapshot { document: meeting.into(), at: date(2026, 5, 12).at(14, 3, 0, 0), revision, urgency }
}

#[track_caller]
fn check_saved(path: &Path, revision: u64) {
    assert_eq!(fs::read(path).unwrap(), snapshot(revision, Urgency::Record).document.to_json());
}

fn good(revision: u64) -> Report {
    Report { revision, result: Ok(()), news: Vec::new() }
}

#[test]
fn a_saver_can_be_shared() {
    fn shared<T: Send + Sync>() {}
    shared::<Saver>();
}

#[test]
fn a_record_is_written_without_waiting() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    let (saver, reports) = start(&path, SLOW);
    saver.save(snapshot(1, Urgency::Record));
    assert_eq!(reports.recv_timeout(SOON), Ok(good(1)));
    check_saved(&path, 1);
}

#[test]
fn a_draft_is_written_when_typing_pauses() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    let (saver, reports) = start(&path, QUICK);
    saver.save(snapshot(1, Urgency::Draft));
    assert_eq!(reports.recv_timeout(SOON), Ok(good(1)));
    check_saved(&path, 1);
}

#[test]
fn finish_writes_a_draft_that_waits() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    let (saver, reports) = start(&path, SLOW);
    assert_eq!(saver.finish(SOON), Ok(()));
    assert!(!path.exists());
    saver.save(snapshot(1, Urgency::Draft));
    assert_eq!(saver.finish(SOON), Ok(()));
    assert_eq!(saver.finish(SOON), Ok(()));
    check_saved(&path, 1);
    assert_eq!(reports.recv_timeout(SOON), Ok(good(1)));
}

#[test]
fn of_many_snapshots_the_newest_is_written() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    let (sender, reports) = channel();
    let (go, wait) = channel::<()>();
    let report = move |report| {
        sender.send(report).unwrap();
        let _ = wait.recv();
    };
    let saver = Saver::start(sheet(&path), SLOW, report).unwrap();
    saver.save(snapshot(1, Urgency::Record));
    assert_eq!(reports.recv_timeout(SOON), Ok(good(1)));
    saver.save(snapshot(2, Urgency::Record));
    saver.save(snapshot(3, Urgency::Draft));
    saver.save(snapshot(4, Urgency::Draft));
    go.send(()).unwrap();
    assert_eq!(reports.recv_timeout(SOON), Ok(good(4)));
    check_saved(&path, 4);
}

#[test]
fn a_failed_save_is_reported_and_tried_again_until_it_succeeds() {
    let dir = TempDir::new().unwrap();
    let folder = dir.path().join("series");
    let (saver, reports) = start(&folder.join("m.json"), QUICK);
    saver.save(snapshot(1, Urgency::Record));
    let gone = Report { revision: 1, result: Err(SaveError::FolderGone), news: Vec::new() };
    assert_eq!(reports.recv_timeout(SOON), Ok(gone.clone()));
    assert_eq!(reports.recv_timeout(SOON), Ok(gone));
    fs::create_dir(&folder).unwrap();
    let last = std::iter::repeat_with(|| reports.recv_timeout(SOON).unwrap()).find(|report| report.result.is_ok());
    assert_eq!(last, Some(good(1)));
    check_saved(&folder.join("m.json"), 1);
    assert_eq!(sample::names(&folder), ["m.json"]);
}

#[test]
fn a_new_record_does_not_wait_for_the_next_try() {
    let dir = TempDir::new().unwrap();
    let folder = dir.path().join("series");
    let (saver, reports) = start(&folder.join("m.json"), SLOW);
    saver.save(snapshot(1, Urgency::Record));
    assert_eq!(reports.recv_timeout(SOON).unwrap().result, Err(SaveError::FolderGone));
    fs::create_dir(&folder).unwrap();
    saver.save(snapshot(2, Urgency::Record));
    assert_eq!(reports.recv_timeout(SOON), Ok(good(2)));
    check_saved(&folder.join("m.json"), 2);
}

#[test]
fn finish_says_why_it_failed_and_succeeds_when_called_again() {
    let dir = TempDir::new().unwrap();
    let folder = dir.path().join("series");
    let (saver, _reports) = start(&folder.join("m.json"), SLOW);
    saver.save(snapshot(1, Urgency::Draft));
    assert_eq!(saver.finish(SOON), Err(SaveError::FolderGone));
    assert_eq!(saver.finish(SOON), Err(SaveError::FolderGone));
    fs::create_dir(&folder).unwrap();
    assert_eq!(saver.finish(SOON), Ok(()));
    check_saved(&folder.join("m.json"), 1);
}

#[test]
fn finish_gives_up_when_the_time_is_over() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    let (go, wait) = channel::<()>();
    let report = move |_| wait.recv().unwrap_or_default();
    let saver = Saver::start(sheet(&path), SLOW, report).unwrap();
    saver.save(snapshot(1, Urgency::Record));
    saver.finish(SOON).unwrap();
    saver.save(snapshot(2, Urgency::Record));
    assert_eq!(saver.finish(Duration::ZERO), Err(SaveError::NoAnswer));
    go.send(()).unwrap();
    saver.finish(SOON).unwrap();
    check_saved(&path, 2);
}

#[test]
fn a_deleted_file_is_made_again() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    let (saver, reports) = start(&path, SLOW);
    saver.save(snapshot(1, Urgency::Record));
    saver.finish(SOON).unwrap();
    fs::remove_file(&path).unwrap();
    saver.save(snapshot(2, Urgency::Record));
    saver.finish(SOON).unwrap();
    check_saved(&path, 2);
    assert_eq!(reports.recv_timeout(SOON), Ok(good(1)));
    assert_eq!(reports.recv_timeout(SOON), Ok(Report { news: vec![News::MadeAgain], ..good(2) }));
}

#[test]
fn a_panic_in_the_thread_loses_nothing() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    let saver = Saver::start(sheet(&path), SLOW, |_| panic!("a report that panics")).unwrap();
    for revision in [1, 2] {
        saver.save(snapshot(revision, Urgency::Record));
        assert_eq!(saver.finish(SOON), Ok(()));
        check_saved(&path, revision);
    }
}

#[test]
fn a_dropped_saver_writes_what_waits_and_ends() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    let (saver, reports) = start(&path, SLOW);
    saver.save(snapshot(1, Urgency::Draft));
    drop(saver);
    assert_eq!(reports.recv_timeout(SOON), Ok(good(1)));
    assert!(reports.recv_timeout(SOON).is_err_and(|error| error == std::sync::mpsc::RecvTimeoutError::Disconnected));
    check_saved(&path, 1);
}

#[test]
fn a_dropped_saver_ends_although_it_cannot_write() {
    let dir = TempDir::new().unwrap();
    let (saver, reports) = start(&dir.path().join("gone/m.json"), SLOW);
    saver.save(snapshot(1, Urgency::Draft));
    drop(saver);
    assert_eq!(reports.iter().count(), 1);
}

#[test]
fn errors_are_told_in_plain_words() {
    let words = |kind: io::ErrorKind| SaveError::from(&io::Error::from(kind)).to_string();
    assert_eq!(words(io::ErrorKind::StorageFull), "disk full");
    assert_eq!(words(io::ErrorKind::PermissionDenied), "permission denied");
    assert_eq!(words(io::ErrorKind::NotFound), "the folder is gone");
    assert_eq!(words(io::ErrorKind::NotADirectory), "a file is in the place of a folder");
    assert_eq!(words(io::ErrorKind::ReadOnlyFilesystem), "the disk takes no changes");
    let own = io::Error::new(io::ErrorKind::PermissionDenied, "the file is write-protected");
    assert_eq!(SaveError::from(&own).to_string(), "the file is write-protected");
}

/// A series in a data folder with a state folder beside it, and the sheet of a meeting in it.
fn world() -> (TempDir, Sheet) {
    let world = TempDir::new().unwrap();
    let folder = Shelf::new(world.path().join("data")).open("joint");
    folder.prepare().unwrap();
    let spare = Spare::new(&world.path().join("state"), &folder);
    let sheet = Sheet { spare: Some(spare), ..sheet(&folder.dir().join("m.json")) };
    (world, sheet)
}

fn start_sheet(sheet: Sheet, delays: Delays) -> (Saver, Receiver<Report>) {
    let (sender, reports) = channel();
    (Saver::start(sheet, delays, move |report| drop(sender.send(report))).unwrap(), reports)
}

#[test]
fn after_the_second_failure_the_words_lie_elsewhere_until_they_are_saved() {
    let (world, sheet) = world();
    let (folder, rescued) = (world.path().join("data/joint"), world.path().join("state/emergency/joint/m.json"));
    fs::remove_dir(&folder).unwrap();
    let (saver, reports) = start_sheet(sheet, QUICK);
    saver.save(snapshot(1, Urgency::Record));
    let failed = |news| Report { revision: 1, result: Err(SaveError::FolderGone), news };
    assert_eq!(reports.recv_timeout(SOON), Ok(failed(Vec::new())));
    assert_eq!(reports.recv_timeout(SOON), Ok(failed(vec![News::Rescued(rescued.clone())])));
    check_saved(&rescued, 1);
    saver.save(snapshot(2, Urgency::Record));
    let second = reports.iter().find(|report| report.revision == 2).unwrap();
    assert_eq!(second.news, [News::Rescued(rescued.clone())]);
    check_saved(&rescued, 2);
    fs::create_dir(&folder).unwrap();
    assert!(reports.iter().any(|report| report.result.is_ok()));
    check_saved(&folder.join("m.json"), 2);
    assert!(!rescued.exists());
}

#[test]
fn words_are_rescued_although_the_saver_hangs() {
    let (world, sheet) = world();
    let (go, wait) = channel::<()>();
    let report = move |_| wait.recv().unwrap_or_default();
    let saver = Saver::start(sheet, SLOW, report).unwrap();
    saver.save(snapshot(1, Urgency::Record));
    saver.finish(SOON).unwrap();
    saver.save(snapshot(2, Urgency::Record));
    assert_eq!(saver.finish(Duration::ZERO), Err(SaveError::NoAnswer));
    let rescued = saver.rescue(SOON).unwrap();
    check_saved(&rescued, 2);
    go.send(()).unwrap();
    saver.finish(SOON).unwrap();
    check_saved(&world.path().join("data/joint/m.json"), 2);
    assert!(!rescued.exists(), "what is on the disk is not rescued any more");
}

#[test]
fn a_conflict_is_told_once_and_the_words_go_beside() {
    let (world, sheet) = world();
    let path = world.path().join("data/joint/m.json");
    let (saver, reports) = start_sheet(sheet, SLOW);
    saver.save(snapshot(1, Urgency::Record));
    saver.finish(SOON).unwrap();
    fs::write(&path, "theirs").unwrap();
    saver.save(snapshot(2, Urgency::Record));
    saver.finish(SOON).unwrap();
    saver.save(snapshot(3, Urgency::Record));
    saver.finish(SOON).unwrap();
    let copy = world.path().join("data/joint/m (conflict 2026-05-12 1403).json");
    let news: Vec<Vec<News>> = reports.iter().take(3).map(|report| report.news).collect();
    assert_eq!(news, [vec![], vec![News::Conflict(copy.clone())], vec![]]);
    check_saved(&copy, 3);
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
}

#[test]
fn a_file_that_cannot_be_opened_at_once_is_opened_later_and_only_once() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    let (target, mut opened) = (path.clone(), 0);
    let page = Page::new(move || {
        opened += 1;
        match opened {
            1 => Err(io::ErrorKind::StorageFull.into()),
            2 => Ok((Target::new(target.clone(), None), None)),
            _ => Err(io::ErrorKind::PermissionDenied.into()),
        }
    });
    let (saver, reports) = start_sheet(Sheet { page, ..sheet(&path) }, QUICK);
    saver.save(snapshot(1, Urgency::Record));
    let failed = Report { revision: 1, result: Err(SaveError::DiskFull), news: Vec::new() };
    assert_eq!(reports.recv_timeout(SOON), Ok(failed));
    assert_eq!(reports.recv_timeout(SOON), Ok(good(1)));
    assert!(saver.unsaved().is_none());
    saver.save(snapshot(2, Urgency::Record));
    assert_eq!(reports.recv_timeout(SOON), Ok(good(2)));
    check_saved(&path, 2);
}

#[test]
fn only_a_meeting_has_copies() {
    let (world, sheet) = world();
    let (saver, _reports) = start_sheet(sheet, SLOW);
    let agenda = Document::Agenda(Arc::new(crate::demo::agenda()));
    saver.save(Snapshot { document: agenda.clone(), ..snapshot(1, Urgency::Record) });
    saver.finish(SOON).unwrap();
    assert!(saver.end(SOON));
    assert_eq!(fs::read(world.path().join("data/joint/m.json")).unwrap(), agenda.to_json());
    assert!(!world.path().join("state/copies").exists());
}

#[test]
fn what_cannot_be_saved_is_known_until_nobody_tries_any_more() {
    let dir = TempDir::new().unwrap();
    let (saver, _reports) = start(&dir.path().join("gone/m.json"), SLOW);
    saver.save(snapshot(1, Urgency::Record));
    assert_eq!(saver.finish(SOON), Err(SaveError::FolderGone));
    assert_eq!(saver.unsaved().unwrap().to_json(), snapshot(1, Urgency::Record).document.to_json());
    assert!(saver.end(SOON));
    assert_eq!(saver.finish(SOON), Err(SaveError::FolderGone), "nobody is waited for");
}

#[test]
fn a_copy_is_kept_from_the_start_and_of_the_end() {
    let (world, sheet) = world();
    let copies = world.path().join("state/copies/joint/m");
    let (saver, _reports) = start_sheet(sheet, SLOW);
    let mut running = snapshot(1, Urgency::Record);
    running.document = serde_json::from_value::<Meeting>(sample::running()).unwrap().into();
    saver.save(running.clone());
    saver.finish(SOON).unwrap();
    saver.save(Snapshot { at: date(2026, 5, 12).at(14, 4, 0, 0), ..running.clone() });
    saver.finish(SOON).unwrap();
    saver.save(Snapshot { at: date(2026, 5, 12).at(14, 5, 0, 0), ..snapshot(3, Urgency::Record) });
    assert!(saver.end(SOON));
    assert_eq!(sample::names(&copies), ["2026-05-12-140300.json", "2026-05-12-140500.json"]);
    check_saved(&copies.join("2026-05-12-140500.json"), 3);
}

#[test]
fn the_lock_is_given_back_when_the_saver_ends_and_not_before() {
    let (world, sheet) = world();
    let folder = world.path().join("data/joint");
    let lock = Some(Lock::take(&folder, "first").unwrap());
    let sheet = Sheet { page: (Target::new(folder.join("m.json"), None), lock).into(), ..sheet };
    let (go, wait) = channel::<()>();
    let saver = Saver::start(sheet, SLOW, move |_| wait.recv().unwrap_or_default()).unwrap();
    saver.save(snapshot(1, Urgency::Record));
    saver.finish(SOON).unwrap();
    assert!(!saver.end(Duration::ZERO));
    Lock::take(&folder, "second").unwrap_err();
    go.send(()).unwrap();
    assert!(saver.end(SOON));
    Lock::take(&folder, "second").unwrap();
}

#[test]
fn a_try_that_does_not_return_is_late_and_so_is_what_waits_behind_it() {
    let dir = TempDir::new().unwrap();
    let (sender, reports) = channel();
    let (go, wait) = channel::<()>();
    let report = move |report| {
        sender.send(report).unwrap();
        let _ = wait.recv();
    };
    let saver = Saver::start(sheet(&dir.path().join("m.json")), SLOW, report).unwrap();
    assert!(!saver.is_late(Duration::ZERO), "nothing is to be written");
    saver.save(snapshot(1, Urgency::Draft));
    assert!(!saver.is_late(Duration::ZERO), "its time has not come");
    saver.save(snapshot(2, Urgency::Record));
    assert_eq!(reports.recv_timeout(SOON), Ok(good(2)));
    assert!(!saver.is_late(Duration::ZERO), "all is written");
    saver.save(snapshot(3, Urgency::Record));
    let start = Instant::now();
    while start.elapsed().is_zero() {}
    assert!(saver.is_late(Duration::ZERO) && !saver.is_late(SOON));
    go.send(()).unwrap();
    assert_eq!(reports.recv_timeout(SOON), Ok(good(3)));
    assert!(!saver.is_late(Duration::ZERO));
}
