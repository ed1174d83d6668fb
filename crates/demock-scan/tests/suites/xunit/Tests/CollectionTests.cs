using Xunit;

namespace Shop.Tests;

[Collection("clock")]
public class CollectionTests
{
    private readonly ClockFixture _clock;

    public CollectionTests(ClockFixture clock)
    {
        _clock = clock;
    }

    [Fact]
    public void Pays()
    {
        Assert.Equal(1, new Order().Pay());
    }
}

public class AloneTests
{
    [Fact]
    public void Pays()
    {
        Assert.Equal(1, new Order().Pay());
    }
}
