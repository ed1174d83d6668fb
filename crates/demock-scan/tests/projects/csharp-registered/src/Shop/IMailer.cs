namespace Shop;

public interface IMailer
{
    void Send(string to);
}
