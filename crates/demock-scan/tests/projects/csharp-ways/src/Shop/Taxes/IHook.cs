namespace Acme.Shop.Taxes;

public interface IHook<TContext>
{
    void Saved();
}
