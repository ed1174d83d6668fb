package shop;

public interface Feeds {
    String of(String day);
}
