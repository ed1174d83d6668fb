//! Runners and tools that tests ask themselves: fetched once by pip and npm, into folders below the target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder that is made once, whichever tests ask for it at a time, and anew where whoever made it was ended.
fn made_once(name: &str, make: impl FnOnce(&Path)) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("runners").join(name);
    fs::create_dir_all(folder.parent().expect("a folder")).expect("a folder");
    let lock = fs::File::create(format!("{}.lock", folder.display())).expect("a file");
    lock.lock().expect("a lock");
    let done = folder.join("done");
    if !done.exists() {
        drop(fs::remove_dir_all(&folder));
        make(&folder);
        fs::write(done, "").expect("a file");
    }
    folder
}

/// An environment of Python's with packages of `PyPI`.
pub(crate) fn environment(packages: &[&str]) -> PathBuf {
    made_once(&packages.join(",").replace(['=', '[', ']'], "-"), |folder| {
        let mut python = Command::new("python3");
        python.args(["-m", "venv", "--without-pip"]).arg(folder);
        assert!(
            python.status().expect("python3 is missing: apt-get install python3").success(),
            "python3 -m venv failed"
        );
        let mut pip = Command::new("pip3");
        pip.arg("--python").arg(folder.join("bin/python"));
        pip.args(["install", "--quiet", "--disable-pip-version-check"]).args(packages);
        let status = pip.status().expect("pip3 is missing: apt-get install python3-pip");
        assert!(status.success(), "pip3 install {packages:?} failed");
    })
}

/// The `node_modules` of packages of npm, with all that they need.
pub(crate) fn modules(packages: &[&str]) -> PathBuf {
    let name = packages.join(",").replace(['@', '/'], "-");
    let folder = made_once(name.trim_start_matches('-'), |folder| {
        fs::create_dir_all(folder).expect("a folder");
        fs::write(folder.join("package.json"), r#"{"private": true}"#).expect("a file");
        let mut npm = Command::new("npm");
        npm.args(["install", "--silent", "--no-audit", "--no-fund"]).args(packages).current_dir(folder);
        let status = npm.status().expect("npm is missing: apt-get install npm");
        assert!(status.success(), "npm install {packages:?} failed");
    });
    let modules = folder.join("node_modules");
    assert!(modules.exists(), "{} is not there", modules.display());
    modules
}
