//! Which Compose file a run reads, and what scripts in it may read themselves: with real Postgres.

use crate::project::Project;

/// Scripts find what lies beside them and what is mounted elsewhere by the paths of the container, and what they read makes
/// another template.
#[test]
fn a_script_reads_what_lies_beside_it_by_the_containers_path() {
    let project = Project::new(
        "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_PASSWORD: pw}\n    volumes: ['./scripts:/docker-entrypoint-initdb.d:ro', './seed:/seed']\n",
    );
    let tree = &project.tree;
    tree.write("scripts/1.sql", "CREATE TABLE item (id int);\n\\copy item FROM '/docker-entrypoint-initdb.d/rows/items.csv'\n\\i /docker-entrypoint-initdb.d/more.inc\n");
    tree.write("scripts/2.sh", "psql -U postgres -qc \"\\copy item FROM '/seed/items.csv'\"\npsql -U postgres -qc \"INSERT INTO item SELECT $(wc -l <\"$(dirname \"$0\")/more.inc\")\"\n");
    tree.write("scripts/more.inc", "INSERT INTO item VALUES (30);\n");
    tree.write("scripts/rows/items.csv", "200\n");
    tree.write("seed/items.csv", "1000\n");
    let ask = "psql -AXtc 'SELECT sum(id) FROM item'";
    assert_eq!(project.run(&["-q"], ask).exits(0).stdout, "1231\n");
    tree.write("seed/items.csv", "5000\n");
    assert_eq!(project.run(&["-q"], ask).exits(0).stdout, "5231\n");
    tree.write("scripts/rows/items.csv", "300\n");
    assert_eq!(project.run(&["-q"], ask).exits(0).stdout, "5331\n");
    project.is_clean();
}

#[test]
fn the_nearest_compose_file_is_read_and_its_paths_are_its_folders() {
    let project = Project::new("services:\n  q:\n    image: someone/queue:1\n");
    let compose = "services:\n  cache:\n    image: redis:7\n    command: redis-server /etc/redis.conf\n    volumes: ['./redis.conf:/etc/redis.conf']\n";
    project.tree.write("shop/docker-compose.yml", compose);
    project.tree.write("shop/redis.conf", "maxmemory 33mb\n");
    project.tree.write("shop/src/a.py", "");
    let ask = "P=${REDIS_URL#redis://127.0.0.1:}; exec 3<>/dev/tcp/127.0.0.1/${P%/0}; printf 'CONFIG GET maxmemory\\r\\n' >&3; head -n 5 <&3";
    for folder in ["shop", "shop/src"] {
        project.run(&[], ask).inside(folder).exits(0).says("34603008");
    }
    project.run(&[], "true").exits(125).warns("someone/queue:1");
    project.is_clean();
}

/// What a file of settings says of services holds for its folder, and nothing that is wrong in it is passed over.
#[test]
fn the_nearest_settings_of_the_stack_hold_where_a_run_begins() {
    let project = Project::new("services:\n  cache:\n    image: redis:7\n");
    let (tree, ask) = (&project.tree, "echo fresh $DEMOCK_FRESH ${TOKEN-none} ${OTHER_URL-none}");
    tree.write("demock.toml", "[stack]\nfresh = \"test\"\n[run]\npass = [\"TOKEN\"]\n");
    tree.write("silent/demock.toml", "[policy]\nmode = \"observe\"\n");
    tree.write("shop/demock.toml", "[stack]\nfresh = \"run\"\ncompose = [\"services/own.yml\"]\n");
    tree.write("shop/services/own.yml", "services:\n  other:\n    image: redis:7\n");
    tree.write("shop/src/a.py", "");
    let run = |folder: &str| project.run(&["-q"], ask).env("TOKEN", "it").inside(folder);
    run("silent").exits(0).says("fresh test it none");
    for folder in ["shop", "shop/src"] {
        run(folder).exits(0).says("fresh run it redis://127.0.0.1:");
    }
    tree.write("shop/demock.toml", "[stack]\nfresh = \"tests\"\n");
    run("shop/src").exits(125).warns("shop/demock.toml:2:9: `tests` is not a lease scope");
    run("").exits(0).says("fresh test it none");
    project.is_clean();
}

/// An included file's paths are those of its `project_directory`, and so is the `.env` that it takes; files of one item are laid over
/// each other.
#[test]
fn an_included_files_paths_and_variables_are_those_of_its_project_directory() {
    let project = Project::new(
        "include:\n  - {path: [infra/cache.yml, infra/more.yml], project_directory: shop}\nservices: {}\n",
    );
    let tree = &project.tree;
    tree.write("infra/cache.yml", "services:\n  cache:\n    image: redis:${TAG}\n    command: redis-server /etc/redis.conf\n    volumes: ['./redis.conf:/etc/redis.conf']\n");
    tree.write("infra/more.yml", "services:\n  cache: {container_name: 'of-${WHOSE}'}\n");
    tree.write("infra/redis.conf", "maxmemory 44mb\n");
    tree.write("infra/.env", "TAG=6\nWHOSE=infra\n");
    tree.write("shop/redis.conf", "maxmemory 33mb\n");
    tree.write("shop/.env", "TAG=7\nWHOSE=shop\n");
    let ask = "exec 3<>/dev/tcp/of-shop/6379; printf 'CONFIG GET maxmemory\\r\\n' >&3; head -n 5 <&3";
    project.run(&[], ask).exits(0).says("34603008");
    project.demock(&["doctor"]).exits(0).says("redis:7");
    tree.write("docker-compose.test.yml", "include:\n  - {path: infra/cache.yml, project_directory: gone}\n");
    let ran = project.demock(&["doctor"]).exits(2);
    ran.warns("docker-compose.test.yml:2:48: `project_directory` is `gone`, expected a folder that is there");
    project.is_clean();
}

/// What a service reads and is not there is named before anything starts, with its place; a path below `~` is one of the caller's home.
#[test]
fn what_is_mounted_and_not_there_is_named_with_its_place() {
    let project = Project::new(
        "services:\n  db: {image: 'redis:7'}\n  cache:\n    image: redis:7\n    command: redis-server /etc/redis.conf\n    volumes: ['~/redis.conf:/etc/redis.conf', './unread:/unread']\n",
    );
    let home = project.tree.root.join("home");
    let run = || project.run(&["-q"], "echo it runs").env("HOME", &home);
    let path = home.join("redis.conf").display().to_string();
    let ran = run().exits(125);
    ran.warns(&format!(
        "error[stack/not-mounted]: docker-compose.test.yml:6:15: service `cache`: `{path}`, which is mounted to"
    ))
    .warns("mend the path, or make the file");
    assert!(!ran.stderr.contains("log ends"), "{}", ran.stderr);
    project.tree.write("home/redis.conf", "maxmemory 33mb\n");
    run().exits(0).says("it runs");
    project.tree.write("docker-compose.test.yml", "services:\n  db: {image: 'postgres:17', secrets: [pw], environment: {POSTGRES_PASSWORD_FILE: /run/secrets/pw}}\nsecrets: {pw: {file: gone.txt}}\n");
    run().exits(125).warns(
        "docker-compose.test.yml:2:40: service `db`: `gone.txt`, which is mounted to `/run/secrets/pw`, is not there",
    );
    project.is_clean();
}
