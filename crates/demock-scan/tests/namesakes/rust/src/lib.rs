pub mod names;
pub mod testing;

pub use names::{Namer, Names};
