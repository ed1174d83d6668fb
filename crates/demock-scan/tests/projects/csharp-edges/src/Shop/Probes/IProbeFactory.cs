namespace Acme.Shop.Probes;

public interface IProbeFactory
{
    HttpRequestMessage Create(Uri address);
}
