using Ledger.Net;
using Moq;

namespace Acme.Shop.Tests;

public class LedgerTests
{
    private readonly Mock<LedgerClient> ledger = new Mock<LedgerClient>();
    private readonly Mock<ILedgerEntry> entry = new Mock<ILedgerEntry>();
}
