package dev.sluice.processor.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Makes an input out of those of a corpus. What it makes depends on the random numbers alone, so a seed makes it again.
 *
 * @param corpus not empty
 */
record Mutation(List<byte[]> corpus, Random random) {
    private static final int LONGEST = 256 * 1024;
    private static final int MOST_CHANGES = 8;
    private static final LocalDateTime ALWAYS = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final int[] NUMBERS = {
        0, 1, -1, 127, 128, 255, 256, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE
    };
    /** What the formats take for structure, and names of files that must not be written. */
    private static final List<String> WORDS = List.of(
            "<",
            "</",
            "]]>",
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>",
            "&b;",
            "<table><tr><td>",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\u0000",
            "\\ud800",
            "null",
            "1e999999",
            "-0",
            "\r\n\r\n",
            "--b\r\n",
            "Content-Type: ",
            "message/rfc822",
            "multipart/mixed; boundary=b",
            "base64",
            "=?utf-8?B?",
            "charset=utf-7",
            "obj\n",
            "stream\r\n",
            "endobj",
            "/Length 2147483647",
            "/Kids [1 0 R]",
            "/Filter /FlateDecode",
            "{\\rtf1",
            "{\\*\\",
            "\\bin2147483647 ",
            "../../" + Fuzzing.ESCAPED,
            "/tmp/" + Fuzzing.ESCAPED,
            "\u202e",
            "\ufeff",
            "\0");

    /** The next input. */
    byte[] next() {
        byte[] input = pick();
        byte[] mutated = isZip(input) && random.nextInt(4) != 0 ? withinZip(input) : changedOften(input);
        return mutated.length > LONGEST ? Arrays.copyOf(mutated, LONGEST) : mutated;
    }

    private byte[] changedOften(byte[] input) {
        byte[] mutated = input;
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            mutated = changed(mutated);
        }
        return mutated;
    }

    private byte[] pick() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int length = random.nextInt(1 + Math.min(bytes.length - at, 1 << random.nextInt(12)));
        return switch (random.nextInt(9)) {
            case 0 -> spliced(bytes, at, length, new byte[0]);
            case 1 -> spliced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            case 2 -> spliced(bytes, at, 0, repeated(Arrays.copyOfRange(bytes, at, at + length)));
            case 3 ->
                spliced(bytes, at, 0, WORDS.get(random.nextInt(WORDS.size())).getBytes(UTF_8));
            case 4 -> spliced(bytes, at, length, randomBytes(length));
            case 5 -> spliced(bytes, at, Math.min(4, bytes.length - at), number());
            case 6 -> Arrays.copyOf(bytes, at);
            case 7 -> crossed(bytes, at);
            default -> flipped(bytes);
        };
    }

    private byte[] crossed(byte[] bytes, int at) {
        byte[] other = pick();
        int from = random.nextInt(other.length + 1);
        return spliced(Arrays.copyOf(bytes, at), at, 0, Arrays.copyOfRange(other, from, other.length));
    }

    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private byte[] repeated(byte[] unit) {
        int times = Math.min(1 + random.nextInt(5_000), LONGEST / Math.max(unit.length, 1));
        byte[] repeated = new byte[unit.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(unit, 0, repeated, i * unit.length, unit.length);
        }
        return repeated;
    }

    private byte[] number() {
        int number = NUMBERS[random.nextInt(NUMBERS.length)];
        return random.nextBoolean()
                ? new byte[] {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number}
                : new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16), (byte) (number >> 24)};
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Changes one file of an archive and packs it again: else nearly every change would only break the compression. */
    private byte[] withinZip(byte[] archive) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException | IllegalArgumentException damaged) {
            return archive;
        }
        if (files.isEmpty()) {
            return archive;
        }
        List<String> names = List.copyOf(files.keySet());
        String name = names.get(random.nextInt(names.size()));
        files.computeIfPresent(name, (key, content) -> changedOften(content));
        if (random.nextInt(8) == 0) {
            files.put("word/embeddings/../../../" + Fuzzing.ESCAPED, randomBytes(10));
        }
        return zipped(files);
    }

    private static byte[] zipped(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(ALWAYS); // else it is now, and a seed makes other bytes later
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException("a stream in memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static boolean isZip(byte[] bytes) {
        return bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K';
    }

    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] inserted) {
        byte[] spliced = new byte[bytes.length - removed + inserted.length];
        System.arraycopy(bytes, 0, spliced, 0, at);
        System.arraycopy(inserted, 0, spliced, at, inserted.length);
        System.arraycopy(bytes, at + removed, spliced, at + inserted.length, bytes.length - at - removed);
        return spliced;
    }
}
