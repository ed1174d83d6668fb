pub mod berths;
pub mod dues;
mod service;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod test_support;

pub use service::weather;
#[cfg(test)]
pub(crate) use test_support::TestTide;

pub trait Tide {
    fn level(&self) -> u32;
}

pub trait Ledger {
    fn get(&self, ship: &str) -> Option<u32>;
    fn put(&mut self, ship: &str, due: u32);
}

pub trait Pilot {
    fn call(&mut self, ship: &str) -> bool;
}
