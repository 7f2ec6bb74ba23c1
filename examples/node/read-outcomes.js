// Shows what becomes of documents, each outcome once. Arguments: the brokers, the registry's URL.
import { Consumer, FetchIsolationLevels, MessagesStreamFallbackModes, MessagesStreamModes } from '@platformatic/kafka'
import avro from 'avsc'

const [brokers, registry] = process.argv.slice(2)
const types = new Map()

// Confluent's wire format: a zero byte, the schema's id in the registry, the record.
async function decode(bytes) {
  const id = bytes.readInt32BE(1)
  if (!types.has(id)) {
    const response = await fetch(`${registry}/schemas/ids/${id}`)
    if (!response.ok) throw new Error(`The registry has no schema ${id}: ${response.status}`)
    const { schema } = await response.json()
    types.set(id, avro.Type.forSchema(JSON.parse(schema)))
  }
  return types.get(id).fromBuffer(bytes.subarray(5))
}

const consumer = new Consumer({
  clientId: 'example-node',
  groupId: 'example-node',
  bootstrapBrokers: brokers.split(','),
  isolationLevel: FetchIsolationLevels.READ_COMMITTED
})
const stream = await consumer.consume({
  topics: ['documents.enriched', 'documents.dead-letter'],
  mode: MessagesStreamModes.COMMITTED,
  fallbackMode: MessagesStreamFallbackModes.EARLIEST,
  autocommit: true
})
process.once('SIGINT', () => consumer.close(true))

for await (const message of stream) {
  const outcome = await decode(message.value)
  if (message.topic === 'documents.enriched') {
    console.log('enriched ', outcome.document_id, outcome.classification.label, outcome.extraction.fields)
  } else {
    console.log('held     ', outcome.document_id, outcome.reason, outcome.detail)
  }
}
