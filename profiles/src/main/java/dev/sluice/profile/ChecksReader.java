package dev.sluice.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.validate.injection.InjectionHandling;
import dev.sluice.validate.rule.Rule;
import dev.sluice.validate.rule.RuleException;
import dev.sluice.validate.rule.RuleLanguage;
import dev.sluice.validate.rule.Rules;
import dev.sluice.validate.safety.Handling;
import dev.sluice.validate.safety.PersonalData;
import dev.sluice.validate.safety.PersonalDataPolicy;
import dev.sluice.validate.statistics.Outliers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code rules}, {@code statistics}, {@code personal_data} and {@code injection} of a {@code profile.yaml}. */
final class ChecksReader {
    private final JsonNode schema;

    /** @param schema of the fields that the checks are about */
    ChecksReader(FieldsSchema schema) {
        this.schema = schema.json();
    }

    Checks read(Settings settings) {
        return new Checks(
                rules(settings.sections("rules")),
                statistics(settings.section("statistics")),
                personalData(settings.section("personal_data")),
                settings.choice("injection", InjectionHandling.class, InjectionHandling.WARN));
    }

    /** Asks for the keys, so that they are known, where they cannot be checked because the schema is faulty. */
    static Checks skip(Settings settings) {
        List.of("rules", "statistics", "personal_data", "injection").forEach(settings::get);
        return Checks.STANDARD;
    }

    private Rules rules(List<Settings> sections) {
        if (sections.isEmpty()) {
            return Checks.STANDARD.rules();
        }
        RuleLanguage language = new RuleLanguage(schema);
        List<Rule> rules = new ArrayList<>();
        for (Settings section : sections) {
            String expression = section.text("rule");
            String message = section.text("message");
            Severity severity = section.choice("severity", Severity.class, Severity.ERROR);
            section.refuseOthers();
            if (expression.isEmpty()) {
                continue;
            }
            try {
                rules.add(language.compile(expression, message, severity));
            } catch (RuleException e) {
                section.fault(
                        "rule",
                        "is no condition: " + e.getMessage(),
                        "Write a CEL expression that is true or false, of fields.NAME, label, summary and text_length;"
                                + " decimals need a point (1.0), and a field that may be absent is compared with null");
            }
        }
        return new Rules(rules);
    }

    private Outliers statistics(Settings section) {
        Outliers standard = Checks.STANDARD.statistics();
        List<JsonPointer> fields = new ArrayList<>();
        for (String field : section.texts("fields", List.of())) {
            Optional<JsonPointer> pointer = SchemaPointers.parse(field);
            if (pointer.isPresent() && SchemaPointers.isNumber(schema, pointer.get())) {
                fields.add(pointer.get());
            } else {
                section.fault("fields", "names " + field + ", which is no number", numberRemedy());
            }
        }
        Outliers statistics = new Outliers(
                fields,
                section.number("deviations", standard.deviations(), 0.5, 100),
                section.integer("minimum", standard.minimum(), 2, 1_000_000),
                section.choice("severity", Severity.class, Severity.WARNING));
        section.refuseOthers();
        return statistics;
    }

    private static String numberRemedy() {
        return "Give the JSON pointer to a number or integer of fields.schema.json, such as /total; lists have none";
    }

    private PersonalDataPolicy personalData(Settings section) {
        Map<PersonalData, Handling> handling = new EnumMap<>(PersonalData.class);
        for (PersonalData kind : PersonalData.values()) {
            if (section.get(kind.id()) != null) {
                handling.put(kind, section.choice(kind.id(), Handling.class, Handling.HOLD));
            }
        }
        Map<String, Set<PersonalData>> exempt = new HashMap<>();
        section.each("except", (fields, field) -> exempt.put(field, exemption(fields, field)));
        section.refuseOthers();
        return new PersonalDataPolicy(handling, exempt);
    }

    private Set<PersonalData> exemption(Settings fields, String field) {
        if (SchemaPointers.parse(field)
                .filter(pointer -> SchemaPointers.isField(schema, pointer))
                .isEmpty()) {
            fields.fault(
                    field,
                    "is no field",
                    "Give the JSON pointer to a field of fields.schema.json, such as /customer_email");
        }
        Set<PersonalData> kinds = EnumSet.noneOf(PersonalData.class);
        for (String id : fields.texts(field, List.of())) {
            PersonalData.of(id)
                    .ifPresentOrElse(
                            kinds::add,
                            () -> fields.fault(
                                    field,
                                    "names " + id + ", which is no kind of personal data",
                                    "Use " + String.join(", ", PersonalData.ids())));
        }
        return kinds;
    }
}
