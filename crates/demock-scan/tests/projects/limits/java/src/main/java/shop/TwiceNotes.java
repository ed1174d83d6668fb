package shop;

public class TwiceNotes implements Notes {
    private final Notes next;

    public TwiceNotes(Notes next) {
        this.next = next;
    }

    public String of(String day) {
        return next.of(day);
    }
}
