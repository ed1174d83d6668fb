mod caller;
mod shout;

pub trait Publisher {
    fn publish(&self, text: &str) -> usize;
}

pub trait Shouter {
    fn shout(&self, text: &str) -> String;
}

#[cfg(test)]
mod tests {
    use super::*;
    use mockall::mock;

    mock! {
        pub Publisher {}
        impl Publisher for Publisher {
            fn publish(&self, text: &str) -> usize;
        }
    }

    mock! {
        pub Shouter {}
        impl Shouter for Shouter {
            fn shout(&self, text: &str) -> String;
        }
    }

    #[test]
    fn publishes() {
        let publisher = MockPublisher::new();
        let shouter = MockShouter::new();
        assert_eq!(publisher.publish(&shouter.shout("x")), 1);
    }
}
