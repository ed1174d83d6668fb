package shop;

public class LoudNotes implements Notes {
    private final Notes next;

    public LoudNotes(Notes next) {
        this.next = next;
    }

    public String of(String day) {
        return next.of(day);
    }
}
