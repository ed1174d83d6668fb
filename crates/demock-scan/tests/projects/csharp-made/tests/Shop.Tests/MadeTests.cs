using Moq;
using Shop.Disk;
using Shop.Rates;
using Shop.Times;
using Xunit;

public class MadeTests
{
    [Fact]
    public void Made()
    {
        var disk = new Mock<IDiskProvider>();
        var rates = new Mock<IRatesProxy>();
        var quotes = new Mock<Quotes>();
        var moments = new Mock<Moments>();
        var bus = new Mock<IMessageBus>();
        var dates = new Mock<Dates>();
    }
}
