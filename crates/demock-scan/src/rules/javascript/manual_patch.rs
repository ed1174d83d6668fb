//! none: a test overwrites a global, a module's member or a prototype.

use crate::rules::{Meaning, Puts, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind};

const ACTS: &[When] = &[When::InTest, When::ValueActs];
const DEFINE: &str = "{Object,Reflect}.defineProperty";
/// Members of what every program finds in place.
const GLOBALS: &str = "{global,globalThis,window,document,navigator,localStorage,sessionStorage,performance,crypto,Math,Date,JSON,Promise,location,history,Intl,URL,XMLHttpRequest,Notification}.**";
/// What every program finds in place.
const OBJECTS: &str = "{global,globalThis,window,document,navigator,console,process,performance,crypto,screen,location,Date,Math,localStorage,{global,globalThis,window,document,navigator}.*,**.prototype}";

/// A test overwrites a global, a module's member or a prototype.
pub(super) static RULE: Rule = Rule {
    id: "javascript/manual-patch",
    framework: "none",
    languages: super::SCRIPTS,
    since: 1,
    summary: "a test overwrites a global, a module's member or a prototype",
    documentation: include_str!("manual_patch.md"),
    rows: &[
        Row {
            meaning: Meaning::Nothing,
            ..Row::assign(
                "**.{onload,onerror,onmessage,onclick,onopen,onclose,onpopstate,onresize,displayName,defaultProps}",
                Kind::ManualPatch,
            )
        },
        Row::assign("Math.random", Kind::ManualPatch).when(ACTS).boundary(Boundary::Random),
        Row::assign("{Date.now,performance.now,{global,globalThis,window}.Date}", Kind::ManualPatch)
            .when(ACTS)
            .boundary(Boundary::Clock),
        Row::assign("{global,globalThis,window}.{fetch,XMLHttpRequest}", Kind::ManualPatch)
            .when(ACTS)
            .boundary(Boundary::Http),
        Row::assign("{global,globalThis,window}.{WebSocket,EventSource}", Kind::ManualPatch)
            .when(ACTS)
            .boundary(Boundary::Websocket),
        Row::assign("{console,process}.**", Kind::ManualPatch).when(ACTS).boundary(Boundary::Process),
        Row::assign(GLOBALS, Kind::ManualPatch).when(ACTS),
        Row::assign(GLOBALS, Kind::ManualPatch).when(&[When::InTest, When::ValueObject]),
        Row::assign("**.prototype.*", Kind::ManualPatch).when(&[When::InTest, When::NotDefinedHere, When::ValueActs]),
        // Nothing declares the name: it is the global one.
        Row::assign("console", Kind::ManualPatch).when(&[When::InTest]).boundary(Boundary::Process),
        Row::assign("{fetch,XMLHttpRequest,WebSocket,EventSource,localStorage,sessionStorage}", Kind::ManualPatch)
            .when(&[When::InTest]),
        Row::assign("**", Kind::ManualPatch).when(&[When::InTest, When::Imported, When::ValueActs]),
        Row::assign("?.*", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::MemberOfMade), When::ValueActs])
            .confidence(Confidence::Likely),
        Row::assign("?.*", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::MemberOfMade), When::Puts(Puts::ValueHoldsActs)])
            .confidence(Confidence::Likely),
        Row::assign("?.*", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::MemberOfGiven), When::ValueActs])
            .confidence(Confidence::Likely),
        Row::assign("**", Kind::ManualPatch)
            .when(&[When::InTest, When::Saved, When::ValueActs])
            .confidence(Confidence::Likely),
        Row { meaning: Meaning::Nothing, ..Row::call(DEFINE, Kind::ManualPatch).when(&[When::ArgsHave("value:orig")]) },
        Row { meaning: Meaning::Nothing, ..Row::call(DEFINE, Kind::ManualPatch).when(&[When::ArgsHave("value:real")]) },
        Row {
            meaning: Meaning::Nothing,
            ..Row::call(DEFINE, Kind::ManualPatch).when(&[When::ArgsHave("value:saved")])
        },
        Row { meaning: Meaning::Nothing, ..Row::call(DEFINE, Kind::ManualPatch).when(&[When::ArgPath(2, "**")]) },
        Row::call(DEFINE, Kind::ManualPatch)
            .when(&[When::InTest, When::ArgPath(0, "{process,console}")])
            .target(TargetFrom::Member(0, 1))
            .boundary(Boundary::Process),
        Row::call(DEFINE, Kind::ManualPatch)
            .when(&[When::InTest, When::ArgPath(0, OBJECTS), When::Puts(Puts::ArgNotDefinedHere(0))])
            .target(TargetFrom::Member(0, 1)),
        Row::call("{Object,Reflect}.setPrototypeOf", Kind::ManualPatch)
            .when(&[When::InTest, When::ArgPath(0, OBJECTS), When::Puts(Puts::ArgNotDefinedHere(0))])
            .target(TargetFrom::Arg(0)),
        Row::call("Object.{defineProperties,assign}", Kind::ManualPatch)
            .when(&[
                When::InTest,
                When::ArgPath(0, OBJECTS),
                When::ArgObject(1),
                When::Puts(Puts::ArgNotDefinedHere(0)),
            ])
            .target(TargetFrom::Arg(0)),
    ],
};
