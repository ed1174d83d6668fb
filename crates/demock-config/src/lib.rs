//! `demock.toml` as typed settings, and the process environment read once.
//!
//! Invariants: every value keeps the file and line it came from; what is not known is an error that names the nearest
//! right thing; after [`Settings`] nothing is optional any more. `Options` mirrors one file, [`Settings`] is what the
//! rest of demock may hold. Absent on purpose: walking the tree (the caller says which nested files there are), git,
//! and any meaning of the values beyond their shape.

mod discover;
mod draft;
mod environment;
mod error;
mod globs;
mod nearest;
mod options;
mod origin;
mod read;
mod resolve;
mod settings;

pub use discover::{CONFIG_FILE, find_root};
pub use environment::{Color, Environment, TodayError, TodaySource};
pub use error::{ConfigError, ConfigErrorKind};
pub use globs::PathGlobs;
pub use nearest::nearest;
pub use options::{
    CustomRule, Fresh, LeaseStrength, MigrationPlace, Migrations, Provider, RulePattern, RunOptions, RunningService,
    StackOptions,
};
pub use origin::{Located, Origin};
pub use resolve::ReadFile;
pub use settings::{Allow, BoundarySet, DefaultTier, InlineAllows, Scope, ServiceSetting, Settings, Tier, UNCLAIMED};
