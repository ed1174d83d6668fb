//! Boxes on shelves.

pub mod bus;
pub mod shelf;
pub mod till;
