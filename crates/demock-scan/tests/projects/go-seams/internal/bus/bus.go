package bus

// KafkaProducer sends what is said.
type KafkaProducer interface {
	Publish(message string) error
}
