using Acme.Shop.Rates;
using Moq;
using OpenAI.Responses;
using StackExchange.Redis;

namespace Acme.Shop.Tests;

public class WaysTests
{
    private readonly Mock<IRates> rates = new Mock<IRates>();
    private readonly Mock<IDatabase> database = new Mock<IDatabase>();
    private readonly Mock<Azure.AI.Projects.Threads> threads = new Mock<Azure.AI.Projects.Threads>();
}
