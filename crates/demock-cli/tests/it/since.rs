//! `--since REV`: a change is held to the policy that stood before it.

use crate::tree::{A, B, Tree};

#[test]
fn a_new_mock_on_a_branch() {
    let tree = Tree::adopted();
    tree.git(&["switch", "-q", "-c", "topic"]);
    tree.mocks(B, &["app.bus.send"]);
    tree.commit("a mock");
    tree.demock(&["check", "--since", "main"]).exits(1).says("app.bus.send");
    tree.mocks(B, &[]);
    tree.commit("the real thing");
    tree.demock(&["check", "--since", "main"]).exits(0);
}

#[test]
fn accepting_in_the_same_change_is_loosening() {
    let tree = Tree::adopted();
    tree.git(&["switch", "-q", "-c", "topic"]);
    tree.mocks(B, &["app.bus.send"]);
    tree.demock(&["baseline", "--accept", "in a hurry"]).exits(0);
    tree.commit("a mock, accepted");
    tree.demock(&["check"]).exits(0);
    tree.demock(&["check", "--since", "main"]).exits(1).says("demock-baseline/backend.txt").says("loosens the gate");
    tree.demock(&["check", "--since", "main", "--allow-loosening"]).exits(0).says("loosened, as allowed");
}

#[test]
fn a_loosened_policy_does_not_judge_itself() {
    let tree = Tree::adopted();
    tree.git(&["switch", "-q", "-c", "topic"]);
    tree.mocks(B, &["app.bus.send"]);
    let everything = "\n[tier.integration]\nmay_replace = [\"unknown\", \"own-code\", \"queue\"]\n";
    tree.write("demock.toml", &format!("{}{everything}", tree.read("demock.toml")));
    tree.commit("a mock, and a policy that likes it");
    tree.demock(&["check"]).exits(0);
    tree.demock(&["check", "--since", "main"]).exits(1).says("app.bus.send").says("demock.toml");
    tree.demock(&["check", "--since", "main", "--allow-loosening"]).exits(0);
}

#[test]
fn adopting_demock_is_no_loosening() {
    let tree = Tree::with_mocks();
    tree.git(&["switch", "-q", "-c", "adopt"]);
    tree.demock(&["init"]).exits(0);
    tree.commit("adopt demock");
    tree.demock(&["check", "--since", "main"]).exits(0);
    tree.mocks(B, &["app.bus.send"]);
    tree.commit("and one more mock");
    tree.demock(&["check", "--since", "main"]).exits(1).says("app.bus.send");
}

#[test]
fn a_revision_that_a_shallow_clone_lacks_is_an_error() {
    let tree = Tree::adopted();
    let base = tree.git(&["rev-parse", "HEAD^"]);
    let clone = tree.shallow_clone();
    for command in [&["check", "--since"][..], &["scan", "--since"], &["diff"]] {
        let arguments: Vec<&str> = command.iter().copied().chain([base.trim()]).collect();
        let failed = clone.demock(&arguments).exits(2);
        failed.warns("error[git/missing-revision]").warns("shallow clone").warns("git fetch --unshallow");
        assert_eq!(failed.stdout, "");
    }
    clone.git(&["fetch", "-q", "--unshallow"]);
    clone.demock(&["check", "--since", base.trim()]).exits(0);
}

/// What a merge queue checks out: a merge commit on no branch, its base named by its id.
#[test]
fn a_merge_queue_entry() {
    for (targets, code) in [(&["app.bus.send"][..], 1), (&[], 0)] {
        let tree = Tree::adopted();
        tree.git(&["switch", "-q", "-c", "topic"]);
        tree.mocks(B, targets);
        tree.commit("topic");
        tree.git(&["switch", "-q", "main"]);
        tree.mocks(A, &["app.store.get"]);
        tree.demock(&["baseline", "--shrink"]).exits(0);
        tree.commit("main goes on");
        let base = tree.git(&["rev-parse", "main"]);
        tree.git(&["switch", "-q", "--detach", "main"]);
        tree.git(&["merge", "-q", "--no-ff", "-m", "queue entry", "topic"]);
        tree.demock(&["check", "--locked", "--since", base.trim()]).exits(code);
    }
}

#[test]
fn a_rebased_branch_is_held_to_the_newer_base() {
    let tree = Tree::adopted();
    tree.git(&["switch", "-q", "-c", "topic"]);
    tree.write("backend/notes.py", "x = 1\n");
    tree.commit("nothing to do with tests");
    tree.git(&["switch", "-q", "main"]);
    tree.mocks(A, &["app.store.get"]);
    tree.demock(&["baseline", "--shrink"]).exits(0);
    tree.commit("one mock fewer");
    tree.git(&["switch", "-q", "topic"]);
    tree.git(&["rebase", "-q", "main"]);
    tree.demock(&["check", "--locked", "--since", "main"]).exits(0);
    tree.mocks(A, &["app.store.get", "app.store.put"]);
    tree.commit("back again");
    tree.demock(&["check", "--since", "main"]).exits(1).says("app.store.put");
}

/// Nobody could mend a policy otherwise: the one before is wrong whatever the change says.
#[test]
fn a_change_that_mends_a_wrong_policy_passes_once_it_is_allowed_to() {
    let tree = Tree::adopted();
    let right = tree.read("demock.toml");
    tree.write("demock.toml", &format!("{right}\n[tier.integraton]\nmay_replace = []\n"));
    tree.commit("a wrong policy");
    tree.git(&["switch", "-q", "-c", "topic"]);
    tree.write("demock.toml", &right);
    tree.commit("mended");
    tree.demock(&["check", "--since", "main"]).exits(2).warns("config/almost-tier").warns("--allow-loosening");
    let allowed = tree.demock(&["check", "--since", "main", "--allow-loosening"]).exits(0);
    allowed.says("loosened, as allowed").says("the policy of `main` is left out");
}

#[test]
fn outside_a_repository_there_is_nothing_to_compare_with() {
    let tree = Tree::folder();
    tree.mocks(A, &["app.store.get"]);
    tree.demock(&["check", "--since", "main"]).exits(2).warns("error[git/no-repository]");
}

/// Annotations stand beside the lines of a change: what was there before is no business of whoever reads them.
#[test]
fn annotations_are_of_what_a_change_brings() {
    let tree = Tree::adopted();
    tree.mocks(A, &["requests.get", "app.store.get"]);
    tree.mocks(B, &["requests.post"]);
    tree.demock(&["baseline", "--write"]).exits(0);
    tree.commit("warnings");
    tree.git(&["switch", "-q", "-c", "topic"]);
    tree.git(&["mv", B, "backend/tests/integration/test_moved.py"]);
    tree.mocks(A, &["requests.get", "app.store.get", "requests.put"]);
    tree.commit("one more");
    tree.mocks("backend/tests/integration/test_new.py", &["requests.patch"]);
    let annotations = |arguments: &[&str]| {
        let all: Vec<&str> = ["check", "--format", "github"].iter().chain(arguments).copied().collect();
        let told = tree.demock(&all).exits(0).stdout;
        let targets = ["requests.get", "requests.post", "requests.put", "requests.patch"];
        let warned = told.lines().filter(|line| line.starts_with("::warning"));
        let mut warned: Vec<&str> =
            warned.filter_map(|line| targets.into_iter().find(|target| line.contains(target))).collect();
        warned.sort_unstable();
        warned
    };
    assert_eq!(annotations(&["--since", "main"]), ["requests.patch", "requests.put"]);
    assert_eq!(annotations(&[]).len(), 4);
}

#[test]
fn patterns_that_cover_nothing_are_told_and_fail_nothing() {
    let tree = Tree::adopted();
    tree.write(".gitignore", "dist/\n");
    tree.write("docs/index.md", "");
    let text = "[project]\nexclude = [\"backend/tets/legacy/**\", \"docs/**\", \"dist/**\", \"**/node_modules/**\"]\n\n\
                [tier.integration]\npaths = [\"backend/tests/intergation/**\", \"backend/tests/integration/**\"]\n\n\
                [[service]]\nname = \"web\"\npaths = [\"web/**\"]\n";
    tree.write("demock.toml", text);
    let ran = tree.demock(&["check"]).exits(0);
    ran.says("`backend/tets/legacy/**` (demock.toml:2) excludes nothing: there is no `backend/tets/legacy`");
    ran.says("`backend/tests/intergation/**` (demock.toml:5) gives tier `integration` no file");
    ran.says("`web/**` (demock.toml:9) gives service `web` no file");
    assert_eq!(ran.stdout.matches("(demock.toml:").count(), 3, "{}", ran.stdout);
    assert_eq!(tree.demock(&["check", "--quiet"]).exits(0).stdout.matches("demock.toml").count(), 0);
}
