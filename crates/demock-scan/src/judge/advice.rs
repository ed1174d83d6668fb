//! What real thing to use instead of a double, in one sentence.

use crate::ruleset::RuleName;
use demock_config::Settings;
use demock_model::Boundary;
use std::sync::Arc;

/// The sentences of a run: a project's own words for its own rules, else the boundary's.
#[derive(Debug)]
pub(super) struct Advice {
    by_rule: Vec<Option<Arc<str>>>,
    by_boundary: Vec<Arc<str>>,
}

impl Advice {
    pub(super) fn new(settings: &Settings, rules: &[RuleName]) -> Self {
        let custom = settings.custom_rules();
        let of_rule = |id: &Arc<str>| custom.iter().find(|rule| rule.id == *id).and_then(|rule| rule.message.clone());
        Self {
            by_rule: rules.iter().map(|rule| of_rule(&rule.id)).collect(),
            by_boundary: Boundary::ALL.iter().map(|boundary| Arc::from(sentence(*boundary))).collect(),
        }
    }

    pub(super) fn of(&self, rule: usize, boundary: Boundary) -> Arc<str> {
        self.by_rule.get(rule).cloned().flatten().unwrap_or_else(|| self.by_boundary[boundary as usize].clone())
    }
}

const fn sentence(boundary: Boundary) -> &'static str {
    match boundary {
        Boundary::Database => "use a real database of the engine that production runs, one schema or database a test",
        Boundary::Cache => "use a real cache server, one database number or key prefix a test",
        Boundary::Http => "use the provider's sandbox, or a recorded answer that is checked against the real one",
        Boundary::Llm => "use a small real model, or a recorded answer that is checked against the real one",
        Boundary::Websocket => "connect a real client to the real server on a local port",
        Boundary::Queue => "use a real broker, one queue or topic a test",
        Boundary::OwnService => "start the service itself and call it over its own protocol",
        Boundary::Clock => "give the code its clock as a parameter, or test against real, short durations",
        Boundary::Random => "give the code its seed as a parameter",
        Boundary::Filesystem => "use a real temporary folder",
        Boundary::Process => "run the real program, or capture the real stream",
        Boundary::Env => "start the code with the variables it should see",
        Boundary::OwnCode => "call the real code; move what makes that hard to the edge and use the real thing there",
        Boundary::Unknown => "name what this stands for (give it a specification), then use the real thing",
    }
}
