pub mod orders;
#[cfg(test)]
mod fake_clock;

pub trait Clock {
    fn now(&self) -> u64;
}

pub trait Store {
    fn get(&self, key: &str) -> Option<String>;
}
