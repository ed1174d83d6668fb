//! Configuration files as users write them, and the exact text of what is wrong with them.

use demock_config::{
    BoundarySet, ConfigError, CustomRule, Fresh, InlineAllows, MigrationPlace, Migrations, Provider, RulePattern,
    Scope, Settings, find_root,
};
use demock_model::{Boundary, Help, Kind, Language, Mode, Priority};
use std::path::PathBuf;

fn read(files: &[(&str, &str)]) -> Result<Settings, ConfigError> {
    let read =
        |path: &str| Ok(files.iter().find(|(known, _)| *known == path).map(|(_, text)| text.as_bytes().to_vec()));
    let nested: Vec<&str> = files.iter().map(|(path, _)| *path).filter(|path| path.ends_with("demock.toml")).collect();
    Settings::read(&read, &nested)
}

fn settings(files: &[(&str, &str)]) -> Settings {
    read(files).unwrap_or_else(|error| panic!("{error}"))
}

/// What the command line prints: the error, its causes, the next step, the code.
fn rendered(error: &ConfigError) -> String {
    let help = error.help().map_or_else(String::new, |help| format!("\nhelp: {help}"));
    format!("{error}{help}\ncode: {}", error.code())
}

#[track_caller]
fn check_error(text: &str, expected: &str) {
    check_errors(&[("demock.toml", text)], expected);
}

#[track_caller]
fn check_errors(files: &[(&str, &str)], expected: &str) {
    match read(files) {
        Ok(_) => panic!("accepted: {files:?}"),
        Err(error) => assert_eq!(rendered(&error), expected),
    }
}

#[test]
fn unknown_keys_name_the_nearest_right_one() {
    check_error(
        "[project]\nexclud = [\"vendor/**\"]\n",
        "demock.toml:2:1: unknown key `exclud` in [project]\nhelp: did you mean `exclude`? The keys here are `exclude`\ncode: config/unknown-key",
    );
    check_error(
        "extends = \"a\"\n[servce]\n",
        "demock.toml:2:2: unknown key `servce` in the file\nhelp: did you mean `service`? The keys here are `extends`, `project`, `policy`, `service`, `tier`, `rule`, `allow`, `stack`, `run`\ncode: config/unknown-key",
    );
    check_error(
        "[tier.integration]\nmay-replace = []\n",
        "demock.toml:2:1: unknown key `may-replace` in [tier.integration]\nhelp: did you mean `may_replace`? The keys here are `paths`, `markers`, `may_replace`, `warn`\ncode: config/unknown-key",
    );
    check_error(
        "[[service]]\nname = \"ä\"\nowner = \"x\"\n",
        "demock.toml:3:1: unknown key `owner` in [[service]]\nhelp: the keys here are `name`, `paths`, `priority`, `mode`\ncode: config/unknown-key",
    );
    check_error(
        "[tier.unclaimed]\npaths = [\"a\"]\n",
        "demock.toml:2:1: unknown key `paths` in [tier.unclaimed]\nhelp: the keys here are `may_replace`, `warn`\ncode: config/unknown-key",
    );
}

#[test]
fn names_out_of_closed_lists() {
    check_error(
        "[[service]]\nname = \"a\"\npaths = [\"a\"]\npriority = \"urgent\"\n",
        "demock.toml:4:12: `urgent` is not a priority\nhelp: the names here are `critical`, `high`, `medium`, `low`\ncode: config/unknown-name",
    );
    check_error(
        "[policy]\nmode = \"new_only\"\n",
        "demock.toml:2:8: `new_only` is not a mode\nhelp: did you mean `new-only`? The names here are `observe`, `new-only`, `enforce`\ncode: config/unknown-name",
    );
    check_error(
        "[stack]\nproviders = [\"native\", \"podman\"]\n",
        "demock.toml:2:24: `podman` is not a provider\nhelp: the names here are `native`, `fetched`, `docker`\ncode: config/unknown-name",
    );
}

#[test]
fn migrations_are_a_switch_a_path_or_a_table_of_both() {
    let of = |text: &str| settings(&[("demock.toml", text)]).root().stack.clone();
    let off = of("[stack]\nmigrations = false\nmigrations_max_seconds = 90\n");
    assert!(matches!(&off.migrations, Some(Migrations::All(MigrationPlace::Found(off))) if !off.value));
    assert_eq!(off.migrations_max_seconds.unwrap().value, 90);
    let path = of("[stack]\nmigrations = \"db/migration\"\n").migrations;
    let Some(Migrations::All(MigrationPlace::Path(path))) = path else { panic!("{path:?}") };
    assert_eq!((&*path.value, path.origin.to_string()), ("db/migration", "demock.toml:2:14".to_owned()));
    let each = of("[stack.migrations]\nshop = \"shop/alembic.ini\"\nevents = false\n").migrations;
    let Some(Migrations::Each(each)) = each else { panic!("{each:?}") };
    let names: Vec<&str> = each.iter().map(|(name, _)| &*name.value).collect();
    assert_eq!(names, ["shop", "events"]);
    check_error(
        "[stack]\nmigrations = 3\n",
        "demock.toml:2:14: `migrations` is an integer, expected true, false, a path, or a table of these by the names of databases\ncode: config/wrong-type",
    );
    check_error(
        "[stack.migrations]\ndb = [\"a\"]\n",
        "demock.toml:2:6: `db` is a list, expected true, false, a path, or a table of these by the names of databases\ncode: config/wrong-type",
    );
    check_error(
        "[stack]\nmigrations_max_seconds = -1\n",
        "demock.toml:2:26: `migrations_max_seconds` is an integer, expected a whole number above 0\ncode: config/wrong-type",
    );
}

#[test]
fn wrong_types_and_missing_keys() {
    check_error(
        "[project]\nexclude = \"vendor\"\n",
        "demock.toml:2:11: `exclude` is a string, expected a list of strings\ncode: config/wrong-type",
    );
    check_error(
        "[project]\nexclude = [\"a\", 3]\n",
        "demock.toml:2:17: `exclude` is an integer, expected a list of strings\ncode: config/wrong-type",
    );
    check_error(
        "[policy]\ninline_allow = \"no\"\n",
        "demock.toml:2:16: `inline_allow` is a string, expected true or false\ncode: config/wrong-type",
    );
    check_error(
        "[service]\nname = \"a\"\n",
        "demock.toml:1:1: `service` is a table, expected a list of tables\ncode: config/wrong-type",
    );
    check_error(
        "\n[[allow]]\nrule = \"patch\"\npaths = [\"a\"]\n",
        "demock.toml:2:1: [[allow]] has no `reason`\nhelp: add `reason = \"…\"`: an exception that nobody can explain is not one\ncode: config/missing-key",
    );
    check_error(
        "[[allow]]\nrule = \"patch\"\npaths = [\"a\"]\nreason = \"  \"\n",
        "demock.toml:4:10: `reason` is empty\nhelp: say in a sentence why the real thing cannot be used here\ncode: config/empty",
    );
    check_error(
        "[[rule]]\nid = \"acme/x\"\nlanguage = \"python\"\nkind = \"patch\"\nboundary = \"queue\"\n",
        "demock.toml:1:1: [[rule]] has no `call`\nhelp: add `call = …`\ncode: config/missing-key",
    );
}

#[test]
fn values_that_make_no_sense() {
    check_error(
        "[project]\nexclude = [\"a/[b\"]\n",
        "demock.toml:2:12: `a/[b` is not a glob: unclosed character class; missing ']'\nhelp: `*` stays inside a folder, `**` crosses folders, `[` and `{` must be closed\ncode: config/bad-glob",
    );
    let allow = "[[allow]]\nrule = \"patch\"\npaths = [\"a\"]\nreason = \"b\"\n";
    check_error(
        &format!("{allow}until = \"2027-02-30\"\n"),
        "demock.toml:5:9: `2027-02-30` is not a date: expected YYYY-MM-DD\nhelp: write the last day on which it counts, such as 2027-03-01\ncode: config/bad-date",
    );
    check_error(
        &format!("{allow}until = 2027-03-01T10:00:00\n"),
        "demock.toml:5:9: `until` is `2027-03-01T10:00:00`, expected a day such as 2027-03-01\nhelp: leave the time away\ncode: config/bad-date",
    );
    check_error(
        "[[rule]]\nid = \"fake queue\"\n",
        "demock.toml:2:6: `fake queue` is not a rule id\nhelp: write two parts of letters, digits, `.`, `_` and `-` with a `/` between, such as `acme/fake-queue`\ncode: config/bad-rule-id",
    );
    check_error(
        "[tier.integration]\nmay_replace = [\"http\"]\nwarn = [\"http\"]\n",
        "demock.toml:3:1: `http` stands both in `may_replace` and in `warn` of [tier.integration]\nhelp: keep it in one of the two lists\ncode: config/contradiction",
    );
    check_error(
        "[[service]]\nname = \"a\"\npaths = [\"a\"]\n[[service]]\nname = \"a\"\npaths = [\"b\"]\n",
        "demock.toml:5:8: service `a` is already defined at demock.toml:2:8\nhelp: give it another name, or remove one of the two\ncode: config/duplicate",
    );
}

#[test]
fn files_that_are_no_toml() {
    let error = read(&[("demock.toml", "[project\n")]).unwrap_err();
    assert!(error.to_string().starts_with("demock.toml:1:9: not TOML: "), "{error}");
    let deep = format!("a = {}", "[".repeat(10_000));
    assert_eq!(read(&[("demock.toml", &deep)]).unwrap_err().code(), "config/not-toml");
    let bytes = |_: &str| Ok(Some(vec![0xff, 0xfe, 0x00]));
    assert_eq!(
        rendered(&Settings::read(&bytes, &[]).unwrap_err()),
        "demock.toml:1:1: the file is not UTF-8\nhelp: save the file as UTF-8\ncode: config/not-utf8"
    );
    let unreadable = |_: &str| Err(std::io::Error::other("disk on fire"));
    assert_eq!(Settings::read(&unreadable, &[]).unwrap_err().to_string(), "demock.toml:1:1: the file cannot be read");
    settings(&[("demock.toml", "\u{feff}[project]\r\nexclude = [\"a\"]\r\n")]);
}

#[test]
fn extending() {
    check_errors(
        &[("a/demock.toml", "# mine\nextends = \"../base.toml\"\n")],
        "a/demock.toml:2:11: `base.toml` does not exist\nhelp: `extends` is relative to the file it stands in; correct the path or remove the line\ncode: config/extends-missing",
    );
    check_errors(
        &[("demock.toml", "extends = \"a/demock.toml\""), ("a/demock.toml", "extends = \"../demock.toml\"")],
        "a/demock.toml:1:11: files extend one another in a circle: demock.toml -> a/demock.toml -> demock.toml\nhelp: remove one of these `extends` lines\ncode: config/extends-cycle",
    );
    check_errors(
        &[("demock.toml", "extends = \"demock.toml\"")],
        "demock.toml:1:11: files extend one another in a circle: demock.toml -> demock.toml\nhelp: remove one of these `extends` lines\ncode: config/extends-cycle",
    );
}

const SPECIFICATION: &str = r#"
[project]
exclude = ["vendor/**"]                # beside .gitignore; excluded tests are counted and said

[[service]]                            # who owns what; priority orders the plan
name = "backend"
paths = ["backend/**"]
priority = "critical"                  # critical high medium low
mode = "new-only"                      # observe new-only enforce

[tier.integration]                     # built in: unit, integration, e2e; projects add their own
paths = ["**/integration/**"]
markers = ["integration"]
may_replace = ["clock", "random"]
warn = ["http"]

[[rule]]                               # a project's own double, in the shape of the built-in ones
id = "acme/fake-queue"
language = "python"
call = "acme.testing.fake_queue"
kind = "fake-service"
boundary = "queue"

[[allow]]
rule = "pytest/monkeypatch"
paths = ["tests/integration/test_clock.py"]
reason = "leap second cannot be waited for"
until = 2027-03-01

[stack]
compose = ["docker-compose.test.yml"]
providers = ["native", "fetched", "docker"]
fresh = "worker"                       # run worker test
[stack.running]                        # only said here, or as DEMOCK_RUNNING_<SERVICE>; loopback unless allow_remote
db = "postgresql://127.0.0.1:5432/postgres"
[run]
pass = ["STRIPE_TEST_KEY"]             # beside the built-in families
"#;

#[test]
fn the_example_of_the_specification() {
    let settings = settings(&[("demock.toml", SPECIFICATION)]);
    let scope = settings.root();
    assert_eq!(settings.excluded("vendor/a/b.py").unwrap().origin.to_string(), "demock.toml:3:12");
    assert!(settings.excluded("src/vendor.py").is_none());
    let service = scope.service("backend/a.py").unwrap();
    assert_eq!((&*service.name.value, service.priority, service.mode), ("backend", Priority::Critical, Mode::NewOnly));
    let tier = scope.tier("integration").unwrap();
    assert_eq!(tier.may_replace, BoundarySet::from_slice(&[Boundary::Clock, Boundary::Random]));
    assert_eq!(tier.warn, BoundarySet::of(Boundary::Http));
    assert!(tier.paths.is_match("a/integration/test_b.py"));
    let rules: Vec<&CustomRule> = settings.custom_rules();
    assert_eq!(rules.len(), 1);
    assert_eq!(
        (&*rules[0].id, rules[0].language, rules[0].kind),
        ("acme/fake-queue", Language::Python, Kind::FakeService)
    );
    assert_eq!(rules[0].patterns, [RulePattern::Call("acme.testing.fake_queue".into())]);
    assert_eq!((&*rules[0].framework, rules[0].origin.line), ("acme", 17));
    let allow = &scope.allows[0];
    assert_eq!((allow.until.unwrap().to_string(), allow.origin.line), ("2027-03-01".to_owned(), 24));
    assert_eq!(scope.stack.fresh.as_ref().unwrap().value, Fresh::Worker);
    let providers: Vec<_> = scope.stack.providers.iter().map(|provider| provider.value).collect();
    assert_eq!(providers, [Provider::Native, Provider::Fetched, Provider::Docker]);
    assert_eq!(&*scope.stack.running[0].address.value, "postgresql://127.0.0.1:5432/postgres");
    assert_eq!(&*scope.run.pass[0].value, "STRIPE_TEST_KEY");
}

/// The tiers with what they may replace and what is only warned about.
fn policy(scope: &Scope) -> String {
    let list = |set: BoundarySet| match set {
        BoundarySet::ALL => "all".to_owned(),
        set => set.iter().map(Boundary::as_str).collect::<Vec<_>>().join(" "),
    };
    let line =
        |tier: &demock_config::Tier| format!("{}: {} | {}\n", tier.name, list(tier.may_replace), list(tier.warn));
    scope.tiers.iter().map(line).collect()
}

#[test]
fn a_tree_without_a_file_has_the_default_policy() {
    let settings = settings(&[]);
    assert_eq!(settings, Settings::default());
    let expected =
        "unit: all | \nintegration: clock random | http llm filesystem process env\ne2e:  | \nunclaimed: all | \n";
    assert_eq!(policy(settings.root()), expected);
    assert_eq!((settings.root().mode, settings.root().inline_allows), (Mode::NewOnly, InlineAllows::Permitted));
}

#[test]
fn a_tier_keeps_what_it_does_not_set() {
    let text = "[tier.integration]\nmay_replace = [\"http\"]\n[tier.smoke]\npaths = [\"smoke\"]\n[tier.unit]\nwarn = [\"database\"]\n";
    let expected = "integration: http | llm filesystem process env\nsmoke:  | \n\
        unit: cache http llm websocket queue own-service clock random filesystem process env own-code unknown | database\n\
        e2e:  | \n\
        unclaimed: cache http llm websocket queue own-service clock random filesystem process env own-code unknown | database\n";
    assert_eq!(policy(settings(&[("demock.toml", text)]).root()), expected);
}

#[test]
fn the_nearest_file_owns_a_path_and_says_whom_it_extends() {
    let root = "[policy]\ninline_allow = false\nmode = \"enforce\"\n[project]\nexclude = [\"backend/gen\"]\n[[service]]\nname = \"all\"\npaths = [\"**\"]\n";
    let extending = "extends = \"../demock.toml\"\n[project]\nexclude = [\"slow\"]\n[policy]\nmode = \"observe\"\n";
    let files = [("demock.toml", root), ("backend/demock.toml", extending), ("web/demock.toml", "")];
    let settings = settings(&files);
    let seen = |path: &str| {
        let scope = settings.scope(path);
        (&*scope.folder, scope.mode, scope.inline_allows, scope.service(path).map(|service| service.mode))
    };
    assert_eq!(seen("a.py"), ("", Mode::Enforce, InlineAllows::Forbidden, Some(Mode::Enforce)));
    assert_eq!(seen("backend/a.py"), ("backend", Mode::Observe, InlineAllows::Forbidden, Some(Mode::Observe)));
    assert_eq!(seen("backends/a.py"), ("", Mode::Enforce, InlineAllows::Forbidden, Some(Mode::Enforce)));
    assert_eq!(seen("web/a.py"), ("web", Mode::NewOnly, InlineAllows::Permitted, None));
    for (path, excluded) in [("backend/gen/a.py", true), ("backend/slow/a.py", true), ("slow/a.py", false)] {
        assert_eq!(settings.excluded(path).is_some(), excluded, "{path}");
    }
}

#[test]
fn a_shared_file_beside_the_tree_is_anchored_where_it_is_extended() {
    let shared = "[tier.integration]\npaths = [\"it/**\"]\n";
    let files = [("../policy/base.toml", shared), ("a/demock.toml", "extends = \"../../policy/base.toml\"\n")];
    let settings = settings(&files);
    let tier = settings.scope("a/x.py").tier("integration").unwrap();
    assert!(tier.paths.is_match("a/it/test_x.py"));
    assert!(!tier.paths.is_match("it/test_x.py"));
}

#[test]
fn the_nearest_file_with_a_stack_says_what_services_of_its_folder_are() {
    let root = "[stack]\nfresh = \"test\"\ncompose = [\"all.yml\"]\n[run]\npass = [\"TOKEN\"]\n";
    let own = "[stack]\ncompose = [\"../own.yml\"]\n[stack.migrations]\ndb = \"db/migration\"\n";
    let more = "extends = \"../demock.toml\"\n[stack]\nfresh = \"run\"\n[run]\npass = [\"KEY\"]\n";
    let settings = settings(&[
        ("demock.toml", root),
        ("silent/demock.toml", "[policy]\nmode = \"observe\"\n"),
        ("a/own/demock.toml", own),
        ("more/demock.toml", more),
    ]);
    let seen = |folder: &str| {
        let (stack, run) = (settings.stack(folder), settings.run(folder));
        let files = stack.compose.iter().map(|file| file.value.to_string()).collect::<Vec<_>>().join(" ");
        (stack.fresh.as_ref().map(|fresh| fresh.value), files, run.pass[0].value.to_string())
    };
    let of = |fresh, file: &str, pass: &str| (fresh, file.to_owned(), pass.to_owned());
    for folder in ["", "b", "silent", "silent/deep"] {
        assert_eq!(seen(folder), of(Some(Fresh::Test), "all.yml", "TOKEN"), "{folder}");
    }
    assert_eq!(seen("a/own/tests"), of(None, "a/own.yml", "TOKEN"));
    assert_eq!(seen("more"), of(Some(Fresh::Run), "all.yml", "KEY"));
    let Some(Migrations::Each(each)) = &settings.stack("a/own").migrations else { panic!("there are some") };
    assert!(matches!(&each[0].1, MigrationPlace::Path(path) if &*path.value == "a/own/db/migration"));
}

#[test]
fn one_rule_id_names_one_rule() {
    let rule =
        "[[rule]]\nid = \"acme/x\"\nlanguage = \"python\"\ncall = \"a.b\"\nkind = \"patch\"\nboundary = \"queue\"\n";
    check_errors(
        &[("a/demock.toml", rule), ("b/demock.toml", rule)],
        "b/demock.toml:1:1: rule `acme/x` is already defined at a/demock.toml:1:1\nhelp: give it another name, or remove one of the two\ncode: config/duplicate",
    );
    let extended = settings(&[("demock.toml", rule), ("b/demock.toml", "extends = \"../demock.toml\"")]);
    assert_eq!(extended.custom_rules().len(), 1);
    assert_eq!(extended.scope("b/x.py").rules.len(), 1);
}

/// A folder that goes away with the value.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

#[test]
fn the_root_is_the_outermost_configured_folder_of_the_repository() {
    let top = std::env::temp_dir().join(format!("demock-config-{}", std::process::id()));
    let folder = Folder(top.clone());
    let write = |path: &str| {
        let path = folder.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "").unwrap();
    };
    write("demock.toml");
    write("repo/.git/HEAD");
    write("repo/src/a.py");
    assert_eq!(find_root(&top.join("repo/src")), top.join("repo"), "a file outside the repository says nothing");
    write("repo/src/deep/demock.toml");
    assert_eq!(find_root(&top.join("repo/src/deep")), top.join("repo/src/deep"));
    write("repo/src/demock.toml");
    assert_eq!(find_root(&top.join("repo/src/deep")), top.join("repo/src"));
    assert_eq!(find_root(&top.join("repo/src/a.py")), top.join("repo/src"));
    assert_eq!(find_root(&top.join("repo")), top.join("repo"));
    write("plain/x/a.py");
    assert_eq!(find_root(&top.join("plain/x")), top, "outside a repository, the nearest file above");
}

#[test]
fn settings_are_read_from_folders() {
    let top = std::env::temp_dir().join(format!("demock-config-load-{}", std::process::id()));
    let folder = Folder(top.clone());
    std::fs::create_dir_all(folder.0.join("a")).unwrap();
    assert_eq!(Settings::load(&top, &["a/demock.toml"]).unwrap(), Settings::default());
    std::fs::write(top.join("a/demock.toml"), "[policy]\nmode = \"enforce\"").unwrap();
    let settings = Settings::load(&top, &["a/demock.toml", "demock.toml"]).unwrap();
    assert_eq!(settings.scope("a/b.py").mode, Mode::Enforce);
    assert_eq!(settings.scope("b.py").mode, Mode::NewOnly);
}

#[test]
fn a_tier_that_is_called_almost_as_a_built_in_one() {
    check_error(
        "[tier.integraton]\npaths = [\"tests/slow/**\"]\n",
        "demock.toml:1:7: `integraton` is almost `integration`, and would be a tier of its own\nhelp: write `[tier.integration]`, or give a tier of your own a name that nobody takes for it\ncode: config/almost-tier",
    );
    check_error(
        "[tier.E2E]\nmay_replace = []\n",
        "demock.toml:1:7: `E2E` is almost `e2e`, and would be a tier of its own\nhelp: write `[tier.e2e]`, or give a tier of your own a name that nobody takes for it\ncode: config/almost-tier",
    );
    let own = settings(&[("demock.toml", "[tier.mission-critical]\n[tier.unit-slow]\n[tier.smoke]\n")]);
    for name in ["mission-critical", "unit-slow", "smoke"] {
        assert!(own.root().tier(name).is_some(), "{name}");
    }
}

#[test]
fn a_pattern_that_leaves_its_folder() {
    check_error(
        "[project]\nexclude = [\"/vendor/**\"]\n",
        "demock.toml:2:12: `/vendor/**` matches nothing: paths begin in the folder of this file\nhelp: write it as seen from that folder, such as `vendor/**`\ncode: config/bad-glob",
    );
    check_errors(
        &[("demock.toml", ""), ("web/demock.toml", "[tier.e2e]\npaths = [\"../e2e/**\"]\n")],
        "web/demock.toml:2:10: `../e2e/**` matches nothing: paths begin in the folder of this file\nhelp: write it as seen from that folder, such as `e2e/**`\ncode: config/bad-glob",
    );
}
