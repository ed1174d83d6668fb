//! Snippets for xUnit.

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

const DATABASE: &str = r#"public class OrderTests
{
    [Fact]
    public async Task Order_is_stored()
    {
        // Npgsql's form of the lease's address: demock run maps it under x-demock.env.
        await using var db = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable("NPGSQL_DATABASE")!);
        await new Orders(db).Place("pen");
        await using var query = db.CreateCommand("SELECT item FROM orders");
        Assert.Equal("pen", await query.ExecuteScalarAsync());
    }
}"#;

const CACHE: &str = r#"public class SessionTests
{
    [Fact]
    public async Task Session_is_cached()
    {
        var address = new Uri(Environment.GetEnvironmentVariable("REDIS_URL")!);
        using var redis = await ConnectionMultiplexer.ConnectAsync($"{address.Host}:{address.Port}");
        await new Sessions(redis).Open("ada");
        Assert.NotNull(await redis.GetDatabase().KeyTimeToLiveAsync("session:ada"));
    }
}"#;

const HTTP: &str = r#"public class ChargeTests
{
    // The provider's own sandbox; list its variables under [run] pass in demock.toml.
    private readonly Partner partner = new(new Uri(Environment.GetEnvironmentVariable("PARTNER_SANDBOX_URL")!));

    [Fact]
    public async Task Charge_is_accepted() => Assert.Equal("accepted", (await partner.Charge(500)).Status);
}"#;

const LLM: &str = r#"public class AnswerTests
{
    // The provider itself, small model; assert what must hold for any wording.
    [Fact]
    public async Task Answer_names_the_order()
    {
        var answer = await Provider.Complete(Environment.GetEnvironmentVariable("LLM_TEST_MODEL")!, Prompt);
        Assert.Contains("order 17", answer.Text);
    }
}"#;

const WEBSOCKET: &str = r#"public class ChatTests
{
    [Fact]
    public async Task Chat_answers()
    {
        var address = new Uri(Environment.GetEnvironmentVariable("BACKEND_URL")!.Replace("http", "ws") + "/ws");
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(address, CancellationToken.None);
        await socket.SendText("{\"text\":\"hello\"}");
        Assert.Contains("agent_started", await socket.ReceiveText());
    }
}"#;

const QUEUE: &str = r#"public class OrderEventTests
{
    [Fact]
    public async Task Event_is_published()
    {
        var factory = new ConnectionFactory { Uri = new Uri(Environment.GetEnvironmentVariable("BROKER_URL")!) };
        await using var connection = await factory.CreateConnectionAsync();
        var seen = await Subscribe(connection, "orders");
        await new Orders(connection).Place("pen");
        Assert.Contains("pen", await seen.ReadAsync());
    }
}"#;

const OWN_SERVICE: &str = r#"public class MeTests
{
    // Started from the Compose file by `demock run`; its address is <SERVICE>_URL.
    [Fact]
    public async Task Backend_asks_auth()
    {
        using var backend = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("BACKEND_URL")!) };
        backend.DefaultRequestHeaders.Authorization = await LogIn("ada");
        Assert.Equal("ada", (await backend.GetFromJsonAsync<User>("/me"))!.Name);
    }
}"#;

const CLOCK: &str = r#"public class TokenTests
{
    // Hand the time in: the code takes `now` as an argument instead of asking the clock.
    [Fact]
    public void Token_expires()
    {
        var now = DateTimeOffset.Parse("2026-01-01T00:00:00Z");
        Assert.True(Token.Issue(now).IsExpired(now.AddDays(1)));
    }
}"#;

const RANDOM: &str = "public class SampleTests
{
    // Hand a seeded generator in.
    [Fact]
    public void Sample_is_repeatable() => Assert.Equal(Sample.Take(new Random(7)), Sample.Take(new Random(7)));
}";

const FILESYSTEM: &str = r#"public class ExportTests
{
    [Fact]
    public void Export_is_written()
    {
        var folder = Directory.CreateTempSubdirectory();
        new Export().To(Path.Combine(folder.FullName, "out.csv"));
        Assert.StartsWith("id,", File.ReadAllText(Path.Combine(folder.FullName, "out.csv")));
        folder.Delete(recursive: true);
    }
}"#;

const PROCESS: &str = r#"public class CommandTests
{
    [Fact]
    public async Task Command_says_what_it_did()
    {
        using var done = Process.Start("dotnet", "run --project App -- export");
        await done.WaitForExitAsync();
        Assert.Equal(0, done.ExitCode);
    }
}"#;

const ENV: &str = r#"public class SettingsTests
{
    // Hand the variables in as a dictionary; only Main reads the environment.
    [Fact]
    public void Settings_are_read() => Assert.Equal(8080, Settings.Parse(new() { ["PORT"] = "8080" }).Port);
}"#;

const OWN_CODE: &str = "public class TotalTests
{
    // Make the real object; what it needs comes in through the constructor.
    [Fact]
    public void Total_with_the_real_parts() =>
        Assert.Equal(298, new Totals(TaxTable.Load()).Of(new Cart(new Item(250))));
}";

const UNKNOWN: &str = "public class AppTests
{
    // Find out what the double stands for (demock explain --finding FINGERPRINT), then build that.
    [Fact]
    public void With_the_real_thing() => Assert.Equal(Expected, App.Build().Run());
}";
