package dev.sluice.quickstart.demo;

import dev.sluice.devstack.LoopbackPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The ports of the parts, on loopback: as given, else counted from a base, else free ones. */
final class Ports {
    private static final int HTTP = 2;
    private static final int LLM = 3;
    private static final int CONSOLE = 4;

    @Option(
            names = "--port-base",
            paramLabel = "PORT",
            description =
                    "Broker on this port, registry, processor, simulated model and console on the next ones; free ports if"
                            + " not given.")
    private Optional<Integer> base = Optional.empty();

    @Option(names = "--broker-port", paramLabel = "PORT", description = "The broker's alone.")
    private Optional<Integer> broker = Optional.empty();

    @Option(names = "--registry-port", paramLabel = "PORT", description = "The registry's alone.")
    private Optional<Integer> registry = Optional.empty();

    @Option(names = "--http-port", paramLabel = "PORT", description = "The processor's metrics and probes alone.")
    private Optional<Integer> http = Optional.empty();

    @Option(names = "--llm-port", paramLabel = "PORT", description = "The simulated model's alone.")
    private Optional<Integer> llm = Optional.empty();

    @Option(names = "--console-port", paramLabel = "PORT", description = "The review console's alone.")
    private Optional<Integer> console = Optional.empty();

    /** Held until the process ends. */
    private final List<LoopbackPort> free = new ArrayList<>();

    int broker() {
        return port(broker, 0);
    }

    int registry() {
        return port(registry, 1);
    }

    int http() {
        return port(http, HTTP);
    }

    int llm() {
        return port(llm, LLM);
    }

    int console() {
        return port(console, CONSOLE);
    }

    private int port(Optional<Integer> given, int distance) {
        return given.or(() -> base.map(first -> first + distance)).orElseGet(this::free);
    }

    private int free() {
        LoopbackPort port = LoopbackPort.free();
        free.add(port);
        return port.number();
    }
}
