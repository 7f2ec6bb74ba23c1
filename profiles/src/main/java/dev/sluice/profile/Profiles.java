package dev.sluice.profile;

import dev.sluice.schemas.avro.DocumentProperties;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The profiles that exist, and which of them a document gets. Immutable and thread-safe. */
public final class Profiles {
    /** The profile of documents that no other one claims; it always exists. */
    public static final String GENERAL = "general";

    private final SortedMap<String, Profile> byName;

    /**
     * Holds profiles; of two with one name the later counts.
     *
     * @throws IllegalArgumentException if {@value #GENERAL} is not among them
     */
    public Profiles(Collection<Profile> profiles) {
        this.byName = new TreeMap<>();
        profiles.forEach(profile -> byName.put(profile.name(), profile));
        if (!byName.containsKey(GENERAL)) {
            throw new IllegalArgumentException("there is no profile " + GENERAL + ", which documents get by default");
        }
    }

    /** All profiles, by name. */
    public List<Profile> all() {
        return List.copyOf(byName.values());
    }

    /** The profile of that name. */
    public Optional<Profile> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Chooses a document's profile: the one the record names; else the one with the matching rule of most conditions, the
     * first by name of equals; else none, and an engine may choose.
     *
     * @param hint the profile that the record names; a blank one counts as none
     * @param text the document's text
     */
    public Selection select(Optional<String> hint, DocumentProperties properties, String text) {
        Optional<String> name = hint.map(String::strip).filter(given -> !given.isEmpty());
        if (name.isEmpty()) {
            return recognise(properties, text)
                    .<Selection>map(Selection.Chosen::new)
                    .orElseGet(Selection.Unclaimed::new);
        }
        Profile named = byName.get(name.get());
        return named == null
                ? new Selection.Unknown(name.get(), List.copyOf(byName.keySet()))
                : new Selection.Chosen(named);
    }

    private Optional<Profile> recognise(DocumentProperties properties, String text) {
        record Match(Profile profile, int conditions) {}
        return byName.values().stream()
                .flatMap(profile -> profile.recognition().stream()
                        .filter(rule -> rule.matches(properties, text))
                        .map(rule -> new Match(profile, rule.conditions())))
                .min(Comparator.comparingInt(Match::conditions).reversed())
                .map(Match::profile);
    }
}
