use crate::{Ledger, Tide};
use crate::dues::Due;
use crate::mock::MockPilot;

/// A tide that stands still.
pub(crate) struct TestTide(pub(crate) u32);

impl Tide for TestTide {
    fn level(&self) -> u32 {
        self.0
    }
}

/// Answers from a script in place of the ledger.
pub(crate) struct ScriptedLedger {
    answers: Vec<Option<u32>>,
    kept: Vec<(String, u32)>,
}

impl ScriptedLedger {
    pub(crate) fn new(answers: Vec<Option<u32>>) -> Self {
        Self { answers, kept: Vec::new() }
    }
}

impl Ledger for ScriptedLedger {
    fn get(&self, _ship: &str) -> Option<u32> {
        self.answers[0]
    }

    fn put(&mut self, ship: &str, due: u32) {
        self.kept.push((ship.to_string(), due));
    }
}

pub(crate) fn make_ledger() -> ScriptedLedger {
    ScriptedLedger::new(vec![Some(3)])
}

pub(crate) fn make_due() -> Due {
    Due { ship: "Anna".to_string(), amount: 3 }
}

pub(crate) fn make_pilot() -> MockPilot {
    MockPilot::new()
}

/// A quay of the tests, with all that it needs.
pub(crate) struct Quay {
    pilot: MockPilot,
}

impl Quay {
    pub(crate) fn new() -> Self {
        Self { pilot: MockPilot::new() }
    }

    pub(crate) fn is_open(&mut self) -> bool {
        crate::berths::moor(&mut self.pilot, "Anna")
    }
}
