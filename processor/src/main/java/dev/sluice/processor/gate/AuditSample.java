package dev.sluice.processor.gate;

import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.SourceCoordinates;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Which accepted documents people look at all the same, to see what the gate lets pass. By chance, but the same for the same
 * record each time, so that one that is processed again after a crash does not change its mind.
 */
public final class AuditSample {
    private static final double HASHES = 1L << 32;

    private AuditSample() {}

    /**
     * Whether the document belongs to the sample. One that was redriven never does: somebody looked at it.
     *
     * @param share 0 to 1
     */
    public static boolean includes(Enrichment document, double share) {
        return document.getRedriveCount() == 0 && hash(document.getSource()) / HASHES < share;
    }

    private static long hash(SourceCoordinates source) {
        String record = source.getTopic() + '/' + source.getPartition() + '/' + source.getOffset();
        CRC32C checksum = new CRC32C();
        checksum.update(record.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }
}
