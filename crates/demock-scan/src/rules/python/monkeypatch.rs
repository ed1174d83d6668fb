//! pytest's `monkeypatch` fixture.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// The fixture itself, an annotated parameter, or a `MonkeyPatch` made by hand.
macro_rules! on_monkeypatch {
    ($methods:literal) => {
        concat!("{fixture:monkeypatch,fixture:monkeypatch.context(),{pytest,_pytest.monkeypatch}.MonkeyPatch(),{pytest,_pytest.monkeypatch}.MonkeyPatch.context()}.", $methods)
    };
}

/// `monkeypatch.setattr`, `delattr`, `setitem`, `delitem`, and its environment and process helpers.
pub(super) static RULE: Rule = Rule {
    id: "python/monkeypatch",
    framework: "pytest",
    languages: &[Language::Python],
    since: 1,
    summary: "pytest's monkeypatch replaces an attribute or item",
    documentation: include_str!("monkeypatch.md"),
    rows: &[
        Row::call(on_monkeypatch!("{setitem,delitem}"), Kind::Env)
            .when(&[When::ArgPath(0, "os.environ")])
            .target(TargetFrom::Arg(1))
            .boundary(Boundary::Env),
        // An item of `sys.modules` is the module itself.
        Row::call(on_monkeypatch!("{setitem,delitem}"), Kind::Monkeypatch)
            .when(&[When::ArgPath(0, "sys.modules"), When::ArgText(1, "*")])
            .target(TargetFrom::Arg(1)),
        Row::call(on_monkeypatch!("{setitem,delitem}"), Kind::Monkeypatch).target(TargetFrom::Member(0, 1)),
        Row::call(on_monkeypatch!("{setattr,delattr}"), Kind::Monkeypatch)
            .when(&[When::ArgText(0, "*")])
            .target(TargetFrom::Arg(0)),
        Row::call(on_monkeypatch!("{setattr,delattr}"), Kind::Monkeypatch).target(TargetFrom::Member(0, 1)),
        Row::call(on_monkeypatch!("{setenv,delenv}"), Kind::Env).target(TargetFrom::Arg(0)).boundary(Boundary::Env),
        // A fixture of the project's own that patches what a dotted path names.
        Row::call("{?.,fixture:}{patching,patcher}", Kind::Patch)
            .when(&[When::InTest, When::ArgText(0, "*.*")])
            .target(TargetFrom::Arg(0))
            .confidence(Confidence::Likely),
        Row::call("{?.,fixture:}{patching,patcher}.{setattr,setitem}", Kind::Monkeypatch)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .confidence(Confidence::Likely),
        Row::call("{?.,fixture:}{patching,patcher}.modules", Kind::ModuleMock)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .confidence(Confidence::Likely),
        Row::call("{?.,fixture:}{patching,patcher}.{setenv,delenv}", Kind::Env)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env)
            .confidence(Confidence::Likely),
        Row::call(on_monkeypatch!("{chdir,syspath_prepend}"), Kind::ProcessState).boundary(Boundary::Process),
    ],
};
