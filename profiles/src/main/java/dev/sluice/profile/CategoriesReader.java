package dev.sluice.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads {@code categories.yaml}. */
final class CategoriesReader {
    private static final double HEAVIEST = 10;

    private final Faults faults;

    CategoriesReader(Faults faults) {
        this.faults = faults;
    }

    /** The categories; empty if there are none, which is a fault. */
    List<Category> read(String file, String text) {
        List<Category> categories = new ArrayList<>();
        DataFile.yaml(file, text, 1, faults).ifPresent(data -> {
            Settings settings = new Settings(data, faults);
            List<Settings> entries = settings.sections("categories");
            if (entries.isEmpty()) {
                settings.fault("categories", "names no category", "List at least one with label and description");
            }
            Set<String> labels = new HashSet<>();
            for (Settings entry : entries) {
                Category category = category(entry);
                if (!category.label().isEmpty() && !labels.add(category.label())) {
                    entry.fault(
                            "label",
                            "is " + category.label() + " for a second time",
                            "Give each category a label of its own");
                }
                categories.add(category);
            }
            settings.refuseOthers();
        });
        return categories;
    }

    private static Category category(Settings entry) {
        Map<String, Double> keywords = new LinkedHashMap<>();
        entry.each("keywords", (section, keyword) -> {
            double weight = section.number(keyword, 0, Double.MIN_VALUE, HEAVIEST);
            String lower = keyword.strip().toLowerCase(Locale.ROOT);
            if (keywords.put(lower, weight) != null) {
                section.fault(keyword, "is there twice, apart from case", "Remove one of them");
            }
        });
        Category category =
                new Category(entry.text("label"), entry.text("description"), keywords, entry.flag("critical"));
        entry.refuseOthers();
        return category;
    }
}
