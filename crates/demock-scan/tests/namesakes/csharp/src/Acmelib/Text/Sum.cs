using Acmelib;

namespace Acmelib.Text;

public class Sum
{
    public int Of(int[] all)
    {
        var sum = 0;
        foreach (var one in all) sum += one;
        return sum;
    }

    public int Twice(int[] all) => Of(all) * 2;
}
