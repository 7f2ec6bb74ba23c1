package dev.sluice.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.schemas.registry.Finding.Found;
import dev.sluice.schemas.registry.Finding.Missing;
import dev.sluice.schemas.registry.Reply.Answer;
import dev.sluice.schemas.registry.Reply.Denial;
import dev.sluice.schemas.registry.UndecodableRecordException.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.AbstractConfig;

/** What the serde asks the registry, remembered. Thread-safe; callers wait without holding a lock and can be interrupted. */
final class RegistryClient implements AutoCloseable {
    private record SubjectSchema(String subject, Schema schema) {}

    private final RegistryTransport transport;
    private final boolean autoRegister;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("schema-registry-", 0).factory());
    private final FindingCache<Integer, Schema> schemas;
    private final FindingCache<SubjectSchema, Integer> ids;

    RegistryClient(AbstractConfig config, Sleeper sleeper, RandomGenerator random, Ticker ticker) {
        this.transport = new RegistryTransport(config, sleeper, random);
        this.autoRegister = config.getBoolean(RegistryKeys.AUTO_REGISTER);
        this.schemas = new FindingCache<>(
                new WriterSchemas(transport)::find,
                Duration.ofSeconds(config.getLong(RegistryKeys.MISSING_ID_TTL_SEC)),
                threads,
                ticker);
        this.ids = new FindingCache<>(
                this::findId, Duration.ofSeconds(config.getLong(RegistryKeys.MISSING_SCHEMA_TTL_SEC)), threads, ticker);
    }

    static RegistryClient of(AbstractConfig config) {
        return new RegistryClient(config, Thread::sleep, RandomGenerator.getDefault(), Ticker.systemTicker());
    }

    /** The schema that a record was written with. */
    Schema schema(int id) {
        return switch (schemas.get(id)) {
            case Found<Schema>(Schema schema) -> schema;
            case Missing<Schema>(String reason) ->
                throw new UndecodableRecordException(
                        Fault.UNKNOWN_SCHEMA,
                        "Schema id " + id + " is of no use: " + reason
                                + ". The record was written with another registry, or its schema was deleted; give this"
                                + " registry the schema, or have the record written again.");
        };
    }

    /** The id of a schema to write with; registers it if that is on. */
    int id(String subject, Schema schema) {
        return switch (ids.get(new SubjectSchema(subject, schema))) {
            case Found<Integer>(Integer id) -> id;
            case Missing<Integer>(String reason) ->
                throw new SchemaNotRegisteredException("Schema " + schema.getFullName()
                        + " is not registered under the subject " + subject + " (" + reason
                        + "). Register this version of it first (sluice schemas), or set "
                        + RegistryKeys.AUTO_REGISTER + "=true where that is acceptable.");
        };
    }

    /** Registers a schema unless it is there already. Not remembered. */
    RegisteredVersion register(String subject, Schema schema) throws InterruptedException {
        String text = SchemaText.of(schema);
        return switch (lookUp(subject, text)) {
            case Found<JsonNode>(JsonNode known) -> placed(subject, known, false);
            case Missing<JsonNode> missing -> {
                add(subject, schema, text);
                yield switch (lookUp(subject, text)) {
                    case Found<JsonNode>(JsonNode added) -> placed(subject, added, true);
                    case Missing<JsonNode>(String reason) ->
                        throw new RegistryUnavailableException("The schema registry accepted a schema for the subject "
                                + subject + " and does not find it (" + reason + "). Try again.");
                };
            }
        };
    }

    /** Where a schema is registered, if it is. Not remembered. */
    Optional<RegisteredVersion> find(String subject, Schema schema) throws InterruptedException {
        return switch (lookUp(subject, SchemaText.of(schema))) {
            case Found<JsonNode>(JsonNode known) -> Optional.of(placed(subject, known, false));
            case Missing<JsonNode> missing -> Optional.empty();
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
        transport.close();
    }

    private Finding<Integer> findId(SubjectSchema wanted) throws InterruptedException {
        String text = SchemaText.of(wanted.schema());
        if (autoRegister) {
            return new Found<>(number(add(wanted.subject(), wanted.schema(), text), "id"));
        }
        return switch (lookUp(wanted.subject(), text)) {
            case Found<JsonNode>(JsonNode known) -> new Found<>(number(known, "id"));
            case Missing<JsonNode>(String reason) -> new Missing<>(reason);
        };
    }

    private Finding<JsonNode> lookUp(String subject, String text) throws InterruptedException {
        RegistryRequest request = RegistryRequest.lookUp(subject, text);
        return switch (transport.ask(request)) {
            case Answer(JsonNode body) -> new Found<>(body);
            case Denial denial when denial.isMissing() -> new Missing<>(denial.toString());
            case Denial denial -> throw denial.toException(request);
        };
    }

    private JsonNode add(String subject, Schema schema, String text) throws InterruptedException {
        RegistryRequest request = RegistryRequest.register(subject, text);
        return switch (transport.ask(request)) {
            case Answer(JsonNode body) -> body;
            case Denial denial when denial.isRejection() -> throw denial.toRejection(subject, schema.getFullName());
            case Denial denial -> throw denial.toException(request);
        };
    }

    private static RegisteredVersion placed(String subject, JsonNode body, boolean added) {
        return new RegisteredVersion(subject, number(body, "id"), number(body, "version"), added);
    }

    private static int number(JsonNode body, String field) {
        if (!body.path(field).isInt()) {
            throw new RegistryUnavailableException("The schema registry's answer has no " + field + ": " + body
                    + ". Check that " + RegistryKeys.URL + " is a schema registry.");
        }
        return body.get(field).intValue();
    }
}
