package dev.sluice.schemas.versions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.registry.SchemaText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Compares a contract with its committed versions, as the registry's BACKWARD_TRANSITIVE does and a little stricter. */
final class ContractCheck {
    static final String COMMIT_COMMAND =
            "./mvnw -pl schemas -am test -Dtest=CommitContractVersions" + " -Dsurefire.failIfNoSpecifiedTests=false";

    private ContractCheck() {}

    /** Why the contract cannot read what a committed version wrote, each with what to do; empty when it can read all. */
    static List<String> incompatibilities(Schema contract, List<Schema> committed) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < committed.size(); i++) {
            Schema earlier = committed.get(i);
            List<String> reasons = new ArrayList<>();
            for (Incompatibility reason : SchemaCompatibility.checkReaderWriterCompatibility(contract, earlier)
                    .getResult()
                    .getIncompatibilities()) {
                reasons.add(describe(contract, reason));
            }
            if (reasons.isEmpty()) {
                collectChangedMeanings(contract, earlier, "", new ArrayList<>(), reasons);
            }
            if (!reasons.isEmpty()) {
                found.add(
                        "%s cannot read records of its version %d: %s. Undo that, or make it compatible: give a new field"
                                        .formatted(contract.getName(), i + 1, String.join("; ", reasons))
                                + " a default, keep the type of an old one, add rather than rename, and give a reader's enum a"
                                + " default before symbols leave it.");
            }
        }
        return found;
    }

    /** Why the newest committed version is not the contract, with what to do; empty when it is. */
    static List<String> uncommitted(Schema contract, List<Schema> committed) {
        if (!committed.isEmpty() && committed.getLast().toString().equals(SchemaText.of(contract))) {
            return List.of();
        }
        return List.of(
                "%s is not the same as its newest committed version (%d). Commit the new one: run '%s' and add the file that it writes."
                        .formatted(contract.getName(), committed.size(), COMMIT_COMMAND));
    }

    /** Avro says where by number of the field; people know it by its name. */
    private static String describe(Schema contract, Incompatibility reason) {
        Matcher field = Pattern.compile("(.*/fields/\\d+).*").matcher(reason.getLocation());
        String name = "";
        if (field.matches()) {
            try {
                name = " ("
                        + new ObjectMapper()
                                .readTree(contract.toString())
                                .at(field.group(1) + "/name")
                                .asText() + ")";
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e); // a schema prints itself as JSON
            }
        }
        return reason.getType() + " at " + reason.getLocation() + name + ": " + reason.getMessage();
    }

    /** Avro's own check passes a field whose number is read as something else, such as milliseconds as microseconds. */
    private static void collectChangedMeanings(
            Schema now, Schema earlier, String path, List<String> seen, List<String> reasons) {
        if (now.getType() != earlier.getType()) {
            return;
        }
        if (!meaning(now).equals(meaning(earlier))) {
            reasons.add("the logical type at " + path + " was " + meaning(earlier) + " and is " + meaning(now));
        }
        switch (now.getType()) {
            case RECORD -> {
                if (!seen.contains(now.getFullName())) {
                    seen.add(now.getFullName());
                    for (Field field : now.getFields()) {
                        Field before = earlier.getField(field.name());
                        if (before != null) {
                            collectChangedMeanings(
                                    field.schema(), before.schema(), path + "/" + field.name(), seen, reasons);
                        }
                    }
                }
            }
            case ARRAY ->
                collectChangedMeanings(now.getElementType(), earlier.getElementType(), path + "[]", seen, reasons);
            case MAP -> collectChangedMeanings(now.getValueType(), earlier.getValueType(), path + "{}", seen, reasons);
            case UNION -> {
                for (Schema branch : now.getTypes()) {
                    earlier.getTypes().stream()
                            .filter(other -> other.getType() == branch.getType())
                            .filter(other -> other.getFullName().equals(branch.getFullName()))
                            .forEach(other -> collectChangedMeanings(branch, other, path, seen, reasons));
                }
            }
            case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {
                // They hold nothing else.
            }
        }
    }

    private static String meaning(Schema schema) {
        return schema.getLogicalType() == null
                ? "none"
                : schema.getLogicalType().getName();
    }
}
