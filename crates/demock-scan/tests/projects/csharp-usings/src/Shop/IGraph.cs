namespace Shop;

public interface IGraph
{
    int Count();
}
