package dev.sluice.benchmarks;

import dev.sluice.devstack.Registry;
import dev.sluice.processor.ProcessorMain;
import dev.sluice.runtime.log.Logging;
import dev.sluice.schemas.registry.SchemaRegistrar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs documents through the real topology against the simulated model server over HTTP, 500 ms a call, and prints each
 * variant's figures beside the others'. Broker, model server, instance and this program share the machine.
 */
public final class PipelineBenchmark {
    private static final List<Integer> IN_FLIGHT = List.of(64, 256, 1_000);
    private static final List<String> GUARANTEES = List.of("at_least_once", "exactly_once_v2");

    private PipelineBenchmark() {}

    /**
     * Measures.
     *
     * @param args parts of the names of the variants to run; none for all
     */
    public static void main(String[] args) throws IOException {
        Logging.off();
        Path folder = Files.createTempDirectory("sluice-benchmark");
        System.out.println("Logs: " + folder);
        int modelPort = freePort();
        try (Registry registry = Registry.start(folder.resolve("registry"));
                ChildJvm model = ChildJvm.start(
                        ModelServer.class, List.of(Integer.toString(modelPort)), folder.resolve("model.log"));
                SchemaRegistrar registrar = new SchemaRegistrar(Map.of("schema.registry.url", registry.url()))) {
            registrar.registerAll();
            System.out.print(Measurement.HEAD);
            int number = 0;
            for (Variant variant : variants(List.of(args))) {
                Path home = Files.createDirectories(folder.resolve("run-" + ++number));
                String url = "http://127.0.0.1:" + modelPort + "/v1";
                System.out.println(
                        new Run(variant, home, registry.url(), url).measure().row());
            }
        }
        delete(folder);
    }

    private static List<Variant> variants(List<String> wanted) {
        List<Variant> all = new ArrayList<>();
        for (String guarantee : GUARANTEES) {
            all.add(new Variant("mapValues, blocking", PlainTopology.class, 1, guarantee));
            for (int inFlight : IN_FLIGHT) {
                all.add(new Variant(
                        "Sluice, " + inFlight + " in flight a stage", ProcessorMain.class, inFlight, guarantee));
            }
        }
        return all.stream()
                .filter(variant -> wanted.isEmpty()
                        || wanted.stream().allMatch(part -> (variant.name() + variant.guarantee()).contains(part)))
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
