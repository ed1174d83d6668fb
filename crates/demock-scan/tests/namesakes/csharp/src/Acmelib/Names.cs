namespace Acmelib;

public interface INames
{
    string Join(string a, string b);
}

public class Names : INames
{
    public string Join(string a, string b)
    {
        var all = new List<string> { a, b };
        return string.Join("/", all);
    }

    public int Count(string text) => text.Split('/').Length;
}
