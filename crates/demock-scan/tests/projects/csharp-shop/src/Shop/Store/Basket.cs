namespace Acme.Shop.Store;

public class Basket
{
    public virtual int Total() => 0;
}
