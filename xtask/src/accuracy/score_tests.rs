//! Tiny truths and findings, counted by hand.

use super::*;
use crate::accuracy::figures::{Family, Figures, Ratio, missed_of_hidden};
use crate::accuracy::labels;

/// Rows as in a label file, without `file`; the path is `t.py`, its tier `unit`.
fn file(rows: &[&str]) -> LabelledFile {
    let header = "# registry: pypi\n# package: a\n# version: 1\n# archive: a.tar\n# sha256: 00\n# labelled: 2026-11-23\nfile\tt.py\tunit\tff\n";
    let rows: Vec<String> = rows.iter().map(|row| row.replace(' ', "\t")).collect();
    labels::parse("python", &format!("{header}{}", rows.join("\n"))).expect("rows are right").files.remove(0)
}

/// `line end_line statement_first statement_last kind[,also] boundary`, and `possible` where it is no more than that.
fn found(rows: &[&str]) -> Vec<Found> {
    let read = |row: &&str| {
        let fields: Vec<&str> = row.split(' ').collect();
        let number = |at: usize| fields[at].parse::<u32>().expect("a number");
        let mut kinds = fields[4].split(',').map(|name| Kind::from_name(name).expect("a kind"));
        let kind = kinds.next().expect("a kind");
        let mut also = KindSet::EMPTY;
        kinds.for_each(|kind| also.insert(kind));
        Found {
            lines: Lines { first: number(0), last: number(1) },
            statement: Lines { first: number(2), last: number(3) },
            kind,
            also,
            boundary: Boundary::from_name(fields[5]).expect("a boundary"),
            confidence: fields.get(6).map_or(Confidence::Certain, |name| Confidence::from_name(name).expect("one")),
            rule: "test/rule".into(),
        }
    };
    rows.iter().map(read).collect()
}

#[track_caller]
fn check(truth: &[&str], findings: &[&str], expected: &[Verdict]) {
    assert_eq!(compare(&file(truth), &found(findings)).verdicts, expected);
}

const SITE: &str = "site 10 12 patch cache - x";

#[test]
fn any_line_of_the_site_or_of_the_findings_statement_hits() {
    check(&[SITE], &["10 10 10 10 patch cache"], &[Verdict::Hit(0)]);
    check(&[SITE], &["12 14 12 14 patch cache"], &[Verdict::Hit(0)]);
    check(&[SITE], &["14 14 12 14 patch cache"], &[Verdict::Hit(0)]);
    check(&[SITE], &["9 9 9 9 patch cache"], &[Verdict::FalseAlarm]);
    check(&[SITE], &["13 13 13 13 patch cache"], &[Verdict::FalseAlarm]);
    check(&[SITE], &["11 11 11 11 clock clock"], &[Verdict::Hit(0)]);
}

#[test]
fn that_a_test_proves_nothing_hits_no_double_on_its_line() {
    let truth = [SITE, "site 10 10 hollow-test unknown - x"];
    let both = ["10 10 10 10 hollow-test unknown", "10 10 10 10 patch cache"];
    check(&truth, &both, &[Verdict::Hit(1), Verdict::Hit(0)]);
    check(&truth[..1], &both, &[Verdict::FalseAlarm, Verdict::Hit(0)]);
    check(&truth[1..], &both, &[Verdict::Hit(0), Verdict::FalseAlarm]);
}

#[test]
fn what_is_merely_possible_counts_for_recall_and_apart() {
    let truth =
        ["site 1 1 handwritten-double cache - x", "site 2 2 handwritten-double cache - x", "trap 4 4 - - hard x"];
    let seen = [
        "1 1 1 1 handwritten-double cache possible",
        "2 2 2 2 handwritten-double cache likely",
        "4 4 4 4 handwritten-double cache possible",
        "5 5 5 5 handwritten-double cache",
    ];
    let (truth, seen) = (file(&truth), found(&seen));
    let mut figures = Figures::default();
    figures.add_file(&truth, &seen, &compare(&truth, &seen), None);
    let tally = figures.of(Family::Disguised);
    let ratio = |part, whole| Ratio { part, whole };
    assert_eq!((tally.found, tally.found_surely, tally.right), (ratio(2, 2), ratio(1, 2), ratio(2, 4)));
    assert_eq!((tally.surely_right, tally.certainly_right), (ratio(1, 2), ratio(0, 1)));
    assert_eq!((figures.quiet, figures.surely_quiet), (ratio(0, 1), ratio(1, 1)));
    let missed = missed_of_hidden(&figures);
    assert_eq!(missed, ["all languages: precision of certain and likely disguised sites 0.500 (1/2), target 0.900"]);
}

#[test]
fn a_second_report_is_a_double_and_no_hit_for_a_neighbour() {
    check(&[SITE], &["10 10 10 10 patch cache", "12 12 12 12 patch cache"], &[Verdict::Hit(0), Verdict::Double(0)]);
    // The header of a `with` holds two sites; one report hits one of them, the one it stands on.
    let with = ["site 1 1 patch cache - x", "site 2 2 patch cache - x"];
    check(&with, &["2 2 1 3 patch cache"], &[Verdict::Hit(1)]);
    check(&with, &["2 2 1 3 patch cache", "1 1 1 3 patch cache"], &[Verdict::Hit(1), Verdict::Hit(0)]);
    // Elsewhere in the statement: a double where it claims the same, else nothing stands there.
    check(&with[..1], &["1 1 1 3 patch cache", "3 3 1 3 patch cache"], &[Verdict::Hit(0), Verdict::Double(0)]);
    check(&with[..1], &["1 1 1 3 patch cache", "3 3 1 3 clock clock"], &[Verdict::Hit(0), Verdict::FalseAlarm]);
}

#[test]
fn sites_inside_a_site_are_told_apart_by_kind_and_line() {
    let truth = ["site 1 9 module-mock http - x", "site 3 3 mock-object http - x", "site 4 4 mock-object http - x"];
    let all = ["1 9 1 9 module-mock http", "3 3 3 3 mock-object http", "4 4 4 4 mock-object http"];
    check(&truth, &all, &[Verdict::Hit(0), Verdict::Hit(1), Verdict::Hit(2)]);
    let reversed = [all[2], all[1], all[0]];
    check(&truth, &reversed, &[Verdict::Hit(2), Verdict::Hit(1), Verdict::Hit(0)]);
    // The outer report alone hits the outer site alone.
    check(&truth, &all[..1], &[Verdict::Hit(0)]);
}

#[test]
fn the_nearest_fits_best_then_the_kind() {
    // On the line itself, whatever the kind; among sites on the line, the one of the same kind.
    let header = ["site 1 1 patch cache - x", "site 2 2 spy cache - x"];
    check(&header, &["2 2 1 2 patch cache"], &[Verdict::Hit(1)]);
    let nested = [SITE, "site 11 11 spy cache - x"];
    check(&nested, &["11 12 10 12 patch cache"], &[Verdict::Hit(0)]);
    check(&nested, &["11 12 10 12 spy cache"], &[Verdict::Hit(1)]);
}

#[test]
fn what_the_truth_leaves_open_is_neither() {
    check(&["either 5 6 - - - x"], &["6 6 6 6 patch cache"], &[Verdict::Neutral]);
    check(&["either 5 6 - - - x"], &["7 7 5 7 patch cache"], &[Verdict::Neutral]);
    check(&["trap 5 6 - - - x"], &["6 6 6 6 patch cache"], &[Verdict::FalseAlarm]);
    // A configuration inside a call that makes a double: open, once the double itself is reported.
    let inside = [SITE, "either 11 11 - - - x"];
    check(&inside, &["10 10 10 12 patch cache", "11 11 10 12 mock-object cache"], &[Verdict::Hit(0), Verdict::Neutral]);
    check(&inside, &["11 11 10 12 mock-object cache"], &[Verdict::Hit(0)]);
    // Open lines as wide as the site itself excuse no second report of it.
    let beside = ["site 4 4 patch cache - x", "either 4 4 - - - x"];
    check(&beside, &["4 4 4 4 patch cache", "4 4 4 4 patch cache"], &[Verdict::Hit(0), Verdict::Double(0)]);
}

#[test]
fn figures_of_a_small_file() {
    // Six sites: three explicit ones of which two are hit, one of them twice; one written by hand, missed; an
    // environment variable, hit; a hollow test, missed. Three more reports: one open, two wrong.
    let truth = file(&[
        "site 1 1 patch cache - x",
        "site 2 2 mock-object unknown spy x",
        "site 3 3 clock clock - x",
        "site 5 9 handwritten-double own-code - x",
        "site 20 20 env env - x",
        "site 30 30 hollow-test own-code - x",
        "either 12 12 - - - x",
    ]);
    let findings = found(&[
        "1 1 1 1 patch database",
        "2 2 2 2 spy own-code",
        "2 2 2 2 spy own-code",
        "12 12 12 12 patch cache",
        "13 13 13 13 patch cache",
        "14 14 14 14 env env",
        "20 20 20 20 env env",
    ]);
    let mut figures = Figures { packages: 1, ..Figures::default() };
    figures.add_file(&truth, &findings, &compare(&truth, &findings), Some("unit"));
    let explicit = figures.of(Family::Explicit);
    assert_eq!(explicit.found, Ratio { part: 2, whole: 3 });
    assert_eq!(explicit.right, Ratio { part: 2, whole: 3 });
    assert_eq!((explicit.neutral, explicit.doubles), (1, 1));
    assert_eq!(explicit.reports_per_site(), Ratio { part: 3, whole: 2 });
    assert_eq!(explicit.kind, Ratio { part: 2, whole: 2 });
    assert_eq!(explicit.boundary, Ratio { part: 0, whole: 1 });
    assert_eq!(explicit.boundary_of_all, Ratio { part: 0, whole: 2 });
    assert_eq!(figures.boundaries.values().sum::<u32>(), 2);
    assert!(figures.boundaries.keys().all(|(read, said)| read != said));
    assert_eq!(figures.of(Family::Headline).found, Ratio { part: 2, whole: 4 });
    assert_eq!(figures.of(Family::Aside).right, Ratio { part: 1, whole: 2 });
    assert_eq!(figures.of(Family::Hollow).found, Ratio { part: 0, whole: 1 });
    assert_eq!((figures.tier, figures.sites()), (Ratio { part: 1, whole: 1 }, 6));
    assert!(!figures.is_measured());
    assert_eq!(
        figures.missed("python"),
        [
            "python: recall of explicit sites 0.666 (2/3), target 0.995",
            "python: precision of explicit sites 0.666 (2/3), target 0.990",
            "python: boundary of explicit sites 0.000 (0/1), target 0.900",
            "python: reports per distinct site 1.500 (3/2), target 1.020 at most",
        ]
    );
}

#[test]
fn a_file_of_which_nothing_is_said_has_no_tier() {
    let mut figures = Figures::default();
    let truth = file(&[SITE]);
    for tier in [None, Some("unclaimed"), Some("unit")] {
        figures.add_file(&truth, &[], &compare(&truth, &[]), tier);
    }
    assert_eq!((figures.tier, figures.silent), (Ratio { part: 1, whole: 2 }, 1));
}

#[test]
fn rounding_never_makes_all_of_almost_all() {
    assert_eq!(Ratio { part: 9999, whole: 10000 }.to_string(), "0.999 (9999/10000)");
    assert_eq!(Ratio { part: 7, whole: 7 }.to_string(), "1.000 (7/7)");
    assert_eq!(Ratio::default().to_string(), "–");
}

const HARD: &str = "trap 11 11 - - hard x";

#[test]
fn a_report_on_a_hard_negative_is_a_false_alarm() {
    check(&[HARD], &["11 11 11 11 patch cache"], &[Verdict::FalseAlarm]);
    // The statement around it holds a site: the site is missed, not hit, and a second report is no double.
    let beside = ["site 10 10 patch cache - x", HARD];
    check(&beside, &["11 11 10 12 patch cache"], &[Verdict::FalseAlarm]);
    check(&beside, &["10 10 10 12 patch cache", "11 11 10 12 patch cache"], &[Verdict::Hit(0), Verdict::FalseAlarm]);
    // A trap without the mark leaves the statement's hit as it is.
    let plain = [beside[0], "trap 11 11 - - - x"];
    check(&plain, &["11 11 10 12 patch cache"], &[Verdict::Hit(0)]);
    // One report over both lines stands on the site, too.
    check(&beside, &["10 11 10 12 patch cache"], &[Verdict::Hit(0)]);
    // Open lines in the same statement excuse nothing, open lines on the place itself do.
    check(&["either 10 10 - - - x", HARD], &["11 11 10 12 patch cache"], &[Verdict::FalseAlarm]);
    check(&["either 10 12 - - - x", HARD], &["11 11 10 12 patch cache"], &[Verdict::Neutral]);
}

#[test]
fn hard_negatives_kept_quiet_are_counted() {
    let truth = file(&[SITE, "trap 2 4 - - hard x", "trap 6 6 - - hard x", "trap 8 8 - - - x"]);
    let mut figures = Figures::default();
    // Two alarms on one negative count once; one on a plain trap, or on no line that is written down, not at all.
    let findings = found(&["3 3 3 3 patch cache", "4 5 4 5 spy cache", "8 8 8 8 spy cache", "9 9 9 9 spy cache"]);
    figures.add_file(&truth, &findings, &compare(&truth, &findings), None);
    assert_eq!(figures.quiet, Ratio { part: 1, whole: 2 });
    assert_eq!(figures.of(Family::Explicit).right, Ratio { part: 0, whole: 4 });
    let mut all = figures.clone();
    all.add(&figures);
    assert_eq!(all.quiet, Ratio { part: 2, whole: 4 });
}

/// Every pair of findings on three lines against every pair of rows: what must hold whatever the rows say.
#[test]
fn invariants_of_all_small_files() {
    let ranges = || (1..=3).flat_map(|first| (first..=3).map(move |last| (first, last)));
    let mut rows: Vec<String> = Vec::new();
    let mut reports: Vec<String> = Vec::new();
    for (first, last) in ranges() {
        rows.push(format!("site {first} {last} patch cache - x"));
        rows.push(format!("either {first} {last} - - - x"));
        rows.push(format!("trap {first} {last} - - hard x"));
        reports.push(format!("{first} {first} {first} {last} patch cache"));
        reports.push(format!("{last} {last} {first} {last} spy cache"));
    }
    for (a, b) in rows.iter().flat_map(|a| rows.iter().map(move |b| (a, b))) {
        let truth = file(&[a, b]);
        for (c, d) in reports.iter().flat_map(|c| reports.iter().map(move |d| (c, d))) {
            let findings = found(&[c, d]);
            let score = compare(&truth, &findings);
            let hits = score.verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Hit(_))).count();
            assert_eq!(score.hit_by.iter().flatten().count(), hits, "a site is hit once: {a}, {b}: {c}, {d}");
            let mut figures = Figures::default();
            figures.add_file(&truth, &findings, &score, None);
            let alarms = score.verdicts.iter().filter(|verdict| **verdict == Verdict::FalseAlarm).count();
            let loud = figures.quiet.whole - figures.quiet.part;
            assert!(loud == 0 || alarms > 0, "a loud negative is a false alarm, too: {a}, {b}: {c}, {d}");
            // The order in which findings come says nothing.
            let back = compare(&truth, &found(&[d, c]));
            let mut figures_back = Figures::default();
            figures_back.add_file(&truth, &found(&[d, c]), &back, None);
            assert_eq!(figures, figures_back, "{a}, {b}: {c}, {d}");
        }
    }
}
