package shop.support;

import java.util.ArrayList;
import java.util.List;
import shop.Store;

public class RecordingStore implements Store {
    public final List<String> keys = new ArrayList<>();

    @Override
    public String get(String key) {
        keys.add(key);
        return null;
    }

    @Override
    public void put(String key, String value) {
        keys.add(key);
    }
}
