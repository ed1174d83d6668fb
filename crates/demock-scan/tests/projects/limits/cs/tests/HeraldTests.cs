using Moq;
using Shop;
using Xunit;

public class HeraldTests
{
    [Fact]
    public void Sends()
    {
        var herald = new Mock<IHerald>();
        Assert.NotNull(herald.Object);
    }
}
