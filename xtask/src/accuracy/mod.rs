//! `cargo xtask accuracy`: how much of the truth is found, and how much of what is found is true.
//!
//! Data flow: labels and traces → packages fetched and checked → scan of each → comparison by `docs/sites.md` → figures →
//! the terminal, a list of everything that is wrong beside the archives, and `docs/accuracy.md`.
//! Absent on purpose: anything that a rule could be tuned by without its author knowing that it is.

mod causes;
mod document;
mod fetch;
mod figures;
mod labels;
mod measure;
mod places;
mod scan;
mod score;
mod source;
mod table;
mod traces;

use crate::Outcome;
use causes::Causes;
use measure::Measured;
use std::fs;
use std::path::{Path, PathBuf};

/// What the command line asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Options {
    language: Option<String>,
    cache: Option<PathBuf>,
    after: After,
}

/// What is done with the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum After {
    /// They are shown, and those of all languages written down.
    #[default]
    Show,
    /// They are shown and held against the targets.
    Check,
}

/// Runs the command.
pub(crate) fn run(root: &Path, words: &[&str]) -> Outcome {
    let options = options(words)?;
    let cache = options.cache.clone().map_or_else(places::cache, Ok)?;
    let cache = std::path::absolute(&cache).map_err(|error| vec![format!("{}: {error}", cache.display())])?;
    let measured = measure(root, &cache, options.language.as_deref())?;
    let list = cache.join("wrong.tsv");
    fs::write(&list, table::list(&measured)).map_err(|error| vec![format!("{}: {error}", list.display())])?;
    let said = format!("{}\nEverything that is wrong, line by line: {}", table::terminal(&measured), list.display());
    match options.after {
        // Figures of one language are no document.
        After::Show if options.language.is_some() => Ok(said),
        After::Show => {
            let causes = Causes::read(&root.join("xtask/accuracy/causes.tsv"))?;
            let file = root.join("docs/accuracy.md");
            fs::write(&file, document::document(&measured, &causes))
                .map_err(|error| vec![format!("{}: {error}", file.display())])?;
            Ok(said)
        }
        After::Check => {
            let problems = problems(&measured);
            if problems.is_empty() {
                return Ok(said);
            }
            println!("{said}");
            Err(problems)
        }
    }
}

fn options(words: &[&str]) -> Result<Options, Vec<String>> {
    let mut options = Options::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| vec![format!("`{word}` needs a value")]);
        match *word {
            "--language" => options.language = Some((*value()?).to_owned()),
            "--cache" => options.cache = Some(PathBuf::from(value()?)),
            "--check" => options.after = After::Check,
            other => return Err(vec![format!("`{other}` is not known: --language L, --cache DIR, --check")]),
        }
    }
    Ok(options)
}

fn measure(root: &Path, cache: &Path, language: Option<&str>) -> Result<Measured, Vec<String>> {
    let wanted = |name: &str| language.is_none_or(|language| language == name);
    let packages = labels::read(&root.join("xtask/accuracy/labels"))?;
    if !packages.iter().any(|package| wanted(&package.language)) {
        return Err(vec![format!("nothing is labelled for `{}`", language.unwrap_or_default())]);
    }
    let mut measured = Measured::default();
    // What is kept apart is scored where nothing but sums is written down.
    let open = |package: &&labels::Package| package.set == labels::Set::Open;
    for package in packages.iter().filter(|package| wanted(&package.language)).filter(open) {
        eprintln!("{} {}", package.language, package.source.title());
        measured.package(package, cache);
    }
    if wanted("python") {
        for trace in traces::read(&root.join("xtask/accuracy/recorder"))? {
            eprintln!("recorded {}", trace.source.title());
            measured.trace(&trace, cache);
        }
    }
    Ok(measured)
}

/// Targets that are missed, and packages that could not be had: without them the figures say less than they seem to.
fn problems(measured: &Measured) -> Vec<String> {
    let mut problems: Vec<String> = measured.absent.iter().map(|absent| format!("not to be had: {absent}")).collect();
    for (language, figures) in measured.languages.iter().filter(|(_, figures)| figures.is_measured()) {
        problems.extend(figures.missed(language));
    }
    let recorded = table::all_traces(measured).of(figures::Family::Explicit).found;
    if !recorded.reaches(figures::RECALL) {
        problems.push(format!("recorded: recall of explicit sites {recorded}, target {:.3}", figures::RECALL));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_line() {
        let seen = options(&["--check", "--language", "go", "--cache", "/c"]).expect("all are known");
        let expected =
            Options { language: Some("go".to_owned()), cache: Some(PathBuf::from("/c")), after: After::Check };
        assert_eq!(seen, expected);
        assert_eq!(options(&["--language"]), Err(vec!["`--language` needs a value".to_owned()]));
        assert!(options(&["go"]).is_err());
    }
}
