package dev.sluice.devstack.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SimulateLlmTest {

    private static SimulatedLlmSettings parse(String... arguments) {
        SimulateLlm command = new SimulateLlm();
        new CommandLine(command).parseArgs(arguments);
        return command.settings();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--latency=soon", "--fault=430=0.1", "--fault=429=2", "--outage=flood", "--tokens-per-second=-1"
            })
    void refusesFlagsThatCannotBe(String flag) {
        StringWriter errors = new StringWriter();
        int code = new CommandLine(new SimulateLlm())
                .setErr(new PrintWriter(errors))
                .execute(flag);
        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).isNotBlank();
    }

    @Test
    void saysThatThePortIsTaken() {
        StringWriter errors = new StringWriter();
        try (SimulatedLlm other = SimulatedLlm.start(SimulatedLlmSettings.defaults())) {
            int code = new CommandLine(new SimulateLlm())
                    .setErr(new PrintWriter(errors))
                    .execute("--port=" + other.port());
            assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
            assertThat(errors.toString())
                    .contains("cannot listen on port " + other.port() + " of 127.0.0.1")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void saysThatTheAddressIsNotThisMachines() {
        StringWriter errors = new StringWriter();
        int code = new CommandLine(new SimulateLlm())
                .setErr(new PrintWriter(errors))
                .execute("--host=192.0.2.1");
        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains(" of 192.0.2.1").doesNotContain("\tat ");
    }

    @Test
    void hasTheServersDefaults() {
        assertThat(parse()).isEqualTo(SimulatedLlmSettings.defaults());
    }

    @Test
    void setsWhatItsFlagsSay() {
        assertThat(parse(
                        "--latency=500ms",
                        "--latency-sigma=0.4",
                        "--first-token=2s",
                        "--tokens-per-second=80",
                        "--requests-per-minute=600",
                        "--tokens-per-minute=90000",
                        "--fault=429=0.1",
                        "--fault=prose=0.2",
                        "--outage=hang",
                        "--api-key=secret",
                        "--seed=7"))
                .isEqualTo(SimulatedLlmSettings.builder()
                        .latency(Latency.logNormal(Duration.ofMillis(500), 0.4))
                        .timeToFirstToken(Latency.logNormal(Duration.ofSeconds(2), 0.4))
                        .tokensPerSecond(80)
                        .requestsPerMinute(600)
                        .tokensPerMinute(90_000)
                        .fault(Fault.RATE_LIMITED, 0.1)
                        .fault(Fault.PROSE, 0.2)
                        .outage(Outage.HANG)
                        .apiKey(Optional.of("secret"))
                        .seed(7)
                        .build());
    }
}
