use crate::{Pilot, Tide};

pub fn is_deep_enough(tide: &dyn Tide, draught: u32) -> bool {
    tide.level() > draught
}

pub fn moor(pilot: &mut dyn Pilot, ship: &str) -> bool {
    pilot.call(ship)
}

#[cfg(test)]
mod tests {
    use super::{is_deep_enough, moor};
    use crate::TestTide;
    use crate::test_support::{Quay, make_pilot};
    use crate::weather::Forecast;
    use crate::weather::testutils::FakeForecast;

    #[test]
    fn a_small_ship_fits() {
        assert!(is_deep_enough(&TestTide(4), 3));
    }

    #[test]
    fn a_pilot_comes() {
        assert!(moor(&mut make_pilot(), "Anna"));
    }

    #[test]
    fn it_is_calm() {
        assert_eq!(FakeForecast.wind(), 3);
        assert!(FakeForecast {}.wind() < 4);
    }

    #[test]
    fn a_quay_has_a_pilot() {
        assert!(Quay::new().is_open());
    }

    #[test]
    fn a_large_one_does_not() {
        let ledger = crate::test_support::ScriptedLedger::new(vec![None]);
        assert!(crate::dues::is_free(&ledger, "Anna"));
    }
}
