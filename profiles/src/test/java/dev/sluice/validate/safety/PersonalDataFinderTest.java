package dev.sluice.validate.safety;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import dev.sluice.validate.CpuTime;
import dev.sluice.validate.safety.PersonalDataFinder.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All numbers are the published examples of their issuers, or made up. */
final class PersonalDataFinderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CARD | pay with 4111 1111 1111 1111 05/27 | 4111 1111 1111 1111",
                "CARD | 5555-5555-5555-4444 | 5555-5555-5555-4444",
                "CARD | amex 378282246310005. | 378282246310005",
                "CARD | no. 12 4111111111111111 | 4111111111111111",
                "IBAN | IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFF | DE89 3704 0044 0532 0130 00",
                "IBAN | gb82WEST12345698765432 | gb82WEST12345698765432",
                "NATIONAL_ID | SSN 219-09-9999 | 219-09-9999",
                "NATIONAL_ID | DNI 12345678Z | 12345678Z",
                "NATIONAL_ID | NIE X1234567L | X1234567L",
                "NATIONAL_ID | Steuer-ID 86 095 742 719 | 86 095 742 719",
                "NATIONAL_ID | NINO AB 12 34 56 C | AB 12 34 56 C",
                "EMAIL | write jane.doe@mail.example. | jane.doe@mail.example",
                "PHONE | call +49 30 1234567, please | +49 30 1234567",
                "PHONE | call (555) 123-4567 | (555) 123-4567",
                "PHONE | Tel. 030 / 123 45 67 | 030 / 123 45 67",
                "SECRET | key AKIAIOSFODNN7EXAMPLE here | AKIAIOSFODNN7EXAMPLE",
                "SECRET | sk-proj-abcdefghijklmnopqrstuvwx | sk-proj-abcdefghijklmnopqrstuvwx",
                "SECRET | eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_ | eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_",
                "SECRET | -----BEGIN RSA PRIVATE KEY----- MIIE | -----BEGIN RSA PRIVATE KEY-----",
            })
    void findsIt(PersonalData kind, String text, String expected) {
        assertThat(PersonalDataFinder.find(text, Set.of(kind)))
                .extracting(found -> text.substring(found.start(), found.end()))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1112",
                "order 9111111111111111",
                "x4111111111111111",
                "41111111111111111111111",
                "DE88 3704 0044 0532 0130 00",
                "ZZ89 3704 0044 0532 0130 00",
                "000-12-3456 and 666-12-3456 and 900-12-3456",
                "12345678A",
                "X1234567A",
                "86 095 742 718",
                "QQ 12 34 56 C",
                "on 2026-05-02 at 10:30",
                "order 48213, 49.90 EUR",
                "jane at example",
                "sk-short",
                "AKIA is no key",
            })
    void findsNothingWhereTheFormOrTheCheckDigitIsWrong(String text) {
        assertThat(PersonalDataFinder.find(text, EnumSet.complementOf(EnumSet.of(PersonalData.PHONE))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"on 2026-05-02 at 10:30", "order 48213, 49.90 EUR", "4111 1111 1111 1111", "1.234.567,89"})
    void takesNoOtherNumberForATelephoneNumber(String text) {
        assertThat(PersonalDataFinder.find(text, Set.of(PersonalData.PHONE))).isEmpty();
    }

    @Test
    void takesTimeInProportionToTheText() {
        String hostile = "1 ".repeat(50_000) + "a@".repeat(50_000) + "DE89".repeat(25_000);
        assertThat(PersonalDataFinder.find(hostile, Set.of(PersonalData.SECRET, PersonalData.IBAN)))
                .isEmpty();
    }

    @Test
    void masksLettersAndDigitsInPlace() {
        String masked = Mask.mask("mail jane@example.com now", Set.of(PersonalData.EMAIL));
        assertThat(masked).isEqualTo("mail ****@*******.*** now");
        assertThat(Mask.mask("nothing", Set.of(PersonalData.EMAIL))).isEqualTo("nothing");
    }

    @Test
    void findsEachOfSeveral() {
        List<Found> found = PersonalDataFinder.find("4111111111111111 5555555555554444", Set.of(PersonalData.CARD));
        assertThat(found).hasSize(2);
    }

    @Test
    void findsInTheStretchesWithDigitsWhatThereIsInTheWholeText() {
        Random random = new Random(7);
        List<String> parts = List.of(
                "DE89 3704 0044 0532 0130 00",
                "MT31MALT01100A0012345MTLCAST001",
                "4111 1111 1111 1111",
                "+49 30 1234567",
                "(030) 123 4567",
                "078-05-1120",
                "12345678Z",
                "86 095 742 719",
                "AB 12 34 56 C",
                "2026-11-03",
                " ",
                " ",
                "word",
                "a_b",
                ", ",
                "\n",
                "é",
                "x".repeat(90),
                "00",
                "1",
                "0",
                "-",
                ".",
                "(",
                ")");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            String whole = text.toString();
            for (PersonalData kind :
                    List.of(PersonalData.CARD, PersonalData.IBAN, PersonalData.NATIONAL_ID, PersonalData.PHONE)) {
                List<PersonalDataFinder.Found> expected = new ArrayList<>();
                PersonalDataFinder.addNumbers(kind, whole, expected);
                assertThat(PersonalDataFinder.find(whole, Set.of(kind)))
                        .as(whole)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void findsTheSameAddressesAsOneSearchThroughTheWholeText() {
        Random random = new Random(5);
        List<String> parts = List.of(
                "ada", "b", "Ä", "\ud83d\ude00", "@", "@", ".", ".de", "-", "%", "'", " ", "\n", "7", "_", "+", "(");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(14); j >= 0; j--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            String whole = text.toString();
            List<PersonalDataFinder.Found> expected = new ArrayList<>();
            Matcher matcher = PersonalDataFinder.EMAIL.matcher(whole);
            while (matcher.find()) {
                expected.add(new PersonalDataFinder.Found(PersonalData.EMAIL, matcher.start(), matcher.end()));
            }
            assertThat(PersonalDataFinder.find(whole, Set.of(PersonalData.EMAIL)))
                    .as(whole)
                    .isEqualTo(expected);
        }
    }

    @Test
    void looksForAddressesInALineOfAtSignsInLinearTime() {
        assertLinear(() -> {
            assertThat(PersonalDataFinder.find("a@".repeat(500_000), Set.of(PersonalData.EMAIL)))
                    .isEmpty();
            assertThat(PersonalDataFinder.find("a".repeat(2_000_000) + "@", Set.of(PersonalData.EMAIL)))
                    .isEmpty();
        });
    }

    @Test
    void cutsALineOfMegabytesIntoStretchesInLinearTime() {
        assertLinear(() -> {
            assertThat(DigitStretches.of("1".repeat(5_000_000))).hasSize(1);
            assertThat(DigitStretches.of(("1" + "x".repeat(99)).repeat(50_000))).hasSize(1);
            assertThat(DigitStretches.of(("1" + " ".repeat(99)).repeat(50_000))).hasSize(50_000);
        });
    }

    /** It takes half a second; what grows with the square of the length would take hours. */
    private static void assertLinear(Runnable search) {
        assertThat(CpuTime.of(search)).isLessThan(Duration.ofSeconds(10));
    }
}
