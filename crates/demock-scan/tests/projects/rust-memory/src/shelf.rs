//! Where boxes are kept.

use std::collections::HashMap;
use std::sync::Mutex;

pub trait Shelf: Send + Sync {
    fn put(&self, id: u64, name: &str);
    fn find(&self, id: u64) -> Option<String>;
}

pub struct RedisShelf {
    client: redis::Client,
}

impl Shelf for RedisShelf {
    fn put(&self, id: u64, name: &str) {
        let _: () = redis::cmd("SET").arg(id).arg(name).query(&mut self.client.get_connection().unwrap()).unwrap();
    }

    fn find(&self, id: u64) -> Option<String> {
        redis::cmd("GET").arg(id).query(&mut self.client.get_connection().unwrap()).ok()
    }
}

#[derive(Default)]
pub struct InMemoryShelf {
    boxes: Mutex<HashMap<u64, String>>,
}

impl InMemoryShelf {
    pub fn new() -> Self {
        Self::default()
    }
}

impl Shelf for InMemoryShelf {
    fn put(&self, id: u64, name: &str) {
        self.boxes.lock().unwrap().insert(id, name.into());
    }

    fn find(&self, id: u64) -> Option<String> {
        self.boxes.lock().unwrap().get(&id).cloned()
    }
}
