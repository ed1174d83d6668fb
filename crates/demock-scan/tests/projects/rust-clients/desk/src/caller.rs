use crate::Publisher;
use store_client::StoreCaller;

impl Publisher for StoreCaller {
    fn publish(&self, text: &str) -> usize {
        self.put(text)
    }
}

/// Says everything twice.
pub struct Echo<P: Publisher> {
    next: P,
}

impl<P: Publisher> Publisher for Echo<P> {
    fn publish(&self, text: &str) -> usize {
        self.next.publish(text) + self.next.publish(text)
    }
}
