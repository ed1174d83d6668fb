package shop;

public interface Posts {
    String of(String day);
}
