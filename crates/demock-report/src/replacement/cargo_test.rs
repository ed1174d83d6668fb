//! Snippets for cargo test.

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

const DATABASE: &str = r#"#[tokio::test]
async fn order_is_stored() -> Result<(), sqlx::Error> {
    let db = PgPool::connect(&std::env::var("DATABASE_URL").expect("run under `demock run`")).await?;
    place_order(&db, "pen").await?;
    let item: String = sqlx::query_scalar("SELECT item FROM orders").fetch_one(&db).await?;
    assert_eq!(item, "pen");
    Ok(())
}"#;

const CACHE: &str = r#"#[test]
fn session_is_cached() -> redis::RedisResult<()> {
    let url = std::env::var("REDIS_URL").expect("run under `demock run`");
    let mut cache = redis::Client::open(url)?.get_connection()?;
    open_session(&mut cache, "ada")?;
    assert!(redis::cmd("TTL").arg("session:ada").query::<i64>(&mut cache)? > 0);
    Ok(())
}"#;

const HTTP: &str = r#"// The provider's own sandbox; list its variables under [run] pass in demock.toml.
#[tokio::test]
async fn charge_is_accepted() -> Result<(), PartnerError> {
    let partner = Partner::new(std::env::var("PARTNER_SANDBOX_URL").expect("passed by [run] pass"));
    assert_eq!(partner.charge(500).await?.status, Status::Accepted);
    Ok(())
}"#;

const LLM: &str = r#"// The provider itself, small model; assert what must hold for any wording.
#[tokio::test]
async fn answer_names_the_order() -> Result<(), ProviderError> {
    let model = std::env::var("LLM_TEST_MODEL").expect("passed by [run] pass");
    assert!(provider().complete(&model, PROMPT).await?.text.contains("order 17"));
    Ok(())
}"#;

const WEBSOCKET: &str = r##"#[tokio::test]
async fn chat_answers() -> Result<(), tungstenite::Error> {
    let backend = std::env::var("BACKEND_URL").expect("run under `demock run`");
    let (mut socket, _) = connect_async(backend.replacen("http", "ws", 1) + "/ws").await?;
    socket.send(Message::text(r#"{"text":"hello"}"#)).await?;
    let event = socket.next().await.expect("an answer")?;
    assert!(event.to_text()?.contains("agent_started"));
    Ok(())
}"##;

const QUEUE: &str = r#"#[tokio::test]
async fn event_is_published() -> Result<(), lapin::Error> {
    let broker = std::env::var("BROKER_URL").expect("run under `demock run`");
    let connection = lapin::Connection::connect(&broker, Default::default()).await?;
    let mut seen = subscribe(&connection, "orders").await?;
    place_order(&connection, "pen").await?;
    let event = seen.next().await.expect("an event")?;
    assert!(event.data.windows(3).any(|part| part == b"pen"));
    Ok(())
}"#;

const OWN_SERVICE: &str = r#"// Started from the Compose file by `demock run`; its address is <SERVICE>_URL.
#[tokio::test]
async fn backend_asks_auth() -> Result<(), reqwest::Error> {
    let backend = std::env::var("BACKEND_URL").expect("run under `demock run`");
    let me = reqwest::Client::new().get(backend + "/me").bearer_auth(log_in("ada").await);
    assert_eq!(me.send().await?.json::<User>().await?.name, "ada");
    Ok(())
}"#;

const CLOCK: &str = "// Hand the time in: the code takes `now` as an argument instead of asking the clock.
#[test]
fn token_expires() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
    assert!(Token::issue(now).is_expired(now + Duration::from_secs(86_400)));
}";

const RANDOM: &str = "// Hand a seeded generator in.
#[test]
fn sample_is_repeatable() {
    assert_eq!(sample(&mut StdRng::seed_from_u64(7)), sample(&mut StdRng::seed_from_u64(7)));
}";

const FILESYSTEM: &str = r#"#[test]
fn export_is_written() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    export(&folder.path().join("out.csv"))?;
    assert!(std::fs::read_to_string(folder.path().join("out.csv"))?.starts_with("id,"));
    Ok(())
}"#;

const PROCESS: &str = r#"#[test]
fn command_says_what_it_did() -> std::io::Result<()> {
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_app")).arg("export").output()?;
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Ok(())
}"#;

const ENV: &str = r#"// Hand the look-up in; only main() passes the environment.
#[test]
fn settings_are_read() {
    let settings = Settings::parse(|name| (name == "PORT").then(|| "8080".to_owned()));
    assert_eq!(settings.map(|it| it.port), Ok(8080));
}"#;

const OWN_CODE: &str = "// Call the real function; what it needs comes in as arguments.
#[test]
fn total_with_the_real_parts() {
    assert_eq!(total(&Cart::from([Item { cents: 250 }]), &TaxTable::load()), 298);
}";

const UNKNOWN: &str =
    "// Find out what the double stands for (`demock explain --finding FINGERPRINT`), then build that.
#[test]
fn with_the_real_thing() {
    assert_eq!(App::build(std::env::vars()).run(), expected());
}";
