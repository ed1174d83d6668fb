namespace Acme.Shop.Rates;

public interface IRateSerializer
{
    RateMessage Serialize(Rate rate);
}
