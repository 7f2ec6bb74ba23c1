package dev.sluice.validate.injection;

import java.util.Optional;

/** Text that machines read and people do not see: Unicode tags, and invisible signs within words. */
final class HiddenText {
    private static final int TAGS_FIRST = 0xE0020;
    private static final int TAGS_LAST = 0xE007F;
    private static final int BLACK_FLAG = 0x1F3F4;
    /** Soft hyphens and the joiners of some scripts stand alone; this many within Latin words do not. */
    private static final int FEWEST_WITHIN_WORDS = 5;

    private HiddenText() {}

    static Optional<Sign> find(String text) {
        int within = 0;
        boolean inFlag = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\uDB40' && i + 1 < text.length()) {
                int tag = text.codePointAt(i);
                boolean isTag = tag >= TAGS_FIRST && tag <= TAGS_LAST;
                // The flags of England, Scotland and Wales are spelled with tags behind a black flag.
                inFlag = isTag && i > 0 && (inFlag || text.codePointBefore(i) == BLACK_FLAG);
                if (isTag && !inFlag) {
                    return Optional.of(new Sign("holds text in characters that are not shown", i, i + 2));
                }
                i++;
            } else if (c >= '\u200B' && c <= '\u2064' && isInvisible(c)) {
                within += isWithinLatin(text, i) ? 1 : 0;
                if (within == FEWEST_WITHIN_WORDS) {
                    return Optional.of(new Sign("holds invisible characters within words", i, i + 1));
                }
            } else {
                inFlag = false;
            }
        }
        return Optional.empty();
    }

    private static boolean isInvisible(char c) {
        return c <= '\u200D' || c >= '\u2060';
    }

    private static boolean isWithinLatin(String text, int at) {
        return at > 0 && at + 1 < text.length() && isLatin(text.charAt(at - 1)) && isLatin(text.charAt(at + 1));
    }

    private static boolean isLatin(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
