using System.IO;
using System.Linq;

namespace Shop.Machine;

public class FileUtility : IFileUtility
{
    public string ReadAll(string path) => File.ReadAllText(path);

    public bool Exists(string path) => File.Exists(path);

    public string WithoutLines(string path, string mark)
    {
        var lines = File.ReadLines(path);
        var kept = lines.Where(line => !line.Contains(mark)).ToList();
        var copy = path + ".copy";
        if (kept.Count == 0)
        {
            return path;
        }

        kept.Sort();
        kept.Reverse();
        File.WriteAllLines(copy, kept);
        return copy;
    }
}
