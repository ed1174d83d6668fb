namespace Acme.Shop.Rates;

public interface IRatesEnqueuer
{
    Task EnqueueAsync(Rate rate);
}
