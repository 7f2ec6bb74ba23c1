package dev.sluice.devstack.llm;

import dev.sluice.devstack.ServerStartException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The simulated model server as a command of the launcher; runs until it is interrupted. */
@Command(
        name = "simulate-llm",
        sortOptions = false,
        header = "Serve a simulated OpenAI-compatible model",
        description = "Runs until it is interrupted.",
        footer = {
            "",
            "Faults: 429, 500, 503, timeout, slow-loris, reset, truncated-json, length, prose, wrong-type, missing-field,",
            "refusal, empty-choices, ungrounded, low-confidence, fickle, unlikely. A document asks for one itself by a marker in its text,",
            "such as [[sim:429 retry-after=2 times=3]].",
            "While it runs: GET /stats counts the calls, PATCH /settings changes what you name, such as",
            "  curl -X PATCH -d '{\"outage\": \"hang\"}' http://127.0.0.1:PORT/settings"
        })
public final class SimulateLlm implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command is called
    private CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Where it listens; 0.0.0.0 for others to reach it (default: loopback).")
    private InetAddress host = InetAddress.getLoopbackAddress();

    @Option(names = "--port", paramLabel = "N", description = "Its port; 0 for a free one (default: 0).")
    private int port;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Median time to an answer (default: 0ms).")
    private Duration latency = Duration.ZERO;

    @Option(
            names = "--latency-sigma",
            paramLabel = "X",
            description = "Spread of times, log-normal; 0 for none (default: 0).")
    private double sigma;

    @Option(
            names = "--first-token",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Median time to a stream's first token (default: 0ms).")
    private Duration firstToken = Duration.ZERO;

    @Option(
            names = "--tokens-per-second",
            paramLabel = "X",
            description = "Speed of streams; 0 for at once (default: 0).")
    private double tokensPerSecond;

    @Option(names = "--requests-per-minute", paramLabel = "N", description = "Beyond it calls get 429; 0 for no limit.")
    private int requestsPerMinute;

    @Option(names = "--tokens-per-minute", paramLabel = "N", description = "The same for tokens; 0 for no limit.")
    private int tokensPerMinute;

    @Option(
            names = "--fault",
            paramLabel = "NAME=P",
            description = "How often a fault happens, 0 to 1, such as --fault 429=0.1; may be repeated.")
    private Map<String, Double> faults = Map.of();

    @Option(
            names = "--outage",
            paramLabel = "KIND",
            description = "Start out of order: unavailable (503), reset, hang or quota (default: none).")
    private Outage outage = Outage.NONE;

    @Option(names = "--api-key", paramLabel = "KEY", description = "Refuse calls without this key.")
    private Optional<String> apiKey = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of times and faults (default: 1).")
    private long seed = 1;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (SimulatedLlm server = SimulatedLlm.start(settings(), host, port)) {
            out.println("The simulated model server answers at " + server.baseUrl());
            out.flush();
            new CountDownLatch(1).await();
        } catch (ServerStartException e) {
            throw usageError(String.valueOf(e.getMessage()));
        }
        return 0;
    }

    SimulatedLlmSettings settings() {
        Map<Fault, Double> probabilities = new EnumMap<>(Fault.class);
        faults.forEach((id, probability) -> probabilities.put(
                Fault.of(id).orElseThrow(() -> usageError("There is no fault '" + id + "'; see --help.")),
                probability));
        try {
            return SimulatedLlmSettings.builder()
                    .latency(Latency.logNormal(latency, sigma))
                    .timeToFirstToken(Latency.logNormal(firstToken, sigma))
                    .tokensPerSecond(tokensPerSecond)
                    .requestsPerMinute(requestsPerMinute)
                    .tokensPerMinute(tokensPerMinute)
                    .faults(probabilities)
                    .outage(outage)
                    .apiKey(apiKey)
                    .seed(seed)
                    .build();
        } catch (IllegalArgumentException e) {
            throw usageError(String.valueOf(e.getMessage()));
        }
    }

    private CommandLine.ParameterException usageError(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    /** Reads 500ms, 2s, 1m or ISO 8601. */
    static final class DurationConverter implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String value) {
            String text = value.toLowerCase(Locale.ROOT);
            try {
                return text.matches("\\d{1,9}ms")
                        ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                        : Duration.parse(text.startsWith("p") ? text : "pt" + text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + value + "' is no time; write it as 500ms, 2s or 1m");
            }
        }
    }
}
