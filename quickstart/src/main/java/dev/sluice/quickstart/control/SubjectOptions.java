package dev.sluice.quickstart.control;

import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.runtime.control.Subject;
import dev.sluice.runtime.control.Subject.OfProfile;
import dev.sluice.runtime.control.Subject.OfTenant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name a profile or a tenant. */
final class SubjectOptions {
    @Option(names = "--tenant", paramLabel = "NAME", description = "Documents of this tenant.")
    private Optional<String> tenant = Optional.empty();

    @Option(names = "--profile", paramLabel = "NAME", description = "Documents of this profile.")
    private Optional<String> profile = Optional.empty();

    Optional<Subject> subject() {
        if (tenant.isPresent() && profile.isPresent()) {
            throw new CommandFailedException("Name a tenant or a profile, not both.");
        }
        try {
            return tenant.<Subject>map(OfTenant::new).or(() -> profile.map(OfProfile::new));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("Nothing is named: " + e.getMessage() + ".", e);
        }
    }

    Subject required() {
        return subject()
                .orElseThrow(() -> new CommandFailedException("Name what is meant: --tenant NAME or --profile NAME."));
    }
}
