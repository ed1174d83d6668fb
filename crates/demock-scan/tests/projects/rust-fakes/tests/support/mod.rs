mod stores;

pub use stores::{EmptyStore, FakeStore};
