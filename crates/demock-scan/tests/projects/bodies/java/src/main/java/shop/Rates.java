package shop;

public interface Rates {
    String of(String day);
}
