package dev.sluice.processor.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerWatchTest {
    private static final String SOUND =
            "{\"summary\": \"A \\\"lamp\\\" – €5\", \"tags\": [\"a\", {\"b\": 1.5}], \"c\": null}";

    // ---- hopeless

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1 ]", "{\"a\": 1 \"b\"", "{a: 1}", "{\"a\": tru!", "{]", "  {'a'"})
    void cutsOffJsonThatIsBroken(String answer) {
        assertThat(write(new AnswerWatch(true, 10_000), answer, 1))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("is not JSON"));
    }

    @Test
    void cutsOffProseWithoutAnObject() {
        String prose = "I have read the document with care and will now say what I think of it. ".repeat(4);
        assertThat(write(new AnswerWatch(true, 10_000), prose, 7)).isPresent();
    }

    @Test
    void cutsOffWhatIsTooLong() {
        AnswerWatch watch = new AnswerWatch(false, 100);
        assertThat(write(watch, text(100), 10)).isEmpty();
        assertThat(watch.add("!")).hasValueSatisfying(fault -> assertThat(fault).contains("longer than 100"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\n", " ", "and so on ", "The lamp is broken. The lamp was never delivered. "})
    void cutsOffEndlessRepetition(String period) {
        String answer = "{\"summary\": \"" + text(300) + period.repeat(3_000 / period.length());
        assertThat(write(new AnswerWatch(true, 10_000), answer, 5))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("repeats itself"));
    }

    @Test
    void cutsOffEndlessWhiteSpaceBeforeTheAnswer() {
        assertThat(write(new AnswerWatch(true, 10_000), "\n".repeat(2_000), 3)).isPresent();
    }

    // ---- may still become valid

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1_000})
    void leavesSoundJsonAlone(int piece) {
        AnswerWatch watch = new AnswerWatch(true, 10_000);
        assertThat(write(watch, "\n " + SOUND + " ", piece)).isEmpty();
        assertThat(watch.text()).isEqualTo("\n " + SOUND + " ");
    }

    @Test
    void leavesAFenceWordsBeforeAndWordsAfterAlone() {
        String answer = "Sure! Here is the JSON you asked for:\n\n```json\n" + SOUND + "\n```\nAnything else?";
        assertThat(write(new AnswerWatch(true, 10_000), answer, 4)).isEmpty();
        assertThat(write(new AnswerWatch(true, 10_000), SOUND + "\nAnything else? {", 4))
                .isEmpty();
    }

    @Test
    void leavesReasoningInTagsAlone() {
        assertThat(write(new AnswerWatch(true, 10_000), "<think>" + text(2_000) + "</think>" + SOUND, 9))
                .isEmpty();
    }

    @Test
    void leavesProseAloneWhereProseIsAskedFor() {
        assertThat(write(new AnswerWatch(false, 10_000), text(5_000), 9)).isEmpty();
    }

    @Test
    void leavesATableOfAlikeRowsAlone() {
        StringBuilder table = new StringBuilder("{\"text\": \"");
        IntStream.range(0, 100).forEach(row -> table.append("Item ").append(row).append("\\t1 piece\\t9.90 EUR\\n"));
        assertThat(write(new AnswerWatch(true, 10_000), table + "\"}", 12)).isEmpty();
    }

    private static Optional<String> write(AnswerWatch watch, String answer, int piece) {
        for (int at = 0; at < answer.length(); at += piece) {
            Optional<String> fault = watch.add(answer.substring(at, Math.min(answer.length(), at + piece)));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** Text that never repeats itself. */
    private static String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int word = 1; text.length() < length; word++) {
            text.append(Integer.toString(word * 7_919, 36)).append(' ');
        }
        return text.substring(0, length);
    }
}
