using Moq;
using Stripe;
using Xunit;

namespace Stripe.Tests;

public class RefundsTests
{
    [Fact]
    public void Refunds()
    {
        // What is generated when the project is built.
        var refund = new Mock<Stripe.Refund>();
        Assert.Equal(100, new Charges().Cents(1));
    }
}
