//! Whether the calls of a test fit what they call, as Python binds arguments to parameters: a call that does not fit raises
//! before anything is tested.
//!
//! Files say what their definitions take (`rows`) and what their tests call (`Calls`); the project brings both together.
//! Invariants: what is not sure of a definition (decorators, conditions, a base class of elsewhere, a second definition of its
//! name) has it left out; of a list with `*` or `**` nothing is said. Absent on purpose: languages that compile or do not ask.

mod calls;
mod rows;
mod signature;

pub(crate) use calls::{Calls, First, Given};
pub(crate) use rows::{Rows, encode, find, key, rows};
pub(crate) use signature::{Misfit, Shape, Signature};

use std::sync::Arc;

/// A name that tests of a file call, and in which ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The name with imports resolved, `()` behind a class of which an instance was made: `app.orders.Orders().place`.
    pub name: Arc<str>,
    /// What it is given, each way once.
    pub shapes: Vec<Shape>,
}

/// A definition of another file that some call of a file does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Unfit {
    /// The name by which the file knows it, as in [`Asked::name`].
    pub(crate) name: Arc<str>,
    /// The file that defines it.
    pub(crate) path: Arc<str>,
    /// What stands between its parentheses, the object itself left out.
    pub(crate) parameters: Arc<str>,
}
