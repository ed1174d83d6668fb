using Acme.Wheels;
using Moq;
using Neo4j.Driver;
using Xunit;

namespace Shop.Tests;

public class StrangeTests
{
    private readonly Mock<IDriver> _driver = new();
}
