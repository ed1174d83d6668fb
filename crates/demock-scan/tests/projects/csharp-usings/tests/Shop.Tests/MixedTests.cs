using Moq;
using Neo4j.Driver;
using Quartz;
using Xunit;

namespace Shop.Tests;

public class MixedTests
{
    private readonly Mock<IDriver> _driver = new();
}
