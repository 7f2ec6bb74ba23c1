// Reads and writes with Confluent's own JavaScript client, for ConfluentInteropIT:
//   node interop.mjs REGISTRY_URL decode TOPIC RECORD_IN_BASE64    prints the record as JSON
//   node interop.mjs REGISTRY_URL encode TOPIC RECORD_IN_JSON      prints the record in Base64
import registry from '@confluentinc/schemaregistry';

const { SchemaRegistryClient, AvroDeserializer, AvroSerializer, SerdeType, SubjectNameStrategyType } = registry;
const [url, act, topic, record] = process.argv.slice(2);
// Without a limit it waits for ever for an answer that is lost. Past the limit it asks the next registry, here the same one.
const client = new SchemaRegistryClient({ baseURLs: [url, url], createAxiosDefaults: { timeout: 10_000 } });
// Its default asks the registry first which strategy a topic has, which Apicurio does not know (404).
const subjects = { subjectNameStrategyType: SubjectNameStrategyType.TOPIC };

if (act === 'decode') {
  const deserializer = new AvroDeserializer(client, SerdeType.VALUE, subjects);
  console.log(JSON.stringify(await deserializer.deserialize(topic, Buffer.from(record, 'base64'))));
} else {
  const options = { ...subjects, autoRegisterSchemas: false, useLatestVersion: true };
  const serializer = new AvroSerializer(client, SerdeType.VALUE, options);
  console.log((await serializer.serialize(topic, JSON.parse(record))).toString('base64'));
}
process.exit(0);
