package dev.sluice.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Test;

class GroupProcessesTest {
    private static final String ONE = "sluice-11111111-1111-1111-1111-111111111111";
    private static final String TWO = "sluice-22222222-2222-2222-2222-222222222222";

    @Test
    void nobodyIsNone() {
        assertThat(GroupProcesses.count(List.of())).isZero();
    }

    @Test
    void countsProcessesAndNotTheirThreads() {
        assertThat(count("host-a " + ONE + " 1", "host-a " + ONE + " 2", "host-a " + TWO + " 1"))
                .isEqualTo(2);
    }

    @Test
    void tellsProcessesOfOneNameApartByTheirHosts() {
        assertThat(count("host-a mine 1", "host-b mine 2", "host-b mine 3")).isEqualTo(2);
    }

    @Test
    void tellsProcessesOfOneNameOnOneHostApartByTheirThreads() {
        assertThat(count("host-a mine 1", "host-a mine 2", "host-a mine 1")).isEqualTo(2);
    }

    /** Members given as host, client and thread. */
    private static int count(String... members) {
        return GroupProcesses.count(Arrays.stream(members)
                .map(member -> member.split(" ", -1))
                .map(parts -> member(parts[1] + "-StreamThread-" + parts[2] + "-consumer", "/" + parts[0]))
                .toList());
    }

    private static MemberDescription member(String clientId, String host) {
        return new MemberDescription(
                clientId + "-" + System.identityHashCode(new Object()),
                Optional.empty(),
                Optional.empty(),
                clientId,
                host,
                new MemberAssignment(Set.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
