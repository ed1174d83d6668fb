using Moq;
using Shop.Redis;
using Xunit;

namespace Shop.Tests;

public class LinesTests
{
    [Fact]
    public void Replaces()
    {
        var lines = new Mock<Lines>();
        var connection = new Mock<StackExchange.Redis.IConnectionMultiplexer>();
        Assert.Equal(1, lines.Object.First(""));
    }
}
