using Moq;

namespace Shop.Tests;

public class ShopMocker
{
    private readonly Dictionary<Type, object> _kept = new();

    public Mock<T> GetMock<T>()
        where T : class
    {
        if (!_kept.ContainsKey(typeof(T)))
        {
            _kept[typeof(T)] = new Mock<T>();
        }

        return (Mock<T>)_kept[typeof(T)];
    }
}
