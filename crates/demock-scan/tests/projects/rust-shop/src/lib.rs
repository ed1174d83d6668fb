/// The price of an item.
pub trait Prices {
    fn of(&self, item: &str) -> u32;
}
