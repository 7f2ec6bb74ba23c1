package dev.sluice.console.web;

import dev.sluice.profile.Profile;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Asks what is to be exported, and streams it. */
final class ExportPage {
    private final Console console;
    private final CorrectionExport export;
    private final Templates templates;

    ExportPage(Console console, Templates templates) {
        this.console = console;
        this.export = new CorrectionExport(console);
        this.templates = templates;
    }

    record View(Frame frame, List<String> profiles) {}

    void show(Context request, Visit visit) {
        List<String> profiles = console.profiles().current().all().stream()
                .map(Profile::name)
                .filter(name -> visit.account()
                        .profiles()
                        .map(allowed -> allowed.contains(name))
                        .orElse(true))
                .toList();
        templates.answer(request, "export.jte", new View(Frame.of("Export", "export", visit, console), profiles));
    }

    void file(Context request, Visit visit) throws IOException {
        CorrectionExport.Format format = switch (text(request, "format").orElse("supervised")) {
            case "supervised" -> CorrectionExport.Format.SUPERVISED;
            case "preference" -> CorrectionExport.Format.PREFERENCE;
            default -> throw new BadRequest("The format is supervised or preference.");
        };
        CorrectionExport.Wish wish = new CorrectionExport.Wish(
                format,
                text(request, "from").map(ExportPage::time),
                text(request, "before").map(ExportPage::time),
                text(request, "profile"),
                text(request, "reviewer"));
        request.contentType("application/jsonl; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=corrections.jsonl");
        export.write(visit.account(), wish, request.outputStream());
    }

    private static Optional<String> text(Context request, String name) {
        return Optional.ofNullable(request.queryParam(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A day, whose beginning in UTC is meant, or a moment. */
    private static Instant time(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new BadRequest("'" + text + "' is no time. Write 2026-11-20 or 2026-11-20T08:00:00Z.");
        }
    }
}
