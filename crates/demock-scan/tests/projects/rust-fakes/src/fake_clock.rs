use crate::Clock;

pub struct FakeClock {
    now: u64,
}

impl FakeClock {
    pub fn new(now: u64) -> Self {
        Self { now }
    }
}

impl Clock for FakeClock {
    fn now(&self) -> u64 {
        self.now
    }
}
