using Xunit;

namespace Shop.Tests;

public class OrderTests : IClassFixture<ShopFactory>
{
    private readonly ShopFactory _factory;

    public OrderTests(ShopFactory factory)
    {
        _factory = factory;
    }

    [Fact]
    public async Task Pays()
    {
        var client = _factory.CreateClient();
        Assert.NotNull(await client.GetAsync("/"));
    }
}
