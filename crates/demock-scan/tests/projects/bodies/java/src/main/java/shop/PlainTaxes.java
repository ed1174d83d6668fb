package shop;

public class PlainTaxes implements Taxes {
    @Override
    public long of(long sum) {
        return sum / 5;
    }
}
