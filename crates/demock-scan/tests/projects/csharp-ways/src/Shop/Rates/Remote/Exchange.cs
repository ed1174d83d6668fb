using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Acme.Shop.Rates.Remote;

public class Exchange : IRates
{
    private readonly HttpClient client;

    public Exchange(HttpClient client)
    {
        this.client = client;
    }

    public async Task<decimal> LatestAsync(string currency, CancellationToken cancellation = default)
    {
        var text = await this.client.GetStringAsync("https://rates.example/" + currency, cancellation);
        return decimal.Parse(text);
    }
}
