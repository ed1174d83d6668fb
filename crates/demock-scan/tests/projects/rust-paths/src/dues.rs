use crate::Ledger;

pub struct Due {
    pub ship: String,
    pub amount: u32,
}

pub fn is_free(ledger: &dyn Ledger, ship: &str) -> bool {
    ledger.get(ship).is_none()
}

pub fn total(dues: &[Due], rate: fn(u32) -> u32) -> u32 {
    dues.iter().map(|due| rate(due.amount)).sum()
}

#[cfg(test)]
mod tests {
    use super::{Due, is_free, total};
    use crate::test_support::{make_due, make_ledger};

    /// A mock due, as the port's office would send it.
    pub(super) fn mock_due_response() -> Due {
        Due { ship: "Berta".to_string(), amount: 4 }
    }

    /// Stands in for the office's rate.
    fn fake_rate(_amount: u32) -> u32 {
        1
    }

    #[test]
    fn a_known_ship_pays() {
        assert!(!is_free(&make_ledger(), "Anna"));
    }

    #[test]
    fn all_dues_are_counted() {
        let client_response = vec![mock_due_response(), make_due()];
        assert_eq!(total(&client_response, fake_rate), 2);
    }
}

#[cfg(test)]
mod rounding {
    use super::tests::mock_due_response;
    use super::total;

    #[test]
    fn nothing_is_rounded() {
        let response = mock_due_response();
        assert_eq!(total(&[response], |amount| amount), 4);
    }
}
