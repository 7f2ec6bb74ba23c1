package dev.sluice.devstack.llm;

import java.util.Optional;

/**
 * What the model says, before it is wrapped into a response.
 *
 * @param content empty where the model declines
 * @param refusal its words where it declines
 * @param finish the {@code finish_reason}
 * @param given whether there is a choice at all
 */
record ModelAnswer(Optional<String> content, Optional<String> refusal, String finish, boolean given) {

    static ModelAnswer complete(String content) {
        return new ModelAnswer(Optional.of(content), Optional.empty(), "stop", true);
    }

    static ModelAnswer cut(String content, String finish) {
        return new ModelAnswer(Optional.of(content), Optional.empty(), finish, true);
    }

    static ModelAnswer refused(String words) {
        return new ModelAnswer(Optional.empty(), Optional.of(words), "stop", true);
    }

    static ModelAnswer none() {
        return new ModelAnswer(Optional.empty(), Optional.empty(), "stop", false);
    }

    String words() {
        return content.or(() -> refusal).orElse("");
    }
}
