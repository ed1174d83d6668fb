package shop;

import org.apache.kafka.clients.consumer.KafkaConsumer;

public class TopicFeeds implements Feeds {
    private final KafkaConsumer<String, String> line;

    public TopicFeeds(KafkaConsumer<String, String> line) {
        this.line = line;
    }

    public String of(String day) {
        return line.poll(null).toString();
    }
}
