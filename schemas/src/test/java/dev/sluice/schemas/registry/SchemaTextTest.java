package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericData.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTextTest {
    private static final String EVERYTHING = """
            {"type":"record","name":"Node","namespace":"a.b","doc":"A node.","fields":[\
            {"name":"text","type":"string","doc":"Words.","default":"none","aliases":["old"],"own":{"x":[1]}},\
            {"name":"uuid","type":{"type":"string","logicalType":"uuid"}},\
            {"name":"next","type":["null","Node"],"default":null},\
            {"name":"map","type":{"type":"map","values":["string","int"]},"order":"ignore"},\
            {"name":"list","type":{"type":"array","items":{"type":"enum","name":"E","symbols":["A","B"],"default":"A"}}},\
            {"name":"fixed","type":{"type":"fixed","name":"F","size":2,"aliases":["a.b.G"]}},\
            {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":4,"scale":2}},\
            {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}}],"aliases":["a.b.Old"],"own":true}""";

    @Test
    void removesTheJavaPropertyAndNothingElse() {
        Schema plain = new Schema.Parser().parse(EVERYTHING);
        Schema generated = new Schema.Parser().parse(EVERYTHING);
        mark(generated.getField("text").schema());
        mark(generated.getField("map").schema());
        mark(generated.getField("map").schema().getValueType().getTypes().getFirst());

        assertThat(generated.toString()).contains(GenericData.STRING_PROP);
        assertThat(SchemaText.of(generated)).isEqualTo(plain.toString());
    }

    @Test
    void leavesTheSchemaItselfAlone() {
        String before = DeadLetter.getClassSchema().toString();

        SchemaText.of(DeadLetter.getClassSchema());

        assertThat(DeadLetter.getClassSchema().toString()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void isFreeOfTheJavaPropertyInEveryContract(Topic topic) {
        assertThat(SchemaText.of(topic.valueSchema()))
                .doesNotContain(GenericData.STRING_PROP)
                .contains("\"doc\"");
    }

    private static void mark(Schema schema) {
        GenericData.setStringType(schema, StringType.String);
    }
}
