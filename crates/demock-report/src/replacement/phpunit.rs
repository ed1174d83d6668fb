//! Snippets for `PHPUnit`.

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

const DATABASE: &str = "final class OrderTest extends TestCase
{
    public function testOrderIsStored(): void
    {
        $db = pg_connect(getenv('DATABASE_URL'));
        (new Orders($db))->place('pen');
        self::assertSame('pen', pg_fetch_result(pg_query($db, 'SELECT item FROM orders'), 0, 0));
    }
}";

const CACHE: &str = r"final class SessionTest extends TestCase
{
    public function testSessionIsCached(): void
    {
        $cache = new Predis\Client(getenv('REDIS_URL'));
        (new Sessions($cache))->open('ada');
        self::assertGreaterThan(0, $cache->ttl('session:ada'));
    }
}";

const HTTP: &str = "final class ChargeTest extends TestCase
{
    // The provider's own sandbox; list its variables under [run] pass in demock.toml.
    public function testChargeIsAccepted(): void
    {
        $partner = new Partner(getenv('PARTNER_SANDBOX_URL'));
        self::assertSame('accepted', $partner->charge(500)->status);
    }
}";

const LLM: &str = "final class AnswerTest extends TestCase
{
    // The provider itself, small model; assert what must hold for any wording.
    public function testAnswerNamesTheOrder(): void
    {
        $answer = (new Provider())->complete(getenv('LLM_TEST_MODEL'), PROMPT);
        self::assertStringContainsString('order 17', $answer->text);
    }
}";

const WEBSOCKET: &str = r#"final class ChatTest extends TestCase
{
    public function testChatAnswers(): void
    {
        $socket = new WebSocket\Client(preg_replace('/^http/', 'ws', getenv('BACKEND_URL')) . '/ws');
        $socket->text('{"text":"hello"}');
        self::assertStringContainsString('agent_started', $socket->receive()->getContent());
    }
}"#;

const QUEUE: &str = "final class OrderEventTest extends TestCase
{
    public function testEventIsPublished(): void
    {
        $connection = connectTo(getenv('BROKER_URL'));
        $queue = subscribe($connection, 'orders');
        (new Orders($connection))->place('pen');
        self::assertStringContainsString('pen', $queue->next(seconds: 5));
    }
}";

const OWN_SERVICE: &str = r"final class MeTest extends TestCase
{
    // Started from the Compose file by `demock run`; its address is <SERVICE>_URL.
    public function testBackendAsksAuth(): void
    {
        $backend = new GuzzleHttp\Client(['base_uri' => getenv('BACKEND_URL')]);
        $answer = $backend->get('/me', ['headers' => logIn('ada')]);
        self::assertSame('ada', json_decode((string) $answer->getBody())->name);
    }
}";

const CLOCK: &str = "final class TokenTest extends TestCase
{
    // Hand the time in: the code takes $now as an argument instead of asking the clock.
    public function testTokenExpires(): void
    {
        $now = new DateTimeImmutable('2026-01-01T00:00:00Z');
        self::assertTrue(Token::issue($now)->expired($now->modify('+1 day')));
    }
}";

const RANDOM: &str = r"final class SampleTest extends TestCase
{
    // Hand a seeded generator in.
    public function testSampleIsRepeatable(): void
    {
        $seeded = static fn () => new Random\Randomizer(new Random\Engine\Mt19937(7));
        self::assertSame(sample($seeded()), sample($seeded()));
    }
}";

const FILESYSTEM: &str = "final class ExportTest extends TestCase
{
    public function testExportIsWritten(): void
    {
        $path = tempnam(sys_get_temp_dir(), 'export');
        (new Export())->to($path);
        self::assertStringStartsWith('id,', file_get_contents($path));
        unlink($path);
    }
}";

const PROCESS: &str = "final class CommandTest extends TestCase
{
    public function testCommandSaysWhatItDid(): void
    {
        exec(PHP_BINARY . ' bin/app export', $lines, $status);
        self::assertSame(0, $status);
    }
}";

const ENV: &str = "final class SettingsTest extends TestCase
{
    // Hand the variables in as an array; only the entry point reads getenv().
    public function testSettingsAreRead(): void
    {
        self::assertSame(8080, Settings::parse(['PORT' => '8080'])->port);
    }
}";

const OWN_CODE: &str = "final class TotalTest extends TestCase
{
    // Make the real object; what it needs comes in through the constructor.
    public function testTotalWithTheRealParts(): void
    {
        self::assertSame(298, (new Totals(TaxTable::load()))->of(new Cart([new Item(250)])));
    }
}";

const UNKNOWN: &str = "final class AppTest extends TestCase
{
    // Find out what the double stands for (demock explain --finding FINGERPRINT), then build that.
    public function testWithTheRealThing(): void
    {
        self::assertSame(EXPECTED, App::build(getenv())->run());
    }
}";
