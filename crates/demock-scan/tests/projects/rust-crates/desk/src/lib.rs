pub mod mock;

pub use mock::Home as MockHome;

pub trait Home {
    fn knows(&self, name: &str) -> bool;
}

pub trait Route<T> {
    fn route(&self, to: T) -> bool;
}

#[cfg(test)]
mod tests {
    use super::*;

    struct FakeRoute;

    impl<T: Into<Option<u8>>, E> Route<(T, E)> for FakeRoute {
        fn route(&self, _to: (T, E)) -> bool {
            false
        }
    }

    #[test]
    fn leads_nowhere() {
        assert!(!go(&FakeRoute, (1, 2)));
    }
}
