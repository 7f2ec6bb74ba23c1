package dev.sluice.schemas.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.registry.SchemaText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writes the next version of every contract that has changed, or says why it may not. Its name keeps it out of test runs;
 * call it as {@link ContractCheck#COMMIT_COMMAND} says. A version that was never released may be deleted first, so that the
 * new one takes its number.
 */
class CommitContractVersions {
    private static final Path RESOURCES = Path.of("src/main/resources/dev/sluice/schemas/versions");

    @ParameterizedTest
    @MethodSource("dev.sluice.schemas.versions.Contracts#all")
    void commit(Class<? extends SpecificRecord> contract) throws IOException {
        Schema current = SpecificData.get().getSchema(contract);
        List<Schema> committed = ContractVersions.of(contract);
        assertThat(ContractCheck.incompatibilities(current, committed)).isEmpty();
        if (!ContractCheck.uncommitted(current, committed).isEmpty()) {
            Path file = RESOURCES.resolve(ContractVersions.fileName(contract, committed.size() + 1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, SchemaText.of(current) + "\n");
        }
    }
}
