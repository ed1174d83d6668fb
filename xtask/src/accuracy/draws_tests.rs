//! Tests of draws: rows, what is wrong in them, and sums counted by hand.

use super::*;

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

fn draw(rows: &str) -> Result<Draw, String> {
    parse("python", &format!("# Drawn.\n# set: final\nsource\tgithub\ta/b\t{COMMIT}\n{rows}"))
}

#[test]
fn each_place_stands_below_its_repository() {
    let draw =
        draw("t.py\t3:5\tpatch\tcache|database\tone store\nt.py\t9:1\tmock-object\tnone\ta builder\n").expect("right");
    assert_eq!((draw.set, draw.repositories.len()), (Set::Final, 1));
    let (source, drawn) = &draw.repositories[0];
    assert_eq!((source.title().as_str(), drawn.len()), ("a/b 0123456789", 2));
    assert_eq!(drawn[0].truth, Truth::Replaces(vec![Boundary::Cache, Boundary::Database]));
    assert_eq!((drawn[0].line, drawn[0].column, &drawn[1].truth), (3, 5, &Truth::NoSite));
}

#[test]
fn a_row_that_is_wrong_is_named() {
    let problem = |rows: &str| draw(rows).expect_err("it is wrong");
    assert_eq!(problem("t.py\t3\tpatch\tcache\tw"), "4: `3` is no place: expected `line:column`");
    assert_eq!(problem("t.py\t3:1\tpatsch\tcache\tw"), "4: `patsch` is no kind");
    assert_eq!(problem("t.py\t3:1\tpatch\tcache|moon\tw"), "4: `moon` is no boundary");
    assert_eq!(problem("t.py\t3:1"), "4: 2 fields: expected `source` with 4 in all, or 5");
    assert_eq!(parse("go", "# set: both"), Err("1: `both` is no set: expected `open` or `final`".to_owned()));
    assert_eq!(parse("go", ""), Err("1: expected `# set: open` or `# set: final`".to_owned()));
    let early = parse("go", "t.go\t3:1\tpatch\tcache\tw");
    assert_eq!(early, Err("1: what was drawn stands below its `source`".to_owned()));
}

/// By hand: of five places that are reported four are sites, a reader could tell what three replace, and two are right.
#[test]
fn sums() {
    let rows = ["cache|database", "http", "own-code", "unknown", "none", "clock"];
    let mut text = String::new();
    for (line, truth) in (1..).zip(rows) {
        text.push_str(&format!("t.py\t{line}:1\tpatch\t{truth}\tw{line}\n"));
    }
    let draw = draw(&text).expect("right");
    let mut figures = DrawFigures::default();
    let said = [Boundary::Database, Boundary::Http, Boundary::Http, Boundary::Queue, Boundary::Queue];
    let founds = said.into_iter().map(Some).chain([None]);
    let amiss: Vec<String> =
        draw.repositories[0].1.iter().zip(founds).filter_map(|(drawn, found)| figures.one(drawn, found)).collect();
    assert_eq!(figures.sites, Ratio { part: 4, whole: 5 });
    assert_eq!(figures.boundary, Ratio { part: 2, whole: 3 });
    assert_eq!(figures.gone, 1);
    assert_eq!(amiss, ["own-code, reported http", "no site", "not reported"]);
}
