package dev.sluice.console.web;

import dev.sluice.console.readmodel.Facet;
import dev.sluice.console.readmodel.ItemFilter;
import dev.sluice.console.readmodel.Tab;
import dev.sluice.profile.Profile;
import dev.sluice.runtime.control.ControlState;
import dev.sluice.runtime.control.Setting;
import dev.sluice.runtime.control.SettingText;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows and changes what is set while the pipeline runs, through {@code pipeline.control}. */
final class ControlPage {
    private static final Logger log = LoggerFactory.getLogger(ControlPage.class);
    /** Until this instance has a setting, too, which hardly ever takes two seconds: the page should show it when it comes back. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Console console;
    private final Templates templates;

    ControlPage(Console console, Templates templates) {
        this.console = console;
        this.templates = templates;
    }

    /** A setting in words. */
    record Shown(Setting setting, String what) {}

    /**
     * What the page shows.
     *
     * @param kill what stops all calls, if anything does
     * @param others the other settings
     */
    record View(
            Frame frame,
            Optional<Setting> kill,
            List<Shown> others,
            List<String> profiles,
            List<String> tenants,
            Optional<String> problem,
            Instant now) {}

    void show(Context request, Visit visit) {
        requireUnrestricted(visit);
        answer(request, visit, Optional.empty());
    }

    /** Sets something. */
    void set(Context request, Visit visit) throws InterruptedException {
        requireUnrestricted(visit);
        Setting setting = new ControlForm(request)
                .setting(visit.account().name(), console.clock().instant());
        change(
                request,
                visit,
                setting.key(),
                () -> console.controlWriter().set(setting, inForce().find(setting.key())));
    }

    /** Takes something back. */
    void unset(Context request, Visit visit) throws InterruptedException {
        requireUnrestricted(visit);
        String key = Optional.ofNullable(request.formParam("key")).orElse("");
        String why = new ControlForm(request).why();
        Setting before =
                inForce().find(key).orElseThrow(() -> new BadRequest("That is not set any more. Load the page again."));
        change(
                request,
                visit,
                key,
                () -> console.controlWriter().unset(before, visit.account().name(), why));
    }

    /** Settings are for all documents, or for such as a restricted account may not see. */
    private static void requireUnrestricted(Visit visit) {
        if (visit.account().viewer().isRestricted()) {
            throw new ForbiddenResponse(
                    "You are restricted to some profiles or tenants; only who sees all documents can control them.");
        }
    }

    private void change(Context request, Visit visit, String key, Runnable write) throws InterruptedException {
        Optional<Setting> before = inForce().find(key);
        try {
            write.run();
        } catch (KafkaException e) {
            log.warn("A setting could not be changed", e);
            request.status(503);
            answer(
                    request,
                    visit,
                    Optional.of(
                            "Kafka did not confirm the change, so it may or may not be in force. Look here again in a"
                                    + " moment, and check that the brokers and the registry answer."));
            return;
        }
        await(state -> !state.find(key).equals(before));
        request.redirect("/control");
    }

    private void await(Predicate<ControlState> seen) throws InterruptedException {
        Instant until = console.clock().instant().plus(LONGEST_WAIT);
        while (!seen.test(inForce()) && console.clock().instant().isBefore(until)) {
            Thread.sleep(LOOK);
        }
    }

    private ControlState inForce() {
        return console.controls().inForce();
    }

    private void answer(Context request, Visit visit, Optional<String> problem) {
        ControlState state = inForce();
        templates.answer(
                request,
                "control.jte",
                new View(
                        Frame.of("Control", "control", visit, console),
                        state.killSwitch(),
                        state.settings().stream()
                                .filter(setting -> !Optional.of(setting).equals(state.killSwitch()))
                                .map(setting -> new Shown(setting, SettingText.what(setting.control())))
                                .toList(),
                        console.profiles().current().all().stream()
                                .map(Profile::name)
                                .toList(),
                        List.copyOf(console.items()
                                .values(
                                        Facet.TENANT,
                                        ItemFilter.of(Tab.ALL),
                                        visit.account().viewer())
                                .keySet()),
                        problem,
                        console.clock().instant()));
    }
}
