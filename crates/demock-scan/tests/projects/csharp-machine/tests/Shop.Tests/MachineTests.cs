using Moq;
using Shop.Machine;
using Xunit;

namespace Shop.Tests;

public class MachineTests
{
    private readonly Mock<IFileUtility> files = new Mock<IFileUtility>();
    private readonly Mock<IEnvironmentVariables> variables = new Mock<IEnvironmentVariables>();
    private readonly Mock<IFileSorter> sorter = new Mock<IFileSorter>();
    private readonly Mock<IDiskUtility> disk = new Mock<IDiskUtility>();
    private readonly Mock<IFolderHandle> folder = new Mock<IFolderHandle>();

    [Fact]
    public void Stands() => Assert.NotNull(new object[] { files, variables, sorter, disk, folder });
}
