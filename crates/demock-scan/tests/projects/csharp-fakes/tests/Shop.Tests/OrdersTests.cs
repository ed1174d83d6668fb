using Xunit;

namespace Shop.Tests;

public class OrdersTests : ShopTestBase
{
    [Fact]
    public void SendsAMail()
    {
        var mailer = new FakeMailer();
        new Orders(mailer).Add("a");
        Assert.NotNull(mailer);
        Assert.Single(mailer.Sent);
    }
}
