pub mod names;
pub mod stub;
