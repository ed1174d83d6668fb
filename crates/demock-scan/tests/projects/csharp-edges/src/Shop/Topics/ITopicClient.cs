namespace Acme.Shop.Topics;

public interface ITopicClient
{
    Task SendAsync(RateMessage message);
}
