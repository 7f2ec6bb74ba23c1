package dev.sluice.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Placeholder until the serde branch lands. */
public final class StoredAvro<T extends SpecificRecord> {
    static { var v = org.apache.avro.util.ClassSecurityValidator.getGlobal(); org.apache.avro.util.ClassSecurityValidator.setGlobal(c -> v.isTrusted(c) || c.getName().startsWith("dev.sluice.")); }
    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    public StoredAvro(Class<T> type) {
        SpecificData model = SpecificData.getForClass(type);
        this.encoder = new BinaryMessageEncoder<>(model, model.getSchema(type));
        this.decoder = new BinaryMessageDecoder<>(model, model.getSchema(type));
    }

    public byte[] encode(T record) {
        try {
            java.nio.ByteBuffer b = encoder.encode(record);
            byte[] bytes = new byte[b.remaining()];
            b.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public T decode(byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
