namespace Stripe;

public class Charges
{
    public long Cents(decimal amount) => (long)(amount * 100);
}
