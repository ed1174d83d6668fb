//! `docs/accuracy.md`: method, figures, and what is wrong and why.

use super::causes::Causes;
use super::confusion;
use super::draw_table;
use super::explained::{self, by_cause, wrongs};
use super::figures::{
    BOUNDARY, DISGUISED_PRECISION, DISGUISED_RECALL, Family, Figures, HOLLOW_PRECISION, QUIET, RECALL, REPORTS, Ratio,
    TIER, Tally, precision,
};
use super::labels::Set;
use super::measure::{Languages, Measured};
use super::traces::RECORDERS;
use super::verdict_table;
use super::wrong::{What, Wrong};
use demock_model::{Group, Kind, Language};

/// The whole document.
pub(super) fn document(measured: &Measured, causes: &Causes) -> String {
    let mut text = String::from(METHOD);
    open_set(measured, causes, &mut text);
    final_set(measured, &mut text);
    draw_table::section(&measured.draws, &mut text);
    absent(measured, &mut text);
    recorded(measured, causes, &mut text);
    verdict_table::section(measured, causes, &mut text);
    for (language, figures) in measured.open.iter().filter(|(_, figures)| !figures.is_silent()) {
        text.push_str(&format!("\n## {}\n\n", title(language)));
        kinds(figures, &mut text);
        confusion::table(figures, "###", &mut text);
        wrongs(measured, causes, language, &mut text);
    }
    repositories(measured, &mut text);
    text
}

const METHOD: &str = "# Accuracy

Made by `cargo xtask accuracy`, which repeats every figure on this page. `cargo xtask accuracy --check` fails where a
target is missed.

## Method

* **Labels.** `xtask/accuracy/labels/` holds files of public packages and repositories that a person read line by line
  by the rules of [sites.md](sites.md), before demock's output on them was looked at. A label names registry, package,
  version and SHA-256 of the archive and of each file; the command fetches the archive with the registry's own client
  (pip, npm, cargo, apt), checks every hash and scans the whole unpacked tree with the default settings.
* **Repositories** are served by no package registry: a label names `owner/name` and the whole commit, and the command
  checks that commit out of a clone on this machine. `git clone` each `owner/name` of the list at the end into
  `DIR/owner+name`, see that its commit is there, and run `cargo xtask accuracy --sources DIR` (or set
  `DEMOCK_ACCURACY_SOURCES`). This page is written where everything was had; elsewhere it is left as it is, the figures
  are shown, `--check` holds what could be had against the targets, and both name what could not. `--partial` writes
  the page nevertheless, with a section *Could not be had*. A clone may lack files that are not labelled (a mirror
  without the largest ones): they are not scanned, and counted in the list at the end.
* **Traces.** `xtask/accuracy/recorder/traces/` (Python) and `xtask/accuracy/recorder-js/traces/` (JavaScript and
  TypeScript) hold the lines on which packages' own test suites made doubles when they ran. A trace says what exists
  and never that nothing else does, so of sites it is used for recall alone. Hand-written doubles, plain assignments and
  servers leave no call that could be recorded.
* **Verdicts of tests.** A trace also says during which tests it saw doubles; that is held against the tests that a scan
  says are doubled. One test is one function or one title, whatever number of parameters it ran with. It is *really
  doubled* if in any of its runs a double of an explicit kind was made by a line of the tree, was in force or was used:
  environment variables, process state and local servers double no test. It is *said to be doubled* if an explicit or
  disguised site reaches it. Precision, recall and their harmonic mean F1 are counted over all tests that ran, those
  that the scan does not list among them. Three sorts are set aside and counted: tests that were skipped; tests that met
  nothing but what code outside the tree made for them (a plugin's fixture, a set-up file that the archive lacks), since
  no site of the tree is there to be found; and tests that are said to be doubled by nothing but sites at which the
  recorder saw nothing in the whole suite, *unknown*: doubles written by hand, libraries that it does not wrap, code that
  never ran there. Such a site is never a hit: where the run did meet a double, the test is a miss. The column *at worst*
  is F1 if every unknown one were wrong.
* **Hit.** A finding hits a site if it shares a line with it, or if its statement does. A finding hits one site and a
  site is hit by one finding; the nearest pairs, of the same kind first, are made first. A further finding on a hit
  site is a double report. A finding on a line that the rules leave open (configuration of a mock made elsewhere, for
  example) counts neither way. Everything else is a false alarm.
* **Recall** is hit sites of all sites, by the site's kind. **Precision** is hits of hits and false alarms, by the
  finding's kind. **Kind right**: the two have a kind in common. **Boundary right**: of hit sites whose boundary is
  known to the reader; *of all* counts `unknown` as an answer too. **Tier right**: by file, the tier of most of its
  tests, else of most of its findings. A finding in a helper has the tier of the tests of other files that reach it and
  says nothing of its own file. A file with neither has no tier and is counted as *silent*.
* **Hard negatives** are places that a reader marked because a careless rule would report them. A report on such a line
  is a false alarm, even where the statement around it holds a site; *kept quiet* counts those without one.
* *Explicit*, *disguised*, *hollow* and *aside* are the groups of kinds of sites.md, *headline* the explicit kinds with
  `handwritten-double` and `double-use`. That a test proves nothing is compared with what readers say of the test,
  never with what is replaced on its first line. Misses of disguised sites and of hollow tests are counted below, and
  their causes are not listed.
* **Confidence.** What is `certain` or `likely` can fail a build, what is `possible` is shown: precision is quoted for
  the one, recall for both together and for the one alone.
* **Two sets.** A label file says whether it is *open* or *final*; one that says nothing is open. What is missed in the
  open set may be read by whoever writes rules, so its figures say how well rules do on code that they could be mended
  for. What is missed in the final set is seen by nobody, so its figures say how well they do on code they never saw.

";

/// A language as people write it.
pub(super) fn title(language: &str) -> String {
    match Language::from_name(language) {
        Some(Language::Python) => "Python".to_owned(),
        Some(Language::JavaScript | Language::TypeScript) => "TypeScript and JavaScript".to_owned(),
        Some(Language::Go) => "Go".to_owned(),
        Some(Language::Java) => "Java".to_owned(),
        Some(Language::Kotlin) => "Kotlin".to_owned(),
        Some(Language::Rust) => "Rust".to_owned(),
        Some(Language::Ruby) => "Ruby".to_owned(),
        Some(Language::CSharp) => "C#".to_owned(),
        Some(Language::Php) => "PHP".to_owned(),
        None => language.to_owned(),
    }
}

/// Bold where a target is missed.
pub(super) fn held(ratio: Ratio, target: f64) -> String {
    if ratio.reaches(target) { ratio.to_string() } else { format!("**{ratio}**") }
}

fn open_set(measured: &Measured, causes: &Causes, text: &mut String) {
    text.push_str("## Open set\n\n");
    text.push_str(&labelled(measured, Set::Open));
    text.push_str(&format!(
        "What is missed in it is listed below, with its cause, and whoever writes rules may look at it. {} of {} causes \
         are not yet read.\n\n",
        explained::unread(measured, causes).part,
        explained::unread(measured, causes).whole
    ));
    text.push_str(&format!(
        "Explicit sites. Targets: recall {RECALL:.3}; precision 0.990 Python, 0.970 TypeScript, 0.950 elsewhere; \
         reports per site {REPORTS:.2} at most; boundary {BOUNDARY:.2}; tier {TIER:.2}. What misses its target is bold.\n\n"
    ));
    summary(&measured.open, text);
    seen_through(measured, Set::Open, text);
    unmeasured(&measured.open, text);
}

fn final_set(measured: &Measured, text: &mut String) {
    if measured.last.is_empty() {
        return;
    }
    text.push_str("\n## Final set\n\n");
    text.push_str(&labelled(measured, Set::Final));
    text.push_str(
        "Kept apart: whoever writes rules has seen neither its labels nor what is missed in it. The command keeps sums \
         alone, by language and kind, and lists no place and no cause. The same targets hold; `--check` asks for them \
         where there are two packages and a hundred sites. These sums have been seen more than once, and the packages' \
         names are known: a rule for clients that are generated for the project's own services in Rust came of \
         that, and ones for scripted answers and for clients of language models in PHP, so that Rust's boundary figure and PHP's \
         figures here prove nothing. Rules for what stubs of Ruby, patches of Python and types of Java, Kotlin, C# and PHP stand \
         for were written from other projects, but because these sums had shown which answers were wrong: those boundary figures \
         say less than they seem to, and so do those of TypeScript, for which, as for Python, PHP, Kotlin, C# and Ruby, more were written \
         from other projects because these sums were low. So do the disguised figures of PHP and of TypeScript: rules for what product code ships as a \
         stand-in, and for literals of variables, were kept or dropped with these sums in sight, and a search for public code had \
         shown where PHP's package keeps its stand-ins. Python's boundary sums by answer had shown that a new rule took what runs programs \
         for own code, and it was narrowed. A few rows of Rust's labels, one of Kotlin's and nine of \
         C#'s draws were printed by a search or by a look at the wrong file; no rule came of them.\n\n",
    );
    summary(&measured.last, text);
    seen_through(measured, Set::Final, text);
    for (language, figures) in &measured.last {
        text.push_str(&format!("\n### Final: {}\n\n", title(language)));
        kinds(figures, text);
        confusion::table(figures, "####", text);
    }
}

fn labelled(measured: &Measured, set: Set) -> String {
    match measured.days.get(&set) {
        None => String::new(),
        Some((first, last)) if first == last => format!("Labelled on {first}. "),
        Some((first, last)) => format!("Labelled from {first} to {last}. "),
    }
}

fn summary(languages: &Languages, text: &mut String) {
    text.push_str(
        "| language | packages | files | recall | precision | reports per site | boundary right | of all | tier right | silent \
         | hard negatives kept quiet |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for (language, figures) in languages {
        let explicit = figures.of(Family::Explicit);
        let reports = explicit.reports_per_site();
        let many = reports.value().is_some_and(|value| value > REPORTS);
        text.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
            title(language),
            figures.packages,
            figures.files,
            held(explicit.found, RECALL),
            held(explicit.right, precision(language)),
            if many { format!("**{reports}**") } else { reports.to_string() },
            held(explicit.boundary, BOUNDARY),
            explicit.boundary_of_all,
            held(figures.tier, TIER),
            figures.silent,
            figures.quiet,
        ));
    }
    text.push_str("\nHeadline: explicit kinds, `handwritten-double` and `double-use`.\n\n| language | recall | precision |\n| --- | --- | --- |\n");
    for (language, figures) in languages {
        let headline = figures.of(Family::Headline);
        text.push_str(&format!("| {} | {} | {} |\n", title(language), headline.found, headline.right));
    }
}

/// Doubles that hide, and tests that prove nothing.
fn seen_through(measured: &Measured, set: Set, text: &mut String) {
    text.push_str(&format!(
        "\nDisguised sites and hollow tests. Targets: recall {DISGUISED_RECALL:.2}, precision of what is certain or likely \
         {DISGUISED_PRECISION:.2}, hard negatives without such a report {QUIET:.2}; precision of certain hollow tests \
         {HOLLOW_PRECISION:.2}; they are asked of all languages together.\n\n| language | disguised: recall | certain or likely | precision | hard negatives kept quiet \
         | hollow: recall | certain or likely | precision of certain | of certain or likely |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
    ));
    let all = measured.all(set);
    let rows = measured.of(set).iter().map(|(language, figures)| (title(language), figures));
    for (name, figures) in rows.chain([("all".to_owned(), &all)]) {
        let (disguised, hollow) = (figures.of(Family::Disguised), figures.of(Family::Hollow));
        text.push_str(&format!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
            held(disguised.found, DISGUISED_RECALL),
            disguised.found_surely,
            held(disguised.surely_right, DISGUISED_PRECISION),
            held(figures.surely_quiet, QUIET),
            hollow.found,
            hollow.found_surely,
            held(hollow.certainly_right, HOLLOW_PRECISION),
            hollow.surely_right,
        ));
    }
}

/// What no figure speaks of.
fn unmeasured(languages: &Languages, text: &mut String) {
    text.push_str("\n### Not measured\n\n");
    for language in Language::ALL {
        let figures = languages.get(language.as_str());
        match figures {
            // Its labels are kept with TypeScript's.
            None if *language == Language::JavaScript => {}
            Some(figures) if figures.is_silent() => {
                text.push_str(&format!("* {}: labelled, but nothing is found in it yet.\n", title(language.as_str())));
            }
            Some(figures) if figures.is_measured() => {}
            None => text.push_str(&format!("* {}: no labels.\n", title(language.as_str()))),
            Some(figures) => text.push_str(&format!(
                "* {}: {} packages and {} sites; two packages and a hundred sites are needed.\n",
                title(language.as_str()),
                figures.packages,
                figures.sites()
            )),
        }
    }
    for (language, figures) in languages.iter().filter(|(_, figures)| !figures.is_silent()) {
        let is_absent = |kind: &&Kind| figures.by_kind.get(kind).is_none_or(|tally| tally.found.whole == 0);
        let explicit = Kind::ALL.iter().filter(|kind| kind.group() == Group::Explicit);
        let absent: Vec<String> = explicit.filter(is_absent).map(|kind| format!("`{kind}`")).collect();
        if !absent.is_empty() {
            text.push_str(&format!("* {}: no labelled site of {}.\n", title(language), absent.join(", ")));
        }
    }
}

/// Packages that the figures above say nothing of, though they are labelled.
fn absent(measured: &Measured, text: &mut String) {
    if measured.absent.is_empty() {
        return;
    }
    text.push_str("\n## Could not be had\n\nLabelled or recorded, and part of no figure on this page.\n\n");
    for absent in &measured.absent {
        text.push_str(&format!("* {absent}\n"));
    }
}

/// What a reader must clone to repeat the figures.
fn repositories(measured: &Measured, text: &mut String) {
    if measured.repositories.is_empty() {
        return;
    }
    text.push_str("\n## Repositories\n\n| repository | commit | files that the clone lacked |\n| --- | --- | --- |\n");
    for ((name, commit), lacks) in &measured.repositories {
        text.push_str(&format!("| {name} | `{commit}` | {lacks} |\n"));
    }
}

fn recorded(measured: &Measured, causes: &Causes, text: &mut String) {
    for recorder in RECORDERS {
        let language = recorder.language;
        let Some(all) = measured.recorded(language) else { continue };
        text.push_str(&format!("\n## What really ran ({})\n\n", title(language)));
        text.push_str("| package | explicit sites found |\n| --- | --- |\n");
        for recorded in measured.traces.iter().filter(|recorded| recorded.language == language) {
            text.push_str(&format!("| {} | {} |\n", recorded.package, recorded.figures.of(Family::Explicit).found));
        }
        let explicit = all.of(Family::Explicit).found;
        text.push_str(&format!("| all | {} |\n\n| kind | sites found |\n| --- | --- |\n", held(explicit, RECALL)));
        for (kind, tally) in all.by_kind.iter().filter(|(_, tally)| tally.found.whole > 0) {
            text.push_str(&format!("| `{kind}` | {} |\n", tally.found));
        }
        let is_own = |wrong: &&Wrong| wrong.what == What::TraceMiss && wrong.language == language;
        let missed: Vec<&Wrong> = measured.wrongs.iter().filter(is_own).collect();
        by_cause("Ran and not found", &missed, causes, text);
    }
}

fn kinds(figures: &Figures, text: &mut String) {
    text.push_str("| | recall | precision | reports per site | kind right | boundary right | of all | open |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    let mut row = |name: &str, tally: &Tally| {
        text.push_str(&format!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} |\n",
            tally.found,
            tally.right,
            tally.reports_per_site(),
            tally.kind,
            tally.boundary,
            tally.boundary_of_all,
            tally.neutral
        ));
    };
    for family in Family::ALL {
        row(&format!("*{}*", family.name()), &figures.of(family));
    }
    for (kind, tally) in &figures.by_kind {
        row(&format!("`{kind}`"), tally);
    }
}
