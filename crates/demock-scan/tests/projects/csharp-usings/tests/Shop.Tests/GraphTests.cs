using System;
using Moq;
using Neo4j.Driver;
using Shop.Graphs;
using Xunit;

namespace Shop.Tests;

public class GraphTests
{
    private readonly Mock<IDriver> _driver = new();
    private readonly Mock<IGraph> _graph = new();
    private readonly Mock<IServiceProvider> _services = new();
    private readonly Mock<Record> _record = new();
}
