// Reads and writes with Confluent's own JavaScript client, for ConfluentInteropIT:
//   node interop.mjs REGISTRY_URL decode TOPIC RECORD_IN_BASE64    prints the record as JSON
//   node interop.mjs REGISTRY_URL encode TOPIC RECORD_IN_JSON      prints the record in Base64
import registry from '@confluentinc/schemaregistry';

const { SchemaRegistryClient, AvroDeserializer, AvroSerializer, SerdeType } = registry;
const [url, act, topic, record] = process.argv.slice(2);
// Without a limit it waits for ever for an answer that is lost; after one, it asks again.
const client = new SchemaRegistryClient({ baseURLs: [url], createAxiosDefaults: { timeout: 10_000 } });

if (act === 'decode') {
  const deserializer = new AvroDeserializer(client, SerdeType.VALUE, {});
  console.log(JSON.stringify(await deserializer.deserialize(topic, Buffer.from(record, 'base64'))));
} else {
  const options = { autoRegisterSchemas: false, useLatestVersion: true };
  const serializer = new AvroSerializer(client, SerdeType.VALUE, options);
  console.log((await serializer.serialize(topic, JSON.parse(record))).toString('base64'));
}
process.exit(0);
