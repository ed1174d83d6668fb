use crate::Pilot;

pub(crate) struct MockPilot {
    called: Vec<String>,
}

impl MockPilot {
    pub(crate) fn new() -> Self {
        Self { called: Vec::new() }
    }
}

impl Pilot for MockPilot {
    fn call(&mut self, ship: &str) -> bool {
        self.called.push(ship.to_string());
        true
    }
}
