package dev.sluice.console.web;

import dev.sluice.console.ConsoleConfig;
import dev.sluice.console.live.DocumentsInFlight;
import dev.sluice.console.readmodel.ReadModel;
import dev.sluice.console.review.CommandWriter;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.runtime.control.ControlWriter;
import dev.sluice.runtime.control.Controls;
import dev.sluice.schemas.registry.AvroSerdes;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What pages work with.
 *
 * @param ready whether commands are handled and all items are shown
 * @param alive whether it is not beyond recovery
 * @param ids a new one for each command
 */
public record Console(
        ReadModel items,
        DocumentsInFlight inFlight,
        CommandWriter commands,
        Controls controls,
        ControlWriter controlWriter,
        LiveProfiles profiles,
        AvroSerdes serdes,
        ConsoleConfig config,
        PrometheusMeterRegistry metrics,
        BooleanSupplier ready,
        BooleanSupplier alive,
        Clock clock,
        Supplier<UUID> ids) {}
