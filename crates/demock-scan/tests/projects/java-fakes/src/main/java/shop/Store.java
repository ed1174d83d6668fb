package shop;

public interface Store {
    String get(String key);

    void put(String key, String value);
}
