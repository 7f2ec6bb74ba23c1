package dev.sluice.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileBudget;
import dev.sluice.profile.Profiles;
import dev.sluice.profile.PromptTemplate;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Enrichment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentProfileTest {
    private static final Profile STANDARD = TestTasks.profile("model");
    private static final Profile PROFILE = new Profile(
            Profiles.GENERAL,
            STANDARD.description(),
            STANDARD.recognition(),
            STANDARD.steps(),
            STANDARD.fields(),
            STANDARD.categories(),
            STANDARD.gate(),
            STANDARD.examples(),
            false,
            Optional.empty(),
            Map.of("careful", Map.of(Stage.EXTRACT, new PromptTemplate("v2", "Be very exact."))),
            ProfileBudget.NONE);

    @Test
    void namesTheProfileThatIsGone() {
        Enrichment document =
                Enrichment.newBuilder(document(null)).setProfile("gone").build();

        assertThat(why(document)).contains("gone").contains("Add it again");
    }

    @Test
    void namesThePromptsThatThereAreNot() {
        assertThat(why(document("carefree"))).contains("carefree").contains("[careful]");
    }

    @Test
    void hasTheStandardPromptsUnlessTheRedriveSaysOtherwise() {
        assertThat(version(document(null), Stage.EXTRACT)).isEqualTo("v1");
    }

    @Test
    void hasThePromptsOfTheRedriveWhereTheirSetHasThem() {
        assertThat(version(document("careful"), Stage.EXTRACT)).isEqualTo("v2");
        assertThat(version(document("careful"), Stage.CLASSIFY)).isEqualTo("v1");
    }

    private static String why(Enrichment document) {
        return ((DocumentProfile.Missing) DocumentProfile.of(document, new Profiles(List.of(PROFILE)))).why();
    }

    private static String version(Enrichment document, Stage stage) {
        return ((DocumentProfile.Found) DocumentProfile.of(document, new Profiles(List.of(PROFILE))))
                .profile()
                .step(stage)
                .prompt()
                .version();
    }

    private static Enrichment document(@Nullable String prompts) {
        return Enrichment.newBuilder(TestTasks.task("text", PROFILE).enrichment())
                .setPromptsOverride(prompts)
                .build();
    }
}
