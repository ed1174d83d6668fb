using Moq;
using Xunit;

namespace Shop.Tests;

public class ClockFixture
{
    public ClockFixture()
    {
        Clock = new Mock<IClock>();
    }

    public Mock<IClock> Clock { get; }
}

[CollectionDefinition("clock")]
public class ClockCollection : ICollectionFixture<ClockFixture>
{
}
