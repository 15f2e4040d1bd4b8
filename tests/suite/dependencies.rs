//! What the lock file holds: no version with a known fault, nothing twice by accident, licences that may be passed on.
//!
//! The advisory database is not in a package registry, so the list is kept by hand: whoever updates a crate or reads of
//! an advisory (<https://rustsec.org>) adds a row. Last gone through for the advisories of 2026-08-20.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use serde_json::Value;

/// Crates with an advisory, and the first version without it. They need not be there at all.
const SAFE_FROM: &[(&str, [u32; 3], &str)] = &[
    ("anyhow", [1, 0, 103], "RUSTSEC-2026-0190"),
    ("bumpalo", [3, 11, 1], "RUSTSEC-2022-0078"),
    ("bytes", [1, 11, 1], "RUSTSEC-2026-0007"),
    ("chrono", [0, 4, 20], "RUSTSEC-2020-0159"),
    ("crossbeam-channel", [0, 5, 15], "RUSTSEC-2025-0024"),
    ("crossbeam-deque", [0, 8, 1], "RUSTSEC-2021-0093"),
    ("crossbeam-utils", [0, 8, 7], "RUSTSEC-2022-0041"),
    ("generic-array", [0, 14, 0], "RUSTSEC-2020-0146"),
    ("hashbrown", [0, 15, 1], "RUSTSEC-2024-0402, only 0.15.0"),
    ("idna", [1, 0, 0], "RUSTSEC-2024-0421"),
    ("lru", [0, 18, 2], "RUSTSEC-2026-0253"),
    ("mio", [0, 8, 11], "RUSTSEC-2024-0019"),
    ("rand", [0, 8, 6], "RUSTSEC-2026-0097"),
    ("regex", [1, 5, 5], "RUSTSEC-2022-0013"),
    ("rustix", [0, 38, 19], "GHSA-c827-hfw6-qwvm"),
    ("slab", [0, 4, 11], "RUSTSEC-2025-0047"),
    ("smallvec", [1, 6, 1], "RUSTSEC-2021-0003"),
    ("time", [0, 3, 47], "RUSTSEC-2026-0009"),
    ("tracing-subscriber", [0, 3, 20], "RUSTSEC-2025-0055"),
];

/// Crates that are there in several versions, each because two others need different ones.
const TWICE: &[&str] = &[
    "bitflags",
    "cfg_aliases",
    "cpufeatures",
    "getrandom",
    "itertools",
    "nix",
    "nom",
    "r-efi",
    "rand",
    "rand_core",
    "syn",
    "thiserror",
    "thiserror-impl",
];

/// Licences of which one is enough, each for itself.
const LICENCES: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Unlicense",
    "Zlib",
    "BSD-2-Clause",
    "BSL-1.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "WTFPL",
    // Changes to its own files are to be given back; there are none.
    "MPL-2.0",
    "Apache-2.0 WITH LLVM-exception",
];

/// Crates that say it in a file only: Apache-2.0.
const IN_A_FILE: &[&str] = &["ical"];

/// All versions in the lock file by the names of their crates.
fn locked() -> BTreeMap<String, Vec<[u32; 3]>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
    let text = fs::read_to_string(path).expect("the lock file is committed");
    let mut locked: BTreeMap<String, Vec<[u32; 3]>> = BTreeMap::new();
    for package in text.split("[[package]]").skip(1) {
        let field = |name: &str| package.split_once(name).and_then(|(_, rest)| rest.split('"').next());
        let (name, version) = (field("name = \"").expect("a name"), field("version = \"").expect("a version"));
        locked.entry(name.to_owned()).or_default().push(numbers(version));
    }
    assert!(locked.len() > 100, "the lock file was not read");
    locked
}

fn numbers(version: &str) -> [u32; 3] {
    let mut numbers = version.split(['.', '-', '+']).map(|number| number.parse().unwrap_or(0));
    std::array::from_fn(|_| numbers.next().unwrap_or(0))
}

/// Names and versions that an advisory is known for.
fn known_faults(locked: &BTreeMap<String, Vec<[u32; 3]>>) -> Vec<String> {
    let faults = SAFE_FROM.iter().flat_map(|(name, safe, advisory)| {
        let versions = locked.get(*name).into_iter().flatten().filter(move |version| *version < safe);
        versions.map(move |version| format!("{name} {version:?}: {advisory}, take {safe:?} or later"))
    });
    faults.collect()
}

#[test]
fn no_locked_version_has_a_known_advisory() {
    assert_eq!(known_faults(&locked()), [""; 0]);
}

#[test]
fn a_version_with_an_advisory_is_named() {
    let locked = BTreeMap::from([("lru".to_owned(), vec![[0, 18, 1], [0, 19, 0]])]);
    assert_eq!(known_faults(&locked), ["lru [0, 18, 1]: RUSTSEC-2026-0253, take [0, 18, 2] or later"]);
}

#[test]
fn no_crate_is_there_twice_by_accident() {
    let twice: Vec<String> = locked().into_iter().filter(|(_, all)| all.len() > 1).map(|(name, _)| name).collect();
    assert_eq!(twice, TWICE, "name it here if it has to be, or update what brings the older one");
}

/// Whether one of the ways to take this licence is ours.
fn may_be_passed_on(licence: &str) -> bool {
    let is_ours = |part: &str| LICENCES.contains(&part.trim_matches(['(', ')', ' ']));
    let licence = licence.replace('/', " OR ");
    licence.split(" AND ").all(|part| part.split(" OR ").any(is_ours))
}

#[cfg(target_os = "linux")]
#[test]
fn every_licence_may_be_passed_on() {
    let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let arguments = ["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", &host];
    let asked = Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let metadata: Value = serde_json::from_slice(&asked.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100);
    let is_other =
        |package: &&Value| !package["source"].is_null() && !IN_A_FILE.iter().any(|name| package["name"] == *name);
    let others = packages.iter().filter(is_other);
    let strange = others.filter(|package| !may_be_passed_on(package["license"].as_str().unwrap_or_default()));
    let strange: Vec<String> = strange.map(|package| format!("{} {}", package["name"], package["license"])).collect();
    assert_eq!(strange, [""; 0]);
}

#[test]
fn one_way_to_take_a_licence_is_enough() {
    assert!(may_be_passed_on("(MIT OR GPL-3.0) AND Unicode-3.0") && may_be_passed_on("MIT/Apache-2.0"));
    assert!(!may_be_passed_on("GPL-3.0") && !may_be_passed_on("MIT AND GPL-3.0") && !may_be_passed_on(""));
}
