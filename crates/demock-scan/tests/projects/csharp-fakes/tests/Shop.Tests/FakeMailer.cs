namespace Shop.Tests;

public class FakeMailer : IMailer
{
    public List<string> Sent { get; } = new();

    public void Send(string to, string text)
    {
        Sent.Add(text);
    }
}
