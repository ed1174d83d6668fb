//! Real listeners started by a test.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

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
        Row::call("stubr.Stubr.{start,start_blocking,start_with,start_blocking_with,try_start}", Kind::LocalServer),
        Row::call("?.{node_bindings.,utils.,}Anvil.{new,at}", Kind::LocalServer).when(&[When::InTest]),
        Row::call("{pg_embed.postgres.PgEmbed,postgresql_embedded.PostgreSQL,postgresql_embedded.blocking.PostgreSQL}.{new,default}", Kind::LocalServer)
            .when(&[When::InTest])
            .boundary(Boundary::Database),
        Row::call("{axum_test.TestServer,actix_test,actix_web.test}.{new,start,try_start}", Kind::LocalServer)
            .when(&[When::InTest]),
    ],
};
