namespace Shop.Machine;

public interface IFileSorter
{
    string First(string folder);

    string Last(string folder);
}
