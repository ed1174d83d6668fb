using System.IO;
using System.Linq;

namespace Shop.Machine;

public class FileSorter : IFileSorter
{
    public string First(string folder)
    {
        var names = Directory.GetFiles(folder).ToList();
        names.Sort();
        if (names.Count == 0)
        {
            return null;
        }

        return names[0];
    }

    public string Last(string folder)
    {
        var names = Directory.GetFiles(folder).ToList();
        names.Sort();
        if (names.Count == 0)
        {
            return null;
        }

        return names[^1];
    }
}
