namespace Acme.Shop.Flags;

public class FlagCacheService : IFlagCacheService
{
    private Flags _latest;

    public Flags Latest() => _latest;

    public void Take(Flags flags)
    {
        _latest = flags;
    }
}
