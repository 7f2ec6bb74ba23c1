package dev.sluice.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.validate.injection.InjectionHandling;
import dev.sluice.validate.rule.Rule;
import dev.sluice.validate.safety.Handling;
import dev.sluice.validate.safety.PersonalData;
import dev.sluice.validate.statistics.Outliers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChecksTest {
    @TempDir
    private Path temporary;

    private SampleFolder sample;

    @BeforeEach
    void writeProfileWithANumber() throws IOException {
        sample = SampleFolder.in(temporary).replace("fields.schema.json", "\"properties\": {", """
                "properties": {
                    "hours": {"description": "How long it takes.", "type": ["number", "null"]},
                """);
    }

    @Test
    void refusesRulesThatAreNone() throws IOException {
        add("""
                rules:
                  - rule: fields.hour <= 8
                    message: Too long.
                  - rule: fields.hours <= 8
                  - message: What for?
                  - rule: fields.hours <= 8
                    message: Too long.
                    severity: fatal
                    when: always
                """);
        assertThat(sample.faults())
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault)
                                .startsWith("profile.yaml:12: rules.0.rule is no condition: undefined field 'hour' at"
                                        + " character 7. Write a CEL expression"),
                        fault -> assertThat(fault).startsWith("profile.yaml:14: rules.1.message is missing"),
                        fault -> assertThat(fault).startsWith("profile.yaml:15: rules.2.rule is missing"),
                        fault -> assertThat(fault)
                                .startsWith(
                                        "profile.yaml:18: rules.3.severity is fatal. Set it to one of error, warning"),
                        fault -> assertThat(fault).startsWith("profile.yaml:19: rules.3.when is not a key here"));
    }

    @Test
    void refusesStatisticsOfWhatIsNoNumber() throws IOException {
        add("""
                statistics:
                  fields: [/due, hours]
                  deviations: 0
                  minimum: 1
                """);
        assertThat(sample.faults())
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault)
                                .startsWith("profile.yaml:12: statistics.fields names /due, which is no number. Give"),
                        fault -> assertThat(fault).contains("statistics.fields names hours, which is no number"),
                        fault -> assertThat(fault).startsWith("profile.yaml:13: statistics.deviations is 0"),
                        fault -> assertThat(fault).startsWith("profile.yaml:14: statistics.minimum is 1"));
    }

    @Test
    void refusesPersonalDataThatItDoesNotKnow() throws IOException {
        add("""
                personal_data:
                  shoe_size: hold
                  card: encrypt
                  except:
                    /nobody: [email]
                    /code: [faces]
                injection: pray
                """);
        assertThat(sample.faults())
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault)
                                .startsWith("profile.yaml:12: personal_data.shoe_size is not a key here")
                                .contains("national_id"),
                        fault -> assertThat(fault)
                                .startsWith("profile.yaml:13: personal_data.card is encrypt. Set it to one of allow,"
                                        + " mask, hold"),
                        fault -> assertThat(fault)
                                .startsWith("profile.yaml:15: ")
                                .contains("is no field. Give the JSON"),
                        fault -> assertThat(fault)
                                .startsWith("profile.yaml:16: ")
                                .contains("names faces"),
                        fault -> assertThat(fault)
                                .startsWith("profile.yaml:17: injection is pray. Set it to one of warn, hold"));
    }

    @Test
    void aBrokenSchemaIsNotBlamedOnTheRules() throws IOException {
        sample.replace("fields.schema.json", "\"format\": \"date\"", "\"format\": \"dat\"");
        add("""
                rules:
                  - rule: fields.due != null
                    message: It must be due.
                """);
        assertThat(sample.faults()).singleElement().asString().startsWith("fields.schema.json");
    }

    @Test
    void saysNothingBeyondTheStandard() {
        Checks checks = load();
        assertThat(checks).isEqualTo(Checks.STANDARD);
        assertThat(checks.personalData().kinds(Handling.HOLD))
                .containsExactlyInAnyOrder(PersonalData.CARD, PersonalData.NATIONAL_ID, PersonalData.SECRET);
        assertThat(checks.statistics().fields()).isEmpty();
    }

    @Test
    void readsThemAll() throws IOException {
        add("""
                rules:
                  - rule: fields.hours <= 8
                    message: Too long.
                    severity: warning
                statistics:
                  fields: [/hours]
                  deviations: 3
                  minimum: 50
                  severity: error
                personal_data:
                  email: mask
                  card: allow
                  except:
                    /code: [email]
                injection: hold
                """);
        Checks checks = load();
        assertThat(checks.rules().all()).extracting(Rule::expression).containsExactly("fields.hours <= 8");
        assertThat(checks.statistics())
                .isEqualTo(new Outliers(List.of(JsonPointer.compile("/hours")), 3, 50, Severity.ERROR));
        assertThat(checks.personalData().kinds(Handling.MASK, "/due")).containsExactly(PersonalData.EMAIL);
        assertThat(checks.personalData().kinds(Handling.MASK, "/code")).isEmpty();
        assertThat(checks.personalData().kinds(Handling.HOLD)).doesNotContain(PersonalData.CARD);
        assertThat(checks.injection()).isEqualTo(InjectionHandling.HOLD);
    }

    private void add(String yaml) throws IOException {
        sample.replace("profile.yaml", "  accept: 0.9\n", "  accept: 0.9\n" + yaml);
    }

    private Checks load() {
        return new ProfileLoader()
                .load(List.of(sample.path()))
                .find("note")
                .orElseThrow()
                .gate()
                .checks();
    }
}
