//! Snippets for pytest.

use demock_model::Boundary;

pub(super) const fn snippet(boundary: Boundary) -> &'static str {
    match boundary {
        Boundary::Database => DATABASE,
        Boundary::Cache => CACHE,
        Boundary::Http => HTTP,
        Boundary::Llm => LLM,
        Boundary::Websocket => WEBSOCKET,
        Boundary::Queue => QUEUE,
        Boundary::OwnService => OWN_SERVICE,
        Boundary::Clock => CLOCK,
        Boundary::Random => RANDOM,
        Boundary::Filesystem => FILESYSTEM,
        Boundary::Process => PROCESS,
        Boundary::Env => ENV,
        Boundary::OwnCode => OWN_CODE,
        Boundary::Unknown => UNKNOWN,
    }
}

const DATABASE: &str = r#"import os, psycopg, pytest

@pytest.fixture
def db():
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        yield connection          # the lease is this run's own: commit freely

def test_order_is_stored(db):
    place_order(db, item="pen")
    assert db.execute("SELECT item FROM orders").fetchone() == ("pen",)"#;

const CACHE: &str = r#"import os, pytest, redis

@pytest.fixture
def cache():
    return redis.Redis.from_url(os.environ["REDIS_URL"])

def test_session_is_cached(cache):
    open_session(cache, user="ada")
    assert cache.ttl("session:ada") > 0"#;

const HTTP: &str = r#"import os, httpx, pytest

@pytest.fixture
def partner():
    # The provider's own sandbox; list its variables under [run] pass in demock.toml.
    with httpx.Client(base_url=os.environ["PARTNER_SANDBOX_URL"]) as client:
        yield client

def test_charge_is_accepted(partner):
    assert charge(partner, cents=500).status == "accepted""#;

const LLM: &str = r#"import os

def test_answer_names_the_order(provider):
    # The provider itself, small model; assert what must hold for any wording.
    answer = provider.complete(model=os.environ["LLM_TEST_MODEL"], prompt=PROMPT)
    assert "order 17" in answer.text and answer.usage.total_tokens > 0"#;

const WEBSOCKET: &str = r#"import json, os, pytest, websockets

@pytest.mark.asyncio
async def test_chat_answers():
    async with websockets.connect(os.environ["BACKEND_URL"].replace("http", "ws") + "/ws") as socket:
        await socket.send(json.dumps({"text": "hello"}))
        assert json.loads(await socket.recv())["type"] == "agent_started""#;

const QUEUE: &str = r##"import os, pika

def test_event_is_published():
    channel = pika.BlockingConnection(pika.URLParameters(os.environ["BROKER_URL"])).channel()
    queue = channel.queue_declare("", exclusive=True).method.queue
    channel.queue_bind(queue, exchange="orders", routing_key="#")
    place_order(item="pen")
    method, _, body = next(channel.consume(queue, inactivity_timeout=5))
    assert method is not None and b"pen" in body"##;

const OWN_SERVICE: &str = r#"import os, httpx

def test_backend_asks_auth():
    # Started from the Compose file by `demock run`; its address is <SERVICE>_URL.
    with httpx.Client(base_url=os.environ["BACKEND_URL"]) as backend:
        assert backend.get("/me", headers=log_in("ada")).json()["name"] == "ada""#;

const CLOCK: &str = "from datetime import datetime, timezone

def test_token_expires():
    # Hand the time in: the code takes `now` as an argument instead of asking the clock.
    token = issue(now=datetime(2026, 1, 1, tzinfo=timezone.utc))
    assert token.expired(now=datetime(2026, 1, 2, tzinfo=timezone.utc))";

const RANDOM: &str = "import random

def test_sample_is_repeatable():
    # Hand a seeded generator in instead of patching the module.
    assert sample(random.Random(7)) == sample(random.Random(7))";

const FILESYSTEM: &str = r#"def test_export_is_written(tmp_path):
    export(tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text().startswith("id,")"#;

const PROCESS: &str = r#"import subprocess, sys

def test_command_says_what_it_did():
    done = subprocess.run([sys.executable, "-m", "app", "export"], capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stderr) == (0, "")"#;

const ENV: &str = r#"def test_settings_are_read():
    # Hand the variables in as a mapping; only main() reads os.environ.
    assert Settings.parse({"PORT": "8080"}).port == 8080"#;

const OWN_CODE: &str = "def test_total_with_the_real_parts():
    # Call the real function; what it needs comes in as arguments.
    assert total(cart=Cart([Item(cents=250)]), tax=TaxTable.load()) == 298";

const UNKNOWN: &str = "import os

def test_with_the_real_thing():
    # Find out what the double stands for (`demock explain --finding FINGERPRINT`), then build that.
    subject = build_app(os.environ)
    assert subject.run() == EXPECTED";
