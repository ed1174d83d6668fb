//! What a double replaces (`docs/sites.md` §4).

use crate::kind::named_enum;
use std::fmt;

named_enum! {
    /// The thing that the code under test would have touched.
    Boundary {
        /// A database engine or its client.
        Database => "database",
        /// A cache such as Redis.
        Cache => "cache",
        /// A host or client outside the project.
        Http => "http",
        /// A language-model provider.
        Llm => "llm",
        /// A WebSocket peer.
        Websocket => "websocket",
        /// A broker or queue.
        Queue => "queue",
        /// Another service of this project.
        OwnService => "own-service",
        /// The clock.
        Clock => "clock",
        /// Randomness and generated ids.
        Random => "random",
        /// Files and folders.
        Filesystem => "filesystem",
        /// Processes, signals, standard streams, loggers.
        Process => "process",
        /// Environment variables.
        Env => "env",
        /// The project's own code.
        OwnCode => "own-code",
        /// No trace of what it stands for.
        Unknown => "unknown",
    }
}
