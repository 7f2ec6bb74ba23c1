"""Shows what becomes of documents, each outcome once. Arguments: the brokers, the registry's URL."""

import json
import sys

from confluent_kafka import Consumer, KafkaException
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

brokers, registry = sys.argv[1:]

deserialize = AvroDeserializer(SchemaRegistryClient({"url": registry}))
consumer = Consumer({
    "bootstrap.servers": brokers,
    "group.id": "example-python",
    "auto.offset.reset": "earliest",
    "isolation.level": "read_committed",
})
consumer.subscribe(["documents.enriched", "documents.dead-letter"])
try:
    while True:
        message = consumer.poll(1.0)
        if message is None:
            continue
        if message.error():
            raise KafkaException(message.error())
        outcome = deserialize(message.value(), SerializationContext(message.topic(), MessageField.VALUE))
        if message.topic() == "documents.enriched":
            fields = json.loads(outcome["extraction"]["fields"])
            print("enriched ", outcome["document_id"], outcome["classification"]["label"], fields, flush=True)
        else:
            print("held     ", outcome["document_id"], outcome["reason"], outcome["detail"], flush=True)
except KeyboardInterrupt:
    pass
finally:
    consumer.close()
