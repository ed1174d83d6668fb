namespace Acme.Shop.Taxes;

public interface ITaxes
{
    int Rate(int price);
}
