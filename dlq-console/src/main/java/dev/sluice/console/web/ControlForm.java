package dev.sluice.console.web;

import dev.sluice.runtime.control.Control;
import dev.sluice.runtime.control.Setting;
import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.runtime.control.Subject;
import dev.sluice.schemas.Stage;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads what somebody wants to set. */
final class ControlForm {
    private static final int MICROS = 6;
    private static final int LONGEST_WHY = 1000;

    private final Context request;

    ControlForm(Context request) {
        this.request = request;
    }

    /**
     * The setting.
     *
     * @throws BadRequest naming what is missing or wrong
     */
    Setting setting(String by, Instant now) {
        try {
            return new Setting(control(), by, now, why(), time().map(now::plus));
        } catch (IllegalArgumentException e) {
            throw new BadRequest("That cannot be set: " + e.getMessage() + ".");
        }
    }

    /** Why, for those who wonder. */
    String why() {
        String why = text("why");
        if (why.isEmpty() || why.length() > LONGEST_WHY) {
            throw new BadRequest("Say why, in up to " + LONGEST_WHY + " characters, for those who wonder.");
        }
        return why;
    }

    private Control control() {
        return switch (text("control")) {
            case "kill" -> {
                if (!text("sure").equals("yes")) {
                    throw new BadRequest("Confirm that no model is to be called any more.");
                }
                yield new Control.KillSwitch();
            }
            case "pause" ->
                new Control.Pause(subject().orElseThrow(() -> new BadRequest("Name a profile or a tenant.")));
            case "threshold" ->
                new Control.Threshold(required("profile"), number("accept").doubleValue());
            case "engine" ->
                new Control.EngineOverride(
                        required("profile"),
                        Stage.of(text("stage")).orElseThrow(() -> new BadRequest("Name the stage.")),
                        required("engine"));
            case "budget" ->
                new Control.Budget(
                        subject(), text("window").equals("hour") ? Window.HOUR : Window.DAY, micros(number("dollars")));
            default -> throw new BadRequest("There is no such setting. Load the page again.");
        };
    }

    private Optional<Subject> subject() {
        String name = text("name");
        return switch (text("subject")) {
            case "profile" -> Optional.of(new Subject.OfProfile(name));
            case "tenant" -> Optional.of(new Subject.OfTenant(name));
            default -> Optional.empty();
        };
    }

    private Optional<Duration> time() {
        String time = text("for");
        if (time.isEmpty()) {
            return Optional.empty();
        }
        try {
            Duration duration = Duration.ofMinutes(Long.parseLong(time));
            return Optional.of(duration);
        } catch (NumberFormatException e) {
            throw new BadRequest("'" + time + "' is no number of minutes.");
        }
    }

    private String required(String name) {
        String value = text(name);
        if (value.isEmpty()) {
            throw new BadRequest("The " + name + " is missing.");
        }
        return value;
    }

    private BigDecimal number(String name) {
        try {
            return new BigDecimal(required(name));
        } catch (NumberFormatException e) {
            throw new BadRequest("'" + text(name) + "' is no number. Write it like 0.85.");
        }
    }

    private static long micros(BigDecimal dollars) {
        try {
            return dollars.movePointRight(MICROS).longValueExact();
        } catch (ArithmeticException e) {
            throw new BadRequest("An amount has up to six decimals.");
        }
    }

    private String text(String name) {
        String value = request.formParam(name);
        return value == null ? "" : value.strip();
    }
}
