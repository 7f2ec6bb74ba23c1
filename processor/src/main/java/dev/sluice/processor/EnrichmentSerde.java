package dev.sluice.processor;

import com.github.luben.zstd.Zstd;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.versions.StoreCodec;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** How documents in progress are kept in the stages' stores: Avro, compressed where it is large. */
final class EnrichmentSerde {
    /** Smaller entries are left to the changelog producer, which compresses whole batches. */
    private static final int COMPRESS_FROM_BYTES = 64 * 1024;
    /** The first bytes of a Zstandard frame (RFC 8878), which an Avro single-object message cannot begin with. */
    private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};

    private EnrichmentSerde() {}

    static Serde<Enrichment> create() {
        StoreCodec<Enrichment> avro = StoreCodec.of(Enrichment.class);
        return Serdes.serdeFrom(
                (topic, enrichment) -> compress(avro.encode(enrichment)),
                (topic, bytes) -> avro.decode(decompress(bytes)));
    }

    private static byte[] compress(byte[] bytes) {
        return bytes.length < COMPRESS_FROM_BYTES ? bytes : Zstd.compress(bytes);
    }

    private static byte[] decompress(byte[] bytes) {
        for (int i = 0; i < ZSTD_MAGIC.length; i++) {
            if (bytes[i] != ZSTD_MAGIC[i]) {
                return bytes;
            }
        }
        return Zstd.decompress(bytes, Math.toIntExact(Zstd.getFrameContentSize(bytes)));
    }
}
