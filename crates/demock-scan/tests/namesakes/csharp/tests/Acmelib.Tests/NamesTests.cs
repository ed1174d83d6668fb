using Acmelib;
using Acmelib.Text;
using Moq;
using Xunit;

namespace Acmelib.Tests;

public class NamesTests
{
    [Fact]
    public void Replaces()
    {
        var names = new Mock<INames>();
        var sum = new Mock<Sum>();
        var whole = new Mock<Acmelib.INames>();
        var foreign = new Mock<Npgsql.NpgsqlConnection>();
        Assert.Equal("", names.Object.Join("", ""));
    }
}
