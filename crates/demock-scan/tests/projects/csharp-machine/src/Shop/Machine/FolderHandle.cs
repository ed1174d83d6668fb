using System.Collections.Generic;
using System.IO;

namespace Shop.Machine;

public class FolderHandle : IFolderHandle
{
    private readonly string path;

    public FolderHandle(string path)
    {
        this.path = path;
    }

    public bool Exists() => Directory.Exists(this.path);

    public void Delete() => Directory.Delete(this.path);

    public IFolderHandle Parent() => new FolderHandle(this.path + "/..");

    public IEnumerable<IFolderHandle> Children()
    {
        foreach (var name in Directory.GetDirectories(this.path))
        {
            yield return new FolderHandle(name);
        }
    }
}
