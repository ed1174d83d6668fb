using System;
using System.Linq;

namespace Shop.Machine;

public class EnvironmentVariables : IEnvironmentVariables
{
    public string Get(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return Environment.GetEnvironmentVariable(name);
        }

        var all = Environment.GetEnvironmentVariables().Keys.OfType<string>();
        var found = all.FirstOrDefault(one => string.Equals(one, name, StringComparison.OrdinalIgnoreCase));
        if (found == null)
        {
            return null;
        }

        return Environment.GetEnvironmentVariable(found);
    }

    public bool Has(string name) => this.Get(name) != null;

    public bool IsTrue(string name)
    {
        _ = bool.TryParse(this.Get(name), out var result);
        return result;
    }
}
