using System.Collections.Generic;

namespace Shop.Machine;

public interface IFolderHandle
{
    bool Exists();

    void Delete();

    IFolderHandle Parent();

    IEnumerable<IFolderHandle> Children();
}
