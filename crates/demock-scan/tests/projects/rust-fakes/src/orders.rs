use crate::Clock;

pub fn is_due(clock: &dyn Clock) -> bool {
    clock.now() > 3
}

#[cfg(test)]
mod tests {
    use super::is_due;
    use crate::fake_clock::FakeClock;

    #[test]
    fn is_due_later() {
        assert!(is_due(&FakeClock::new(4)));
    }
}
