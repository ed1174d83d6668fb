using System.Net.Http;

namespace Shop.Rates
{
    public abstract class Asking
    {
        private readonly HttpClient _client;

        protected Asking(HttpClient client)
        {
            _client = client;
        }

        protected string Ask(string path)
        {
            return _client.GetStringAsync(path).Result;
        }
    }

    public class RatesProxyV2 : Asking, IRatesProxy
    {
        private string _last;

        public RatesProxyV2(HttpClient client) : base(client)
        {
        }

        public string Latest(string code)
        {
            _last = code;
            return Ask("latest/" + code);
        }

        public string Yearly(string code)
        {
            _last = code;
            return Ask("yearly/" + code);
        }

        public bool IsKnown(string code)
        {
            return code == _last;
        }
    }
}
