namespace Acme.Shop.Taxes;

public class Taxes : Hook<ShopContext>, ITaxes
{
    public int Rate(int price)
    {
        return price > 100 ? 25 : 12;
    }

    public override void Saved()
    {
    }
}
