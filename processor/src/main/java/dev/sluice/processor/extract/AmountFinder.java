package dev.sluice.processor.extract;

import dev.sluice.processor.text.Language;
import dev.sluice.schemas.avro.EntityType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds amounts of money: a number beside a currency, in the notations of English, German and French. */
final class AmountFinder {
    private static final String NUMBER =
            "(\\d{1,3}(?:[.,'’ \\u202f]\\d{3}(?!\\d)){1,6}+(?:[.,]\\d{1,2})?|\\d{1,15}+(?:[.,]\\d{1,4})?)(?![.,]?\\d)";
    private static final String SCALE = "(?: ?(thousand|tsd\\.?|millions?|millionen|mio\\.?|mln|billions?|milliarden"
            + "|milliarde|milliards?|mrd\\.?|bn|k|m)(?!\\p{L}))?+";

    private static final Pattern AMOUNT =
            Pattern.compile("(?<![\\p{L}\\d.,])(-?)(?:(" + Currencies.BEFORE + ") ?(-?)" + NUMBER + "(?i:" + SCALE + ")"
                    + "|" + NUMBER + "(?i:" + SCALE + ") ?(?:d['’]|de )?(" + Currencies.BEHIND + ")(?!\\p{L}))");

    private AmountFinder() {}

    static List<Mention> find(String text, Language language) {
        List<Mention> found = new ArrayList<>();
        Matcher matcher = AMOUNT.matcher(text);
        while (found.size() < Mention.MOST && matcher.find()) {
            boolean signFirst = matcher.group(2) != null;
            String digits = signFirst ? matcher.group(4) : matcher.group(6);
            String scale = signFirst ? matcher.group(5) : matcher.group(7);
            boolean isNegative = !matcher.group(1).isEmpty()
                    || (signFirst && !matcher.group(3).isEmpty());
            Currencies.Unit unit = Currencies.of(signFirst ? matcher.group(2) : matcher.group(8));
            Decimals.read(digits, language)
                    .map(number -> scaled(number, Optional.ofNullable(scale)))
                    .map(number -> isNegative ? number.negate() : number)
                    .ifPresent(number -> found.add(new Mention(
                            EntityType.AMOUNT,
                            number.toPlainString(),
                            Optional.of(unit.code()),
                            Mention.Role.NONE,
                            matcher.start(),
                            matcher.end(),
                            unit.confidence())));
        }
        return found;
    }

    private static BigDecimal scaled(BigDecimal number, Optional<String> scale) {
        if (scale.isEmpty()) {
            return number;
        }
        String word = scale.get().toLowerCase(Locale.ROOT);
        int zeros = word.startsWith("t") || word.equals("k")
                ? 3
                : word.startsWith("b") || word.startsWith("milliard") || word.startsWith("mrd") ? 9 : 6;
        BigDecimal scaled = number.scaleByPowerOfTen(zeros);
        return scaled.scale() > 0 ? scaled.stripTrailingZeros() : scaled.setScale(0);
    }
}
