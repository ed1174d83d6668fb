//! Snippets for unittest.

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

const DATABASE: &str = r#"import os, unittest, psycopg

class OrderTest(unittest.TestCase):
    def setUp(self):
        self.db = psycopg.connect(os.environ["DATABASE_URL"])
        self.addCleanup(self.db.close)

    def test_order_is_stored(self):
        place_order(self.db, item="pen")
        self.assertEqual(self.db.execute("SELECT item FROM orders").fetchone(), ("pen",))"#;

const CACHE: &str = r#"import os, unittest, redis

class SessionTest(unittest.TestCase):
    def setUp(self):
        self.cache = redis.Redis.from_url(os.environ["REDIS_URL"])
        self.addCleanup(self.cache.close)

    def test_session_is_cached(self):
        open_session(self.cache, user="ada")
        self.assertGreater(self.cache.ttl("session:ada"), 0)"#;

const HTTP: &str = r#"import os, unittest, httpx

class ChargeTest(unittest.TestCase):
    def test_charge_is_accepted(self):
        # The provider's own sandbox; list its variables under [run] pass in demock.toml.
        with httpx.Client(base_url=os.environ["PARTNER_SANDBOX_URL"]) as partner:
            self.assertEqual(charge(partner, cents=500).status, "accepted")"#;

const LLM: &str = r#"import os, unittest

class AnswerTest(unittest.TestCase):
    def test_answer_names_the_order(self):
        # The provider itself, small model; assert what must hold for any wording.
        answer = Provider().complete(model=os.environ["LLM_TEST_MODEL"], prompt=PROMPT)
        self.assertIn("order 17", answer.text)"#;

const WEBSOCKET: &str = r#"import json, os, unittest, websockets

class ChatTest(unittest.IsolatedAsyncioTestCase):
    async def test_chat_answers(self):
        async with websockets.connect(os.environ["BACKEND_URL"].replace("http", "ws") + "/ws") as socket:
            await socket.send(json.dumps({"text": "hello"}))
            self.assertEqual(json.loads(await socket.recv())["type"], "agent_started")"#;

const QUEUE: &str = r##"import os, unittest, pika

class OrderEventTest(unittest.TestCase):
    def test_event_is_published(self):
        channel = pika.BlockingConnection(pika.URLParameters(os.environ["BROKER_URL"])).channel()
        queue = channel.queue_declare("", exclusive=True).method.queue
        channel.queue_bind(queue, exchange="orders", routing_key="#")
        place_order(item="pen")
        method, _, body = next(channel.consume(queue, inactivity_timeout=5))
        self.assertIsNotNone(method)
        self.assertIn(b"pen", body)"##;

const OWN_SERVICE: &str = r#"import os, unittest, httpx

class MeTest(unittest.TestCase):
    def test_backend_asks_auth(self):
        # Started from the Compose file by `demock run`; its address is <SERVICE>_URL.
        with httpx.Client(base_url=os.environ["BACKEND_URL"]) as backend:
            self.assertEqual(backend.get("/me", headers=log_in("ada")).json()["name"], "ada")"#;

const CLOCK: &str = "import unittest
from datetime import datetime, timezone

class TokenTest(unittest.TestCase):
    def test_token_expires(self):
        # Hand the time in: the code takes `now` as an argument instead of asking the clock.
        token = issue(now=datetime(2026, 1, 1, tzinfo=timezone.utc))
        self.assertTrue(token.expired(now=datetime(2026, 1, 2, tzinfo=timezone.utc)))";

const RANDOM: &str = "import random, unittest

class SampleTest(unittest.TestCase):
    def test_sample_is_repeatable(self):
        # Hand a seeded generator in instead of patching the module.
        self.assertEqual(sample(random.Random(7)), sample(random.Random(7)))";

const FILESYSTEM: &str = r#"import pathlib, tempfile, unittest

class ExportTest(unittest.TestCase):
    def test_export_is_written(self):
        with tempfile.TemporaryDirectory() as folder:
            export(pathlib.Path(folder, "out.csv"))
            self.assertTrue(pathlib.Path(folder, "out.csv").read_text().startswith("id,"))"#;

const PROCESS: &str = r#"import subprocess, sys, unittest

class CommandTest(unittest.TestCase):
    def test_command_says_what_it_did(self):
        done = subprocess.run([sys.executable, "-m", "app", "export"], capture_output=True, text=True, timeout=30)
        self.assertEqual((done.returncode, done.stderr), (0, ""))"#;

const ENV: &str = r#"import unittest

class SettingsTest(unittest.TestCase):
    def test_settings_are_read(self):
        # Hand the variables in as a mapping; only main() reads os.environ.
        self.assertEqual(Settings.parse({"PORT": "8080"}).port, 8080)"#;

const OWN_CODE: &str = "import unittest

class TotalTest(unittest.TestCase):
    def test_total_with_the_real_parts(self):
        # Call the real function; what it needs comes in as arguments.
        self.assertEqual(total(cart=Cart([Item(cents=250)]), tax=TaxTable.load()), 298)";

const UNKNOWN: &str = "import os, unittest

class AppTest(unittest.TestCase):
    def test_with_the_real_thing(self):
        # Find out what the double stands for (`demock explain --finding FINGERPRINT`), then build that.
        self.assertEqual(build_app(os.environ).run(), EXPECTED)";
