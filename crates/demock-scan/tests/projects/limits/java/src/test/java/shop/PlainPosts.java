package shop;

public class PlainPosts implements Posts {
    public String of(String day) {
        return day.trim();
    }
}
