use crate::Shouter;

pub struct Loud;

impl Shouter for Loud {
    fn shout(&self, text: &str) -> String {
        text.to_uppercase()
    }
}

#[cfg(test)]
mod tests {
    use crate::Shouter;

    struct Wired {
        line: reqwest::blocking::Client,
    }

    impl Shouter for Wired {
        fn shout(&self, text: &str) -> String {
            self.line.post(text).send().unwrap().text().unwrap()
        }
    }
}
