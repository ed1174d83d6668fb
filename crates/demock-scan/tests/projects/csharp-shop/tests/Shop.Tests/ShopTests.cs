using Acme.Shop.Store;
using Moq;
using Xunit;

namespace Acme.Shop.Tests;

public class ShopTests
{
    [Fact]
    public void Sells()
    {
        var context = new Mock<ShopContext>();
        var basket = new Mock<Basket>();
        Assert.NotNull(context.Object);
        Assert.NotNull(basket.Object);
    }
}
