package shop;

public class OtherPosts implements Posts {
    public String of(String day) {
        return day.trim();
    }
}
