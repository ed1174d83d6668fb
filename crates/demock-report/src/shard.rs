//! The report of a part of a tree as a file, and back: `demock scan --shard`, `demock check --merge`.
//!
//! Invariants: what is read is what was written, whole; a name that this version does not know is an error, never
//! something near it. The form is no promise to other programs (that is `demock.findings/1`): all shards of a run are
//! written and read by one version of demock, which the rule set holds them to.

mod wire;

use demock_model::Shard;
use std::fmt;
use std::io::{self, Write};

/// The name of the form.
const FORM: &str = "demock.shard/1";

/// Why a text is no shard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShardError(String);

impl fmt::Display for ShardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ShardError {}

/// Writes a shard.
pub fn write(shard: &Shard, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &wire::ShardV1::of(shard)).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// Reads what [`write()`] has written.
pub fn read(text: &[u8]) -> Result<Shard, ShardError> {
    let wire: wire::ShardV1<'_> = serde_json::from_slice(text).map_err(|error| ShardError(error.to_string()))?;
    wire.into_shard()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str) -> String {
        read(text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn what_is_no_shard_is_refused() {
        assert!(refused("").contains("EOF"));
        assert!(refused("{\"schema\":\"demock.findings/1\"}").contains("missing field"));
        let empty = "{\"form\":\"FORM\",\"paths\":[],\"select\":null,\"root\":\".\",\"today\":\"2026-01-02\",\"rule_set\":1,\
                     \"services\":[],\"tests\":[],\"findings\":[],\"allowances\":[],\"parse_errors\":[],\"skipped\":[],\
                     \"files\":0,\"bytes\":0}";
        assert!(read(empty.replace("FORM", FORM).as_bytes()).is_ok());
        assert_eq!(
            refused(&empty.replace("FORM", "demock.shard/9")),
            "its form is `demock.shard/9`, not `demock.shard/1`"
        );
        let text = empty.replace("FORM", FORM).replace("2026-01-02", "yesterday");
        assert_eq!(refused(&text), "`yesterday` is no day");
    }
}
