using System.Collections.Generic;

namespace Shop.Tests.Doubles;

public class FakeMailer : IMailer
{
    public List<string> Sent { get; } = new();

    public void Send(string to)
    {
        Sent.Add(to);
    }
}
