//! Whatever lies in a tree: each file is read, or listed with the reason; nothing panics, blocks or is lost.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests read their own switches from the environment")]

mod folder;

use demock_model::{Boundary, Report};
use folder::Folder;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Output};

const TEST: &str =
    "from unittest.mock import patch\n\n\ndef test_it():\n    patch(\"app.store\").start()\n    assert run()\n";

/// Sites as `path:line`, in order.
fn sites(report: &Report) -> Vec<String> {
    report.findings.iter().map(|finding| format!("{}:{}", finding.path, finding.place.line)).collect()
}

fn skipped(report: &Report) -> Vec<(&str, &str)> {
    report.skipped.iter().map(|entry| (&*entry.path, &*entry.reason)).collect()
}

/// Scans one file, and the file again as the cache remembers it.
fn scan_one(name: &str, bytes: &[u8]) -> Report {
    let (tree, cache) = (Folder::new(), Folder::new());
    tree.write(name, bytes);
    let report = tree.scan_with(&cache);
    assert_eq!(report, tree.scan_with(&cache), "{name}, as it is remembered");
    assert_eq!(report.files, 1, "{name} is read: {:?}", report.skipped);
    assert!(report.skipped.is_empty(), "{name}: {:?}", report.skipped);
    report
}

#[track_caller]
fn check_lines(name: &str, bytes: &[u8], lines: &[u32]) {
    let report = scan_one(name, bytes);
    let seen: Vec<u32> = report.findings.iter().map(|finding| finding.place.line).collect();
    assert_eq!(seen, lines, "{name}");
}

#[test]
fn what_is_too_large_for_a_second_look_is_listed() {
    let hollow = "\n\ndef test_nothing():\n    pass\n";
    let filler = "# a line that is a comment and no more\n".repeat(9 * 1024 * 1024 / 39);
    let small = scan_one("test_small.py", format!("{TEST}{hollow}").as_bytes());
    assert_eq!(small.findings.len(), 2, "the patch and the empty test");
    let large = scan_one("test_large.py", format!("{TEST}{hollow}{filler}").as_bytes());
    assert_eq!(sites(&large), ["test_large.py:5"], "the patch");
    let said: Vec<&str> = large.parse_errors.iter().map(|error| &*error.message).collect();
    assert_eq!(said, ["larger than 8 MiB: doubles written by hand and hollow tests were not looked for"]);
}

/// What a merge has left is listed at the line where it begins, and both sides are read.
#[test]
fn a_conflict_that_was_left_is_listed() {
    let check = |name: &str, text: &str, line: u32, sites: &[u32]| {
        let report = scan_one(name, text.as_bytes());
        let said: Vec<_> = report.parse_errors.iter().map(|error| (error.line, &*error.message)).collect();
        assert_eq!(said, [(line, "a merge conflict was left here: both sides of it were read")], "{name}");
        let seen: Vec<u32> = report.findings.iter().map(|finding| finding.place.line).collect();
        assert_eq!(seen, sites, "{name}");
    };
    let python = "from unittest.mock import patch\n\n\ndef test_it():\n<<<<<<< HEAD\n    patch(\"app.store\").start()\n=======\n    \
                  patch(\"app.cache\").start()\n>>>>>>> topic\n    assert run()\n";
    check("test_it.py", python, 5, &[6, 8]);
    let script = "jest.fn();\n<<<<<<< HEAD\njest.fn();\n||||||| base\n=======\njest.fn();\n>>>>>>> topic\n";
    check("it.test.js", script, 2, &[1, 3, 6]);
    let heading = "\"\"\"Heading\n=======\n\n<<<<<<< alone\n\"\"\"\n";
    assert_eq!(scan_one("test_it.py", format!("{heading}{TEST}").as_bytes()).parse_errors, []);
}

/// A module that is read for what its names stand for says the same in every encoding.
#[test]
fn modules_of_the_product_are_read_in_utf16_as_well() {
    let module = "import requests\n\nasked = requests.get\n\n\ndef rates():\n    return requests.get(\"https://rates.example.org\").json()\n";
    let boundaries = |bytes: &[u8]| -> Vec<Boundary> {
        let tree = Folder::new();
        tree.write("app/__init__.py", "");
        tree.write("app/rates.py", bytes);
        let test = "from unittest.mock import patch\n\n\ndef test_it():\n    patch(\"app.rates.asked\").start()\n    patch(\"app.rates.rates\").start()\n    assert run()\n";
        tree.write("tests/test_it.py", test);
        tree.scan().findings.iter().map(|finding| finding.boundary).collect()
    };
    assert_eq!(boundaries(module.as_bytes()), [Boundary::Http, Boundary::Http]);
    for (mark, write) in [([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xfe, 0xff], u16::to_be_bytes)] {
        assert_eq!(boundaries(&utf16(module, mark, write)), [Boundary::Http, Boundary::Http]);
    }
}

fn utf16(text: &str, mark: [u8; 2], write: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.into_iter().chain(text.encode_utf16().flat_map(write)).collect()
}

#[test]
fn every_encoding_is_read() {
    check_lines("test_plain.py", TEST.as_bytes(), &[5]);
    check_lines("test_mark.py", &[b"\xef\xbb\xbf", TEST.as_bytes()].concat(), &[5]);
    check_lines("test_crlf.py", TEST.replace('\n', "\r\n").as_bytes(), &[5]);
    check_lines("test_little.py", &utf16(TEST, [0xff, 0xfe], u16::to_le_bytes), &[5]);
    check_lines("test_big.py", &utf16(TEST, [0xfe, 0xff], u16::to_be_bytes), &[5]);
    check_lines("test_latin.py", &[b"# caf\xe9 \xff\xfe \xc3\n", TEST.as_bytes()].concat(), &[6]);
    check_lines("test_name.py", &[b"n\xe9 = '\xc3\x28'\n", TEST.as_bytes()].concat(), &[6]);
    check_lines("test_zero.py", &[b"a = '\0'\n\0\0\n", TEST.as_bytes()].concat(), &[7]);
    check_lines(
        "mark.test.ts",
        b"\xef\xbb\xbfit('x', () => {\r\n  const f = jest.fn()\r\n  expect(run(f)).toBe(1)\r\n})\r\n",
        &[2],
    );
    check_lines("little.test.js", &utf16("/* \u{1f600} */\njest.fn()\n", [0xff, 0xfe], u16::to_le_bytes), &[2]);
}

#[test]
fn an_empty_file_is_a_file() {
    for extension in ["py", "js", "ts", "tsx", "go", "java", "kt", "rs", "rb", "cs", "php"] {
        for bytes in [&b""[..], b"\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff\0", b"\0"] {
            check_lines(&format!("test_a.{extension}"), bytes, &[]);
        }
    }
}

#[test]
fn broken_syntax_is_read_all_the_same_and_said() {
    for broken in ["def f(:\n", "x = (\n", "class\n", "x = 'never closed\n", "]\n"] {
        let report = scan_one("test_broken.py", format!("{TEST}{broken}").as_bytes());
        assert_eq!(sites(&report), ["test_broken.py:5"], "{broken}");
        assert!(report.parse_errors.iter().any(|error| *error.path == *"test_broken.py"), "{broken}");
    }
    let report = scan_one("a.test.js", b"jest.fn()\nfunction (((\n");
    assert_eq!(sites(&report), ["a.test.js:1"]);
    assert_eq!(report.parse_errors.len(), 1);
}

/// A text nested `depth` deep by `open` and `close`.
fn nest(before: &str, open: &str, close: &str, depth: usize, after: &str) -> String {
    format!("{before}{}{}{after}", open.repeat(depth), close.repeat(depth))
}

#[test]
fn nesting_has_no_limit() {
    let cases: [(&str, &[(&str, &str)]); 11] = [
        (
            "py",
            &[("f(", ")"), ("[", "]"), ("{1:", "}"), ("lambda: ", ""), ("f'{", "}'"), ("not ", ""), ("if a:\n ", "")],
        ),
        (
            "js",
            &[
                ("f(", ")"),
                ("[", "]"),
                ("{a:", "}"),
                ("`${", "}`"),
                ("() => ", ""),
                ("<a>", "</a>"),
                ("!", ""),
                ("{", "}"),
            ],
        ),
        ("ts", &[("f<", ">"), ("(", ")"), ("a ? ", " : b"), ("namespace a {", "}"), ("() => {", "}")]),
        ("tsx", &[("<a b={", "} />"), ("<>", "</>"), ("{", "}"), ("<a>{", "}</a>")]),
        ("go", &[("f(", ")"), ("[]", ""), ("func() {", "}"), ("{", "}"), ("*", "")]),
        ("java", &[("f(", ")"), ("class A {", "}"), ("{", "}"), ("A<", ">"), ("() -> ", ""), ("@A(", ")")]),
        ("kt", &[("f(", ")"), ("\"${", "}\""), ("f {", "}"), ("A<", ">"), ("/*", "*/")]),
        ("rs", &[("f(", ")"), ("/*", "*/"), ("mod a {", "}"), ("A<", ">"), ("#[a(", ")]"), ("&", "")]),
        ("rb", &[("f(", ")"), ("\"#{", "}\""), ("f do\n", "\nend"), ("%w(", ")"), ("[", "]"), ("if a\n", "\nend")]),
        ("cs", &[("f(", ")"), ("$\"{", "}\""), ("namespace A {", "}"), ("A<", ">"), ("[A(", ")]"), ("(", ")")]),
        ("php", &[("f(", ")"), ("\"{$a[", "]}\""), ("function() {", "}"), ("[", "]"), ("fn() => ", "")]),
    ];
    let tree = Folder::new();
    let mut files = 0;
    for (extension, nests) in cases {
        let before = if extension == "php" { "<?php\n" } else { "" };
        for (open, close) in nests {
            for (close, how) in [(*close, "closed"), ("", "open"), ("]})", "crossed")] {
                tree.write(&format!("test_{files}_{how}.{extension}"), nest(before, open, close, 10_000, "\n"));
                files += 1;
            }
        }
    }
    // On a worker's stack, which is the smallest on which files are read.
    let report = tree.scan();
    assert_eq!((report.files, skipped(&report)), (files, Vec::new()));
}

#[test]
fn what_stands_after_deep_nesting_is_found() {
    let python = "from unittest.mock import patch\nx = ";
    check_lines("test_deep.py", nest(python, "f(", ")", 10_000, "\npatch('a.b').start()\n").as_bytes(), &[3]);
    check_lines("deep.test.js", nest("x = ", "f(", ")", 10_000, "\njest.fn()\n").as_bytes(), &[2]);
    check_lines("deep.test.ts", nest("x = ", "[", "]", 10_000, "\njest.fn()\n").as_bytes(), &[2]);
}

/// Megabytes of the large file: 200 where there is time.
fn large_megabytes() -> usize {
    std::env::var("DEMOCK_TEST_LARGE_MB").ok().and_then(|text| text.parse().ok()).unwrap_or(20)
}

#[test]
fn a_large_file_is_read_to_its_end() {
    let line = "    value = compute(one, two)[3].name  # and so on, for the whole of the file\n";
    let times = large_megabytes() * 1_000_000 / line.len();
    let text = format!("def f():\n{}{TEST}", line.repeat(times));
    let report = scan_one("test_large.py", text.as_bytes());
    assert_eq!(sites(&report), [format!("test_large.py:{}", times + 6)]);
    assert_eq!(report.bytes, text.len() as u64);
}

#[test]
fn a_line_of_five_megabytes_is_read_to_its_end() {
    let calls = "f(1,[2],{a:3});".repeat(5_000_000 / 15);
    let report = scan_one("long.test.js", format!("{calls}jest.fn()\njest.fn()\n").as_bytes());
    assert_eq!(sites(&report), ["long.test.js:1", "long.test.js:2"]);
    let text = format!("from unittest.mock import patch\nx = '{}'; patch('a.b').start()\n", "y".repeat(5_000_000));
    assert_eq!(sites(&scan_one("test_long.py", text.as_bytes())), ["test_long.py:2"]);
}

#[test]
fn symbolic_links_are_not_followed() {
    let tree = Folder::new();
    tree.write("tests/test_real.py", TEST);
    let link = |to: &str, at: &str| symlink(to, tree.path(at)).expect("a link");
    link("..", "tests/up");
    link("test_self.py", "tests/test_self.py");
    link("test_real.py", "tests/test_link.py");
    link("nowhere", "tests/dangling.py");
    link("/dev/zero", "tests/zero.py");
    let report = tree.scan();
    assert_eq!(sites(&report), ["tests/test_real.py:5"]);
    let reason = "a symbolic link: what it points to is read where it lies";
    let expected = ["tests/dangling.py", "tests/test_link.py", "tests/test_self.py", "tests/up", "tests/zero.py"]
        .map(|path| (path, reason));
    assert_eq!(skipped(&report), expected);
}

#[test]
fn only_regular_files_are_opened() {
    let tree = Folder::new();
    tree.write("test_real.py", TEST);
    let made = Command::new("mkfifo").args([tree.path("pipe.py"), tree.path("pipe")]).status().expect("mkfifo runs");
    assert!(made.success());
    let _socket = UnixListener::bind(tree.path("socket.js")).expect("a socket");
    fs::create_dir(tree.path("folder.py")).expect("a folder");
    tree.write("folder.py/test_inner.py", TEST);
    let report = tree.scan();
    assert_eq!(sites(&report), ["folder.py/test_inner.py:5", "test_real.py:5"]);
    let reason = "no regular file but a pipe, a socket or a device";
    assert_eq!(skipped(&report), [("pipe.py", reason), ("socket.js", reason)]);
}

/// Runs one test of this program as nobody, in a folder that nobody can reach: where the build and the temporary folder lie
/// may be the superuser's alone.
fn as_nobody(test: &str) -> Output {
    let folder = Path::new("/tmp").join(format!("demock-nobody-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).expect("permissions");
    let program = folder.join("program");
    fs::copy(std::env::current_exe().expect("this program"), &program).expect("a copy");
    let mut again = Command::new(&program);
    again.args(["--exact", test, "--nocapture"]).env("TMPDIR", &folder).current_dir(&folder).uid(65_534).gid(65_534);
    let output = again.output().expect("this program as nobody");
    fs::remove_dir_all(&folder).expect("the folder just made");
    output
}

#[test]
fn unreadable_files_and_folders_are_listed() {
    // The superuser can read everything, so this test runs once more as nobody.
    let tree = Folder::new();
    tree.write("test_shut.py", TEST);
    fs::set_permissions(tree.path("test_shut.py"), fs::Permissions::from_mode(0o000)).expect("permissions");
    if fs::File::open(tree.path("test_shut.py")).is_ok() {
        let again = as_nobody("unreadable_files_and_folders_are_listed");
        let said = String::from_utf8_lossy(&again.stdout);
        assert!(again.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    tree.write("test_open.py", TEST);
    tree.write("shut/test_inner.py", TEST);
    fs::set_permissions(tree.path("shut"), fs::Permissions::from_mode(0o000)).expect("permissions");
    let report = tree.scan();
    fs::set_permissions(tree.path("shut"), fs::Permissions::from_mode(0o700)).expect("permissions");
    assert_eq!(sites(&report), ["test_open.py:5"]);
    let [(folder, why), (file, reason)] = skipped(&report)[..] else { panic!("{:?}", report.skipped) };
    assert_eq!((folder, file), ("shut", "test_shut.py"));
    for said in [why, reason] {
        assert!(said.starts_with("it could not be read: Permission denied"), "{:?}", report.skipped);
    }
}

#[test]
fn files_that_come_and_go_during_the_walk_are_read_or_listed() {
    let tree = Folder::new();
    for at in 0..200 {
        tree.write(&format!("part{}/test_{at}.py", at % 7), TEST);
    }
    let ended = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(std::sync::atomic::Ordering::Relaxed) {
                // Files and whole folders go and come back; each may fail where the other has just been.
                drop(fs::rename(tree.path("part0"), tree.path("aside")));
                drop(fs::remove_file(tree.path("part1/test_1.py")));
                drop(fs::rename(tree.path("aside"), tree.path("part0")));
                drop(fs::write(tree.path("part1/test_1.py"), TEST));
            }
        });
        for _ in 0..30 {
            let report = tree.scan();
            for (path, reason) in skipped(&report) {
                assert!(reason.contains("vanished") || reason.contains("No such file"), "{path}: {reason}");
            }
            let listed = report.files as usize + report.skipped.len();
            assert!(listed + 30 >= 200, "only what moved may be missing: {listed}");
        }
        ended.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

fn git(root: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    let settings = ["-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "protocol.file.allow=always"];
    let output = command.current_dir(root).args(settings).args(arguments).output().expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_submodule_is_read_and_a_bare_repository_is_said() {
    let (library, product, bare) = (Folder::new(), Folder::new(), Folder::new());
    for folder in [&library, &product] {
        git(&folder.root, &["init", "-q", "-b", "main"]);
    }
    library.write("tests/test_lib.py", TEST);
    library.write(".gitignore", "ignored/\n");
    library.write("ignored/test_ignored.py", TEST);
    git(&library.root, &["add", "-A"]);
    git(&library.root, &["commit", "-q", "-m", "one"]);
    let source = library.root.to_str().expect("a path");
    git(&product.root, &["submodule", "--quiet", "add", source, "lib"]);
    let report = product.scan();
    assert_eq!((sites(&report), skipped(&report)), (vec!["lib/tests/test_lib.py:5".to_owned()], Vec::new()));

    git(&bare.root, &["clone", "-q", "--bare", source, "."]);
    let report = bare.scan();
    assert_eq!(report.files, 0);
    assert_eq!(skipped(&report), [(".", "a bare git repository: nothing is checked out in it; scan a work tree")]);
}

#[test]
fn an_empty_folder_has_nothing_to_say() {
    let report = Folder::new().scan();
    assert_eq!((report.files, report.bytes, report.findings.len(), skipped(&report)), (0, 0, 0, Vec::new()));
}

#[test]
fn only_gits_own_ignore_files_hide_tests() {
    let tree = Folder::new();
    git(&tree.root, &["init", "-q"]);
    tree.write("tests/test_seen.py", TEST);
    tree.write("build/test_unseen.py", TEST);
    tree.write(".hidden/test_hidden.py", TEST);
    tree.write(".gitignore", "build/\n");
    tree.write(".ignore", "tests/\n");
    assert_eq!(sites(&tree.scan()), [".hidden/test_hidden.py:5", "tests/test_seen.py:5"]);
}

#[test]
fn any_name_is_read_or_listed() {
    let tree = Folder::new();
    let readable = [
        "test_a\nb.py",
        "test_\"quotes'.py",
        "test_ space .py",
        "test_\u{1f600}.py",
        "test_\\.py",
        "-test.py",
        "test_*.py",
    ];
    for name in readable {
        tree.write(name, TEST);
    }
    for bytes in [&b"test_\xff.py"[..], b"test_\xfe.py", b"folder\xe9/test_inner.py", b"folder\xe9/demock.toml"] {
        let path = tree.root.join(OsStr::from_bytes(bytes));
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, TEST).expect("a written file");
    }
    let report = tree.scan();
    let mut expected: Vec<String> = readable.iter().map(|name| format!("{name}:5")).collect();
    expected.sort();
    let mut seen = sites(&report);
    seen.sort();
    assert_eq!(seen, expected);
    let reason = "its path is not UTF-8, so nothing could name it: rename it";
    let unnamed = ["folder\\xe9/demock.toml", "folder\\xe9/test_inner.py", "test_\\xfe.py", "test_\\xff.py"];
    assert_eq!(skipped(&report), unnamed.map(|path| (path, reason)));
}

/// Forty modules each hand on all names of all the others: asked one through the other, with every step anew, there are
/// forty ways for the first step and forty times as many for each that follows.
#[test]
fn modules_that_hand_on_each_others_names_are_asked_once() {
    const MODULES: usize = 40;
    let tree = Folder::new();
    tree.write("app/__init__.py", "");
    for at in 0..MODULES {
        let mut text = String::new();
        for other in (0..MODULES).filter(|other| *other != at) {
            text.push_str(&format!("from app.m{other} import *\n"));
        }
        tree.write(&format!("app/m{at}.py"), text);
    }
    tree.write("tests/test_app.py", TEST.replace("app.store", "app.m0.nowhere"));
    let (done, ended) = std::sync::mpsc::channel();
    std::thread::spawn(move || done.send(sites(&tree.scan())));
    let seen = ended.recv_timeout(std::time::Duration::from_mins(1)).expect("it ends within a minute");
    assert_eq!(seen, ["tests/test_app.py:5"]);
}
