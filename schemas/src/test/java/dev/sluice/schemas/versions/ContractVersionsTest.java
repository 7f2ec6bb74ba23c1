package dev.sluice.schemas.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.avro.RawDocument;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContractVersionsTest {
    private static final String FIRST = """
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
              {"name": "id", "type": "string"},
              {"name": "amount", "type": "long"},
              {"name": "placed_at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
                {"name": "shipped_at", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}], "default": null}]}}},
              {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["OPEN", "PAID"]}}]}""";

    @ParameterizedTest
    @MethodSource("dev.sluice.schemas.versions.Contracts#all")
    void everyContractReadsAllItsCommittedVersions(Class<? extends SpecificRecord> contract) {
        assertThat(ContractCheck.incompatibilities(schema(contract), ContractVersions.of(contract)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.schemas.versions.Contracts#all")
    void everyContractIsCommitted(Class<? extends SpecificRecord> contract) {
        assertThat(ContractCheck.uncommitted(schema(contract), ContractVersions.of(contract)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                "amount", "type": "long"     | "total", "type": "long"           | total
                "amount", "type": "long"     | "amount", "type": "string"        | amount
                "amount", "type": "long"     | "amount", "type": "int"           | 1
                "id", "type": "string"       | "id", "type": "string"}, {"name": "buyer", "type": "string" | buyer
                "symbols": ["OPEN", "PAID"]  | "symbols": ["OPEN"]               | PAID
                "name": "Line"               | "name": "Position"                | shop.Line
                {"type": "long", "logicalType": "timestamp-millis"}} | {"type": "long", "logicalType": "timestamp-micros"}} | placed_at
                {"type": "long", "logicalType": "timestamp-millis"}] | "long"]   | lines[]/shipped_at
                """)
    void refusesAChangeThatCannotReadAnEarlierVersion(String before, String after, String told) {
        Schema changed = mutated(text -> text.replace(before, after));

        assertThat(ContractCheck.incompatibilities(changed, List.of(parse(FIRST))))
                .singleElement()
                .asString()
                .contains("Order cannot read records of its version 1", told, "Undo that, or make it compatible");
    }

    @Test
    void refusesAChangeThatOnlyTheNewestVersionAllows() {
        Schema second = mutated(text -> text.replace(
                "\"id\", \"type\": \"string\"",
                "\"id\", \"type\": \"string\"}, {\"name\": \"buyer\", \"type\": \"string\", \"default\": \"\""));
        Schema third = new Schema.Parser().parse(second.toString().replace(",\"default\":\"\"", ""));

        assertThat(ContractCheck.incompatibilities(third, List.of(second))).isEmpty();
        assertThat(ContractCheck.incompatibilities(third, List.of(parse(FIRST), second)))
                .singleElement()
                .asString()
                .contains("version 1", "buyer");
    }

    @Test
    void acceptsANewFieldWithADefault() {
        Schema changed = mutated(text -> text.replace(
                "\"id\", \"type\": \"string\"",
                "\"id\", \"type\": \"string\"}, {\"name\": \"buyer\", \"type\": \"string\", \"default\": \"\""));

        assertThat(ContractCheck.incompatibilities(changed, List.of(parse(FIRST))))
                .isEmpty();
    }

    @Test
    void refusesACompatibleChangeWithoutACommittedVersion() {
        Schema changed = mutated(text -> text.replace("\"name\": \"Order\"", "\"name\": \"Order\", \"doc\": \"New.\""));

        assertThat(ContractCheck.incompatibilities(changed, List.of(parse(FIRST))))
                .isEmpty();
        assertThat(ContractCheck.uncommitted(changed, List.of(parse(FIRST))))
                .singleElement()
                .asString()
                .contains("Order", "version (1)", ContractCheck.COMMIT_COMMAND);
        assertThat(ContractCheck.uncommitted(changed, List.of())).hasSize(1);
    }

    @Test
    void offersTheVersionsToTheProgram() {
        assertThat(ContractVersions.of(RawDocument.class)).isNotEmpty();
        assertThat(ContractVersions.of(dev.sluice.schemas.avro.Span.class)).isEmpty();
    }

    private static Schema schema(Class<? extends SpecificRecord> contract) {
        return SpecificData.get().getSchema(contract);
    }

    private static Schema mutated(UnaryOperator<String> change) {
        String changed = change.apply(FIRST);
        assertThat(changed).isNotEqualTo(FIRST);
        return parse(changed);
    }

    private static Schema parse(String text) {
        return new Schema.Parser().parse(text);
    }
}
