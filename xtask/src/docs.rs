//! Documents that are made from the code, so that they cannot drift: rules, the command line, schemas.

use crate::Outcome;
use demock_model::Language;
use demock_scan::rules::{self, Rule};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Writes all of them.
pub(crate) fn write(root: &Path) -> Outcome {
    let files = files(root)?;
    let rules = root.join("docs/rules");
    if rules.exists() {
        fs::remove_dir_all(&rules).map_err(|error| vec![format!("docs/rules: {error}")])?;
    }
    for (path, text) in &files {
        let file = root.join(path);
        let folder = file.parent().unwrap_or(root);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&file, text))
            .map_err(|error| vec![format!("{path}: {error}")])?;
    }
    Ok(format!("docs: {} files written", files.len()))
}

/// Compares all of them with what is committed.
pub(crate) fn check(root: &Path) -> Outcome {
    let files = files(root)?;
    let mut problems = Vec::new();
    for (path, text) in &files {
        if fs::read_to_string(root.join(path)).ok().as_ref() != Some(text) {
            problems.push(format!("{path}: not what the code says; run `cargo xtask docs` and commit it"));
        }
    }
    for entry in fs::read_dir(root.join("docs/rules")).into_iter().flatten().flatten() {
        let path = format!("docs/rules/{}", entry.file_name().display());
        if !files.contains_key(&path) {
            problems.push(format!("{path}: no rule makes this page; remove it"));
        }
    }
    if problems.is_empty() { Ok(format!("docs: {} files are as the code says", files.len())) } else { Err(problems) }
}

fn files(root: &Path) -> Result<BTreeMap<String, String>, Vec<String>> {
    let mut files = BTreeMap::new();
    let mut index = String::from(
        "# Rules\n\nWhat demock looks for, one page a language. `demock explain RULE` prints the same text. What counts as a \
         site is said in [sites.md](../sites.md).\n\n",
    );
    for (family, title) in FAMILIES {
        let own: Vec<&Rule> = rules::all().filter(|rule| rule.id.starts_with(&format!("{family}/"))).collect();
        if own.is_empty() {
            continue;
        }
        index.push_str(&format!("## [{title}]({family}.md)\n\n| rule | finds |\n| --- | --- |\n"));
        for rule in &own {
            let anchor = rule.id.replace('/', "");
            index.push_str(&format!("| [`{}`]({family}.md#{anchor}) | {} |\n", rule.id, rule.summary));
        }
        index.push('\n');
        files.insert(format!("docs/rules/{family}.md"), page(title, &own));
    }
    files.insert("docs/rules/README.md".to_owned(), index.trim_end().to_owned() + "\n");
    files.insert("docs/schemas/demock.findings.1.schema.json".to_owned(), demock_report::scan::json::schema());
    files.insert("docs/cli.md".to_owned(), command_line(root)?);
    Ok(files)
}

/// Beginnings of rule ids, in the order of the index.
const FAMILIES: &[(&str, &str)] = &[
    ("python", "Python"),
    ("javascript", "JavaScript and TypeScript"),
    ("go", "Go"),
    ("jvm", "Java and Kotlin"),
    ("rust", "Rust"),
    ("ruby", "Ruby"),
    ("csharp", "C#"),
    ("php", "PHP"),
    ("hollow", "Tests that prove nothing"),
];

fn page(title: &str, rules: &[&Rule]) -> String {
    let mut text = format!("# {title}\n");
    for rule in rules {
        let mut kinds: Vec<&str> = rule.rows.iter().map(|row| row.kind.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let languages: Vec<&str> = rule.languages.iter().copied().map(Language::as_str).collect();
        text.push_str(&format!(
            "\n## {}\n\n{}.\n\nLibrary: {}. Languages: {}. Kinds: {}. Since rule set {}.\n\n{}\n",
            rule.id,
            rule.summary,
            rule.framework,
            languages.join(", "),
            kinds.iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(", "),
            rule.since,
            rule.documentation.trim_end()
        ));
    }
    text
}

/// `--help` of the binary and of each command.
fn command_line(root: &Path) -> Result<String, Vec<String>> {
    let help = |command: Option<&str>| {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(root).args(["run", "--quiet", "--package", "demock-cli", "--"]).args(command).arg("--help");
        let output = cargo.output().map_err(|error| vec![format!("cargo run: {error}")])?;
        if !output.status.success() {
            return Err(vec![String::from_utf8_lossy(&output.stderr).into_owned()]);
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let whole = help(None)?;
    let mut text = format!("# Command line\n\nMade from `--help`.\n\n```text\n{}\n```\n", whole.trim_end());
    let commands =
        whole.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| line.starts_with("  "));
    for command in commands.filter_map(|line| line.split_whitespace().next()) {
        text.push_str(&format!("\n## demock {command}\n\n```text\n{}\n```\n", help(Some(command))?.trim_end()));
    }
    Ok(text)
}
