package dev.sluice.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.re2j.Pattern;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.validate.CpuTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProfilesTest {
    private static final RecognitionRule MAIL =
            rule(Optional.of("message/rfc822"), Optional.empty(), Map.of(), Optional.empty());
    private static final RecognitionRule CHANNEL =
            rule(Optional.empty(), Optional.empty(), Map.of("channel", Pattern.compile("^shop$")), Optional.empty());
    private static final RecognitionRule SHOP_MAIL = rule(
            Optional.of("message/rfc822"),
            Optional.of(Pattern.compile("shop@")),
            Map.of(),
            Optional.of(Pattern.compile("(?i)order")));

    private final Profiles profiles =
            new Profiles(List.of(profile("mail", MAIL), profile("shop", SHOP_MAIL, CHANNEL), profile("general")));

    @Test
    void unknownHintIsFaultOfTheDocumentWithTheNamesThatExist() {
        Selection selection = profiles.select(Optional.of("shoop"), properties(null, null, Map.of()), "");

        assertThat(selection).isInstanceOfSatisfying(Selection.Unknown.class, unknown -> {
            assertThat(unknown.hint()).isEqualTo("shoop");
            assertThat(unknown.known()).containsExactly("general", "mail", "shop");
            assertThat(unknown.detail()).contains("\"shoop\"").contains("general, mail, shop");
        });
    }

    @Test
    void needsTheGeneralProfile() {
        assertThatThrownBy(() -> new Profiles(List.of(profile("mail"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("general");
    }

    @Test
    void documentThatNoRuleMatchesIsGeneral() {
        assertThat(chosen(null, "text/plain", null, Map.of("channel", "shopping"), "order"))
                .isEqualTo("general");
    }

    @Test
    void hintOutranksRules() {
        assertThat(chosen("general", "message/rfc822", "shop@example.org", Map.of(), "order"))
                .isEqualTo("general");
    }

    @Test
    void blankHintCountsAsNone() {
        assertThat(chosen(" ", "message/rfc822", null, Map.of(), "")).isEqualTo("mail");
    }

    @Test
    void everyConditionOfRuleMustHold() {
        assertThat(chosen(null, "message/rfc822", "shop@example.org", Map.of(), "hello"))
                .isEqualTo("mail");
        assertThat(chosen(null, "message/rfc822", null, Map.of(), "my order")).isEqualTo("mail");
    }

    @Test
    void anyRuleOfProfileIsEnough() {
        assertThat(chosen(null, null, null, Map.of("channel", "shop"), "")).isEqualTo("shop");
    }

    @Test
    void ruleWithMostConditionsWins() {
        assertThat(chosen(null, "message/rfc822", "shop@example.org", Map.of(), "My Order"))
                .isEqualTo("shop");
    }

    @Test
    void firstNameWinsAmongEquals() {
        assertThat(chosen(null, "message/rfc822", null, Map.of("channel", "shop"), ""))
                .isEqualTo("mail");
    }

    @Test
    void mediaTypeMatchesWithParametersAndInAnyCase() {
        assertThat(chosen(null, "Message/RFC822; charset=utf-8", null, Map.of(), ""))
                .isEqualTo("mail");
    }

    @Test
    void looksAtTheBeginningOfTextOnly() {
        String filler = "x".repeat(RecognitionRule.TEXT_LIMIT - 5);

        assertThat(chosen(null, "message/rfc822", "shop@example.org", Map.of(), filler + "order"))
                .isEqualTo("shop");
        assertThat(chosen(null, "message/rfc822", "shop@example.org", Map.of(), filler + " order"))
                .isEqualTo("mail");
    }

    @Test
    void hostileTextCannotStallItsPattern() {
        RecognitionRule nested =
                rule(Optional.empty(), Optional.empty(), Map.of(), Optional.of(Pattern.compile("^(a+)+$")));
        Profiles trap = new Profiles(List.of(profile("general"), profile("trap", nested)));
        String hostile = "a".repeat(RecognitionRule.TEXT_LIMIT - 1) + "!";

        Duration spent =
                CpuTime.of(() -> assertThat(trap.select(Optional.empty(), properties(null, null, Map.of()), hostile))
                        .isInstanceOf(Selection.Unclaimed.class));

        assertThat(spent).isLessThan(Duration.ofSeconds(5));
    }

    private String chosen(
            @Nullable String hint,
            @Nullable String mediaType,
            @Nullable String uri,
            Map<String, String> metadata,
            String text) {
        return switch (profiles.select(Optional.ofNullable(hint), properties(mediaType, uri, metadata), text)) {
            case Selection.Chosen chosen -> chosen.profile().name();
            case Selection.Unclaimed unclaimed -> Profiles.GENERAL;
            case Selection.Unknown unknown -> throw new AssertionError(unknown.detail());
        };
    }

    private static DocumentProperties properties(
            @Nullable String mediaType, @Nullable String uri, Map<String, String> metadata) {
        return DocumentProperties.newBuilder()
                .setMediaType(mediaType)
                .setSourceUri(uri)
                .setMetadata(metadata)
                .build();
    }

    private static RecognitionRule rule(
            Optional<String> mediaType, Optional<Pattern> uri, Map<String, Pattern> metadata, Optional<Pattern> text) {
        return new RecognitionRule(mediaType, uri, metadata, text);
    }

    private static Profile profile(String name, RecognitionRule... rules) {
        return new Profile(
                name,
                "A test.",
                List.of(rules),
                Map.of(),
                new FieldsSchema(JsonNodeFactory.instance.objectNode()),
                List.of(new Category("other", "Any.", Map.of())),
                new GateSettings(0.8),
                List.of());
    }
}
