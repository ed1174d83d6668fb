namespace Shop.Machine;

public interface IDiskUtility
{
    int Count(string name);

    int Weigh(int first, int second);

    int Sum(int first, int second);
}
