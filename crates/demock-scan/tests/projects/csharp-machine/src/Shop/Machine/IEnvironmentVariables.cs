namespace Shop.Machine;

public interface IEnvironmentVariables
{
    string Get(string name);

    bool Has(string name);

    bool IsTrue(string name);
}
