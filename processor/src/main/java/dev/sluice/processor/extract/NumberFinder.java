package dev.sluice.processor.extract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import dev.sluice.processor.text.WordList;
import dev.sluice.schemas.avro.EntityType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the numbers that a field may have: amounts of money where its name speaks of money and there are any, else numbers
 * that are no date.
 */
final class NumberFinder {
    private static final int MOST = 500;
    private static final Pattern NUMBER = Pattern.compile(
            // 4 out of 5 is 4.
            "(?<!out of )(?<![\\p{L}\\d.,/#-])-?(?:\\d{1,3}(?:[.,'’]\\d{3}(?!\\d)){1,6}+(?:[.,]\\d{1,4})?|\\d{1,12}+(?:[.,]\\d{1,6})?)(?![\\p{L}\\d])");
    private static final Set<String> MONEY = WordList.of(
            "amount total subtotal price sum cost costs fee net gross tax vat balance salary rent deposit",
            "payment betrag summe preis montant prix value");

    private NumberFinder() {}

    static List<Finding> find(FieldSpec field, Facts facts) {
        List<Finding> found = new ArrayList<>();
        if (field.words().has(MONEY)) {
            for (Mention amount : facts.mentions(EntityType.AMOUNT)) {
                add(field, new BigDecimal(amount.value()), amount.start(), amount.end(), amount.confidence(), found);
            }
        }
        if (!found.isEmpty()) {
            return List.copyOf(found);
        }
        Matcher matcher = NUMBER.matcher(facts.text());
        while (found.size() < MOST && matcher.find()) {
            boolean isShare =
                    facts.text().startsWith("%", matcher.end()) && field.words().has(MONEY);
            if (!isShare && isFree(matcher.start(), matcher.end(), facts)) {
                String digits = matcher.group();
                boolean isNegative = digits.startsWith("-");
                Optional<BigDecimal> number =
                        Decimals.read(isNegative ? digits.substring(1) : digits, facts.language());
                number.map(value -> isNegative ? value.negate() : value)
                        .ifPresent(value -> add(field, value, matcher.start(), matcher.end(), 0.93, found));
            }
        }
        return List.copyOf(found);
    }

    private static boolean isFree(int start, int end, Facts facts) {
        return facts.lastBefore(end)
                .filter(mention -> mention.end() > start)
                .filter(mention -> mention.type() == EntityType.DATE || mention.type() == EntityType.AMOUNT)
                .isEmpty();
    }

    private static void add(
            FieldSpec field, BigDecimal number, int start, int end, double confidence, List<Finding> found) {
        boolean isWhole = number.stripTrailingZeros().scale() <= 0;
        if (isInRange(field.schema(), number) && (isWhole || field.isA("number"))) {
            JsonNode value = isWhole && field.isA("integer")
                    ? BigIntegerNode.valueOf(number.toBigIntegerExact())
                    : DecimalNode.valueOf(number);
            found.add(new Finding(value, start, end, confidence));
        }
    }

    private static boolean isInRange(JsonNode schema, BigDecimal number) {
        boolean aboveMinimum = !schema.has("minimum")
                || number.compareTo(schema.path("minimum").decimalValue()) >= 0;
        boolean belowMaximum = !schema.has("maximum")
                || number.compareTo(schema.path("maximum").decimalValue()) <= 0;
        return aboveMinimum && belowMaximum;
    }
}
