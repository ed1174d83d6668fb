using Moq;
using Shop.Payments;
using Stripe;
using Xunit;

namespace Shop.Tests;

public class ChargesTests
{
    [Fact]
    public void Charges()
    {
        var service = new Mock<Stripe.ChargeService>();
        Assert.Equal(100, new Charges().Cents(1));
    }
}
