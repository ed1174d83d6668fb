//! The published JSON Schema of `demock.findings/1`, generated so that names of kinds and boundaries cannot drift.
//!
//! Written by hand rather than derived: a reader of the schema wants a description per field and the closed lists of
//! names, and the tests hold it against real output with every object closed.

use super::SCHEMA;
use demock_model::{AllowanceState, Boundary, Confidence, Group, Kind, Severity};
use serde_json::{Map, Value, json};

/// The JSON Schema (2020-12) as text, ending in a line break: the content of `docs/schemas/demock.findings.1.schema.json`.
pub fn schema() -> String {
    let mut text = format!("{:#}", document());
    text.push('\n');
    text
}

fn document() -> Value {
    let mut root = object(
        "Everything one scan has to say. Lists are sorted by path and place.",
        &[
            ("schema", json!({ "const": SCHEMA })),
            ("root", string("The scanned root as the user named it.")),
            ("today", date("The day that expiry was judged by.")),
            ("rule_set", count("Number of the rule set.")),
            ("findings", list("What was found.", &reference("finding"))),
            ("allowances", list("Exceptions and what became of them.", &reference("allowance"))),
            ("tests", tests()),
            ("summary", summary()),
            ("parse_errors", list("Files that were read although they do not parse.", &reference("parse_error"))),
            ("skipped", list("What was not read, or not checked, and why.", &reference("skipped"))),
            ("files", count("Files read.")),
            ("bytes", count("Bytes read.")),
        ],
    );
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["$id"] = json!("urn:demock:schema:findings:1");
    root["title"] = json!(SCHEMA);
    root["$defs"] = json!({
        "finding": finding(),
        "allowance": allowance(),
        "parse_error": parse_error(),
        "skipped": object("Something that was not read.", &[
            ("path", string("Path relative to the root.")),
            ("reason", string("Why.")),
        ]),
        "test_count": object("How many tests.", &TEST_COUNT.map(|(name, text)| (name, test_count(name, text)))),
    });
    root
}

const TEST_COUNT: [(&str, &str); 3] = [
    ("total", "Tests seen."),
    ("tainted", "Tests that a site reaches."),
    (
        "hollow",
        "Tests that prove nothing, as far as findings of confidence `certain` or `likely` say; null where not computed.",
    ),
];

fn test_count(name: &str, text: &str) -> Value {
    if name == "hollow" { nullable("integer", text) } else { count(text) }
}

fn finding() -> Value {
    object(
        "One place where a real thing is replaced, or another rule's hit.",
        &[
            ("rule", string("The rule's id.")),
            ("path", string("Path relative to the root, with `/`.")),
            ("line", one_based("First line.")),
            ("column", one_based("First column; columns count Unicode scalar values.")),
            ("end_line", one_based("Last line.")),
            ("end_column", one_based("Column just after the last character.")),
            ("kind", names("What it is.", Kind::ALL.iter().map(|it| it.as_str()))),
            ("also", list("What it is besides.", &names("A kind.", Kind::ALL.iter().map(|it| it.as_str())))),
            ("group", names("The family of the kind.", Group::ALL.iter().map(|it| it.as_str()))),
            ("framework", string("The library.")),
            ("boundary", names("What is replaced.", Boundary::ALL.iter().map(|it| it.as_str()))),
            ("target", nullable("string", "The replaced thing's dotted name, where known.")),
            (
                "stubbed",
                json!({ "type": "boolean", "description": "A spy whose answer is scripted on the same chain." }),
            ),
            ("tier", string("What the test claims to be.")),
            ("service", string("Who owns the file.")),
            ("owners", list("Owners by CODEOWNERS.", &string("An owner."))),
            ("severity", names("Said by policy.", Severity::ALL.iter().map(|it| it.as_str()))),
            ("confidence", names("How sure the rule is.", Confidence::ALL.iter().map(|it| it.as_str()))),
            ("reasons", list("Why, in words.", &string("A reason."))),
            ("claim", nullable("string", "The text beside it that claims to be real.")),
            ("tests", list("Ids of the tests it reaches.", &string("`path::name::name`."))),
            ("message", string("One sentence that says what stands there.")),
            ("replacement", string("What real thing to use instead.")),
            ("suppressed", json!({ "type": "boolean", "description": "Whether an allowance covers it." })),
            (
                "fingerprint",
                json!({ "type": "string", "pattern": "^[0-9a-f]{16}$", "description": "Identity across moved lines." }),
            ),
        ],
    )
}

fn allowance() -> Value {
    let mut until = date("Last day on which it counts; null for no end.");
    until["type"] = json!(["string", "null"]);
    object(
        "An exception.",
        &[
            ("rule", string("The rule, group or framework prefix it names.")),
            ("reason", string("Why, in the author's words.")),
            ("until", until),
            ("origin", names("Where it was written.", ["config", "inline"].into_iter())),
            ("path", string("The file it was written in.")),
            ("line", one_based("The line it was written on.")),
            ("state", names("What became of it.", AllowanceState::ALL.iter().map(|it| it.as_str()))),
            ("covered", count("How many findings it covered.")),
        ],
    )
}

fn parse_error() -> Value {
    object(
        "A file that was read although it does not parse.",
        &[
            ("path", string("Path relative to the root.")),
            ("line", json!({ "type": "integer", "minimum": 0, "description": "Line of the first problem." })),
            ("message", string("What was seen.")),
        ],
    )
}

fn tests() -> Value {
    let mut members: Vec<_> = TEST_COUNT.map(|(name, text)| (name, test_count(name, text))).into();
    members.push(("by_tier", by_name("By tier.", &reference("test_count"))));
    members.push(("by_service", by_name("By service.", &reference("test_count"))));
    object("The tests that were seen.", &members)
}

fn summary() -> Value {
    let counts = |text| by_name(text, &count("Findings."));
    object(
        "How many findings there are, each way of dividing them.",
        &[
            ("by_service", counts("By service.")),
            ("by_boundary", counts("By boundary.")),
            ("by_kind", counts("By kind.")),
            ("by_tier", counts("By tier.")),
        ],
    )
}

fn object(description: &str, members: &[(&str, Value)]) -> Value {
    let names: Vec<_> = members.iter().map(|(name, _)| *name).collect();
    let properties: Map<_, _> = members.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({
        "type": "object",
        "description": description,
        "properties": properties,
        "required": names,
    })
}

fn by_name(description: &str, values: &Value) -> Value {
    json!({ "type": "object", "description": description, "additionalProperties": values })
}

fn list(description: &str, items: &Value) -> Value {
    json!({ "type": "array", "description": description, "items": items })
}

fn names<'a>(description: &str, names: impl Iterator<Item = &'a str>) -> Value {
    json!({ "enum": names.collect::<Vec<_>>(), "description": description })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn string(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn date(description: &str) -> Value {
    json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": description })
}

fn nullable(kind: &str, description: &str) -> Value {
    json!({ "type": [kind, "null"], "description": description })
}

fn count(description: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": description })
}

fn one_based(description: &str) -> Value {
    json!({ "type": "integer", "minimum": 1, "description": description })
}
