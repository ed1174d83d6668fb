//! Real repositories in temporary folders, made and read by git itself.

use super::*;
use crate::accuracy::source::Origin;
use crate::accuracy::testing::{Folder, git};

/// A clone with two commits; the hash of the first, which holds a test that archives leave out.
fn clone(folder: &Path) -> String {
    fs::create_dir_all(folder.join("tests")).expect("a folder");
    git(folder, &["init", "--quiet"]);
    fs::write(folder.join(".gitattributes"), "/tests export-ignore\n").expect("written");
    fs::write(folder.join("tests/a.py"), "first\n").expect("written");
    git(folder, &["add", "."]);
    git(folder, &["commit", "--quiet", "-m", "first"]);
    let first = git(folder, &["rev-parse", "HEAD"]);
    fs::write(folder.join("tests/a.py"), "second\n").expect("written");
    git(folder, &["commit", "--quiet", "-a", "-m", "second"]);
    first
}

fn source(version: String) -> Source {
    Source { name: "owner/name".to_owned(), version, origin: Origin::Repository }
}

#[test]
fn the_commits_own_files_come_from_every_kind_of_copy() {
    let folder = Folder::new("kinds");
    let commit = clone(&folder.0.join("work/owner+name"));
    let from = folder.0.join("work/owner+name");
    let from = from.to_str().expect("a name");
    for place in ["bare/owner+name", "mirror/owner+name/any"] {
        fs::create_dir_all(folder.0.join(place).parent().expect("a parent")).expect("a folder");
        git(&folder.0, &["clone", "--quiet", "--bare", from, place]);
    }
    for copies in ["work", "bare", "mirror"] {
        let trees = folder.0.join("trees").join(copies);
        let home = tree(&source(commit.clone()), Some(&folder.0.join(copies)), &trees).expect("it is there");
        assert_eq!(fs::read_to_string(home.join("tests/a.py")).expect("checked out"), "first\n");
        assert_eq!(fs::read_dir(&trees).expect("a folder").count(), 1, "nothing is left beside the tree");
        // Once it is there no copy is needed.
        assert_eq!(tree(&source(commit.clone()), None, &trees), Ok(home));
    }
    assert_eq!(git(Path::new(from), &["status", "--porcelain"]), "", "the clone is as it was");
}

#[test]
fn what_is_not_there_is_told_apart_from_what_does_not_serve() {
    let folder = Folder::new("absent");
    let trees = folder.0.join("trees");
    let absent = source("0".repeat(40));
    let named = tree(&absent, None, &trees).expect_err("no folder is named");
    let expected =
        "no copy of the repository is named: name a folder with --sources in which `owner+name` is a clone of it";
    assert_eq!(named, Problem::NoCopy(expected.to_owned()));
    let empty = tree(&absent, Some(&folder.0), &trees).expect_err("the folder is empty");
    let at = folder.0.join("owner+name");
    let next = format!("clone owner/name there, with the commit {}", "0".repeat(40));
    assert_eq!(empty, Problem::NoCopy(format!("`{}` is no clone: {next}", at.display())));
    clone(&at);
    let broken = tree(&absent, Some(&folder.0), &trees).expect_err("no such commit");
    let Problem::Broken(said) = broken else { panic!("the copy is there: {broken:?}") };
    assert!(said.starts_with("`git read-tree` in ") && said.contains("said: "), "{said}");
}

#[test]
fn files_that_a_copy_lacks_are_written_down() {
    let folder = Folder::new("lacks");
    let (clone_at, trees) = (folder.0.join("owner+name"), folder.0.join("trees"));
    let commit = clone(&clone_at);
    let hash = git(&clone_at, &["rev-parse", &format!("{commit}:tests/a.py")]);
    let object = clone_at.join(".git/objects").join(&hash[..2]).join(&hash[2..]);
    fs::remove_file(object).expect("an object");
    let home = tree(&source(commit.clone()), Some(&folder.0), &trees).expect("the rest is there");
    assert!(home.join(".gitattributes").is_file() && !home.join("tests/a.py").exists());
    assert_eq!(lacks(&source(commit), &trees), ["tests/a.py"]);
    assert_eq!(lacks(&source("0".repeat(40)), &trees), [""; 0]);
    let said = "error: unable to read sha1 file of a (b).py (00)\n";
    assert_eq!(lacked(said), Some(vec!["a (b).py".to_owned()]));
    assert_eq!(lacked(&format!("{said}fatal: not a tree\n")), None);
    assert_eq!(lacked(""), None);
}
