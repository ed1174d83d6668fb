namespace Shop.Machine;

public interface IFileUtility
{
    string ReadAll(string path);

    bool Exists(string path);

    string WithoutLines(string path, string mark);
}
