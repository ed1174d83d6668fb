//! Snippets for go test.

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

const DATABASE: &str = r#"func TestOrderIsStored(t *testing.T) {
	db, err := sql.Open("pgx", os.Getenv("DATABASE_URL"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	placeOrder(t.Context(), db, "pen")
	var item string
	if err := db.QueryRow("SELECT item FROM orders").Scan(&item); err != nil || item != "pen" {
		t.Fatalf("item = %q, %v", item, err)
	}
}"#;

const CACHE: &str = r#"func TestSessionIsCached(t *testing.T) {
	options, err := redis.ParseURL(os.Getenv("REDIS_URL"))
	if err != nil {
		t.Fatal(err)
	}
	cache := redis.NewClient(options)
	t.Cleanup(func() { cache.Close() })
	openSession(t.Context(), cache, "ada")
	if ttl := cache.TTL(t.Context(), "session:ada").Val(); ttl <= 0 {
		t.Fatalf("ttl = %v", ttl)
	}
}"#;

const HTTP: &str = r#"// The provider's own sandbox; list its variables under [run] pass in demock.toml.
func TestChargeIsAccepted(t *testing.T) {
	partner := NewPartner(os.Getenv("PARTNER_SANDBOX_URL"), http.DefaultClient)
	charge, err := partner.Charge(t.Context(), 500)
	if err != nil || charge.Status != "accepted" {
		t.Fatalf("charge = %+v, %v", charge, err)
	}
}"#;

const LLM: &str = r#"// The provider itself, small model; assert what must hold for any wording.
func TestAnswerNamesTheOrder(t *testing.T) {
	answer, err := provider.Complete(t.Context(), os.Getenv("LLM_TEST_MODEL"), prompt)
	if err != nil || !strings.Contains(answer.Text, "order 17") {
		t.Fatalf("answer = %+v, %v", answer, err)
	}
}"#;

const WEBSOCKET: &str = r#"func TestChatAnswers(t *testing.T) {
	address := strings.Replace(os.Getenv("BACKEND_URL"), "http", "ws", 1) + "/ws"
	socket, _, err := websocket.Dial(t.Context(), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer socket.CloseNow()
	if err := wsjson.Write(t.Context(), socket, map[string]string{"text": "hello"}); err != nil {
		t.Fatal(err)
	}
	var event struct{ Type string }
	if err := wsjson.Read(t.Context(), socket, &event); err != nil || event.Type != "agent_started" {
		t.Fatalf("event = %+v, %v", event, err)
	}
}"#;

const QUEUE: &str = r#"func TestEventIsPublished(t *testing.T) {
	connection, err := amqp.Dial(os.Getenv("BROKER_URL"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	seen := subscribe(t, connection, "orders")
	placeOrder(t.Context(), "pen")
	select {
	case event := <-seen:
		if !bytes.Contains(event.Body, []byte("pen")) {
			t.Fatalf("event = %s", event.Body)
		}
	case <-t.Context().Done():
		t.Fatal("no event")
	}
}"#;

const OWN_SERVICE: &str = r#"// Started from the Compose file by `demock run`; its address is <SERVICE>_URL.
func TestBackendAsksAuth(t *testing.T) {
	request, _ := http.NewRequestWithContext(t.Context(), "GET", os.Getenv("BACKEND_URL")+"/me", nil)
	request.Header = logIn(t, "ada")
	answer, err := http.DefaultClient.Do(request)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("answer = %v, %v", answer, err)
	}
}"#;

const CLOCK: &str = r#"// Hand the time in, or use testing/synctest: its clock is the runtime's own.
func TestTokenExpires(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	if !Issue(now).Expired(now.Add(24 * time.Hour)) {
		t.Fatal("still valid after a day")
	}
}"#;

const RANDOM: &str = r#"// Hand a seeded source in instead of replacing a package variable.
func TestSampleIsRepeatable(t *testing.T) {
	if a, b := Sample(rand.New(rand.NewPCG(7, 7))), Sample(rand.New(rand.NewPCG(7, 7))); a != b {
		t.Fatalf("%v != %v", a, b)
	}
}"#;

const FILESYSTEM: &str = r#"func TestExportIsWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.csv")
	Export(path)
	text, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(text, []byte("id,")) {
		t.Fatalf("text = %s, %v", text, err)
	}
}"#;

const PROCESS: &str = r#"func TestCommandSaysWhatItDid(t *testing.T) {
	command := exec.CommandContext(t.Context(), "go", "run", "./cmd/app", "export")
	if text, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
}"#;

const ENV: &str = r#"// Hand the look-up in; only main() passes os.LookupEnv.
func TestSettingsAreRead(t *testing.T) {
	settings, err := ParseSettings(map[string]string{"PORT": "8080"})
	if err != nil || settings.Port != 8080 {
		t.Fatalf("settings = %+v, %v", settings, err)
	}
}"#;

const OWN_CODE: &str = r#"// Call the real function; what it needs comes in as arguments.
func TestTotalWithTheRealParts(t *testing.T) {
	if got := Total(Cart{{Cents: 250}}, LoadTaxTable()); got != 298 {
		t.Fatalf("total = %d", got)
	}
}"#;

const UNKNOWN: &str = r#"// Find out what the double stands for (demock explain --finding FINGERPRINT), then build that.
func TestWithTheRealThing(t *testing.T) {
	app := BuildApp(t.Context(), os.Getenv)
	if got := app.Run(); got != expected {
		t.Fatalf("got %v", got)
	}
}"#;
