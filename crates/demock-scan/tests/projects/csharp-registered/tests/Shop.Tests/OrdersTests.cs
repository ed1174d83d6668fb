using Microsoft.Extensions.DependencyInjection;
using Shop.Tests.Doubles;
using Xunit;

namespace Shop.Tests;

public class OrdersTests
{
    private readonly FakeMailer _mailer = new();
    private readonly Dictionary<string, int> _counts = new();

    public FakeMailer? Shown { get; } = new();

    [Fact]
    public void Sends()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IMailer, FakeMailer>();
        services.AddTransient<FakeMailer>();
        services.AddOptions<FakeMailer, IMailer>();
        var provided = services.BuildServiceProvider().GetRequiredService<FakeMailer>();
        Assert.IsType<FakeMailer>(provided);
        Assert.Empty(_mailer.Sent);
    }
}
