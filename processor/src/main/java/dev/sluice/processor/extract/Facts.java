package dev.sluice.processor.extract;

import dev.sluice.processor.text.Language;
import dev.sluice.processor.text.Letter;
import dev.sluice.processor.text.Words;
import dev.sluice.profile.Category;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that the rules see in a text, from which fields are filled.
 *
 * @param mentions without overlaps, in the order of the text, the weak ones included
 * @param topics the most salient first
 * @param categories the profile's, whose keywords tell the values of a field that lists their labels
 */
record Facts(
        String text,
        Language language,
        Words words,
        Labels labels,
        List<Mention> mentions,
        List<Mention> topics,
        List<Category> categories) {

    static Facts of(String text, Optional<DocumentProperties> properties, List<Category> categories) {
        Optional<String> tag = properties.flatMap(DocumentProperties::getLanguage);
        Language language = Language.of(tag, text);
        Words words = Words.of(text);
        Letter letter = Letter.of(text);
        Labels labels = Labels.of(text);
        List<Mention> all = new ArrayList<>();
        all.addAll(DateFinder.find(text, language, DateOrder.of(tag, language, text)));
        all.addAll(AmountFinder.find(text, language));
        all.addAll(PersonFinder.find(text, words, language, letter, labels));
        all.addAll(OrganizationFinder.find(text, words, language));
        all.addAll(PlaceFinder.find(text, words));
        List<Mention> mentions = EntityList.withoutOverlaps(all);
        List<Mention> topics = TopicFinder.find(text, language, letter, mentions);
        return new Facts(text, language, words, labels, mentions, topics, categories);
    }

    List<Mention> mentions(EntityType type) {
        return mentions.stream().filter(mention -> mention.type() == type).toList();
    }

    /** The last mention that starts before a position. */
    Optional<Mention> lastBefore(int position) {
        int low = 0;
        int high = mentions.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (mentions.get(middle).start() < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? Optional.empty() : Optional.of(mentions.get(low - 1));
    }
}
