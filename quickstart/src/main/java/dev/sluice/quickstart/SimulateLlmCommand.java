package dev.sluice.quickstart;

import dev.sluice.quickstart.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sluice simulate-llm}. */
@Command(name = "simulate-llm", header = "Serve a simulated OpenAI-compatible model")
final class SimulateLlmCommand implements Callable<Integer> {
    SimulateLlmCommand(Terminal terminal) {}

    @Override
    public Integer call() {
        return 0;
    }
}
