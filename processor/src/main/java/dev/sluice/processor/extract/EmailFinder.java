package dev.sluice.processor.extract;

import dev.sluice.processor.text.WordList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds e-mail addresses, and tells the writer's from those of the mailboxes that were written to. */
final class EmailFinder {
    private static final int MOST = 200;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_DOMAIN = 255;

    /** Mailboxes of an organization rather than of a person. */
    private static final Set<String> SHARED = WordList.of(
            "support help helpdesk info service services sales contact kontakt office noreply no-reply admin",
            "postmaster webmaster billing orders shop kundenservice customerservice customer-service",
            "customercare care newsletter mailer-daemon returns press hello");

    private static final Set<String> SENDERS = Set.of("from", "von", "de", "reply-to");
    private static final Set<String> RECIPIENTS = Set.of("to", "cc", "bcc", "an", "à");

    /** Fields that ask for the writer's address, or for any. */
    private static final Set<String> WRITERS =
            WordList.of("customer client sender author reviewer contact writer user person applicant from");

    private EmailFinder() {}

    /** The address of a From: header, where the field means the writer. */
    static Optional<Finding> sender(FieldSpec field, Facts facts) {
        boolean meansWriter =
                field.words().specific().isEmpty() || field.words().has(WRITERS);
        return meansWriter
                ? all(facts.text()).stream()
                        .filter(address -> isIn(SENDERS, address, facts.labels()) && !isShared(address))
                        .findFirst()
                        .map(address -> address.atMost(0.97))
                : Optional.empty();
    }

    /** The addresses that may be a person's: neither a recipient's nor a shared mailbox, in the order of the text. */
    static List<Finding> find(String text) {
        Labels labels = Labels.of(text);
        return all(text).stream()
                .filter(address -> !isShared(address) && !isIn(RECIPIENTS, address, labels))
                .toList();
    }

    private static List<Finding> all(String text) {
        List<Finding> found = new ArrayList<>();
        for (int at = text.indexOf('@'); at >= 0 && found.size() < MOST; at = text.indexOf('@', at + 1)) {
            int start = at;
            while (start > 0 && at - start < LONGEST_LOCAL_PART && isLocal(text.charAt(start - 1))) {
                start--;
            }
            while (start < at && !isLetterOrDigit(text.charAt(start))) {
                start++;
            }
            int end = at + 1;
            while (end < text.length() && end - at < LONGEST_DOMAIN && isDomain(text.charAt(end))) {
                end++;
            }
            while (end > at + 1 && !isLetterOrDigit(text.charAt(end - 1))) {
                end--;
            }
            String domain = text.substring(at + 1, end);
            int dot = domain.lastIndexOf('.');
            boolean isAddress = start < at
                    && isLetterOrDigit(text.charAt(at - 1))
                    && dot > 0
                    && domain.length() - dot > 2
                    && !text.substring(start, end).contains("..");
            if (isAddress) {
                found.add(Finding.text(text.substring(start, end), start, end, 1));
            }
        }
        return found;
    }

    private static boolean isIn(Set<String> headers, Finding address, Labels labels) {
        return labels.all().stream()
                .filter(label -> label.start() <= address.start() && address.end() <= label.end())
                .anyMatch(label -> headers.contains(label.name().toLowerCase(Locale.ROOT)));
    }

    private static boolean isShared(Finding address) {
        String text = address.value().asText();
        return SHARED.contains(text.substring(0, text.indexOf('@')).toLowerCase(Locale.ROOT));
    }

    private static boolean isLocal(char c) {
        return isLetterOrDigit(c) || "._%+-'".indexOf(c) >= 0;
    }

    private static boolean isDomain(char c) {
        return isLetterOrDigit(c) || c == '.' || c == '-';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
