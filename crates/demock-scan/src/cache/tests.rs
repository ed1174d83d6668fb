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
