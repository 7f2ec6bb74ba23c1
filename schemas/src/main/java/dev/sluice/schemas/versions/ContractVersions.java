package dev.sluice.schemas.versions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The committed versions of the contracts, which are resources named {@code <Name>/<n>.avsc}, counted from 1. */
public final class ContractVersions {
    private ContractVersions() {}

    /** All versions, oldest first; the last is the current contract. Empty when none was ever committed. */
    public static List<Schema> of(Class<? extends SpecificRecord> contract) {
        List<Schema> versions = new ArrayList<>();
        for (int number = 1; ; number++) {
            try (@Nullable
                    InputStream resource = ContractVersions.class.getResourceAsStream(fileName(contract, number))) {
                if (resource == null) {
                    return List.copyOf(versions);
                }
                versions.add(new Schema.Parser().parse(new String(resource.readAllBytes(), UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Where a version is, from this package's resources on. */
    static String fileName(Class<? extends SpecificRecord> contract, int number) {
        return contract.getSimpleName() + "/" + number + ".avsc";
    }
}
