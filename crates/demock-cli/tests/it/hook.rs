//! `demock hook`: the JSON shapes of the tools that call it, and what it answers.

use crate::tree::{A, B, Ran, Tree, mocks};
use serde_json::{Value, json};

#[track_caller]
fn blocks(tree: &Tree, input: &Value) -> Ran {
    let ran = tree.demock(&["hook"]).stdin(input.to_string()).exits(2);
    assert_eq!(ran.stdout, "", "hooks show standard error to the agent");
    ran.warns("app.bus.send").warns("Instead: ");
    assert!(ran.stderr.lines().count() <= 6, "one short message:\n{}", ran.stderr);
    ran
}

#[track_caller]
fn passes(tree: &Tree, input: &Value) {
    let ran = tree.demock(&["hook"]).stdin(input.to_string()).exits(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
}

fn path(tree: &Tree, path: &str) -> String {
    tree.root.join(path).display().to_string()
}

#[test]
fn claude_code_before_a_write_an_edit_and_many_edits() {
    let tree = Tree::adopted();
    let input = |tool: &str, fields: Value| {
        let mut tool_input = json!({ "file_path": path(&tree, A) });
        tool_input.as_object_mut().expect("an object").extend(fields.as_object().expect("an object").clone());
        json!({
            "session_id": "s", "transcript_path": "/t.jsonl", "cwd": tree.root, "permission_mode": "default",
            "hook_event_name": "PreToolUse", "tool_name": tool, "tool_input": tool_input,
        })
    };
    let accepted = mocks(&["app.store.get", "app.store.put"]);
    passes(&tree, &input("Write", json!({ "content": accepted })));
    let told = blocks(&tree, &input("Write", json!({ "content": mocks(&["app.store.get", "app.bus.send"]) })));
    told.warns("integration tests").warns(A).warns("line 7");
    assert!(!told.stderr.contains("app.store.get"), "what stood there is not blamed on the edit:\n{}", told.stderr);

    passes(&tree, &input("Edit", json!({ "old_string": "    run()\n", "new_string": "    run(1)\n" })));
    blocks(&tree, &input("Edit", json!({ "old_string": "app.store.put", "new_string": "app.bus.send" })));
    let edits = |last: &str| {
        json!({ "edits": [
            { "old_string": "test_one", "new_string": "test_two" },
            { "old_string": "app.store.put", "new_string": last, "replace_all": true },
        ]})
    };
    blocks(&tree, &input("MultiEdit", edits("app.bus.send")));
    passes(&tree, &input("Bash", json!({ "command": "ls" })));
}

#[test]
fn claude_code_after_a_write() {
    let tree = Tree::adopted();
    let input = |content: &str| {
        json!({
            "hook_event_name": "PostToolUse", "tool_name": "Write", "cwd": tree.root,
            "tool_input": { "file_path": path(&tree, A), "content": content },
            "tool_response": { "filePath": path(&tree, A), "success": true },
        })
    };
    let text = mocks(&["app.store.get", "app.store.put", "app.bus.send"]);
    tree.write(A, &text);
    blocks(&tree, &input(&text));
    tree.commit("whatever it says");
    passes(&tree, &input(&text));
}

#[test]
fn cursor_after_a_file_was_edited() {
    let tree = Tree::adopted();
    let input = |old: &str, new: &str| {
        json!({
            "conversation_id": "c", "generation_id": "g", "hook_event_name": "afterFileEdit",
            "workspace_roots": [tree.root], "file_path": path(&tree, A),
            "edits": [{ "old_string": old, "new_string": new }],
        })
    };
    tree.mocks(A, &["app.store.get", "app.bus.send"]);
    blocks(&tree, &input("app.store.put", "app.bus.send"));
    tree.mocks(A, &["app.store.get"]);
    passes(&tree, &input("    with patch(\"app.store.put\"):\n        run()\n", ""));
}

#[test]
fn gemini_like_tools_write_and_replace() {
    let tree = Tree::adopted();
    let input = |tool: &str, fields: Value| json!({ "session_id": "s", "cwd": tree.root, "hook_event_name": "BeforeTool", "tool_name": tool, "tool_input": fields });
    blocks(&tree, &input("write_file", json!({ "file_path": A, "content": mocks(&["app.bus.send"]) })));
    let replace =
        |old: &str, new: &str| json!({ "file_path": A, "old_string": old, "new_string": new, "instruction": "x" });
    blocks(&tree, &input("replace", replace("app.store.put", "app.bus.send")));
    passes(&tree, &input("replace", replace("assert run()", "assert run() == 1")));
    passes(&tree, &input("read_file", json!({ "absolute_path": path(&tree, A) })));
}

/// Copilot's own events: arguments as the text of an object, and an answer on standard output.
#[test]
fn copilot_before_and_after_a_tool() {
    let tree = Tree::adopted();
    let input = |tool: &str, arguments: Value| {
        json!({ "sessionId": "s", "timestamp": 1_704_614_600_000_u64, "cwd": tree.root, "toolName": tool,
                "toolArgs": arguments.to_string() })
    };
    let answer = |input: &Value| {
        let ran = tree.demock(&["hook"]).stdin(input.to_string()).exits(0);
        serde_json::from_str::<Value>(&ran.stdout).expect("an object")
    };
    let create = input("create", json!({ "path": path(&tree, B), "file_text": mocks(&["app.bus.send"]) }));
    let denied = answer(&create);
    assert_eq!(denied["permissionDecision"], "deny");
    let reason = denied["permissionDecisionReason"].as_str().expect("a reason");
    assert!(reason.contains("app.bus.send") && reason.contains("Instead: "), "{reason}");
    let edit = json!({ "path": A, "old_str": "app.store.put", "new_str": "app.bus.send" });
    assert_eq!(answer(&input("edit", edit.clone()))["permissionDecision"], "deny");
    passes(&tree, &input("edit", json!({ "path": A, "old_str": "    run()\n", "new_str": "    run(1)\n" })));
    passes(&tree, &input("view", json!({ "path": A })));

    tree.mocks(A, &["app.store.get", "app.bus.send"]);
    let mut after = input("edit", edit);
    after["toolResult"] = json!({ "resultType": "success", "textResultForLlm": "done" });
    assert!(answer(&after)["additionalContext"].as_str().expect("a word").contains("app.bus.send"));
}

#[test]
fn vs_code_creates_files_and_replaces_in_several() {
    let tree = Tree::adopted();
    let input = |tool: &str, fields: Value| json!({ "session_id": "s", "cwd": tree.root, "hook_event_name": "PreToolUse", "tool_name": tool, "tool_input": fields });
    let create = json!({ "filePath": path(&tree, B), "content": mocks(&["app.bus.send"]) });
    blocks(&tree, &input("create_file", create));
    let replace = |old: &str, new: &str| json!({ "filePath": path(&tree, A), "oldString": old, "newString": new });
    let several =
        |last: Value| json!({ "explanation": "x", "replacements": [replace("    run()", "    run(1)"), last] });
    blocks(&tree, &input("multi_replace_string_in_file", several(replace("app.store.put", "app.bus.send"))));
    passes(&tree, &input("multi_replace_string_in_file", several(replace("app.store.put", "app.store.put"))));
}

#[test]
fn windsurf_and_cline_write_code() {
    let tree = Tree::adopted();
    let edits = |new: &str| json!([{ "old_string": "app.store.put", "new_string": new }]);
    let windsurf = |action: &str, new: &str| {
        json!({ "agent_action_name": action, "trajectory_id": "t", "execution_id": "e",
                "tool_info": { "file_path": path(&tree, A), "edits": edits(new) } })
    };
    blocks(&tree, &windsurf("pre_write_code", "app.bus.send"));
    passes(&tree, &windsurf("pre_write_code", "app.store.put"));
    let cline = |targets: &[&str]| {
        json!({ "clineVersion": "3.40.0", "hookName": "PreToolUse", "taskId": "t", "workspaceRoots": [tree.root],
                "preToolUse": { "toolName": "write_to_file", "parameters": { "path": B, "content": mocks(targets) } } })
    };
    let ran = tree.demock(&["hook"]).stdin(cline(&["app.bus.send"]).to_string()).exits(0);
    let answer: Value = serde_json::from_str(&ran.stdout).expect("an object");
    assert_eq!(answer["cancel"], true);
    assert!(answer["errorMessage"].as_str().expect("a message").contains("app.bus.send"));
    tree.mocks(A, &["app.store.get", "app.bus.send"]);
    blocks(&tree, &windsurf("post_write_code", "app.bus.send"));
}

/// A patch of several files, as Codex and others hand it to their hooks.
#[test]
fn codex_applies_a_patch() {
    let tree = Tree::adopted();
    let input = |event: &str, patch: &str| {
        json!({ "session_id": "s", "cwd": tree.root, "hook_event_name": event, "tool_name": "apply_patch",
                "tool_input": { "command": patch } })
    };
    let added = mocks(&["app.bus.send"]).trim_end().replace('\n', "\n+");
    let add = format!("*** Begin Patch\n*** Add File: {B}\n+{added}\n*** End Patch");
    blocks(&tree, &input("PreToolUse", &add));
    let update = |new: &str| {
        let change = format!("@@ def test_one():\n-    with patch(\"app.store.put\"):\n+    with patch(\"{new}\"):\n");
        format!("*** Begin Patch\n*** Update File: {A}\n{change}*** Add File: notes.py\n+x = 1\n*** End Patch\n")
    };
    let told = blocks(&tree, &input("PreToolUse", &update("app.bus.send")));
    assert!(!told.stderr.contains("app.store.get"), "what stood there is not blamed on the edit:\n{}", told.stderr);
    passes(&tree, &input("PreToolUse", &update("app.store.put")));
    passes(&tree, &input("PreToolUse", "*** Begin Patch\n*** Delete File: x.py\n*** End Patch"));
    tree.mocks(A, &["app.store.get", "app.bus.send"]);
    blocks(&tree, &input("PostToolUse", &update("app.bus.send")));
}

#[test]
fn raw_text_of_an_editor() {
    let tree = Tree::adopted();
    let edit = |targets: &[&str]| tree.demock(&["hook", "--stdin-filename", A]).stdin(mocks(targets));
    edit(&["app.store.get", "app.store.put"]).exits(0);
    edit(&["app.bus.send"]).exits(2).warns("app.bus.send");
    // From a folder inside, and for a file that does not exist yet in a folder that does not either.
    let inside = tree.demock(&["hook", "--stdin-filename", "new/test_z.py"]).stdin(mocks(&["app.bus.send"]));
    inside.inside("backend/tests/integration").exits(2).warns("backend/tests/integration/new/test_z.py");
}

#[test]
fn what_is_no_business_of_a_hook() {
    let tree = Tree::adopted();
    passes(&tree, &json!({ "tool_input": { "file_path": path(&tree, "README.md"), "content": "Mock()" } }));
    passes(
        &tree,
        &json!({ "tool_input": { "file_path": "backend/tests/unit/test_u.py", "content": mocks(&["app.x.y"]) } }),
    );
    tree.demock(&["hook"]).stdin("def test_x").exits(2).warns("error[hook/not-json]");
}

#[test]
fn a_fake_in_place_of_a_mock_and_a_loosened_policy_do_not_help() {
    let tree = Tree::adopted();
    let ran = tree.demock(&["hook", "--stdin-filename", A]).stdin(mocks(&["app.bus.send"])).exits(2);
    ran.warns("Do not hide it");
    tree.write("demock.toml", "[projekt]\n");
    tree.demock(&["hook", "--stdin-filename", A]).stdin("x = 1\n").exits(2).warns("error[config/unknown-key]");
}

#[test]
fn what_stood_there_is_not_blamed_on_an_edit_even_where_no_baseline_forgives() {
    let tree = Tree::with_mocks();
    tree.write("demock.toml", "[policy]\nmode = \"enforce\"\n");
    tree.commit("hold everything");
    tree.demock(&["check"]).exits(1);
    let edit = |targets: &[&str]| tree.demock(&["hook", "--stdin-filename", A]).stdin(mocks(targets));
    edit(&["app.store.put", "app.store.get"]).exits(0);
    let ran = edit(&["app.store.get", "app.bus.send"]).exits(2);
    assert!(!ran.warns("app.bus.send").stderr.contains("app.store.get"), "{}", ran.stderr);
}

/// What a name stands for, which doubles other files define and which tests get a fixture: an edit is judged by all of it, as the gate
/// judges the file once it is written.
#[test]
fn an_edit_is_judged_with_the_files_that_it_leans_on() {
    let tree = Tree::with_mocks();
    tree.write("backend/app/__init__.py", "");
    tree.write("backend/app/rates.py", "import requests\n\nasked = requests.get\n");
    tree.write("backend/tests/support/__init__.py", "from .fakes import FakeBus\n");
    tree.write(
        "backend/tests/support/fakes.py",
        "class FakeBus:\n    def __init__(self):\n        self.sent = []\n\n    def send(self, line):\n        self.sent.append(line)\n",
    );
    tree.demock(&["init"]).exits(0);
    tree.commit("adopt demock");
    let judged = |text: &str| {
        tree.write(B, text);
        let gate = tree.demock(&["check"]).run().code;
        std::fs::remove_file(tree.root.join(B)).expect("removed");
        let ran = tree.demock(&["hook", "--stdin-filename", B]).stdin(text.to_owned()).run();
        (gate, ran.code, ran.stderr)
    };
    // The module takes it from a library of HTTP, which an integration test may replace.
    let (gate, code, told) = judged(&mocks(&["app.rates.asked"]));
    assert_eq!((gate, code, told.as_str()), (Some(0), Some(0), ""));
    let (gate, code, told) = judged(&mocks(&["app.rates.kept"]));
    assert_eq!((gate, code), (Some(1), Some(2)), "{told}");
    // The double stands in another file, by way of a third.
    let fake = "from tests.support import FakeBus\n\n\ndef test_bus():\n    bus = FakeBus()\n    assert run(bus)\n";
    let (gate, code, told) = judged(fake);
    assert_eq!((gate, code), (Some(1), Some(2)), "{told}");
    assert!(told.contains("FakeBus"), "{told}");
}

/// Whether a helper's double is an error hangs on who uses it: what no test near it tells is told, and let pass.
#[test]
fn a_double_in_a_helper_is_judged_by_the_tests_that_get_it() {
    let tree = Tree::adopted();
    let fixture = "import pytest\nfrom unittest.mock import patch\n\n\n@pytest.fixture\ndef bus():\n    with patch(\"app.bus.send\") as send:\n        yield send\n";
    let edit = |path: &str| tree.demock(&["hook", "--stdin-filename", path]).stdin(fixture.to_owned());
    let user = "def test_bus(bus):\n    assert run(bus)\n";
    tree.write("backend/tests/test_u.py", user);
    edit("backend/tests/conftest.py").exits(0);
    tree.write("backend/tests/integration/test_i.py", user);
    edit("backend/tests/conftest.py").exits(2).warns("integration tests (backend/tests/conftest.py)");
    // No test gets it yet, and all that could are of the same tier.
    tree.write("backend/tests/integration/test_i.py", "def test_nothing():\n    assert run()\n");
    edit("backend/tests/integration/conftest.py").exits(2);
    tree.write("backend/tests/integration/small/test_v.py", "def test_nothing():\n    assert run()\n");
    let small = "\n[tier.unit]\npaths = [\"backend/tests/integration/small/**\"]\n";
    tree.write("demock.toml", &format!("{}{small}", tree.read("demock.toml")));
    let told = edit("backend/tests/integration/conftest.py").exits(0);
    told.warns("this edit may add a test double").warns("`demock check` finds out");
}

fn patch_of(tree: &Tree, files: &[(&str, &str)]) -> Value {
    let added = files.iter().map(|(path, text)| {
        let lines = text.lines().flat_map(|line| ["+", line, "\n"]).collect::<String>();
        format!("*** Add File: {path}\n{lines}")
    });
    let patch = format!("*** Begin Patch\n{}*** End Patch\n", added.collect::<String>());
    json!({ "cwd": tree.root, "hook_event_name": "PreToolUse", "tool_name": "apply_patch", "tool_input": { "command": patch } })
}

/// A patch brings a helper and the test that uses it: neither lies on the disk when the hook is asked.
#[test]
fn files_of_one_patch_are_judged_together() {
    let tree = Tree::adopted();
    let fixture = "import pytest\nfrom unittest.mock import patch\n\n\n@pytest.fixture\ndef bus():\n    with patch(\"app.bus.send\") as send:\n        yield send\n";
    let user = "def test_bus(bus):\n    assert run(bus)\n";
    let conftest = "backend/tests/conftest.py";
    tree.write("backend/tests/test_u.py", user);
    tree.demock(&["hook"]).stdin(patch_of(&tree, &[(conftest, fixture)]).to_string()).exits(0);
    let patch = patch_of(&tree, &[(conftest, fixture), ("backend/tests/integration/test_i.py", user)]);
    tree.demock(&["hook"]).stdin(patch.to_string()).exits(2).warns("integration tests (backend/tests/conftest.py)");

    let fake = "class FakeBus:\n    def __init__(self):\n        self.sent = []\n\n    def send(self, line):\n        self.sent.append(line)\n";
    let uses =
        "from tests.support.fakes import FakeBus\n\n\ndef test_bus():\n    bus = FakeBus()\n    assert run(bus)\n";
    let patch = patch_of(&tree, &[("backend/tests/support/fakes.py", fake), (B, uses)]);
    let told = tree.demock(&["hook"]).stdin(patch.to_string()).exits(2);
    told.warns(&format!("({B})")).warns("line 5").warns("backend/tests/support/fakes.py");
}

/// Hollow tests are looked for wherever they would fail the gate: by the file's tier, or by the marker of any test.
#[test]
fn a_hollow_test_is_found_where_the_policy_forbids_it() {
    let tree = Tree::adopted();
    let hollow = "def test_nothing():\n    assert True\n";
    let edit = |path: &str, text: &str| tree.demock(&["hook", "--stdin-filename", path]).stdin(text.to_owned());
    edit(B, hollow).exits(2).warns("line 1");
    edit("backend/tests/unit/test_u.py", hollow).exits(0);
    let marked = format!("import pytest\n\n\n@pytest.mark.integration\n{hollow}");
    edit("backend/tests/unit/test_u.py", &marked).exits(2).warns("integration tests");
}

/// What a scan remembers of a file before its edit leaves only what is new to be asked for, and that is told.
#[test]
fn only_what_an_edit_adds_to_a_remembered_file_is_told() {
    let tree = Tree::with_mocks();
    tree.write("backend/tests/doubles.py", "from unittest.mock import patch\n");
    let through = "from tests.doubles import patch\n\n\ndef test_through():\n    with patch(\"app.store.get\"):\n        assert run()\n";
    tree.write(B, through);
    tree.write("demock.toml", "[policy]\nmode = \"enforce\"\n");
    tree.commit("hold everything");
    tree.demock(&["check"]).exits(1);
    let write = |path: &str, text: &str| {
        let input = json!({ "hook_event_name": "PreToolUse", "cwd": tree.root, "tool_input": { "file_path": path, "content": text } });
        tree.demock(&["hook"]).stdin(input.to_string())
    };
    let second =
        |target: &str| format!("\n\ndef test_second():\n    with patch(\"{target}\"):\n        assert run()\n");
    for (path, before) in [(A, tree.read(A)), (B, through.to_owned())] {
        write(path, &before).exits(0);
        write(path, &before.replace("assert run()", "assert run(1)")).exits(0);
        let told =
            write(path, &format!("{before}{}", second("app.bus.send"))).exits(2).warns("app.bus.send").stderr.clone();
        assert!(!told.contains("app.store"), "{told}");
        // The same thing once more, in a test of its own and in the test that has it.
        write(path, &format!("{before}{}", second("app.store.get"))).exits(2).warns("app.store.get");
        let twice = before.replacen(
            "    with patch(\"app.store.get\"):\n",
            "    patch(\"app.store.get\").start()\n    with patch(\"app.store.get\"):\n",
            1,
        );
        write(path, &twice).exits(2).warns("app.store.get");
    }
}

/// The only test that gets a helper's double lies far from it; the last scan remembers that it names the helper's module.
#[test]
fn a_helper_that_only_a_test_far_away_uses_is_judged_by_it() {
    let tree = Tree::adopted();
    let near = "def test_near():\n    assert run()\n";
    tree.write("backend/tests/small/support/test_near.py", near);
    let helper = "backend/tests/small/support/busses.py";
    tree.write(helper, "def quiet():\n    return run()\n");
    tree.write(B, "from tests.small.support.busses import quiet\n\n\ndef test_far():\n    assert quiet()\n");
    tree.write(
        "demock.toml",
        &format!("{}\n[tier.unit]\npaths = [\"backend/tests/small/**\"]\n", tree.read("demock.toml")),
    );
    tree.demock(&["check"]).exits(0);
    let edited =
        "from unittest.mock import patch\n\n\ndef quiet():\n    patch(\"app.bus.send\").start()\n    return run()\n";
    let ran = tree.demock(&["hook", "--stdin-filename", helper]).stdin(edited.to_owned()).exits(2);
    ran.warns("integration tests (backend/tests/small/support/busses.py)");
}
