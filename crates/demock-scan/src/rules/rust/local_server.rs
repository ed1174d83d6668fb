//! Real listeners started by a test.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// a test listens on a local port.
pub(super) static RULE: Rule = Rule {
    id: "rust/local-server",
    framework: "Rust",
    languages: &[Language::Rust],
    since: 1,
    summary: "a test listens on a local port",
    documentation: include_str!("local_server.md"),
    rows: &[
        Row::call("{std.net.,tokio.net.,async_std.net.,}{TcpListener,UnixListener,UdpSocket}.bind", Kind::LocalServer)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0)),
        Row::call("std.os.unix.net.UnixListener.bind", Kind::LocalServer).when(&[When::InTest]),
        Row::call("tiny_http.Server.{http,https,new}", Kind::LocalServer).when(&[When::InTest]),
        Row::call("{axum_test.TestServer,actix_test,actix_web.test}.{new,start,try_start}", Kind::LocalServer)
            .when(&[When::InTest]),
    ],
};
