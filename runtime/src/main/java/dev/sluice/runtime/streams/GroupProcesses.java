package dev.sluice.runtime.streams;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.MemberDescription;

/**
 * Counts the processes behind the members of a Kafka Streams group, each of which is a thread of one. Client ids begin with the
 * application's id and a random one of the process, unless {@code client.id} is configured: then processes are told apart by
 * their hosts, and on one host by their threads' numbers, which repeat.
 */
final class GroupProcesses {
    private static final Pattern THREAD = Pattern.compile("-StreamThread-\\d+-consumer$");

    private GroupProcesses() {}

    static int count(Collection<MemberDescription> members) {
        Map<Instance, Map<String, Long>> threads = members.stream()
                .collect(Collectors.groupingBy(
                        GroupProcesses::process,
                        Collectors.groupingBy(MemberDescription::clientId, Collectors.counting())));
        return threads.values().stream()
                .mapToInt(same -> Math.toIntExact(
                        same.values().stream().mapToLong(Long::longValue).max().orElse(0)))
                .sum();
    }

    private record Instance(String client, String host) {}

    private static Instance process(MemberDescription member) {
        return new Instance(THREAD.matcher(member.clientId()).replaceFirst(""), member.host());
    }
}
