namespace Acme.Shop.Probes;

public class ProbeFactory : IProbeFactory
{
    public HttpRequestMessage Create(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("probe", "1");
        return request;
    }
}
