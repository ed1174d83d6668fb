//! Snippets for `JUnit` 5 in Java.

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
    void orderIsStored() throws SQLException {
        // JDBC address of the lease: demock run maps it under x-demock.env.
        try (Connection db = DriverManager.getConnection(System.getenv("JDBC_DATABASE_URL"))) {
            new Orders(db).place("pen");
            ResultSet rows = db.createStatement().executeQuery("SELECT item FROM orders");
            assertTrue(rows.next());
            assertEquals("pen", rows.getString(1));
        }
    }
}"#;

const CACHE: &str = r#"class SessionTest {
    @Test
    void sessionIsCached() {
        try (JedisPooled cache = new JedisPooled(URI.create(System.getenv("REDIS_URL")))) {
            new Sessions(cache).open("ada");
            assertTrue(cache.ttl("session:ada") > 0);
        }
    }
}"#;

const HTTP: &str = r#"class ChargeTest {
    // The provider's own sandbox; list its variables under [run] pass in demock.toml.
    private final Partner partner = new Partner(URI.create(System.getenv("PARTNER_SANDBOX_URL")));

    @Test
    void chargeIsAccepted() {
        assertEquals("accepted", partner.charge(500).status());
    }
}"#;

const LLM: &str = r#"class AnswerTest {
    // The provider itself, small model; assert what must hold for any wording.
    @Test
    void answerNamesTheOrder() {
        Answer answer = provider.complete(System.getenv("LLM_TEST_MODEL"), PROMPT);
        assertTrue(answer.text().contains("order 17"));
    }
}"#;

const WEBSOCKET: &str = r#"class ChatTest {
    @Test
    void chatAnswers() throws Exception {
        URI address = URI.create(System.getenv("BACKEND_URL").replaceFirst("http", "ws") + "/ws");
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder()
            .buildAsync(address, collecting(events)).get(5, TimeUnit.SECONDS);
        socket.sendText("{\"text\":\"hello\"}", true);
        assertTrue(events.poll(5, TimeUnit.SECONDS).contains("agent_started"));
    }
}"#;

const QUEUE: &str = r#"class OrderEventTest {
    @Test
    void eventIsPublished() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(System.getenv("BROKER_URL"));
        try (com.rabbitmq.client.Connection connection = factory.newConnection()) {
            BlockingQueue<String> seen = subscribe(connection, "orders");
            new Orders(connection).place("pen");
            assertTrue(seen.poll(5, TimeUnit.SECONDS).contains("pen"));
        }
    }
}"#;

const OWN_SERVICE: &str = r#"class MeTest {
    // Started from the Compose file by `demock run`; its address is <SERVICE>_URL.
    @Test
    void backendAsksAuth() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(System.getenv("BACKEND_URL") + "/me"))
            .header("Authorization", logIn("ada")).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
    }
}"#;

const CLOCK: &str = r#"class TokenTest {
    // java.time.Clock is the language's own way to hand the time in.
    @Test
    void tokenExpires() {
        Clock first = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
        assertTrue(Token.issue(first).isExpired(Clock.offset(first, Duration.ofDays(1))));
    }
}"#;

const RANDOM: &str = "class SampleTest {
    // Hand a seeded generator in.
    @Test
    void sampleIsRepeatable() {
        assertEquals(Sample.take(new Random(7)), Sample.take(new Random(7)));
    }
}";

const FILESYSTEM: &str = r#"class ExportTest {
    @Test
    void exportIsWritten(@TempDir Path folder) throws IOException {
        new Export().to(folder.resolve("out.csv"));
        assertTrue(Files.readString(folder.resolve("out.csv")).startsWith("id,"));
    }
}"#;

const PROCESS: &str = r#"class CommandTest {
    @Test
    void commandSaysWhatItDid() throws Exception {
        Process done = new ProcessBuilder("java", "-jar", "target/app.jar", "export").start();
        assertTrue(done.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, done.exitValue());
    }
}"#;

const ENV: &str = r#"class SettingsTest {
    // Hand the variables in as a map; only main() reads System.getenv().
    @Test
    void settingsAreRead() {
        assertEquals(8080, Settings.parse(Map.of("PORT", "8080")).port());
    }
}"#;

const OWN_CODE: &str = "class TotalTest {
    // Make the real object; what it needs comes in through the constructor.
    @Test
    void totalWithTheRealParts() {
        assertEquals(298, new Totals(TaxTable.load()).of(new Cart(List.of(new Item(250)))));
    }
}";

const UNKNOWN: &str = "class AppTest {
    // Find out what the double stands for (demock explain --finding FINGERPRINT), then build that.
    @Test
    void withTheRealThing() {
        assertEquals(EXPECTED, App.build(System.getenv()).run());
    }
}";
