//! local servers.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Kind, Language};

/// A test starts a listener or an engine of its own.
pub(super) static RULE: Rule = Rule {
    id: "go/local-server",
    framework: "local servers",
    languages: &[Language::Go],
    since: 1,
    summary: "a test starts a listener or an engine of its own",
    documentation: include_str!("local_server.md"),
    rows: &[
        Row::call("net/http/httptest.{NewServer,NewTLSServer,NewUnstartedServer}", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("github.com/onsi/gomega/ghttp.{NewServer,NewTLSServer,NewUnstartedServer}", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("google.golang.org/grpc/test/bufconn.Listen", Kind::LocalServer).when(&[When::InTest]).boundary(Boundary::Http),
        Row::call("github.com/slack-go/slack/slacktest.NewTestServer", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("github.com/mocktools/go-smtp-mock{/v2,}.New", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("github.com/tryvium-travels/memongo.{Start,StartWithOptions}", Kind::LocalServer).boundary(Boundary::Database),
        Row::call("github.com/hashicorp/consul/sdk/testutil.{NewTestServer,NewTestServerT,NewTestServerConfig,NewTestServerConfigT}", Kind::LocalServer).boundary(Boundary::Http),
        Row::call("net.{Listen,ListenTCP,ListenUDP,ListenUnix,ListenPacket}", Kind::LocalServer).when(&[When::InTest]).boundary(Boundary::Http),
        Row::call("crypto/tls.Listen", Kind::LocalServer).when(&[When::InTest]).boundary(Boundary::Http),
        Row::call("github.com/testcontainers/testcontainers-go.{GenericContainer,Run}", Kind::LocalServer),
        Row::call("github.com/testcontainers/testcontainers-go/modules/*.{Run,RunContainer}", Kind::LocalServer),
        Row::call("github.com/ory/dockertest{/v3,}.NewPool", Kind::LocalServer),
        Row::call("github.com/fergusstrange/embedded-postgres.NewDatabase", Kind::LocalServer).boundary(Boundary::Database),
        Row::call("?.{etcd/server/v3/embed,etcd/embed}.StartEtcd", Kind::LocalServer).when(&[When::InTest]).boundary(Boundary::Database),
        Row::call("sigs.k8s.io/controller-runtime/pkg/envtest.Environment", Kind::LocalServer).when(&[When::Form(CallForm::Literal)]).boundary(Boundary::Http),
        Row::call("github.com/{nats-io/nats-server/v2/test,nats-io/gnatsd/test}.{RunServer,RunDefaultServer,RunRandClientPortServer}", Kind::LocalServer).boundary(Boundary::Queue),
    ],
};
