//! Where money is taken.

pub trait Till {
    fn take(&self, cents: u64) -> bool;
}

pub struct CardTill {
    client: reqwest::blocking::Client,
}

impl Till for CardTill {
    fn take(&self, cents: u64) -> bool {
        self.client.post("https://cards.example").json(&cents).send().is_ok()
    }
}
