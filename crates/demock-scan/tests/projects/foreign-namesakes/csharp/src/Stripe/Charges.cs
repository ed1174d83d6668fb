namespace Shop.Payments;

public class Charges
{
    public long Cents(decimal amount) => (long)(amount * 100);
}
