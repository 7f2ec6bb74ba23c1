"""Has a document enriched. Arguments: the brokers, the registry's URL, the document's id, its text."""

import sys

from confluent_kafka import KafkaException, Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

brokers, registry_url, document_id, text = sys.argv[1:]

registry = SchemaRegistryClient({"url": registry_url})
contract = registry.get_latest_version("documents.raw-value").schema.schema_str
serialize = AvroSerializer(registry, contract, conf={"auto.register.schemas": False})


def delivered(error, message):
    if error:
        raise KafkaException(error)
    print("produced ", document_id, f"{message.topic()}-{message.partition()}@{message.offset()}")


document = {"content": text, "media_type": "text/plain", "profile": "support-email"}
producer = Producer({"bootstrap.servers": brokers, "enable.idempotence": True})
producer.produce(
    "documents.raw",
    key=document_id,
    value=serialize(document, SerializationContext("documents.raw", MessageField.VALUE)),
    on_delivery=delivered,
)
producer.flush()
