namespace Acme.Shop.Flags;

public class FarCacheService : IFarCacheService
{
    private readonly IDistributedCache _cache;

    public FarCacheService(IDistributedCache cache)
    {
        _cache = cache;
    }

    public Flags Latest()
    {
        var text = _cache.GetString("flags");
        return Flags.Parse(text);
    }
}
