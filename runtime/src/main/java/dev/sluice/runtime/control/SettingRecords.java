package dev.sluice.runtime.control;

import dev.sluice.runtime.control.Control.Budget;
import dev.sluice.runtime.control.Control.EngineOverride;
import dev.sluice.runtime.control.Control.KillSwitch;
import dev.sluice.runtime.control.Control.Pause;
import dev.sluice.runtime.control.Control.Threshold;
import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.runtime.control.Subject.OfProfile;
import dev.sluice.runtime.control.Subject.OfTenant;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.ControlKind;
import dev.sluice.schemas.avro.ControlSetting;
import dev.sluice.schemas.avro.SpendWindow;
import java.util.Optional;

/** Settings as records of {@code pipeline.control} and back. */
final class SettingRecords {

    private SettingRecords() {}

    /**
     * Reads a record.
     *
     * @param key the record's
     * @throws UnusableSettingException naming what is wrong with it
     */
    static Setting read(String key, ControlSetting written) throws UnusableSettingException {
        try {
            Setting setting = new Setting(
                    control(written), written.getSetBy(), written.getSetAt(), written.getWhy(), written.getExpiresAt());
            if (!setting.key().equals(key)) {
                throw new UnusableSettingException(
                        "its key is " + key + ", but what it sets is named " + setting.key());
            }
            return setting;
        } catch (IllegalArgumentException e) {
            throw new UnusableSettingException(String.valueOf(e.getMessage()));
        }
    }

    static ControlSetting write(Setting setting) {
        ControlSetting.Builder written = ControlSetting.newBuilder()
                .setSetBy(setting.setBy())
                .setSetAt(setting.setAt())
                .setWhy(setting.why())
                .setExpiresAt(setting.expiresAt().orElse(null));
        switch (setting.control()) {
            case KillSwitch() -> written.setKind(ControlKind.KILL_SWITCH);
            case Pause(Subject subject) -> about(written.setKind(ControlKind.PAUSE), subject);
            case Threshold(String profile, double accept) ->
                written.setKind(ControlKind.THRESHOLD).setProfile(profile).setAccept(accept);
            case EngineOverride(String profile, Stage stage, String engine) ->
                written.setKind(ControlKind.ENGINE)
                        .setProfile(profile)
                        .setStage(stage.id())
                        .setEngine(engine);
            case Budget(Optional<Subject> subject, Window window, long limit) -> {
                subject.ifPresent(only -> about(written, only));
                written.setKind(ControlKind.BUDGET)
                        .setWindow(SpendWindow.valueOf(window.name()))
                        .setLimitMicros(limit);
            }
        }
        return written.build();
    }

    private static void about(ControlSetting.Builder written, Subject subject) {
        switch (subject) {
            case OfProfile(String name) -> written.setProfile(name);
            case OfTenant(String name) -> written.setTenant(name);
        }
    }

    private static Control control(ControlSetting written) throws UnusableSettingException {
        return switch (written.getKind()) {
            case KILL_SWITCH -> new KillSwitch();
            case PAUSE ->
                new Pause(subject(written)
                        .orElseThrow(() -> new UnusableSettingException("it names neither a profile nor a tenant")));
            case THRESHOLD ->
                new Threshold(required("profile", written.getProfile()), required("accept", written.getAccept()));
            case ENGINE ->
                new EngineOverride(
                        required("profile", written.getProfile()),
                        stage(required("stage", written.getStage())),
                        required("engine", written.getEngine()));
            case BUDGET ->
                new Budget(
                        subject(written),
                        window(required("window", written.getWindow())),
                        required("limit_micros", written.getLimitMicros()));
            case UNKNOWN -> throw new UnusableSettingException("its kind is not known to this release");
        };
    }

    private static Optional<Subject> subject(ControlSetting written) throws UnusableSettingException {
        if (written.getProfile().isPresent() && written.getTenant().isPresent()) {
            throw new UnusableSettingException("it names both a profile and a tenant; it can be about one only");
        }
        return written.getProfile()
                .<Subject>map(OfProfile::new)
                .or(() -> written.getTenant().map(OfTenant::new));
    }

    private static Stage stage(String id) throws UnusableSettingException {
        return Stage.of(id).orElseThrow(() -> new UnusableSettingException("there is no stage " + id));
    }

    private static Window window(SpendWindow window) throws UnusableSettingException {
        return switch (window) {
            case HOUR -> Window.HOUR;
            case DAY -> Window.DAY;
            case UNKNOWN -> throw new UnusableSettingException("its window is not known to this release");
        };
    }

    private static <T> T required(String field, Optional<T> value) throws UnusableSettingException {
        return value.orElseThrow(() -> new UnusableSettingException("its field " + field + " is missing"));
    }
}
