namespace Acme.Shop.Lines;

public interface ILogIns
{
    void LogIn(string name);
    void LogOut(string name);
}
