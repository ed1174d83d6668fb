package shop.toll;

public interface Tolls {
    String of(String day);
}
