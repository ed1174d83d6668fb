#[cfg(test)]
pub mod mocks;

pub trait Accounts {
    fn balance(&self, account: u32) -> Option<i64>;
}
