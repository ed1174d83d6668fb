//! A cached report is the report: whatever happens to the tree or to the cache's own file.
//!
//! The expected value of every check is a scan that reads everything. That stored results are really used is held by
//! [`settled`], which ends only when a scan had nothing to learn.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "git must not see the variables of whoever runs the tests")]

mod folder;

use demock_model::Report;
use demock_scan::scan::CacheUse;
use demock_scan::selection::Selection;
use demock_scan::walk;
use folder::{Folder, report_of};
use std::fs::{self, File, FileTimes};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Longer than the coarsest grain of a file's times.
const SETTLING_MAX: Duration = Duration::from_mins(1);

/// A test file with as many sites as `targets`; targets of one length make files of one length.
fn source(targets: &[&str]) -> String {
    let mut text = String::from("from unittest.mock import patch\n\n\ndef test_it():\n    assert run()\n");
    for target in targets {
        text.push_str("    patch(\"");
        text.push_str(target);
        text.push_str("\").start()\n");
    }
    text
}

/// A tree of twelve test files with two sites each.
fn tree() -> Folder {
    let tree = Folder::new();
    for at in 0..12 {
        tree.write(&file(at), source(&["app.store.one", "app.store.two"]));
    }
    tree
}

fn file(at: usize) -> String {
    format!("tests/part{}/test_{at}.py", at % 3)
}

/// The cache's files.
fn cache_files(cache: &Folder) -> Vec<PathBuf> {
    let entries = fs::read_dir(cache.path("scan")).into_iter().flatten();
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// Scans until a scan finds every stored result still good and leaves the cache as it is.
fn settled(tree: &Folder, cache: &Folder) {
    let inode = || cache_files(cache).first().map(|file| fs::metadata(file).expect("a cache file").ino());
    let begun = Instant::now();
    loop {
        let before = inode();
        let report = tree.scan_with(cache);
        if before.is_some() && inode() == before {
            assert_eq!(report, tree.scan());
            return;
        }
        assert!(begun.elapsed() < SETTLING_MAX, "stored results are never used again");
        // What is waited for is the condition above; this only leaves the processor to others meanwhile.
        std::thread::park_timeout(Duration::from_millis(100));
    }
}

#[track_caller]
fn check(tree: &Folder, cache: &Folder, what: &str) -> Report {
    let seen = tree.scan_with(cache);
    assert_eq!(seen, tree.scan(), "after {what}");
    assert_eq!(tree.scan_with(cache), seen, "a second time after {what}");
    seen
}

fn git(root: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"];
    let output = command.current_dir(root).args(identity).args(arguments).output().expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Writes over a file's bytes without making a new file, and puts its modification time back.
fn edit_in_place(path: &Path, text: &str) {
    let modified = fs::metadata(path).and_then(|data| data.modified()).expect("a time");
    fs::write(path, text).expect("a written file");
    let file = File::options().write(true).open(path).expect("the file");
    file.set_times(FileTimes::new().set_modified(modified)).expect("a time put back");
}

#[test]
fn every_way_to_change_a_settled_tree_is_seen() {
    let (tree, cache) = (tree(), Folder::new());
    settled(&tree, &cache);
    assert_eq!(tree.scan().findings.len(), 24);

    edit_in_place(&tree.path(&file(0)), &source(&["app.store.one", "app.store.red"]));
    let report = check(&tree, &cache, "an edit of the same size that keeps the old time");
    assert!(report.findings.iter().any(|finding| finding.target.as_deref() == Some("app.store.red")));

    edit_in_place(&tree.path(&file(1)), &source(&["app.store.one"]));
    assert_eq!(check(&tree, &cache, "a shorter file with the old time").findings.len(), 23);

    fs::rename(tree.path(&file(2)), tree.path("tests/part2/test_renamed.py")).expect("a rename");
    let report = check(&tree, &cache, "a rename");
    assert_eq!(report.findings.iter().filter(|finding| finding.path.ends_with("test_renamed.py")).count(), 2);

    fs::rename(tree.path(&file(3)), tree.path("tests/part0/renamed.rb")).expect("a rename");
    assert_eq!(check(&tree, &cache, "a rename to another language").findings.len(), 21);

    tree.write(&file(4), source(&["app.store.four"]));
    let (four, five, aside) = (tree.path(&file(4)), tree.path(&file(5)), tree.path("aside"));
    for (from, to) in [(&four, &aside), (&five, &four), (&aside, &five)] {
        fs::rename(from, to).expect("a rename");
    }
    let report = check(&tree, &cache, "a swap of two files");
    assert_eq!(report.findings.iter().filter(|finding| *finding.path == *file(5)).count(), 1);

    let (now, touched) = (FileTimes::new().set_modified(std::time::SystemTime::now()), tree.path(&file(6)));
    File::options().write(true).open(touched).and_then(|file| file.set_times(now)).expect("touch");
    check(&tree, &cache, "touch");

    fs::remove_file(tree.path(&file(7))).expect("a removed file");
    fs::remove_dir_all(tree.path("tests/part2")).expect("a removed folder");
    let report = check(&tree, &cache, "files were deleted");
    assert!(report.findings.iter().all(|finding| !finding.path.starts_with("tests/part2")));

    fs::rename(tree.path("tests"), tree.path("src")).expect("a rename");
    check(&tree, &cache, "a renamed folder, which changes what its files are");
}

#[test]
fn an_edit_within_the_clocks_grain_is_seen() {
    let (tree, cache) = (Folder::new(), Folder::new());
    tree.write("test_racy.py", source(&["app.store.n000"]));
    for turn in 1..200 {
        // As fast as can be: many of these fall into one tick of the clock that stamps files.
        let (path, target) = (tree.path("test_racy.py"), format!("app.store.n{turn:03}"));
        tree.scan_with(&cache);
        fs::write(path, source(&[&target])).expect("a written file");
        let seen = tree.scan_with(&cache);
        assert_eq!(seen.findings.len(), 1);
        assert_eq!(seen.findings[0].target.as_deref(), Some(&*target));
    }
}

#[test]
fn a_checkout_of_another_branch_is_seen() {
    let (tree, cache) = (tree(), Folder::new());
    git(&tree.root, &["init", "-q", "-b", "main"]);
    git(&tree.root, &["add", "-A"]);
    git(&tree.root, &["commit", "-q", "-m", "one"]);
    git(&tree.root, &["checkout", "-q", "-b", "other"]);
    tree.write(&file(0), source(&["app.store.one", "app.store.red"]));
    fs::remove_file(tree.path(&file(1))).expect("a removed file");
    git(&tree.root, &["add", "-A"]);
    git(&tree.root, &["commit", "-q", "-m", "two"]);
    let other = check(&tree, &cache, "a commit");
    for _ in 0..20 {
        git(&tree.root, &["checkout", "-q", "main"]);
        assert_eq!(check(&tree, &cache, "a checkout").findings.len(), 24);
        git(&tree.root, &["checkout", "-q", "other"]);
        assert_eq!(check(&tree, &cache, "a checkout back"), other);
    }
}

#[test]
fn what_is_asked_for_is_part_of_the_key() {
    let (tree, cache) = (tree(), Folder::new());
    tree.write(
        "tests/test_env.py",
        "def test_it(monkeypatch):\n    monkeypatch.setenv(\"A\", \"b\")\n    assert run() == 1\n",
    );
    let select = |text: &str| Selection::parse(text, |_| true).expect("a selection");
    let counts = |selection: &Selection| {
        let cached = report_of(&tree.root, CacheUse::Folder(&cache.root), selection);
        assert_eq!(cached, report_of(&tree.root, CacheUse::Off, selection));
        cached.findings.len()
    };
    for _ in 0..2 {
        assert_eq!(counts(&Selection::default()), 25);
        assert_eq!(counts(&select("env")), 1);
        assert_eq!(counts(&select("patch")), 24);
    }
    let own = "[[rule]]\nid = \"acme/run\"\nlanguage = \"python\"\ncall = \"acme.run\"\nkind = \"fake-service\"\nboundary = \"queue\"\n";
    tree.write("tests/test_own.py", "from acme import run\n\n\ndef test_it():\n    assert run() == 1\n");
    assert_eq!(counts(&Selection::default()), 25);
    tree.write("demock.toml", own);
    assert_eq!(counts(&Selection::default()), 26, "a rule of the project's own");
    fs::remove_file(tree.path("demock.toml")).expect("a removed file");
    assert_eq!(counts(&Selection::default()), 25);
}

#[test]
fn a_damaged_cache_is_an_empty_one() {
    let (tree, cache, other) = (tree(), Folder::new(), Folder::new());
    settled(&tree, &cache);
    let expected = tree.scan();
    let kept = cache_files(&cache).remove(0);
    let whole = fs::read(&kept).expect("the cache");
    let check = |bytes: &[u8], what: &str| {
        fs::write(&kept, bytes).expect("a damaged cache");
        assert_eq!(tree.scan_with(&cache), expected, "{what}");
    };
    for length in (0..whole.len()).step_by(97) {
        check(&whole[..length], "cut short");
    }
    for at in (0..whole.len()).step_by(89) {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        check(&changed, "one bit changed");
    }
    check(&[whole.as_slice(), b"more"].concat(), "longer");
    check(&vec![0xff; 5000], "garbage");
    check(&vec![0; 5000], "zeroes");

    // The whole cache of another tree, under this one's name.
    let foreign = Folder::new();
    foreign.write(&file(0), source(&["app.other"]));
    settled(&foreign, &other);
    let bytes = fs::read(cache_files(&other).remove(0)).expect("the other's cache");
    check(&bytes, "another tree's");
}

#[test]
fn a_cache_that_cannot_be_written_is_said_and_costs_nothing_else() {
    let (tree, cache) = (tree(), Folder::new());
    let expected = tree.scan();
    // A file where the folder should be stops even the superuser.
    cache.write("scan", "in the way");
    let mut seen = tree.scan_with(&cache);
    let said = seen.skipped.pop().expect("an entry that says so");
    assert!(said.reason.contains("the cache could not be written"), "{said:?}");
    assert_eq!(seen, expected);

    fs::remove_file(cache.path("scan")).expect("a removed file");
    tree.scan_with(&cache);
    let file = cache_files(&cache).remove(0);
    fs::remove_file(&file).expect("a removed file");
    fs::create_dir_all(file.join("in the way")).expect("a folder");
    let mut seen = tree.scan_with(&cache);
    assert!(seen.skipped.pop().is_some_and(|said| said.reason.contains("the cache could not be written")));
    assert_eq!(seen, expected);
    assert_eq!(cache_files(&cache).len(), 1, "nothing is left beside it");
}

#[test]
fn runs_at_once_agree_and_leave_a_whole_cache() {
    let (tree, cache) = (tree(), Folder::new());
    for turn in 0..10 {
        tree.write(&file(turn), source(&["app.store.red", "app.store.low", "app.store.mid"]));
        let expected = tree.scan();
        std::thread::scope(|scope| {
            let runs: Vec<_> = (0..8).map(|_| scope.spawn(|| tree.scan_with(&cache))).collect();
            for run in runs {
                assert_eq!(run.join().expect("a run"), expected);
            }
        });
        assert_eq!(cache_files(&cache).len(), 1, "one whole file and nothing beside it");
    }
    settled(&tree, &cache);
}

#[test]
fn deleted_files_drop_out_of_the_cache() {
    let (tree, cache) = (tree(), Folder::new());
    let size = |cache: &Folder| fs::metadata(cache_files(cache).remove(0)).expect("a cache file").len();
    tree.scan_with(&cache);
    let before = size(&cache);
    for at in 6..12 {
        fs::remove_file(tree.path(&file(at))).expect("a removed file");
    }
    tree.scan_with(&cache);
    assert!(size(&cache) < before * 2 / 3, "{} of {before} bytes are left", size(&cache));
}

/// Numbers that are the same in every run (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).expect("below end")
    }
}

#[test]
fn after_any_sequence_of_edits_the_cached_report_is_the_report() {
    let (tree, cache, mut numbers) = (tree(), Folder::new(), Numbers(20_261_123));
    let targets = ["app.store.one", "app.store.two", "app.store.red", "app.cache.key"];
    for step in 0..200 {
        let (one, two) = (file(numbers.below(12)), file(numbers.below(12)));
        let (path, other) = (tree.path(&one), tree.path(&two));
        let text = source(&targets[numbers.below(3)..]);
        let what = match numbers.below(8) {
            0 if path.exists() => {
                edit_in_place(&path, &text);
                "an edit in place"
            }
            1 if path.exists() => {
                fs::remove_file(&path).expect("a removed file");
                "a removal"
            }
            2 if path.exists() => {
                fs::rename(&path, &other).expect("a rename");
                "a rename"
            }
            3 if path.exists() => {
                fs::copy(&path, &other).expect("a copy");
                "a copy"
            }
            4 if path.exists() && other.exists() => {
                let aside = tree.path("aside");
                for (from, to) in [(&path, &aside), (&other, &path), (&aside, &other)] {
                    // A file swapped with itself is not there the second time.
                    drop(fs::rename(from, to));
                }
                "a swap"
            }
            5 => {
                // The same bytes at another place: a link has one inode and two names.
                drop(fs::remove_file(&other));
                drop(fs::hard_link(&path, &other));
                "a hard link"
            }
            _ => {
                drop(fs::remove_file(&path));
                tree.write(&one, &text);
                "a new file"
            }
        };
        let seen = tree.scan_with(&cache);
        assert_eq!(seen, tree.scan(), "step {step}: {what} of {one} and {two}");
    }
}

/// Names that are remembered are those that a walk finds, whatever comes, goes or is ignored.
#[test]
fn remembered_names_are_those_of_a_walk() {
    let (tree, cache) = (tree(), Folder::new());
    git(&tree.root, &["init", "-q"]);
    tree.write(".gitignore", "*.tmp.py\n");
    tree.write("package.json", "{}");
    tree.write("web/tsconfig.json", "{}");
    let check = |what: &str| {
        let walked = walk::names(&tree.root);
        assert_eq!(walk::names_remembered(&tree.root, &cache.root), walked, "after {what}");
        assert_eq!(walk::names_remembered(&tree.root, &cache.root), walked, "a second time after {what}");
        walked.files.len()
    };
    assert_eq!(check("nothing"), 12);
    let remembered = || {
        let entry = fs::read_dir(cache.path("names")).expect("a folder").next().expect("a file").expect("an entry");
        entry.metadata().expect("a state").ino()
    };
    let begun = Instant::now();
    loop {
        let before = remembered();
        walk::names_remembered(&tree.root, &cache.root);
        if remembered() == before {
            break;
        }
        assert!(begun.elapsed() < SETTLING_MAX, "remembered names are never used again");
        // What is waited for is the condition above; this only leaves the processor to others meanwhile.
        std::thread::park_timeout(Duration::from_millis(100));
    }
    tree.write("tests/part1/test_new.py", source(&[]));
    tree.write("tests/part1/deep/er/test_new.py", source(&[]));
    assert_eq!(check("new files"), 14);
    fs::remove_file(tree.path(&file(0))).expect("removed");
    fs::rename(tree.path("tests/part2"), tree.path("tests/part3")).expect("renamed");
    assert_eq!(check("a file that went and a folder of another name"), 13);
    tree.write("web/demock.toml", "");
    check("a file of the project");
    tree.write(".gitignore", "part1/\n");
    assert_eq!(check("a rule for the folder"), 7);
    tree.write("tests/.gitignore", "!part1/\n");
    check("a rule further below");
    fs::remove_dir_all(tree.path("tests")).expect("removed");
    assert_eq!(check("a folder that went"), 0);
    tree.write("tests/test_a.py", source(&[]));
    let entry = fs::read_dir(cache.path("names")).expect("a folder").next().expect("a file").expect("an entry");
    let mut bytes = fs::read(entry.path()).expect("bytes");
    bytes[20] ^= 1;
    fs::write(entry.path(), bytes).expect("written");
    assert_eq!(check("damage"), 1);
}
