using System;

namespace Shop.Machine
{
    public interface ISettings
    {
        string Get(string name);

        void Set(string name, string value);
    }

    public class MachineSettings : ISettings
    {
        public string Get(string name)
        {
            return Environment.GetEnvironmentVariable(name);
        }

        public void Set(string name, string value)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
