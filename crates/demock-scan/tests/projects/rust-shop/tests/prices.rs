mockall::mock! {
    Storage {}
    impl acme_cloud_storage::stub::Storage for Storage {
        fn read(&self) -> u32;
    }
}

mockall::mock! {
    Prices {}
    impl acme_shop::Prices for Prices {
        fn of(&self, item: &str) -> u32;
    }
}

#[test]
fn sells() {
    let storage = MockStorage::new();
    let prices = MockPrices::new();
    let uploader = MockCloudUploader::new();
    let socket = MockSocket::new();
    sell(storage, prices, uploader, socket);
}
