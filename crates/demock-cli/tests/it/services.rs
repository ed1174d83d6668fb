//! Services beside Postgres, Redis and `ClickHouse`: real ones, asked in their own protocols.

use crate::project::Project;

#[test]
fn memcached_keeps_what_it_is_given_and_its_own_flags_are_honoured() {
    let project = Project::new("services:\n  cache:\n    image: memcached:1.6\n    command: memcached -m 32 -c 77\n");
    let ask = "exec 3<>/dev/tcp/$MEMCACHED_HOST/$MEMCACHED_PORT; printf 'set a 0 0 3\\r\\nabc\\r\\nget a\\r\\nstats settings\\r\\nquit\\r\\n' >&3; cat <&3; echo $CACHE_URL $MEMCACHE_SERVERS";
    let ran = project.run(&["--require", "cache"], ask).exits(0);
    ran.says("STORED")
        .says("abc")
        .says("STAT maxbytes 33554432")
        .says("STAT maxconns 77")
        .says("memcached://127.0.0.1:");
    ran.warns("demock: cache (Memcached): 1 connection, 2 commands, 1 row written");
    project.run(&["--require", "cache"], "true").exits(1).warns("demock: cache (Memcached): untouched");
    project.is_clean();
}

/// Publishes with `JetStream` acknowledged; a wrong token is sent away; the token is on no command line.
#[test]
fn nats_delivers_and_lets_nobody_in_without_the_token() {
    let project = Project::new(
        "services:\n  bus:\n    image: nats:2\n    command: '-js --auth s3cret-token'\n    ports: ['4222:4222', '8222']\n",
    );
    let ask = |token: &str| {
        format!(
            "P=${{NATS_URL##*:}}; exec 3<>/dev/tcp/127.0.0.1/$P; printf 'CONNECT {{\"verbose\":false,\"auth_token\":\"{token}\"}}\\r\\nSUB a 1\\r\\nSUB in 2\\r\\nPUB a 5\\r\\nhello\\r\\nPUB $JS.API.INFO in 0\\r\\n\\r\\nPING\\r\\n' >&3; while read -t 5 line <&3; do echo \"$line\"; case $line in *PONG*|-ERR*) break;; esac; done; sleep 0.2; read -t 1 -N 300 more <&3; echo \"$more\"; echo named on $(ps -eo args | grep '[n]ats-server' | grep -c s3cret) lines"
        )
    };
    let ran = project.run(&["--require", "bus"], &ask("s3cret-token")).run();
    ran.says("MSG a 1 5").says("hello").says("named on 0 lines").says("io.nats.jetstream.api.v1.account_info_response");
    ran.warns("demock: bus (NATS): 1 connection, 2 commands");
    assert!(!ran.stderr.contains("s3cret"), "{}", ran.stderr);
    let wrong = "exec 3<>/dev/tcp/127.0.0.1/${NATS_URL##*:}; printf 'CONNECT {\"auth_token\":\"wrong\"}\\r\\n' >&3; timeout 10 cat <&3";
    project.run(&[], wrong).run().says("Authorization Violation");
    project.is_clean();
}
