package dev.sluice.devstack.llm;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows which beginnings of system messages it saw before, as OpenAI's prompt cache does: from 1,024 tokens on, in steps of
 * 128. Thread-safe.
 */
final class PromptCache {
    private static final int CHARS_PER_STEP = 128 * 4;
    private static final int STEPS_BEFORE_FIRST = 1024 / 128;
    private static final int MOST = 100_000;

    private final Set<Long> seen = ConcurrentHashMap.newKeySet();

    /** How many of the message's first tokens were seen before; they are known from now on. */
    int cachedTokens(String system) {
        if (seen.size() > MOST) {
            seen.clear();
        }
        long hash = 0xcbf29ce484222325L;
        int cached = 0;
        for (int step = 1; step * CHARS_PER_STEP <= system.length(); step++) {
            for (int i = (step - 1) * CHARS_PER_STEP; i < step * CHARS_PER_STEP; i++) {
                hash = (hash ^ system.charAt(i)) * 0x100000001b3L;
            }
            if (step >= STEPS_BEFORE_FIRST && !seen.add(hash)) {
                cached = step * 128;
            }
        }
        return cached;
    }
}
