using Acme.Shop.Topics;

namespace Acme.Shop.Rates;

public class RatesEnqueuer : IRatesEnqueuer
{
    private readonly ITopicClient _topic;
    private readonly IRateSerializer _serializer;

    public RatesEnqueuer(ITopicClient topic, IRateSerializer serializer)
    {
        _topic = topic;
        _serializer = serializer;
    }

    public async Task EnqueueAsync(Rate rate)
    {
        var message = _serializer.Serialize(rate);
        message.Seen = false;
        await _topic.SendAsync(message);
    }
}
