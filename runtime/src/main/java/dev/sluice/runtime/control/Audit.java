package dev.sluice.runtime.control;

import dev.sluice.schemas.avro.AuditAction;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.AuditOutcome;
import dev.sluice.schemas.avro.ValueChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit events of settings. */
final class Audit {

    private Audit() {}

    static AuditEvent.Builder of(AuditAction action, String key, String by, String why, Instant at) {
        return AuditEvent.newBuilder()
                .setEventId(UUID.randomUUID().toString())
                .setDocumentId("")
                .setActor(by)
                .setAt(at)
                .setAction(action)
                .setOutcome(AuditOutcome.ACCEPTED)
                .setWhy(why)
                .setSetting(key);
    }

    static List<ValueChange> change(Optional<Setting> before, Optional<Setting> after) {
        return List.of(ValueChange.newBuilder()
                .setPointer("")
                .setBefore(json(before))
                .setAfter(json(after))
                .build());
    }

    private static @Nullable String json(Optional<Setting> setting) {
        return setting.map(SettingText::json).orElse(null);
    }
}
