using Moq;
using Shop.Machine;
using System.IO.Abstractions;
using Xunit;

public class MachineTests
{
    [Fact]
    public void Reads()
    {
        var settings = new Mock<ISettings>();
        var shelf = new Mock<IShelf>();
        var file = new Mock<FileBase>();
        var time = new Mock<ISystemTime>();
        Assert.NotNull(new Reader(settings.Object, shelf.Object, file.Object, time.Object).Read());
    }
}
