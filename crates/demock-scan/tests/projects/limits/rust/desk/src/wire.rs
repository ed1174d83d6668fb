use crate::{Sender, Teller};
use tools_client::ToolCaller;

impl Teller for ToolCaller {
    fn tell(&self, text: &str) -> usize {
        self.put(text)
    }
}

pub struct Wire {
    line: reqwest::blocking::Client,
}

impl Sender for Wire {
    fn send(&self, text: &str) -> String {
        self.line.get(text).send().unwrap().text().unwrap()
    }
}
