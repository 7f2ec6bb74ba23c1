package dev.sluice.profile;

import dev.sluice.validate.injection.InjectionHandling;
import dev.sluice.validate.rule.Rules;
import dev.sluice.validate.safety.PersonalDataPolicy;
import dev.sluice.validate.statistics.Outliers;
import java.util.List;

/**
 * What a profile's results must meet beyond the schema of its fields and the words of the document.
 *
 * @param rules of the business
 * @param statistics which numbers are compared with those of earlier documents
 * @param personalData what is not published
 * @param injection what becomes of documents that try to give orders to the model
 */
public record Checks(Rules rules, Outliers statistics, PersonalDataPolicy personalData, InjectionHandling injection) {
    /** What holds where a profile says nothing. */
    public static final Checks STANDARD =
            new Checks(new Rules(List.of()), Outliers.UNWATCHED, PersonalDataPolicy.STANDARD, InjectionHandling.WARN);
}
