using System.IO;

namespace Shop.Machine
{
    public interface IShelf
    {
        string Read(string name);

        string Place(string name);
    }

    public class Shelf : IShelf
    {
        public string Read(string name)
        {
            return File.ReadAllText(Place(name));
        }

        public string Place(string name)
        {
            return "shelf-" + name.ToLowerInvariant();
        }
    }
}
