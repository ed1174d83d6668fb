package shop;

public interface Notes {
    String of(String day);
}
