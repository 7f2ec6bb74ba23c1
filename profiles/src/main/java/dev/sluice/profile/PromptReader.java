package dev.sluice.profile;

import com.samskivert.mustache.MustacheException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a prompt: front matter between two lines of {@code ---}, then the template. */
final class PromptReader {
    private static final String FENCE = "---";
    private static final Pattern PARSER_LINE = Pattern.compile("(.*?) (?:@|on) line (\\d+).*", Pattern.DOTALL);

    private final Faults faults;

    PromptReader(Faults faults) {
        this.faults = faults;
    }

    Optional<PromptTemplate> read(String file, String text) {
        List<String> lines = text.lines().toList();
        int end = lines.isEmpty() || !lines.getFirst().strip().equals(FENCE)
                ? -1
                : lines.subList(1, lines.size()).stream()
                        .map(String::strip)
                        .toList()
                        .indexOf(FENCE);
        if (end < 0) {
            faults.add(
                    file,
                    1,
                    "the front matter is missing",
                    "Begin the file with a line ---, the keys version, owner and changes, and a line ---");
            return Optional.empty();
        }
        Optional<String> version = frontMatter(file, String.join("\n", lines.subList(1, end + 1)));
        int firstLine = end + 3;
        String template = String.join("\n", lines.subList(end + 2, lines.size()));
        if (template.isBlank()) {
            faults.add(file, firstLine, "the prompt is empty", "Write the instructions below the front matter");
        } else {
            check(file, template, firstLine);
        }
        return version.map(name -> new PromptTemplate(name, template));
    }

    private Optional<String> frontMatter(String file, String yaml) {
        return DataFile.yaml(file, yaml, 2, faults).map(data -> {
            Settings settings = new Settings(data, faults);
            String version = settings.text("version");
            settings.text("owner");
            Map<String, String> changes = settings.textsByKey("changes");
            if (!changes.containsKey(version)) {
                settings.fault(
                        "changes",
                        "has no entry for version " + version,
                        "Add what this version changed: \"" + version + ": …\"");
            }
            settings.refuseOthers();
            return version;
        });
    }

    /** Compiles the template and renders it with stand-ins, again and again until every unknown variable was found. */
    private void check(String file, String template, int firstLine) {
        for (boolean full : List.of(true, false)) {
            Map<String, Object> variables = new HashMap<>(PromptVariables.sample(full));
            List<String> known = new ArrayList<>(variables.keySet());
            known.sort(null);
            boolean again = true;
            while (again) {
                try {
                    MustacheEngine.render(template, variables);
                    again = false;
                } catch (MustacheException.Context e) {
                    faults.add(
                            file,
                            e.lineNo + firstLine - 1,
                            "there is no variable " + e.key,
                            "Correct or remove it; there are " + String.join(", ", known));
                    again = variables.put(e.key, "") == null;
                } catch (MustacheException e) {
                    addSyntaxFault(file, template, firstLine, e);
                    again = false;
                }
            }
        }
    }

    private void addSyntaxFault(String file, String template, int firstLine, MustacheException e) {
        String message = String.valueOf(e.getMessage());
        Matcher parsed = PARSER_LINE.matcher(message);
        int line = parsed.matches() ? Integer.parseInt(parsed.group(2)) : lineOfPartial(template);
        faults.add(
                file,
                line + firstLine - 1,
                "the template does not compile: " + (parsed.matches() ? parsed.group(1) : message),
                "Correct it; a variable is {{name}}, a list {{#name}}…{{/name}}");
    }

    private static int lineOfPartial(String template) {
        int at = Math.max(0, template.indexOf("{{>"));
        return (int) template.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    }
}
