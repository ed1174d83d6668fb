namespace Shop.Redis;

public class Lines
{
    public int First(string text) => text.Split(',').Length + 1;

    public int Last(string text) => text.Length;
}
