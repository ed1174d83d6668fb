use std::collections::HashSet;

/// A mock of the home that never fails.
pub struct Home {
    names: HashSet<String>,
}

impl Home {
    pub fn new() -> Self {
        Self { names: HashSet::new() }
    }
}

impl crate::Home for Home {
    fn knows(&self, name: &str) -> bool {
        self.names.contains(name)
    }
}
