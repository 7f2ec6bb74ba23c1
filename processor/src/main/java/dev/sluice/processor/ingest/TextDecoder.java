package dev.sluice.processor.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import org.apache.tika.parser.txt.CharsetDetector;
import org.apache.tika.parser.txt.CharsetMatch;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * From bytes to text, with the character set found out: a byte order mark, else the declared one if the bytes fit it,
 * else UTF-8 if they fit, else what their statistics say, else windows-1252, which fits anything. Thread-safe.
 */
final class TextDecoder {
    /** What detection looks at: enough for its statistics, and a bound on its time. */
    private static final int SAMPLE_BYTES = 64 << 10;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    String decode(byte[] bytes, Optional<Charset> declared) {
        String text = decoded(bytes, declared);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Whether bytes are text in UTF-16, which holds zero bytes as no other text does. */
    private static boolean isUtf16(byte[] bytes) {
        return byteOrderMark(bytes).filter(set -> !set.equals(UTF_8)).isPresent()
                || utf16WithoutMark(bytes).isPresent();
    }

    /** Whether bytes can be text: those of binary files are a tenth control characters, those of text almost none. */
    static boolean isText(byte[] bytes) {
        int length = Math.min(bytes.length, SAMPLE_BYTES);
        int controls = 0;
        for (int i = 0; i < length; i++) {
            boolean control = bytes[i] >= 0 && bytes[i] < ' ' && "\t\n\r\f\u001B".indexOf(bytes[i]) < 0;
            controls += control ? 1 : 0;
        }
        return controls * 100 <= length || isUtf16(bytes);
    }

    private static String decoded(byte[] bytes, Optional<Charset> declared) {
        Optional<Charset> marked = byteOrderMark(bytes);
        if (marked.isPresent()) {
            return new String(bytes, marked.get());
        }
        return declared.flatMap(set -> strictly(bytes, set))
                .or(() -> utf16WithoutMark(bytes).flatMap(set -> strictly(bytes, set)))
                .or(() -> strictly(bytes, UTF_8))
                .orElseGet(() -> new String(bytes, byStatistics(bytes)));
    }

    private static Optional<Charset> byteOrderMark(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(UTF_8);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return Optional.of(UTF_16LE);
        }
        return startsWith(bytes, 0xFE, 0xFF) ? Optional.of(UTF_16BE) : Optional.empty();
    }

    /** Text in a Latin script has a zero in every second byte. */
    private static Optional<Charset> utf16WithoutMark(byte[] bytes) {
        int length = Math.min(bytes.length, SAMPLE_BYTES) & ~1;
        int evenZeros = 0;
        int oddZeros = 0;
        for (int i = 0; i < length; i += 2) {
            evenZeros += bytes[i] == 0 ? 1 : 0;
            oddZeros += bytes[i + 1] == 0 ? 1 : 0;
        }
        int most = length / 2 * 7 / 10;
        if (length < 8 || bytes.length % 2 != 0 || Math.min(evenZeros, oddZeros) > length / 100) {
            return Optional.empty();
        }
        if (oddZeros > most) {
            return Optional.of(UTF_16LE);
        }
        return evenZeros > most ? Optional.of(UTF_16BE) : Optional.empty();
    }

    private static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException doesNotFit) {
            return Optional.empty();
        }
    }

    private static Charset byStatistics(byte[] bytes) {
        byte[] sample = bytes.length <= SAMPLE_BYTES ? bytes : Arrays.copyOf(bytes, SAMPLE_BYTES);
        return eastAsian(sample).or(() -> european(sample)).orElse(WINDOWS_1252);
    }

    /** Mozilla's detector is sure of multi-byte sets after a few characters and unsure of the others. */
    private static Optional<Charset> eastAsian(byte[] sample) {
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(sample);
        detector.dataEnd();
        return named(detector.getDetectedCharset())
                .filter(set -> set.newEncoder().maxBytesPerChar() > 1);
    }

    /** ICU's detector knows the single-byte sets apart by their languages' letter sequences. */
    private static Optional<Charset> european(byte[] sample) {
        CharsetMatch match = new CharsetDetector().setText(sample).detect();
        if (match == null || match.getConfidence() < 30) {
            return Optional.empty();
        }
        // What is labelled Latin-1 is windows-1252 in practice (WHATWG Encoding Standard).
        return named(match.getName()).map(set -> set.equals(ISO_8859_1) ? WINDOWS_1252 : set);
    }

    /** A character set by its name, if this machine has it. */
    static Optional<Charset> named(@Nullable String name) {
        try {
            return name == null ? Optional.empty() : Optional.of(Charset.forName(name.strip()));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
