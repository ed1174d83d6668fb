namespace Acme.Shop.Flags;

public interface IFarCacheService
{
    Flags Latest();
}
