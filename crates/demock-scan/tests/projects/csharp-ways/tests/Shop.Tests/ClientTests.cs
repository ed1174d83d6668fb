using Moq;
using OpenAI.Responses;

namespace Acme.Shop.Tests;

public class ClientTests
{
    private readonly Mock<ResponsesClient> responses = new Mock<ResponsesClient>();
}
