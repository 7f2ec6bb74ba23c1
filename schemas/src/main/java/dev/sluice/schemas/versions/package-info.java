/**
 * The contracts over time: every version that was ever released, and the encoding for state stores that reads them all.
 *
 * <p>To change a contract, edit it in {@code src/main/avro} and run
 * {@code ./mvnw -pl schemas -am test -Dtest=CommitContractVersions -Dsurefire.failIfNoSpecifiedTests=false}: it writes the
 * next {@code <Name>/<n>.avsc} beside the others, which is committed with the change, or says why the change is refused.
 */
@NullMarked
package dev.sluice.schemas.versions;

import org.jspecify.annotations.NullMarked;
