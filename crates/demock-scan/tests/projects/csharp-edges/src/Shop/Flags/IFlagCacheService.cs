namespace Acme.Shop.Flags;

public interface IFlagCacheService
{
    Flags Latest();
}
