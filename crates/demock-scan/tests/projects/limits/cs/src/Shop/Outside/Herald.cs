using System.Net.Http;

namespace Shop.Outside;

public class Herald : IHerald
{
    private readonly HttpClient _line;

    public Herald(HttpClient line)
    {
        _line = line;
    }

    public string Send(string text)
    {
        return _line.GetStringAsync("/news/" + text).Result;
    }
}
