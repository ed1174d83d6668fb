//! What a measurement of demock is asked for, the binary that is measured, and the folder that it is measured in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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
        let demock = fs::canonicalize(given.map_or_else(|| built(root), Ok)?).map_err(failed)?;
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
fn built(root: &Path) -> Result<PathBuf, Vec<String>> {
    let mut build = Command::new("cargo");
    let built = build.args(["build", "--quiet", "--release", "-p", "demock-cli"]).current_dir(root).status();
    match built {
        Ok(status) if status.success() => Ok(root.join("target/release/demock")),
        Ok(status) => Err(vec![format!("the release binary could not be built: {status}")]),
        Err(error) => Err(vec![error.to_string()]),
    }
}
