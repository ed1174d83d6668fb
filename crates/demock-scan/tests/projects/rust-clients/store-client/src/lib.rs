pub struct StoreCaller;

impl StoreCaller {
    pub fn put(&self, text: &str) -> usize {
        text.len()
    }
}
