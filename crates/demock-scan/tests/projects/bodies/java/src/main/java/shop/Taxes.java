package shop;

public interface Taxes {
    long of(long sum);
}
