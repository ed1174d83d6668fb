//! node:http: a test listens on a local port itself.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Kind};

const TEST: &[When] = &[When::InTest];

/// A test listens on a local port itself.
pub(super) static RULE: Rule = Rule {
    id: "javascript/local-server",
    framework: "node:http",
    languages: super::SCRIPTS,
    since: 1,
    summary: "a test listens on a local port itself",
    documentation: include_str!("local_server.md"),
    rows: &[
        Row::call("{http,https,http2,net,tls}.{createServer,createSecureServer,Server}", Kind::LocalServer).when(TEST),
        Row::call("ws{,.WebSocket,.default}.{Server,WebSocketServer}", Kind::LocalServer)
            .when(TEST)
            .boundary(Boundary::Websocket),
        Row::call("socket.io.Server", Kind::LocalServer).when(TEST).boundary(Boundary::Websocket),
        Row::call("{Bun.serve,Deno.serve,Deno.listen}", Kind::LocalServer).when(TEST),
        Row::call("{express,fastify,fastify.fastify,koa,polka,restify.createServer}().listen", Kind::LocalServer)
            .when(TEST),
        Row::call("{mockttp.getLocal,mockttp.getRemote}", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("@pact-foundation/pact.{Pact,PactV2,PactV3,PactV4}", Kind::LocalServer).boundary(Boundary::Http),
    ],
};
