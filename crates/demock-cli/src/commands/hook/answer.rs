//! How the tool that called expects to be told no.
//!
//! Most take exit code 2 and show standard error to the agent. Copilot's own events and Cline's read an object on standard output and
//! take other exit codes than 0 for a hook that failed.

use crate::error::Exit;
use serde_json::{Value, json};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    ExitCode,
    /// Before one of Copilot's tools runs.
    CopilotBefore,
    /// After it has run, when only a word to the agent is left.
    CopilotAfter,
    Cline,
}

impl Answer {
    /// By the fields that only one tool's hooks have; text that is no JSON has none.
    pub(super) fn expected_by(input: &[u8]) -> Self {
        let value: Value = serde_json::from_slice(input).unwrap_or_default();
        let has = |key: &str| value.get(key).is_some();
        if has("toolArgs") {
            if has("toolResult") { Self::CopilotAfter } else { Self::CopilotBefore }
        } else if has("clineVersion") && has("hookName") {
            Self::Cline
        } else {
            Self::ExitCode
        }
    }

    /// What is written to standard output.
    pub(super) fn text(self, message: &str) -> Option<String> {
        let message = message.trim_end();
        let value = match self {
            Self::ExitCode => return None,
            Self::CopilotBefore => json!({ "permissionDecision": "deny", "permissionDecisionReason": message }),
            Self::CopilotAfter => json!({ "additionalContext": message }),
            Self::Cline => json!({ "cancel": true, "errorMessage": message }),
        };
        Some(value.to_string())
    }

    pub(super) fn exit(self) -> Exit {
        match self {
            Self::ExitCode => Exit::Blocked,
            Self::CopilotBefore | Self::CopilotAfter | Self::Cline => Exit::Ok,
        }
    }
}
