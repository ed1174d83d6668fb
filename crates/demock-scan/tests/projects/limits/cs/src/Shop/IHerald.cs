namespace Shop;

public interface IHerald
{
    string Send(string text);
}
