package dev.sluice.profile;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** Profiles that cannot be used, with every mistake found in them. Start-up ends with it: the message is for people. */
public final class ProfileException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<ProfileFault> faults;

    public ProfileException(List<ProfileFault> faults) {
        super(faults.stream()
                .map(fault -> "  " + fault)
                .collect(Collectors.joining(
                        "\n",
                        faults.size() == 1
                                ? "1 mistake in the profiles:\n"
                                : faults.size() + " mistakes in the profiles:\n",
                        "")));
        this.faults = List.copyOf(faults);
    }

    /** The mistakes, in the order of the folders, files and lines; at least one. */
    public List<ProfileFault> faults() {
        return faults;
    }
}
