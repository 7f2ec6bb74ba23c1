package dev.sluice.quickstart.demo;

import dev.sluice.processor.config.ConfigTable;
import dev.sluice.quickstart.terminal.CommandFailedException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who answers the questions about documents. */
public enum LlmChoice {
    /** Rules in the processor; no model is called. */
    OFFLINE,
    /** The simulated model server, over HTTP. */
    SIMULATED,
    /** The model that the configuration names. */
    REAL;

    /**
     * The given one; else the model that is configured, if one is.
     *
     * @throws CommandFailedException if there is no model that could be {@link #REAL}
     */
    public static LlmChoice of(Optional<LlmChoice> given, Map<String, String> values) {
        boolean configured =
                values.containsKey(ConfigTable.LLM_API_KEY) || values.containsKey(ConfigTable.LLM_BASE_URL);
        LlmChoice choice = given.orElse(configured ? REAL : OFFLINE);
        if (choice == REAL && !configured) {
            throw new CommandFailedException(
                    "--llm real needs a model: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own.");
        }
        return choice;
    }

    /**
     * The configuration for the processor.
     *
     * @param simulatedPort where the simulated server listens, if it is the choice
     */
    public Map<String, String> apply(Map<String, String> values, int simulatedPort) {
        Map<String, String> applied = new HashMap<>(values);
        if (this != REAL) {
            applied.remove(ConfigTable.LLM_API_KEY);
            applied.remove(ConfigTable.LLM_BASE_URL);
        }
        if (this == SIMULATED) {
            applied.put(ConfigTable.LLM_BASE_URL, "http://127.0.0.1:" + simulatedPort + "/v1");
        }
        return applied;
    }

    /** As people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What people are told. */
    public String describe(Map<String, String> values) {
        return switch (this) {
            case OFFLINE -> "offline rules: no model is called";
            case SIMULATED -> "the simulated model server";
            case REAL ->
                values.getOrDefault(ConfigTable.LLM_MODEL, "the default model") + " at "
                        + values.getOrDefault(ConfigTable.LLM_BASE_URL, "https://api.openai.com/v1");
        };
    }
}
