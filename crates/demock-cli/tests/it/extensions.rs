//! Extensions that the distribution packages for its own Postgres: fetched as a user's first run does, and asked in SQL.
//!
//! Expected values are of `PostGIS`'s manual and of the IOGP's. Each release has another major version: the tests take the one that this
//! machine's lists name, and fail with the line that reads them where they name none.

use crate::leases::{asked, says};
use crate::project::{Project, services};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The major version of Postgres that the distribution has `PostGIS` for, and the first two numbers of its version.
fn offered() -> (u32, String) {
    let name = |major: u32| format!("postgresql-{major}-postgis-3");
    let mut ask = Command::new("apt-cache");
    ask.arg("policy").args((13..=18).map(name)).env("LC_ALL", "C");
    let said = String::from_utf8(ask.output().expect("apt-cache is missing").stdout).expect("UTF-8");
    let of = |major: u32| {
        let its = said.split_once(&format!("{}:\n", name(major)))?.1;
        let version = its.lines().find_map(|line| line.trim().strip_prefix("Candidate: "))?;
        let numbers: Vec<&str> = version.split(['.', '+']).take(2).collect();
        version.starts_with(|first: char| first.is_ascii_digit()).then(|| (major, numbers.join(".")))
    };
    (13..=18).rev().find_map(of).expect("the distribution's lists have no PostGIS: apt-get update")
}

fn compose(tag: &str, more: &str) -> String {
    format!(
        "services:\n  db:\n    image: postgis/postgis:{tag}\n    environment: {{POSTGRES_DB: shop, POSTGRES_PASSWORD: pw, POSTGRES_USER: me, POSTGIS_GDAL_ENABLED_DRIVERS: GTiff}}\n{more}"
    )
}

/// A cache of a test's own, with what was fetched.
fn own_cache(project: &Project) -> PathBuf {
    let cache = project.tree.root.join("cache");
    let line = format!(
        "mkdir -p {0}/packages && cp -al {1}/packages/apt-postgresql-* {0}/packages/",
        cache.display(),
        services().display()
    );
    project.tree.program(Path::new("sh"), &["-c", &line]).exits(0);
    cache
}

/// Extensions, template and search path of the image, whose script comes between those of the project by its name; and what needs data
/// of libraries (`EPSG:27700` is in `PROJ`'s database, drivers are `GDAL`'s).
#[test]
fn postgis_measures_and_transforms_as_its_image_does() {
    let (major, version) = offered();
    let mounts = "    volumes: ['./before.sql:/docker-entrypoint-initdb.d/05-before.sql', './after.sql:/docker-entrypoint-initdb.d/20-after.sql']\n";
    let project = Project::new(&compose(&format!("{major}-{version}-alpine"), mounts));
    let seen = "SELECT count(*) FROM pg_extension WHERE extname LIKE 'postgis%'";
    project.tree.write("before.sql", &format!("CREATE TABLE seen AS {seen};\n"));
    project.tree.write(
        "after.sql",
        &format!("INSERT INTO seen {seen};\nCREATE TABLE place (id int, at geometry(Point, 4326));\nCREATE INDEX ON place USING gist (at);\nINSERT INTO place SELECT n, ST_SetSRID(ST_MakePoint(n, 50), 4326) FROM generate_series(1, 9) n;\n"),
    );
    project.tree.write(
        "ask.sql",
        "SELECT 'seen', string_agg(count::text, ' ') FROM seen;
SHOW search_path;
SELECT extname FROM pg_extension ORDER BY 1;
SELECT 'distance', ST_Distance(ST_Transform(ST_SetSRID(ST_MakePoint(-72.1235, 42.3521), 4326), 3857), ST_Transform('SRID=4326;LINESTRING(-72.1260 42.45, -72.123 42.1546)'::geometry, 3857))::numeric(12, 6);
SELECT 'grid', round(ST_X(p)::numeric, 1), round(ST_Y(p)::numeric, 1) FROM ST_Transform(ST_SetSRID(ST_MakePoint(0.5, 50.5), 4277), 'EPSG:27700') p;
SELECT 'near', id FROM place ORDER BY at <-> 'SRID=4326;POINT(7.2 50)' LIMIT 1;
CREATE EXTENSION postgis_raster;
SELECT 'raster', ST_Value(ST_AddBand(ST_MakeEmptyRaster(2, 2, 0, 0, 1), '8BUI'::text, 7, 0), 1, 1), count(*) FROM ST_GDALDrivers() WHERE short_name = 'GTiff';
SELECT 'packed', length(ST_AsTIFF(ST_AddBand(ST_MakeEmptyRaster(2, 2, 0, 0, 1), '8BUI'::text, 7, 0))) > 0;
SELECT 'all there', postgis_full_version() NOT LIKE '%not found%';
CREATE DATABASE other TEMPLATE template_postgis;
\\connect other
SELECT 'of the template', round(ST_Area(ST_Buffer('POINT(0 0)'::geometry, 1, 1))::numeric, 6);
",
    );
    project.demock(&["fetch"]).exits(0);
    // No template is there that an earlier run of the test has made.
    let run = project.run(&["--require", "db", "--strict-versions"], "psql -AXt -F ' ' -f ask.sql");
    let ran = run.env("DEMOCK_CACHE_DIR", own_cache(&project)).exits(0);
    assert!(!ran.stderr.contains("ERROR"), "{}", ran.stderr);
    ran.says("seen 0 3\n").says("\"$user\", public, topology, tiger\n");
    ran.says("fuzzystrmatch\nplpgsql\npostgis\npostgis_tiger_geocoder\npostgis_topology\n");
    // PostGIS, ST_Distance; IOGP Guidance Note 7-2, Transverse Mercator; the others by hand.
    ran.says("distance 167.441410\n").says("grid 577275.0 69740.5\n").says("near 7\n");
    ran.says("raster 7 1\n").says("packed t\n").says("all there t\n");
    ran.says("of the template 2.000000\n");
    ran.warns(&format!("is the distribution's, apt postgresql-{major}-postgis-3 (GPL-2.0-or-later)"));
    assert!(!ran.stderr.contains("the image has PostGIS"), "{}", ran.stderr);
    project.is_clean();
}

/// A folder over the image's own hides its script, as in the container; one of the same name takes its place.
#[test]
fn what_is_mounted_over_the_images_script_takes_its_place() {
    let (major, _) = offered();
    let ask = "psql -AXtc \"SELECT count(*) FROM pg_extension WHERE extname = 'postgis'\" -c \"SELECT count(*) FROM pg_database WHERE datname = 'template_postgis'\"";
    let over = "    volumes: ['./init:/docker-entrypoint-initdb.d:ro']\n";
    let project = Project::new(&compose(&format!("{major}-0.9"), over));
    project.tree.write("init/3.sql", "CREATE EXTENSION postgis;\n");
    let ran = project.run(&[], ask).exits(0);
    ran.says("1\n0\n").warns("hides the image's own `10_postgis.sh`").warns("the image has PostGIS 0.9, here it is ");
    let same = "    volumes: ['./own.sh:/docker-entrypoint-initdb.d/10_postgis.sh']\n";
    project.tree.write("docker-compose.test.yml", &compose(&major.to_string(), same));
    project.tree.write("own.sh", "true\n");
    project.run(&[], ask).exits(0).says("0\n0\n");
    project.is_clean();
}

/// What the database is set (here by the extensions) no copy has by itself: leases and contents that began anew have it all the same.
#[test]
fn leases_have_the_extension_and_what_it_set_the_database() {
    let (major, _) = offered();
    let (_project, said) = asked(
        &compose(&major.to_string(), ""),
        &[],
        r#"
MADE = "SELECT ST_AsText(ST_MakePoint(1, 2)), topology.CreateTopology('t') > 0, current_setting('search_path')"
it = Client().lease()
print("clone", it.isolation["db"], it.psql(MADE))
own = Client().lease("worker", name="w")
print("own", own.isolation["db"], own.psql("SHOW search_path"))
print("marked", own.ask(op="mark")["services"]["db"])
for at in range(3):
    print("anew", at, own.psql(MADE), own.ask(op="renew", name=f"t{at}")["services"]["db"])
print("left", own.psql("SELECT count(*) FROM topology.topology"), own.psql("SHOW search_path"))
print("small", own.psql("INSERT INTO topology.topology VALUES (9, 'x', 0, 0)") or "ok", own.ask(op="renew", name="small")["services"]["db"], own.psql("SELECT count(*) FROM topology.topology"))
it.close(); own.close()
"#,
    );
    let made = "POINT(1 2)|t|\"$user\", public, topology, tiger";
    says(&said, &format!("clone credentials {made}"));
    says(&said, "own private \"$user\", public, topology, tiger");
    says(&said, "marked renewed");
    for at in 0..3 {
        says(&said, &format!("anew {at} {made} renewed"));
    }
    says(&said, "left 0 \"$user\", public, topology, tiger");
    says(&said, "small ok renewed 0");
}

/// Offline it is there once it was fetched; a library that has gone is fetched again, and without a client that is said.
#[test]
fn what_was_fetched_needs_no_network_and_repairs_itself() {
    let (major, _) = offered();
    let project = Project::new(&compose(&format!("{major}-9.9"), ""));
    project.demock(&["fetch"]).exits(0).says(&format!("db: Postgres {major}.")).says(" with PostGIS ");
    let cache = own_cache(&project);
    project.tree.write("bin/apt-get", "#!/bin/sh\necho 'it is out of order' >&2; exit 7\n");
    project.tree.program(Path::new("sh"), &["-c", "chmod +x bin/*"]).exits(0);
    let offline = format!("{}:{}", project.tree.root.join("bin").display(), env!("PATH"));
    let run = |path: &str| {
        project.run(&[], "psql -AXtc 'SELECT postgis_lib_version()'").env("PATH", path).env("DEMOCK_CACHE_DIR", &cache)
    };
    run(&offline).exits(0).says(".");
    let unpacked = cache.join(format!("packages/apt-postgresql-{major}-postgis-3"));
    let library = unpacked.join(format!("usr/lib/postgresql/{major}/lib/postgis-3.so"));
    std::fs::remove_file(&library).expect("it was there");
    run(&offline).exits(125).warns("it is out of order");
    run(env!("PATH")).exits(0).warns("fetching Postgres with PostGIS");
    assert!(library.is_file());
    project.is_clean();
}

/// The server of the machine comes first where it has the extension.
#[test]
fn a_server_of_the_machine_that_has_the_extension_comes_first() {
    let (major, version) = offered();
    let project = Project::new(&compose(&major.to_string(), ""));
    project.demock(&["fetch"]).exits(0);
    let programs = services().join(format!("packages/apt-postgresql-{major}-postgis-3/usr/lib/postgresql/{major}/bin"));
    let path = format!("{}:{}", programs.display(), env!("PATH"));
    let said = project.demock(&["doctor"]).env("PATH", path).exits(0);
    said.says(&format!("native: {major}.")).says(&format!("PostGIS {version}"));
    said.says("is this machine's").says("apt-postgresql-");
    project
        .demock(&["doctor"])
        .exits(0)
        .says(&format!("apt postgresql-{major} postgresql-client-{major} postgresql-{major}-postgis-3"));
}

/// What nobody has is refused by its name, with what could be had instead.
#[test]
fn an_extension_that_nobody_packages_for_that_version_is_refused_by_name() {
    let (major, _) = offered();
    let project = Project::new(&compose("10-2.5", ""));
    project.run(&[], "true").exits(125).warns(&format!(
        "`postgis/postgis:10-2.5` is Postgres with PostGIS, which no provider here has; the distribution has PostGIS for Postgres {major}"
    ));
    project.tree.write(
        "docker-compose.test.yml",
        "services:\n  db:\n    image: timescale/timescaledb:2.14.2-pg15\n    environment: {POSTGRES_PASSWORD: pw}\n",
    );
    project.run(&[], "true").exits(125).warns("is Postgres with TimescaleDB, which no provider here has");
    project.is_clean();
}

/// By the lists of another release, which apt reads out of a folder: the wheel comes first where there is one for that major version, then
/// the distribution, and where the tag names none, its newest.
#[test]
fn a_major_version_that_no_wheel_has_comes_from_the_distribution() {
    let project = Project::new(
        "services:\n  of17: {image: 'pgvector/pgvector:0.7.4-pg17'}\n  of16: {image: 'pgvector/pgvector:pg16'}\n  of15: {image: 'pgvector/pgvector:pg15'}\n  any: {image: 'postgis/postgis'}\n",
    );
    let package = |name: &str, version: &str| {
        format!(
            "Package: {name}\nVersion: {version}\nArchitecture: all\nMaintainer: nobody\nFilename: ./{name}.deb\nSize: 1\nSHA256: {}\nDescription: x\n\n",
            "0".repeat(64)
        )
    };
    let lists = [("17-pgvector", "0.8.0-1"), ("17-postgis-3", "3.5.2+dfsg-1"), ("15-postgis-3", "1:3.3.2+dfsg-1+b1")];
    let lists = lists.map(|(name, version)| package(&format!("postgresql-{name}"), version)).concat();
    project.tree.write("apt/repository/Packages", &lists);
    project.tree.write("apt/status", "");
    let root = project.tree.root.display();
    project.tree.write("apt/sources.list", &format!("deb [trusted=yes] file:{root}/apt/repository ./\n"));
    project.tree.write(
        "apt/apt.conf",
        &format!("Dir::State \"{root}/apt\";\nDir::State::status \"{root}/apt/status\";\nDir::Cache \"{root}/apt\";\nDir::Etc \"{root}/apt\";\nAPT::Sandbox::User \"\";\n"),
    );
    let line = "mkdir -p apt/lists/partial apt/archives/partial && APT_CONFIG=apt/apt.conf apt-get update -qq";
    project.tree.program(Path::new("sh"), &["-c", line]).exits(0);
    let doctor = project.demock(&["doctor"]).env("APT_CONFIG", project.tree.root.join("apt/apt.conf"));
    let said = doctor.env("DEMOCK_CACHE_DIR", project.tree.cache("")).exits(0);
    said.says("with pgvector 0.8.0, apt postgresql-17 postgresql-client-17 postgresql-17-pgvector, not fetched yet");
    said.says("the image has pgvector 0.7.4, here it is 0.8.0");
    said.says("pgvector/pgvector:pg16        fetched: 16.14 with pgvector 0.8.5, pip3");
    said.says("the image is 15, here it is 16.14");
    said.says("with PostGIS 3.5.2, apt postgresql-17 postgresql-client-17 postgresql-17-postgis-3, not fetched yet");
}
