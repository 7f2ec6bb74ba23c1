package dev.sluice.runtime.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.runtime.control.Control.Budget;
import dev.sluice.runtime.control.Control.EngineOverride;
import dev.sluice.runtime.control.Control.KillSwitch;
import dev.sluice.runtime.control.Control.Pause;
import dev.sluice.runtime.control.Control.Threshold;
import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.schemas.Stage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Settings in words. */
public final class SettingText {
    private static final int MICROS = 6;

    private SettingText() {}

    /** The setting with who, why and how long, for logs. */
    public static String of(Setting setting) {
        return what(setting.control()) + ", by " + setting.setBy() + " at " + setting.setAt()
                + setting.expiresAt().map(end -> ", until " + end).orElse("") + ": " + setting.why();
    }

    /** What it means, such as {@code documents of tenant acme wait}. */
    public static String what(Control control) {
        return switch (control) {
            case KillSwitch() -> "no call to any model";
            case Pause(Subject subject) -> "documents of " + subject.text() + " wait";
            case Threshold(String profile, double accept) ->
                "documents of profile " + profile + " are published from confidence " + accept + " on";
            case EngineOverride(String profile, Stage stage, String engine) ->
                stage.id() + " of profile " + profile + " by engine " + engine;
            case Budget(Optional<Subject> subject, Window window, long limit) ->
                "at most " + dollars(limit) + " USD a " + window.id()
                        + subject.map(only -> " for " + only.text()).orElse("");
        };
    }

    /** The value and until when it is in force, as a JSON object. */
    static String json(Setting setting) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (setting.control()) {
            case KillSwitch ignored -> json.put("value", true);
            case Pause ignored -> json.put("value", true);
            case Threshold(String profile, double accept) -> json.put("value", accept);
            case EngineOverride(String profile, Stage stage, String engine) -> json.put("value", engine);
            case Budget(Optional<Subject> subject, Window window, long limit) -> json.put("value", limit);
        }
        setting.expiresAt().ifPresent(end -> json.put("expires_at", end.toString()));
        return json.toString();
    }

    /** An amount of money as a plain decimal number, such as {@code 12.5}. */
    public static String dollars(long micros) {
        BigDecimal dollars = BigDecimal.valueOf(micros, MICROS).stripTrailingZeros();
        return dollars.setScale(Math.max(0, dollars.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
