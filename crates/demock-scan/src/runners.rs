//! What the configuration of a test runner has run before all tests: `setupFiles` of jest and vitest, `require` of mocha, `preload`
//! of bun, `--require` of rspec and what its helpers load by a pattern, the hooks of Pest's `Pest.php`.
//!
//! Sources: "Configuring Jest" (`setupFiles`, `setupFilesAfterEnv`), "Configuring Vitest" (`setupFiles`), "Configuring Mocha"
//! (`require`, `file`), Bun's "bunfig.toml" (`test.preload`), `rspec --help` (`--require`), Pest's "Global Hooks" (`in`).
//! Invariant: a pure function of paths and texts. Absent on purpose: which files the names lead to (`index::around`), names that a
//! configuration computes, and `globalSetup`, which runs in another process than the tests.

use crate::look::{Look, TokenKind, Tokens};
use crate::project::folder_of;
use demock_model::Language;
use serde_json::Value;
use std::ops::Range;

/// One configuration of a test runner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RunnerConfig {
    /// Its path, relative to the root.
    pub(crate) path: String,
    /// The language of the tests: TypeScript for JavaScript, too.
    pub(crate) language: Language,
    /// What its name adds to the runner's: `e2e` of `jest.e2e.config.js`.
    pub(crate) variant: Option<String>,
    /// What it has run before all tests, as written: a path, a package, or all files of a folder (`support/**`).
    pub(crate) names: Vec<String>,
    /// Folders of tests that it is for, as written; none for all.
    pub(crate) only: Vec<String>,
}

/// Keys of jest and vitest.
const SET_UP: &[&str] = &["setupFiles", "setupFilesAfterEnv"];
/// Keys of mocha.
const OF_MOCHA: &[&str] = &["require", "file"];
/// Endings of configurations that are code.
const CODE: &[&str] = &["js", "cjs", "mjs", "ts", "cts", "mts"];
/// What stands for the folder of the configuration.
const OWN_FOLDER: &[&str] = &["<rootDir>/", "${__dirname}/", "${import.meta.dirname}/"];

/// How a configuration is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Keys with their values, in JavaScript or JSON.
    Members(&'static [&'static str]),
    /// `package.json`: the part of a runner.
    Package,
    /// Mocha's, in YAML.
    Yaml,
    /// Bun's.
    Toml,
    /// Options of `rspec`.
    Options,
    /// What specs of Ruby load.
    Helper,
    /// Pest's hooks for folders of tests.
    Pest,
}

impl RunnerConfig {
    /// Reads a file; `None` where it configures no runner.
    pub(crate) fn read(path: &str, text: &str) -> Option<Self> {
        let folder = folder_of(path);
        let name = path[folder.len()..].trim_start_matches('/');
        let (form, variant) = form(name)?;
        let names = match form {
            Form::Members(keys) => members(Language::JavaScript, text, keys),
            Form::Toml => members(Language::Python, text, &["preload"]),
            Form::Yaml => of_yaml(text),
            Form::Package => of_package(text)?,
            Form::Options => of_options(text),
            Form::Helper => of_helper(text)?,
            Form::Pest => vec!["./Pest.php".to_owned()],
        };
        let only = if form == Form::Pest { folders_of_pest(text)? } else { Vec::new() };
        let language = match form {
            Form::Members(_) | Form::Package | Form::Yaml | Form::Toml => Language::TypeScript,
            Form::Options | Form::Helper => Language::Ruby,
            Form::Pest => Language::Php,
        };
        // Whether such a file is for tests at all, only what it says tells.
        let is_of_builds = name.starts_with("vite.");
        (!names.is_empty() || !is_of_builds).then(|| Self { path: path.to_owned(), language, variant, names, only })
    }
}

/// Whether a file of this name may say what runs before tests, but for `package.json`.
pub(crate) fn is_runner_config(name: &str) -> bool {
    form(name).is_some_and(|(form, _)| form != Form::Package)
}

/// How a file of this name is written, and what the name adds to the runner's.
fn form(name: &str) -> Option<(Form, Option<String>)> {
    let (stem, ending) = name.rsplit_once('.')?;
    match (stem, ending) {
        ("package", "json") => return Some((Form::Package, None)),
        ("bunfig", "toml") => return Some((Form::Toml, None)),
        ("", "rspec") => return Some((Form::Options, None)),
        ("spec_helper" | "rails_helper" | "test_helper", "rb") => return Some((Form::Helper, None)),
        ("Pest", "php") => return Some((Form::Pest, None)),
        (".mocharc", "yml" | "yaml") => return Some((Form::Yaml, None)),
        (".mocharc", _) => return Some((Form::Members(OF_MOCHA), None)),
        _ => {}
    }
    let mut parts: Vec<&str> = stem.split('.').collect();
    let runner = parts.remove(0);
    let is_config = parts.iter().any(|part| matches!(*part, "config" | "workspace"));
    let is_code = CODE.contains(&ending) || ending == "json";
    if matches!(runner, "jest" | "vitest" | "vite") && is_config && is_code {
        parts.retain(|part| !matches!(*part, "config" | "workspace"));
        return Some((Form::Members(SET_UP), Some(parts.join(".")).filter(|variant| !variant.is_empty())));
    }
    // Nest's `jest-e2e.json`.
    let variant = runner.strip_prefix("jest-").filter(|_| ending == "json" && parts.is_empty())?;
    Some((Form::Members(SET_UP), Some(variant.to_owned())))
}

/// Texts in the values of keys.
fn members(language: Language, text: &str, keys: &[&str]) -> Vec<String> {
    let tokens = Look::new(language, text.as_bytes(), &[]).all();
    let mut names = Vec::new();
    for at in tokens.all() {
        let word = unquoted(tokens.text(at));
        let has_value = tokens.is(at + 1, b":") || tokens.is(at + 1, b"=");
        if has_value && keys.iter().any(|key| *key == word) {
            texts(&tokens, value(&tokens, at + 2), &mut names);
        }
    }
    names
}

/// Where a value stands that begins at a token: up to a comma, or to the end of a line that leaves nothing open.
fn value(tokens: &Tokens<'_>, first: usize) -> Range<usize> {
    let mut at = first;
    while let Some(token) = tokens.get(at) {
        if token.kind == TokenKind::Close || tokens.is(at, b",") || at > first && token.begins_line {
            break;
        }
        at = tokens.partner(at).max(at) + 1;
    }
    first..at
}

/// The texts of a value; those of one call are the parts of one path: `path.resolve(__dirname, 'test', 'set-up.js')`.
fn texts(tokens: &Tokens<'_>, range: Range<usize>, names: &mut Vec<String>) {
    let mut at = range.start;
    while at < range.end {
        if tokens.is(at, b"(") && tokens.partner(at) > at {
            let end = tokens.partner(at);
            let parts = (at..end).filter(|at| tokens.get(*at).is_some_and(|token| token.kind == TokenKind::Text));
            let parts: Vec<String> = parts.map(|at| unquoted(tokens.text(at))).collect();
            names.extend(named(&parts.join("/")));
            at = end;
        } else if tokens.get(at).is_some_and(|token| token.kind == TokenKind::Text) {
            names.extend(named(&unquoted(tokens.text(at))));
        }
        at += 1;
    }
}

fn unquoted(text: &[u8]) -> String {
    String::from_utf8_lossy(text).trim_matches(['"', '\'', '`']).to_owned()
}

/// A name as it is looked up; `None` where only a run would tell it.
fn named(text: &str) -> Option<String> {
    let below = OWN_FOLDER.iter().find_map(|folder| text.strip_prefix(folder)).map(|rest| format!("./{rest}"));
    let name = below.unwrap_or_else(|| text.to_owned());
    (!name.is_empty() && !name.contains("${")).then_some(name)
}

/// What mocha's YAML requires: `require: a`, `require: [a, b]`, or a list below the key.
fn of_yaml(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_asked = false;
    for line in text.lines() {
        let line = line.split(" #").next().unwrap_or(line).trim_end();
        if let Some(item) = line.trim_start().strip_prefix("- ").filter(|_| is_asked) {
            names.extend(named(&unquoted(item.trim().as_bytes())));
            continue;
        }
        let Some((key, value)) = line.split_once(':').filter(|_| !line.starts_with([' ', '#'])) else { continue };
        is_asked = OF_MOCHA.contains(&key.trim());
        if is_asked {
            let items = value.trim().trim_matches(['[', ']']).split(',');
            names.extend(items.filter_map(|item| named(&unquoted(item.trim().as_bytes()))));
        }
    }
    names
}

/// What options have `rspec` require: `--require spec_helper`, `-r spec_helper`.
fn of_options(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(|letter: char| letter.is_whitespace() || letter == '=').collect();
    let required = words.windows(2).filter(|pair| matches!(pair[0], "--require" | "-r"));
    required.filter_map(|pair| named(pair[1])).collect()
}

/// Whether a helper loads whatever lies in the folder of helpers beside it: `Dir[File.join(__dir__, 'support', '**', '*.rb')]`.
fn of_helper(text: &str) -> Option<Vec<String>> {
    let loads = text.lines().any(|line| {
        let code = line.trim_start();
        !code.starts_with('#') && (code.contains("Dir[") || code.contains("Dir.glob")) && code.contains("support")
    });
    loads.then(|| vec!["support/**".to_owned()])
}

/// The folders that Pest's hooks are for: `uses(TestCase::class)->beforeEach(…)->in('Feature')`; `None` where they are for none.
fn folders_of_pest(text: &str) -> Option<Vec<String>> {
    let tokens = Look::new(Language::Php, text.as_bytes(), &[]).all();
    let calls = tokens
        .all()
        .filter(|at| tokens.is(*at, b"in") && tokens.is(at + 1, b"(") && tokens.is(at.wrapping_sub(1), b"->"));
    let calls: Vec<usize> = calls.collect();
    if calls.is_empty() {
        return None;
    }
    let mut folders = Vec::new();
    for call in &calls {
        let before = folders.len();
        let end = tokens.partner(call + 1);
        let named = (call + 2..end).filter(|at| tokens.get(*at).is_some_and(|token| token.kind == TokenKind::Text));
        folders.extend(named.map(|at| unquoted(tokens.text(at))));
        // `in(__DIR__)`
        if folders.len() == before {
            return Some(Vec::new());
        }
    }
    let is_plain = |folder: &String| !folder.contains(['*', '.', '$']);
    Some(if folders.iter().all(is_plain) { folders } else { Vec::new() })
}

/// What the parts of jest and mocha in a manifest name; `None` where it has neither.
fn of_package(text: &str) -> Option<Vec<String>> {
    let manifest: Value = serde_json::from_str(text).ok()?;
    let parts = [("jest", SET_UP), ("mocha", OF_MOCHA)];
    let parts = parts.iter().filter_map(|(runner, keys)| Some((manifest.get(runner)?.as_object()?, keys)));
    let parts: Vec<_> = parts.collect();
    let values = parts.iter().flat_map(|(part, keys)| keys.iter().filter_map(|key| part.get(*key)));
    let texts = values.flat_map(|value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice));
    let names = texts.filter_map(Value::as_str).filter_map(named).collect();
    (!parts.is_empty()).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &str, text: &str) -> Vec<String> {
        RunnerConfig::read(path, text).map(|config| config.names).unwrap_or_default()
    }

    #[test]
    fn code_names_files_by_texts_and_by_calls() {
        let text = "module.exports = {\n  // setupFiles: ['./old.js'],\n  setupFiles: [path.resolve(__dirname, 'test', 'a.js'), `${__dirname}/b.js`, `${name}.js`],\n  setupFilesAfterEnv: ['<rootDir>/c.js'],\n  globalSetup: './d.js',\n}";
        assert_eq!(names("jest.config.js", text), ["test/a.js", "./b.js", "./c.js"]);
        let text = "export default { test: { setupFiles: './set-up.ts', globals: true } }";
        assert_eq!(names("web/vite.config.ts", text), ["./set-up.ts"]);
        let text = "setupFiles: [fileURLToPath(new URL('./test/a.ts', import.meta.url))]";
        assert_eq!(names("vitest.config.mts", text), ["./test/a.ts"]);
    }

    #[test]
    fn other_forms_name_files() {
        assert_eq!(
            names("a/package.json", r#"{"jest": {"setupFiles": "./a.js"}, "mocha": {"file": ["b.js"]}}"#),
            ["./a.js", "b.js"]
        );
        assert_eq!(names(".mocharc.yml", "spec: test\nrequire: [a, './b.js']\n"), ["a", "./b.js"]);
        assert_eq!(names(".mocharc.json", r#"{"require": ["a"], "spec": "b"}"#), ["a"]);
        assert_eq!(names("bunfig.toml", "# it's\n[test]\npreload = \"./a.ts\"\nroot = \"b\"\n"), ["./a.ts"]);
    }

    #[test]
    fn ruby_and_php_name_files_and_folders() {
        assert_eq!(
            names(".rspec", "--color\n--require spec_helper\n-r rails_helper\n"),
            ["spec_helper", "rails_helper"]
        );
        assert_eq!(
            names("spec/spec_helper.rb", "Dir[\"#{__dir__}/support/**/*.rb\"].each { |f| require f }"),
            ["support/**"]
        );
        assert_eq!(RunnerConfig::read("spec/spec_helper.rb", "# Dir['support/*']\nrequire 'webmock'"), None);
        let pest = |text: &str| RunnerConfig::read("tests/Pest.php", text).map(|config| config.only);
        let text = "<?php\nuses(A::class)->beforeEach(fn () => 1)->in('Feature', 'Browser');";
        assert_eq!(pest(text), Some(vec!["Feature".to_owned(), "Browser".to_owned()]));
        assert_eq!(pest("<?php\npest()->beforeEach(fn () => 1)->in(__DIR__);"), Some(Vec::new()));
        assert_eq!(pest("<?php\nfunction in($a) { return in($a); }"), None);
    }

    #[test]
    fn what_configures_no_runner_is_none() {
        assert_eq!(RunnerConfig::read("package.json", r#"{"name": "a"}"#), None);
        assert_eq!(RunnerConfig::read("vite.config.ts", "export default {}"), None);
        assert_eq!(RunnerConfig::read("jest.setup.js", "setupFiles: ['a']"), None);
        let e2e = RunnerConfig::read("test/jest-e2e.json", "{}").and_then(|config| config.variant);
        assert_eq!(e2e.as_deref(), Some("e2e"));
    }
}
