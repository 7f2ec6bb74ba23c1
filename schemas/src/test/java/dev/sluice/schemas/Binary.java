package dev.sluice.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ReusableByteArrayInputStream;

/** Avro's binary encoding by Avro's own means, to compare with. */
public final class Binary {
    private Binary() {}

    public static byte[] encode(IndexedRecord record) {
        DatumWriter<IndexedRecord> writer = record instanceof SpecificRecordBase generated
                ? new SpecificDatumWriter<>(record.getSchema(), generated.getSpecificData())
                : new GenericDatumWriter<>(record.getSchema());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static GenericRecord decode(byte[] bytes, Schema writer, Schema reader) {
        // A stream of a class that Avro does not know has no length for it: see UncountedDecoder.
        ReusableByteArrayInputStream stream = new ReusableByteArrayInputStream();
        stream.setByteArray(bytes, 0, bytes.length);
        try {
            return new GenericDatumReader<GenericRecord>(writer, reader)
                    .read(null, DecoderFactory.get().binaryDecoder(stream, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
