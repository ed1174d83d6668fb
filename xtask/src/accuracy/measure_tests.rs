//! A real clone, really scanned: what is shown of an open package and what of one that is kept apart.

use super::*;
use crate::accuracy::causes::Causes;
use crate::accuracy::testing::{Folder, git};
use crate::accuracy::{document, table};
use demock_model::Kind;
use std::fs;

const PATH: &str = "tests/test_sentinel.py";

/// Line 4 makes a double, line 5 looks like one, and the label counts line 6 as a site, which nothing can see.
const SOURCE: &str = "from unittest.mock import Mock\n\n\ndouble = Mock()\nother = Mock()\nplain = 1\n";

/// Measures a package of one file, labelled as told; `None` without a clone of it.
fn measured(folder: &Folder, set: &str, sources: Option<&Path>) -> Measured {
    let clone = folder.0.join("owner+name");
    if !clone.exists() {
        fs::create_dir_all(clone.join("tests")).expect("a folder");
        fs::write(clone.join(PATH), SOURCE).expect("written");
        git(&clone, &["init", "--quiet"]);
        git(&clone, &["add", "."]);
        git(&clone, &["commit", "--quiet", "-m", "all"]);
    }
    let commit = git(&clone, &["rev-parse", "HEAD"]);
    let hash = fetch::sha256(&[&clone.join(PATH)]).expect("it is there").remove(0);
    let text = format!(
        "# registry: repository\n# package: owner/name\n# version: {commit}\n# archive: -\n# sha256: -\n\
         # labelled: 2026-11-28\n# set: {set}\nfile\t{PATH}\tunclaimed\t{hash}\n\
         site\t4\t4\tmock-object\tunknown\t-\tx\ntrap\t5\t5\t-\t-\thard\tthe note\nsite\t6\t6\tclock\tclock\t-\tx\n"
    );
    let package = labels::parse("python", &text).expect("it is right");
    let mut measured = Measured::default();
    measured.package(&package, Places { cache: &folder.0.join("cache"), sources });
    measured
}

#[test]
fn of_the_final_set_sums_are_shown_and_nothing_else() {
    let folder = Folder::new("sets");
    let open = measured(&folder, "open", Some(&folder.0));
    let last = measured(&folder, "final", Some(&folder.0));
    // The figures are the same: one of two sites, one false alarm on the hard negative.
    assert_eq!(open.open, last.last);
    assert!(open.last.is_empty() && last.open.is_empty());
    let figures = &last.last["python"];
    assert_eq!((figures.by_kind[&Kind::Clock].found.to_string(), figures.packages), ("0.000 (0/1)".to_owned(), 1));
    assert_eq!(figures.quiet.to_string(), "0.000 (0/1)");
    let shown = |measured: &Measured| {
        let document = document::document(measured, &Causes::default());
        [document, table::terminal(measured), table::list(measured)]
    };
    assert!(open.wrongs.len() >= 2, "a miss and a false alarm: {:?}", open.wrongs);
    assert!(shown(&open)[0].contains("test_sentinel") && shown(&open)[2].contains("the note"));
    for text in shown(&last) {
        assert!(!text.contains("test_sentinel") && !text.contains("the note") && !text.contains("plain = 1"), "{text}");
    }
    assert!(shown(&last)[0].contains("### Final: Python") && shown(&last)[1].contains("final set, python"));
    assert_eq!((last.absent.len(), last.repositories.len(), last.days.len()), (0, 1, 1));
}

#[test]
fn without_a_clone_a_repository_is_named_and_no_figure_speaks_of_it() {
    let folder = Folder::new("no-clone");
    let measured = measured(&folder, "open", None);
    let [absent] = &measured.absent[..] else { panic!("one is absent: {:?}", measured.absent) };
    assert!(matches!(absent.problem, Problem::NoCopy(_)) && absent.package.starts_with("python owner/name "));
    assert_eq!((measured.open["python"].packages, measured.open["python"].sites()), (0, 0));
    let document = document::document(&measured, &Causes::default());
    assert!(document.contains("## Could not be had\n") && document.contains("\n* python owner/name "));
}
