using System.Net.Http;

namespace Shop.Rates
{
    public class Quotes
    {
        private readonly HttpClient _client;

        public Quotes(HttpClient client)
        {
            _client = client;
        }

        public string Of(string code)
        {
            return Ask("of/" + code);
        }

        public string Best(string code)
        {
            return Ask("best/" + code);
        }

        public string Worst(string code)
        {
            return Ask("worst/" + code);
        }

        private string Ask(string path)
        {
            return _client.GetStringAsync(path).Result;
        }
    }
}
