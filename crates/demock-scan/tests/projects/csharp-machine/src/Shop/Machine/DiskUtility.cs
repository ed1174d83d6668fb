using System.IO;

namespace Shop.Machine;

public class DiskUtility : IDiskUtility
{
    public int Count(string name)
    {
        return Directory.GetFiles(name).Length;
    }

    public int Weigh(int first, int second)
    {
        return first * second;
    }

    public int Sum(int first, int second)
    {
        return first + second;
    }
}
