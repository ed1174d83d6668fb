use super::*;
use crate::site::{FileScan, InlineAllow, Problem, Site, Target, TargetOrigin, TestCase};
use demock_model::{Boundary, Confidence, Kind, KindSet, Place};

fn sample() -> FileScan {
    let mut also = KindSet::EMPTY;
    also.insert(Kind::MockObject);
    FileScan {
        sites: vec![Site {
            rule: 300,
            place: Place { line: 1, column: 2, end_line: 70_000, end_column: 4 },
            statement: (1, 70_001),
            kind: Kind::Env,
            also,
            scope: "TestÄ::test_a".into(),
            target: Some(Target { name: "app.store".into(), origin: TargetOrigin::Local }),
            given: Some("redis".into()),
            boundary: Some(Boundary::Unknown),
            stubbed: true,
            confidence: Confidence::Possible,
            reasons: vec!["why".into()],
            tests: vec![0, 5, 900],
            markers: vec!["integration".into()],
        }],
        tests: vec![TestCase { name: "TestÄ::test_a".into(), line: 3, end_line: 9, markers: vec!["slow".into()] }],
        markers: vec!["integration".into()],
        problem: Some(Problem { line: 8, message: "why".into() }),
        allows: vec![InlineAllow { line: 4, covers: (4, 5), rule: "a/b".into(), reason: "".into() }],
        test_code: true,
        needs: vec!["tests.helpers.patch".into()],
    }
}

#[test]
fn what_is_stored_comes_back() {
    for scan in [sample(), FileScan::default()] {
        assert_eq!(decode(&encode(&scan)), Some(scan));
    }
}

#[test]
fn torn_and_changed_bytes_never_panic() {
    let whole = encode(&sample());
    for length in 0..whole.len() {
        assert_eq!(decode(&whole[..length]), None, "cut at {length}");
    }
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut changed = whole.clone();
            changed[at] ^= 1 << bit;
            let _ = decode(&changed);
        }
    }
}

#[test]
fn the_key_knows_language_and_role() {
    let keys = [
        content_key(b"x", Language::Python, FileRole::Test),
        content_key(b"x", Language::Python, FileRole::Product),
        content_key(b"x", Language::Go, FileRole::Test),
        content_key(b"y", Language::Python, FileRole::Test),
    ];
    for (at, key) in keys.iter().enumerate() {
        assert!(!keys[..at].contains(key), "{at}");
    }
}

fn file(stat: Stat) -> SourceFile {
    SourceFile { path: "a.py".into(), language: Language::Python, stat }
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("demock-cache-{}-{name}", std::process::id()))
}

#[test]
fn a_stored_result_is_trusted_only_while_nothing_moved() {
    let slot = Slot::new(&folder("trust"), Path::new("/root"), b"key");
    let stat = Stat { device: 1, inode: 2, size: 3, modified: 100, changed: 100 };
    let stored = Stored { content: 9, scan: encode(&sample()).into() };
    let entry = (file(stat), stored.clone());
    let cache_of = |started: i128| {
        store(&slot, started, [(&entry.0, &entry.1)].into_iter()).expect("a written cache");
        Cache::load(&slot)
    };
    let cache = cache_of(2_000_000_101);
    assert_eq!(cache.unchanged(&file(stat)), Some(&stored));
    assert_eq!(cache.by_content(9), Some(&stored.scan));
    for changed in [
        Stat { device: 7, ..stat },
        Stat { inode: 7, ..stat },
        Stat { size: 7, ..stat },
        Stat { modified: 7, ..stat },
        Stat { changed: 7, ..stat },
    ] {
        assert_eq!(cache.unchanged(&file(changed)), None, "{changed:?}");
    }
    assert_eq!(cache_of(2_000_000_100).unchanged(&file(stat)), None, "too young when it was read");
    let nowhere = Stat { inode: 0, ..stat };
    store(&slot, 2_000_000_101, [(&file(nowhere), &stored)].into_iter()).expect("a written cache");
    assert_eq!(Cache::load(&slot).unchanged(&file(nowhere)), None, "a file system without inodes");
    fs::remove_dir_all(folder("trust")).expect("a removed folder");
}

#[test]
fn a_cache_of_another_key_under_this_ones_name_is_empty() {
    let (own, other) = (Path::new("/own"), Path::new("/other"));
    let slot = Slot::new(&folder("key"), own, b"version 1");
    let stored = Stored { content: 9, scan: encode(&sample()).into() };
    store(&slot, 0, [(&file(Stat::default()), &stored)].into_iter()).expect("a written cache");
    assert_eq!(Cache::load(&slot).len(), 1);
    for foreign in [Slot::new(&folder("key"), other, b"version 1"), Slot::new(&folder("key"), own, b"version 2")] {
        assert!(Cache::load(&foreign).is_empty());
        fs::copy(slot.file(), foreign.file()).expect("a copy");
        assert!(Cache::load(&foreign).is_empty(), "{foreign:?}");
    }
    fs::remove_dir_all(folder("key")).expect("a removed folder");
}
