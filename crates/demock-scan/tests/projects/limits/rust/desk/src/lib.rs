mod wire;

pub trait Teller {
    fn tell(&self, text: &str) -> usize;
}

pub trait Sender {
    fn send(&self, text: &str) -> String;
}

#[cfg(test)]
mod tests {
    use super::*;
    use mockall::mock;

    mock! {
        pub Teller {}
        impl Teller for Teller {
            fn tell(&self, text: &str) -> usize;
        }
    }

    mock! {
        pub Sender {}
        impl Sender for Sender {
            fn send(&self, text: &str) -> String;
        }
    }

    #[test]
    fn tells() {
        let teller = MockTeller::new();
        let sender = MockSender::new();
        assert_eq!(teller.tell(&sender.send("x")), 1);
    }
}
