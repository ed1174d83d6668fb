//! What is told to others.

pub trait Bus {
    fn tell(&self, what: &str);
}

pub struct InMemoryBus;

impl InMemoryBus {
    pub fn new() -> Self {
        Self
    }
}

impl Bus for InMemoryBus {
    fn tell(&self, _what: &str) {}
}

pub struct WebBus {
    client: reqwest::blocking::Client,
}

impl Bus for WebBus {
    fn tell(&self, what: &str) {
        self.client.post("https://bus.example").body(what.to_owned()).send().unwrap();
    }
}
