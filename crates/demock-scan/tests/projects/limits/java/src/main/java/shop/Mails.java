package shop;

public interface Mails {
    String of(String day);
}
