using Acme.Shop.Taxes;
using Moq;

namespace Acme.Shop.Tests;

public class TaxesTests
{
    private readonly Mock<ITaxes> taxes = new Mock<ITaxes>();
}
