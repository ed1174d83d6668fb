//! Snippets for `JUnit` 5 in Kotlin.

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

const DATABASE: &str = r#"class OrderTest {
    @Test
    fun `an order is stored`() {
        // JDBC address of the lease: demock run maps it under x-demock.env.
        DriverManager.getConnection(System.getenv("JDBC_DATABASE_URL")).use { db ->
            Orders(db).place("pen")
            val rows = db.createStatement().executeQuery("SELECT item FROM orders")
            assertTrue(rows.next())
            assertEquals("pen", rows.getString(1))
        }
    }
}"#;

const CACHE: &str = r#"class SessionTest {
    @Test
    fun `a session is cached`() {
        JedisPooled(URI(System.getenv("REDIS_URL"))).use { cache ->
            Sessions(cache).open("ada")
            assertTrue(cache.ttl("session:ada") > 0)
        }
    }
}"#;

const HTTP: &str = r#"class ChargeTest {
    // The provider's own sandbox; list its variables under [run] pass in demock.toml.
    private val partner = Partner(URI(System.getenv("PARTNER_SANDBOX_URL")))

    @Test
    fun `a charge is accepted`() = assertEquals("accepted", partner.charge(cents = 500).status)
}"#;

const LLM: &str = r#"class AnswerTest {
    // The provider itself, small model; assert what must hold for any wording.
    @Test
    fun `the answer names the order`() = runBlocking {
        val answer = provider.complete(System.getenv("LLM_TEST_MODEL"), PROMPT)
        assertContains(answer.text, "order 17")
    }
}"#;

const WEBSOCKET: &str = r#"class ChatTest {
    @Test
    fun `the chat answers`() = runBlocking {
        val address = System.getenv("BACKEND_URL").replaceFirst("http", "ws") + "/ws"
        HttpClient(CIO) { install(WebSockets) }.webSocket(address) {
            send("""{"text":"hello"}""")
            assertContains((incoming.receive() as Frame.Text).readText(), "agent_started")
        }
    }
}"#;

const QUEUE: &str = r#"class OrderEventTest {
    @Test
    fun `an event is published`() {
        val factory = ConnectionFactory().apply { setUri(System.getenv("BROKER_URL")) }
        factory.newConnection().use { connection ->
            val seen = subscribe(connection, "orders")
            Orders(connection).place("pen")
            assertContains(seen.poll(5, TimeUnit.SECONDS)!!, "pen")
        }
    }
}"#;

const OWN_SERVICE: &str = r#"class MeTest {
    // Started from the Compose file by `demock run`; its address is <SERVICE>_URL.
    @Test
    fun `the backend asks auth`() = runBlocking {
        val answer = HttpClient(CIO).get(System.getenv("BACKEND_URL") + "/me") { bearerAuth(logIn("ada")) }
        assertEquals(HttpStatusCode.OK, answer.status)
    }
}"#;

const CLOCK: &str = r#"class TokenTest {
    // java.time.Clock is the platform's own way to hand the time in.
    @Test
    fun `a token expires`() {
        val first = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC)
        assertTrue(Token.issue(first).isExpired(Clock.offset(first, Duration.ofDays(1))))
    }
}"#;

const RANDOM: &str = "class SampleTest {
    // Hand a seeded generator in.
    @Test
    fun `a sample is repeatable`() = assertEquals(sample(Random(7)), sample(Random(7)))
}";

const FILESYSTEM: &str = r#"class ExportTest {
    @Test
    fun `an export is written`(@TempDir folder: Path) {
        Export().to(folder.resolve("out.csv"))
        assertTrue(folder.resolve("out.csv").readText().startsWith("id,"))
    }
}"#;

const PROCESS: &str = r#"class CommandTest {
    @Test
    fun `the command says what it did`() {
        val done = ProcessBuilder("java", "-jar", "build/libs/app.jar", "export").start()
        assertTrue(done.waitFor(30, TimeUnit.SECONDS))
        assertEquals(0, done.exitValue())
    }
}"#;

const ENV: &str = r#"class SettingsTest {
    // Hand the variables in as a map; only main() reads System.getenv().
    @Test
    fun `settings are read`() = assertEquals(8080, Settings.parse(mapOf("PORT" to "8080")).port)
}"#;

const OWN_CODE: &str = "class TotalTest {
    // Make the real object; what it needs comes in through the constructor.
    @Test
    fun `the total of a cart`() = assertEquals(298, Totals(TaxTable.load()).of(Cart(listOf(Item(250)))))
}";

const UNKNOWN: &str = "class AppTest {
    // Find out what the double stands for (demock explain --finding FINGERPRINT), then build that.
    @Test
    fun `with the real thing`() = assertEquals(EXPECTED, App.build(System.getenv()).run())
}";
