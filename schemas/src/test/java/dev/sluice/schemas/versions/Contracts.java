package dev.sluice.schemas.versions;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.PendingEntry;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/** The contracts whose versions are kept: what topics hold, and what stores hold over an upgrade. */
final class Contracts {
    private static final List<Class<? extends SpecificRecordBase>> IN_STORES =
            List.of(Enrichment.class, PendingEntry.class);

    private Contracts() {}

    static Stream<Class<? extends SpecificRecord>> all() {
        return Stream.concat(Arrays.stream(Topic.values()).map(Topic::valueType), IN_STORES.stream());
    }

    static Stream<Class<? extends SpecificRecordBase>> inStores() {
        return IN_STORES.stream();
    }
}
