package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SluiceTest {
    private final Commands sluice = new Commands(80, Map.of());

    @TempDir
    private Path folder;

    @Test
    void proposesTheCommandThatWasMeant() {
        assertThat(sluice.run("prodce", "x")).isEqualTo(2);
        assertThat(sluice.err()).isEqualTo("""
                sluice: There is no command 'prodce' here.
                Did you mean: sluice produce or sluice processor or sluice prompts?
                """);
    }

    @Test
    void saysWhichOptionItDoesNotKnow() {
        assertThat(sluice.run("topics", "create", "--partitons", "3")).isEqualTo(2);
        assertThat(sluice.err()).isEqualTo("""
                sluice: There is no option '--partitons' here.
                Possible solutions: --partitions
                """);
    }

    @Test
    void saysWhatAnOptionTakes() {
        assertThat(sluice.run("tail", "--only", "everything")).isEqualTo(2);
        assertThat(sluice.err()).isEqualTo("""
                sluice: Invalid value for option '--only': expected enriched or dead-letters, not everything
                See: sluice tail --help
                """);
    }

    @Test
    void explainsItselfWhenNothingIsAsked() {
        assertThat(sluice.run()).isEqualTo(2);
        assertThat(sluice.err()).contains("Usage", "quickstart", "Examples");
        assertThat(sluice.out()).isEmpty();
    }

    @Test
    void saysWhereBrokersAreNamed() {
        assertThat(sluice.run("topics", "list")).isEqualTo(1);
        assertThat(sluice.err())
                .startsWith("sluice: No brokers are named. Give --bootstrap-server HOST:PORT")
                .hasLineCount(1);
    }

    @Test
    void refusesAMisspeltKey() throws Exception {
        Path file = Files.writeString(folder.resolve("c.properties"), "kafka.bootstrap.servers=x:1\nllm.modle=m\n");

        assertThat(sluice.run("processor", "--config", file.toString())).isEqualTo(1);
        assertThat(sluice.err())
                .startsWith("sluice: Unknown configuration key llm.modle")
                .hasLineCount(1);
    }

    @Test
    void namesTheConfigurationFileThatCannotBeRead() {
        assertThat(sluice.run("topics", "list", "--config", "nowhere.properties"))
                .isEqualTo(1);
        assertThat(sluice.err())
                .startsWith("sluice: The configuration file nowhere.properties cannot be read")
                .hasLineCount(1);
    }

    @Test
    void asksForTheReasonOfAChange() {
        assertThat(sluice.run("control", "kill")).isEqualTo(2);
        assertThat(sluice.err()).isEqualTo("""
                sluice: Missing required option: '--why=REASON'
                See: sluice control kill --help
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threshold invoice 1.5 | This cannot be set: the threshold is 1.5; it must be 0 to 1.",
                "threshold invoice | Give the confidence, 0 to 1, or --clear.",
                "engine invoice read strong | There is no step read. Name extract, summarize or classify.",
                "engine invoice gate strong | This cannot be set: no engine runs at the gate;",
                "engine invoice classify | Name the engine, or give --clear.",
                "budget day | Give the dollars, or --clear.",
                "budget day 0.0000001 | 1E-7 dollars cannot be counted in millionths: give at most six decimals.",
                "budget day -1 | This cannot be set: the budget is -1000000 millionths of a dollar; it must not",
                "pause | Name what is meant: --tenant NAME or --profile NAME.",
                "pause --tenant a --profile b | Name a tenant or a profile, not both."
            })
    void saysWhatCannotBeSet(String command, String expected) {
        String[] arguments = ("control " + command + " --why w -b 127.0.0.1:1 -r http://127.0.0.1:1").split(" ");
        assertThat(sluice.run(arguments)).isEqualTo(1);
        assertThat(sluice.err()).startsWith("sluice: " + expected).hasLineCount(1);
    }

    @Test
    void saysHowLongASettingCanLast() {
        assertThat(sluice.run("control", "kill", "--why", "w", "--for", "soon")).isEqualTo(2);
        assertThat(sluice.err()).isEqualTo("""
                sluice: Invalid value for option '--for': expected a time such as 90s, 30m, 2h or 1d, not 'soon'
                See: sluice control kill --help
                """);
    }

    @Test
    void showsTheStackTraceToThoseWhoAsk() {
        assertThat(sluice.run("--verbose", "topics", "list")).isEqualTo(1);
        assertThat(sluice.err()).contains("\tat dev.sluice.quickstart.");
    }

    @Test
    void groupsTheCommandsInItsHelp() {
        assertThat(sluice.run("help")).isZero();
        assertThat(sluice.out()).isEqualTo("""
                Sluice turns raw documents on a Kafka topic into enriched documents or dead
                letters.

                Usage sluice [OPTIONS] COMMAND

                Options
                  -h, --help      Explain the command.
                  -v, --verbose   Show the stack trace of a failure.

                Try it
                  quickstart    Start everything here and watch sample documents go through
                  simulate-llm  Serve a simulated OpenAI-compatible model

                Run it
                  topics        Create the topics, or list them
                  schemas       Register the records' schemas, or list them
                  processor     Run one instance of the processor
                  control       Stop, pause or steer the processors that run

                Teach it
                  profiles      Make profiles for kinds of documents, check or list them
                  prompts       Show what a model is asked about a document
                  eval          Measure a profile or a model by documents with known results

                Use it
                  produce       Send files and folders as raw documents
                  tail          Watch what becomes of documents: enriched, or dead letter

                Examples
                  sluice quickstart                              see it work; needs a JDK
                  sluice produce --profile support-email mails/  send a folder of documents
                  sluice tail                                    watch what becomes of them
                  sluice help produce                            explain a command
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quickstart",
                "simulate-llm",
                "topics",
                "topics create",
                "topics list",
                "schemas",
                "schemas register",
                "schemas list",
                "processor",
                "control",
                "control show",
                "control kill",
                "control resume",
                "control pause",
                "control unpause",
                "control threshold",
                "control engine",
                "control budget",
                "profiles",
                "profiles new",
                "profiles check",
                "profiles list",
                "prompts",
                "prompts render",
                "eval",
                "produce",
                "tail"
            })
    void explainsEveryCommandWithinTheWidthOfAScreen(String command) {
        assertThat(sluice.run(("help " + command).split(" "))).isZero();
        String help = sluice.out();
        assertThat(help).contains("Usage sluice " + command);
        assertThat(help.lines()).allMatch(line -> line.length() <= 85);

        assertThat(sluice.run((command + " --help").split(" "))).isZero();
        assertThat(sluice.out()).isEqualTo(help);
    }

    @Test
    void explainsNoCommandThatDoesNotExist() {
        assertThat(sluice.run("help", "topics", "destroy")).isEqualTo(2);
        assertThat(sluice.err()).startsWith("sluice: There is no command 'destroy'.\n");
    }
}
