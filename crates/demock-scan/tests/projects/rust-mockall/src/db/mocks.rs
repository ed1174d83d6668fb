//! What unit tests are given in place of the tables.

use super::Accounts;

pub const ACCOUNT: u32 = 7;

mockall::mock! {
    #[derive(Debug)]
    pub(crate) Accounts {}

    impl Accounts for Accounts {
        fn balance(&self, account: u32) -> Option<i64>;
    }
}

pub fn cents(units: i64) -> i64 {
    units * 100
}
