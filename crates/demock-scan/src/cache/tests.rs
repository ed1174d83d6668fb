use super::*;
use crate::fits::{Asked, Shape};
use crate::outline::{Base, By, Class, Double, How, Outline, Outside, Shown, Sort};
use crate::site::{
    FileScan, Implementation, InlineAllow, Make, Problem, Replacer, Site, Target, TargetOrigin, TestCase,
};
use demock_model::{Boundary, Confidence, Kind, KindSet, Place};
use std::path::Path;
use std::path::PathBuf;

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
            markers: vec!["integration".into()],
            claim: Some("no mocks".into()),
        }],
        tests: vec![TestCase { name: "TestÄ::test_a".into(), line: 3, end_line: 9, markers: vec!["slow".into()] }],
        markers: vec!["integration".into()],
        problem: Some(Problem { line: 8, message: "why".into() }),
        allows: vec![InlineAllow { line: 4, covers: (4, 5), rule: "a/b".into(), reason: "".into() }],
        test_code: true,
        needs: vec!["tests.helpers.patch".into()],
        replacers: vec![Replacer { name: "Stub".into(), variable: "run".into() }],
        implementations: vec![Implementation { of: "Store".into(), name: "RedisStore".into() }],
        types: vec!["Orders".into(), "Labels".into()],
        outline: Outline {
            outside: vec![Outside { how: How::Fixture, name: "client".into() }],
            nodes: 2,
            runs: vec![(0, 1)],
            acting: vec![(0, 0), (1, 0)],
            beyond: vec![(1, 0)],
            members: vec![(0, 0xffff_fffe)],
            waiting: vec![(0, 1, 0xffff_ffff)],
            tests: vec![Some(1), None],
            shown: vec![Shown { sort: Sort::Suite, name: "TestÄ".into(), node: 1 }],
            classes: vec![Class {
                name: "TestÄ".into(),
                suite: Some(0),
                tests: vec![(Some(1), "test_a".into()), (None, "test_b".into())],
                bases: vec![Base::Here(0), Base::There(0)],
                markers: vec!["slow".into()],
            }],
            doubles: vec![
                Double { name: "FakeStore".into(), by: By::Site(0), at_most: Confidence::Certain },
                Double { name: "make_store".into(), by: By::Through(0), at_most: Confidence::Possible },
                Double { name: "new_mock_store".into(), by: By::Name, at_most: Confidence::Likely },
                Double { name: "stub_route".into(), by: By::Wraps(0), at_most: Confidence::Likely },
                Double { name: "InMemoryStore".into(), by: By::Shipped, at_most: Confidence::Likely },
            ],
            in_use: vec!["InMemoryBus".into()],
        },
        node_lines: vec![0, 300],
        makes: vec![Make {
            outside: 0,
            node: 1,
            place: Place { line: 5, column: 6, end_line: 7, end_column: 8 },
            statement: 4,
            scope: "test_a".into(),
            markers: vec!["slow".into()],
            said: Some("/users".into()),
        }],
        asked: vec![Asked { name: "shop.create".into(), shapes: vec![Shape { placed: 2, named: vec![7, 60_000] }] }],
        takes: vec![0, 1, 255],
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
    let cache_of = |started: i128, stat: Stat| {
        remember(&slot, started, &[(&file(stat), &stored)], &Cache::default());
        Cache::load(&slot)
    };
    let cache = cache_of(2_000_000_101, stat);
    assert_eq!(cache.unchanged(&file(stat)).as_ref(), Some(&stored));
    assert_eq!(cache.by_content(9).map(|kept| &kept.scan), Some(&stored.scan));
    for changed in [
        Stat { device: 7, ..stat },
        Stat { inode: 7, ..stat },
        Stat { size: 7, ..stat },
        Stat { modified: 7, ..stat },
        Stat { changed: 7, ..stat },
    ] {
        assert_eq!(cache.unchanged(&file(changed)), None, "{changed:?}");
    }
    assert_eq!(cache_of(2_000_000_100, stat).unchanged(&file(stat)), None, "too young when it was read");
    let nowhere = Stat { inode: 0, ..stat };
    assert_eq!(cache_of(2_000_000_101, nowhere).unchanged(&file(nowhere)), None, "a file system without inodes");
    fs::remove_dir_all(folder("trust")).expect("a removed folder");
}

fn remember(slot: &Slot, started: i128, files: &[(&SourceFile, &Stored)], before: &Cache) {
    let exports = FxHashMap::from_iter([(9, Blob::from(b"shown".to_vec()))]);
    let remembered = Remembered {
        started,
        files,
        again: &FxHashMap::default(),
        stays: &|path| path != "a.py",
        before,
        exports: &exports,
    };
    store(slot, &remembered).expect("a written cache");
}

#[test]
fn files_that_were_not_looked_at_stay_as_they_were() {
    let slot = Slot::new(&folder("part"), Path::new("/root"), b"key");
    let stat = Stat { device: 1, inode: 2, size: 3, modified: 100, changed: 100 };
    let [a, b] = ["a.py", "b.py"].map(|path| SourceFile { path: path.into(), ..file(stat) });
    let stored = Stored { content: 9, scan: encode(&sample()).into() };
    remember(&slot, 3_000_000_000, &[(&a, &stored), (&b, &stored)], &Cache::default());
    let both = Cache::load(&slot);
    let other = Stored { content: 8, scan: b"other".to_vec().into() };
    remember(&slot, 9_000_000_000, &[(&a, &other)], &both);
    let after = Cache::load(&slot);
    assert_eq!((after.unchanged(&a), after.unchanged(&b)), (Some(other), Some(stored.clone())));
    assert_eq!(after.by_content(9).and_then(|kept| kept.exports.as_deref()), Some(b"shown".as_slice()));
    let late = SourceFile { stat: Stat { changed: 1_500_000_000, ..stat }, ..a };
    remember(&slot, 9_000_000_000, &[(&late, &stored)], &both);
    assert_eq!(
        Cache::load(&slot).unchanged(&late),
        None,
        "no later moment is claimed for the files that were not read"
    );
    fs::remove_dir_all(folder("part")).expect("a removed folder");
}

#[test]
fn an_answer_is_given_again_only_about_the_same_settled_tree() {
    let answers = Answers::new(&folder("answers"), Path::new("/root"), b"scan text");
    let digest = Digest { hash: 7, newest: 100, looked: 2_000_000_101 };
    assert_eq!(answers.get(&digest), None, "nothing was asked before");
    answers.put(&digest, b"the answer").expect("kept");
    assert_eq!(answers.get(&digest).as_deref(), Some(b"the answer".as_slice()));
    assert_eq!(answers.get(&Digest { hash: 8, ..digest }), None, "another tree");
    let other = Answers::new(&folder("answers"), Path::new("/root"), b"scan json");
    fs::copy(answers.slot.file(), other.slot.file()).expect("a copy");
    assert_eq!(other.get(&digest), None, "another question");
    answers.put(&Digest { looked: 2_000_000_100, ..digest }, b"too young").expect("kept");
    assert_eq!(answers.get(&digest), None, "a file changed within the clock's grain");
    answers.put(&digest, b"short").expect("kept");
    answers.put(&digest, &vec![0; ANSWER_BYTES_MAX + 1]).expect("passed over");
    assert_eq!(answers.get(&digest).as_deref(), Some(b"short".as_slice()));
    let whole = fs::read(answers.slot.file()).expect("the file");
    for length in 0..whole.len() {
        fs::write(answers.slot.file(), &whole[..length]).expect("a torn file");
        assert_eq!(answers.get(&digest), None, "cut at {length}");
    }
    fs::remove_dir_all(folder("answers")).expect("a removed folder");
}

#[test]
fn a_cache_of_another_key_under_this_ones_name_is_empty() {
    let (own, other) = (Path::new("/own"), Path::new("/other"));
    let slot = Slot::new(&folder("key"), own, b"version 1");
    let stored = Stored { content: 9, scan: encode(&sample()).into() };
    remember(&slot, 0, &[(&file(Stat::default()), &stored)], &Cache::default());
    assert_eq!(Cache::load(&slot).len(), 1);
    for foreign in [Slot::new(&folder("key"), other, b"version 1"), Slot::new(&folder("key"), own, b"version 2")] {
        assert!(Cache::load(&foreign).is_empty());
        fs::copy(slot.file(), foreign.file()).expect("a copy");
        assert!(Cache::load(&foreign).is_empty(), "{foreign:?}");
    }
    fs::remove_dir_all(folder("key")).expect("a removed folder");
}
