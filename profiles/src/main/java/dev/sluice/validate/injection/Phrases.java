package dev.sluice.validate.injection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns of phrase that give orders to a model, in English, German, French and Spanish, without accents. */
final class Phrases {
    private static final String OVERRIDE = "tells the reader to set its instructions aside";
    private static final String ROLE = "tells the reader who or what it now is";
    private static final String PROMPT = "asks for the reader's own instructions";
    private static final String MODEL = "speaks as, or to, a language model";

    /** Instructions of the writer's own are for the reader of the letter, not for a model. */
    private static final Set<String> OWN = Set.of(
            "my", "our", "mine", "meine", "meinen", "meiner", "unsere", "unseren", "mes", "nos", "mis", "nuestras");

    private static final String IGNORE = "ignore|ignoring|disregard|disregarding|forget|override|overrule|bypass";
    private static final String ORDERS = "instruction|instructions|prompt|prompts|guidelines|directives|commands|rules";
    private static final String PAST =
            "previous|prior|above|earlier|preceding|foregoing|former|initial|original|system";

    private static final String IGNORIERE =
            "ignoriere|ignorieren|ignorier|vergiss|vergessen|missachte|missachten|uberschreibe";
    private static final String ANWEISUNGEN =
            "anweisung|anweisungen|instruktionen|vorgaben|befehle|regeln|anordnungen|prompt|prompts|systemprompt";

    private static final String OUBLIE = "ignore|ignorez|ignorer|oublie|oubliez|oublier|neglige|negligez";
    private static final String CONSIGNES = "instructions|consignes|directives|ordres|regles";

    private static final String OLVIDA = "ignora|ignore|ignorar|ignoren|olvida|olvide|olvidar|descarta|descarte";
    private static final String ORDENES = "instrucciones|indicaciones|ordenes|reglas|directrices";

    private static final List<Phrase> ALL = List.of(
            order(IGNORE + " ..3 " + PAST + " ..2 " + ORDERS),
            order(IGNORE + " ..2 all|any|your ..1 " + ORDERS),
            order(IGNORE + " ..2 " + ORDERS + " ..1 above|previously"),
            order("do not ..1 follow|obey ..2 " + PAST + " ..1 " + ORDERS),
            order(IGNORIERE
                    + " ..3 vorherigen|vorherige|vorigen|bisherigen|obigen|fruheren|vorangegangenen|vorangehenden"
                    + "|vorstehenden|ursprunglichen|alle|samtliche|deine ..2 " + ANWEISUNGEN),
            order(OUBLIE + " ..3 " + CONSIGNES
                    + " ..1 precedentes|precedents|anterieures|anterieurs|initiales|systeme|ci"),
            order(OUBLIE + " ..1 toutes|tous ..2 " + CONSIGNES),
            order(OLVIDA + " ..3 " + ORDENES + " ..1 anteriores|previas|precedentes|iniciales|sistema"),
            order(OLVIDA + " ..1 todas|todos ..2 " + ORDENES),
            role("you are ..1 now ..4 mode|unrestricted|dan|jailbroken|administrator|admin|root|ai|chatbot"),
            role("from now on ..1 you ..1 act|ignore|output|pretend"),
            role("act|behave ..1 as ..2 ai|chatbot|dan"),
            role("pretend ..1 to be ..2 ai|administrator|admin|chatbot|dan"),
            role("du|sie bist|sind ..1 jetzt|nun|ab ..4 modus|administrator|admin|ki|chatbot"),
            role("tu|vous es|etes ..1 maintenant|desormais ..4 mode|administrateur|ia|chatbot"),
            role("ahora eres|actua|actuas ..4 modo|administrador|ia|chatbot"),
            asks(
                    "reveal|print|show|repeat|output|display|leak ..3 system|hidden|initial ..1 prompt|prompts|instructions"),
            asks("reveal|print|repeat|output|leak ..1 your ..1 prompt|instructions"),
            asks("zeige|zeig|verrate|nenne|gib|wiederhole ..3 systemprompt|systemanweisungen|prompt"),
            asks("affiche|affichez|revele|revelez|montre|repete ..3 prompt"),
            asks("muestra|revela|imprime|repite ..3 prompt"),
            model("as an ai"),
            model("as a|an large|ai ..1 language model"),
            model("als ki|sprachmodell"),
            model("en tant qu|que ia|modele ..1 langage"),
            model("como una|un ia|modelo ..2 lenguaje"),
            model("do anything now"));

    private static final Map<String, List<Phrase>> BY_FIRST_WORD = byFirstWord();

    private Phrases() {}

    /** The phrases that begin with a word. */
    static List<Phrase> beginningWith(String word) {
        return BY_FIRST_WORD.getOrDefault(word, List.of());
    }

    private static Phrase order(String pattern) {
        return Phrase.of(OVERRIDE, pattern, OWN);
    }

    private static Phrase role(String pattern) {
        return Phrase.of(ROLE, pattern, Set.of());
    }

    private static Phrase asks(String pattern) {
        return Phrase.of(PROMPT, pattern, OWN);
    }

    private static Phrase model(String pattern) {
        return Phrase.of(MODEL, pattern, Set.of());
    }

    private static Map<String, List<Phrase>> byFirstWord() {
        Map<String, List<Phrase>> byFirst = new HashMap<>();
        for (Phrase phrase : ALL) {
            phrase.firstWords()
                    .forEach(word -> byFirst.computeIfAbsent(word, key -> new ArrayList<>())
                            .add(phrase));
        }
        return Map.copyOf(byFirst);
    }
}
