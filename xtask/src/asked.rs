//! What a measurement of demock is asked for, the binary that is measured, and the folder that it is measured in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A question: numbers by their names, and the binary.
pub(crate) struct Asked {
    numbers: BTreeMap<&'static str, u64>,
    /// The binary, by its whole path.
    pub(crate) demock: PathBuf,
    /// A folder of its own, which goes when this does.
    pub(crate) outer: PathBuf,
    /// Whether the page is to be written; of those that ask.
    pub(crate) writes: bool,
}

/// Whether a command writes its page only where that is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writes {
    Always,
    WhenAsked,
}

impl Asked {
    /// Reads the words after a command; numbers that are not said are as given.
    pub(crate) fn new(
        root: &Path,
        command: &str,
        numbers: &[(&'static str, u64)],
        writes: Writes,
        words: &[&str],
    ) -> Result<Self, Vec<String>> {
        let usage = || vec![usage(command, numbers, writes)];
        let mut known: BTreeMap<&'static str, u64> = numbers.iter().copied().collect();
        let (mut given, mut is_asked) = (None, false);
        for pair in words.chunks(2) {
            match pair {
                ["--demock", binary] => given = Some(PathBuf::from(binary)),
                ["--write", "yes"] if writes == Writes::WhenAsked => is_asked = true,
                [option, text] => {
                    let name = option.strip_prefix("--").ok_or_else(usage)?;
                    *known.get_mut(name).ok_or_else(usage)? = text.parse().map_err(|_| usage())?;
                }
                _ => return Err(usage()),
            }
        }
        let failed = |error: std::io::Error| vec![error.to_string()];
        let binary = given.map_or_else(|| built(root), Ok)?;
        let missing = |error: std::io::Error| vec![format!("the binary {}: {error}", binary.display())];
        let demock = fs::canonicalize(&binary).map_err(missing)?;
        let outer = std::env::temp_dir().join(format!("demock-{command}-{}", std::process::id()));
        fs::create_dir_all(&outer).map_err(failed)?;
        Ok(Self { numbers: known, demock, outer, writes: is_asked || writes == Writes::Always })
    }

    /// One of the numbers that it was made with.
    pub(crate) fn number(&self, name: &str) -> usize {
        self.numbers.get(name).and_then(|number| usize::try_from(*number).ok()).unwrap_or_default()
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        // What cannot be removed is in the machine's folder of temporary files.
        let _ = fs::remove_dir_all(&self.outer);
    }
}

fn usage(command: &str, numbers: &[(&'static str, u64)], writes: Writes) -> String {
    let mut all = vec![format!("cargo xtask {command}")];
    all.extend(numbers.iter().map(|(name, _)| format!("[--{name} N]")));
    all.push("[--demock BINARY]".to_owned());
    all.extend((writes == Writes::WhenAsked).then(|| "[--write yes]".to_owned()));
    all.join(" ")
}

/// The release binary, built now.
pub(crate) fn built(root: &Path) -> Result<PathBuf, Vec<String>> {
    let cargo = |words: &[&str]| {
        let ran = Command::new("cargo").args(words).current_dir(root).stderr(Stdio::inherit()).output();
        let ran = ran.map_err(|error| vec![format!("cargo {}: {error}", words.join(" "))])?;
        if ran.status.success() {
            Ok(ran.stdout)
        } else {
            Err(vec![format!("cargo {}: {}", words.join(" "), ran.status)])
        }
    };
    cargo(&["build", "--quiet", "--release", "--locked", "-p", "demock-cli"])?;
    // Its target folder may be elsewhere.
    let said = cargo(&["metadata", "--no-deps", "--format-version", "1"])?;
    let text = String::from_utf8_lossy(&said);
    let folder = text.split("\"target_directory\":\"").nth(1).and_then(|rest| rest.split('"').next());
    folder
        .map(|folder| Path::new(folder).join("release/demock"))
        .ok_or_else(|| vec!["cargo metadata: no target folder".to_owned()])
}
