namespace Acme.Shop.Lines;

public interface ILines
{
    void LogSection(string name);
    void LogInfo(string text);
    void LogError(string text);
}
