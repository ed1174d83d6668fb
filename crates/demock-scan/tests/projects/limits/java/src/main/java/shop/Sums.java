package shop;

public interface Sums {
    String of(String day);
}
