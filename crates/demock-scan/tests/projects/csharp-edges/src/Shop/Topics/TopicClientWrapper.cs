using Azure.Messaging.ServiceBus;

namespace Acme.Shop.Topics;

public class TopicClientWrapper : ITopicClient
{
    private readonly ServiceBusSender _sender;

    public TopicClientWrapper(ServiceBusSender sender)
    {
        _sender = sender;
    }

    public async Task SendAsync(RateMessage message)
    {
        await _sender.SendMessageAsync(new ServiceBusMessage(message.Body));
    }
}
