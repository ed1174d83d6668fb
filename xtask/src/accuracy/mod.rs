//! `cargo xtask accuracy`: how much of the truth is found, and how much of what is found is true.
//!
//! Data flow: labels and traces → packages fetched and checked → scan of each → comparison by `docs/sites.md` → figures →
//! the terminal, a list of everything that is wrong beside the archives, and `docs/accuracy.md`.
//! Of the final set sums go through and nothing else: no list and no cause tells what is missed in it.
//! Absent on purpose: anything that a rule could be tuned by without its author knowing that it is.

mod causes;
mod confusion;
mod document;
mod draw_table;
mod draws;
mod explained;
mod fetch;
mod figures;
mod labels;
mod measure;
mod places;
mod ran;
mod repository;
mod scan;
mod score;
pub(crate) mod setting;
mod sha256;
mod source;
mod table;
#[cfg(test)]
mod testing;
mod traces;
mod verdict_table;
mod verdicts;
mod wrong;

use crate::Outcome;
use causes::Causes;
use fetch::Places;
use labels::Set;
use measure::Measured;
use repository::Problem;
use std::fs;
use std::path::{Path, PathBuf};

/// What the command line asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Options {
    language: Option<String>,
    cache: Option<PathBuf>,
    sources: Option<PathBuf>,
    after: After,
}

/// What is done with the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum After {
    /// They are shown, and written down if they are those of everything.
    #[default]
    Show,
    /// They are shown and written down without what could not be had here.
    Partial,
    /// They are shown and held against the targets.
    Check,
}

/// Runs the command.
pub(crate) fn run(root: &Path, words: &[&str]) -> Outcome {
    let options = options(words)?;
    let absolute =
        |path: PathBuf| std::path::absolute(&path).map_err(|error| vec![format!("{}: {error}", path.display())]);
    let cache = absolute(options.cache.clone().map_or_else(places::cache, Ok)?)?;
    let sources = options.sources.clone().or_else(places::sources).map(absolute).transpose()?;
    let places = Places { cache: &cache, sources: sources.as_deref() };
    let measured = measure(root, places, options.language.as_deref())?;
    let list = cache.join("wrong.tsv");
    fs::write(&list, table::list(&measured)).map_err(|error| vec![format!("{}: {error}", list.display())])?;
    let said = format!("{}\nEverything that is wrong, line by line: {}", table::terminal(&measured), list.display());
    match options.after {
        // Figures of one language are no document.
        After::Show | After::Partial if options.language.is_some() => Ok(said),
        // What was measured elsewhere must not vanish because this machine lacks a clone.
        After::Show if !measured.absent.is_empty() => Ok(format!("{said}\n{}", left_as_it_is(&measured))),
        After::Show | After::Partial => {
            let causes = Causes::read(&root.join("xtask/accuracy/causes.tsv"))?;
            let file = root.join("docs/accuracy.md");
            fs::write(&file, document::document(&measured, &causes))
                .map_err(|error| vec![format!("{}: {error}", file.display())])?;
            Ok(format!("{said}\nCauses that are not yet read: {}", explained::unread(&measured, &causes)))
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

fn left_as_it_is(measured: &Measured) -> String {
    format!(
        "docs/accuracy.md is left as it is: {} of the packages above could not be had here. Name a folder with clones \
         by --sources, or write the document without them by --partial.",
        measured.absent.len()
    )
}

fn options(words: &[&str]) -> Result<Options, Vec<String>> {
    let mut options = Options::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| vec![format!("`{word}` needs a value")]);
        match *word {
            "--language" => options.language = Some((*value()?).to_owned()),
            "--cache" => options.cache = Some(PathBuf::from(value()?)),
            "--sources" => options.sources = Some(PathBuf::from(value()?)),
            "--check" => options.after = After::Check,
            "--partial" => options.after = After::Partial,
            other => {
                let known = "--language L, --cache DIR, --sources DIR, --partial, --check";
                return Err(vec![format!("`{other}` is not known: {known}")]);
            }
        }
    }
    Ok(options)
}

fn measure(root: &Path, places: Places<'_>, language: Option<&str>) -> Result<Measured, Vec<String>> {
    let wanted = |name: &str| language.is_none_or(|language| language == name);
    let packages = labels::read(&root.join("xtask/accuracy/labels"))?;
    if !packages.iter().any(|package| wanted(&package.language)) {
        return Err(vec![format!("nothing is labelled for `{}`", language.unwrap_or_default())]);
    }
    let mut measured = Measured::default();
    for package in packages.iter().filter(|package| wanted(&package.language)) {
        eprintln!("{} {}", package.language, package.source.title());
        measured.package(package, places);
    }
    for recorder in traces::RECORDERS.iter().filter(|recorder| wanted(recorder.language)) {
        for trace in traces::read(*recorder, &root.join("xtask/accuracy"))? {
            eprintln!("recorded {}", trace.source.title());
            measured.trace(&trace, places);
        }
    }
    for draw in draws::read(&root.join("xtask/accuracy/draws"))?.iter().filter(|draw| wanted(&draw.language)) {
        measured.draw(draw, places);
    }
    Ok(measured)
}

/// Targets that are missed, and packages that could not be had: without them the figures say less than they seem to.
///
/// A repository of which this machine has no clone is no problem: the table names it, and the rest is held against the
/// targets.
fn problems(measured: &Measured) -> Vec<String> {
    let broken = measured.absent.iter().filter(|absent| matches!(absent.problem, Problem::Broken(_)));
    let mut problems: Vec<String> = broken.map(|absent| format!("not to be had: {absent}")).collect();
    for (set, name) in [(Set::Open, ""), (Set::Final, "final set, ")] {
        for (language, figures) in measured.of(set).iter().filter(|(_, figures)| figures.is_measured()) {
            problems.extend(figures.missed(language).iter().map(|missed| format!("{name}{missed}")));
        }
        let hidden = figures::missed_of_hidden(&measured.all(set));
        problems.extend(hidden.iter().map(|missed| format!("{name}{missed}")));
    }
    for recorder in traces::RECORDERS {
        let Some(figures) = measured.recorded(recorder.language) else { continue };
        let found = figures.of(figures::Family::Explicit).found;
        if !found.reaches(figures::RECALL) {
            let (language, target) = (recorder.language, figures::RECALL);
            problems.push(format!("recorded {language}: recall of explicit sites {found}, target {target:.3}"));
        }
    }
    problems.extend(verdict_table::missed(&measured.traces));
    problems.extend(draw_table::missed(&measured.draws));
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_line() {
        let seen = options(&["--check", "--language", "go", "--cache", "/c"]).expect("all are known");
        let expected = Options {
            language: Some("go".to_owned()),
            cache: Some(PathBuf::from("/c")),
            sources: None,
            after: After::Check,
        };
        assert_eq!(seen, expected);
        let seen = options(&["--sources", "/s", "--partial"]).expect("all are known");
        let expected = Options { sources: Some(PathBuf::from("/s")), after: After::Partial, ..Options::default() };
        assert_eq!(seen, expected);
        assert_eq!(options(&["--language"]), Err(vec!["`--language` needs a value".to_owned()]));
        assert!(options(&["go"]).is_err());
    }

    #[test]
    fn a_check_goes_on_without_a_clone_and_not_without_an_archive() {
        let absent = |package: &str, problem| measure::Absent { package: package.to_owned(), problem };
        let measured = Measured {
            absent: vec![
                absent("go a/b 0123456789", Problem::NoCopy("no clone".to_owned())),
                absent("go c 1", Problem::Broken("another hash".to_owned())),
            ],
            ..Measured::default()
        };
        assert_eq!(problems(&measured), ["not to be had: go c 1: another hash"]);
        assert!(table::terminal(&measured).contains("not to be had: go a/b 0123456789: no clone\n"));
        assert!(left_as_it_is(&measured).starts_with("docs/accuracy.md is left as it is: 2 of the packages above"));
    }
}
