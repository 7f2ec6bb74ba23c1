package dev.sluice.profile;

/**
 * One mistake in a profile's folder.
 *
 * @param file the file, as the configuration names its folder; built-in ones begin with {@code builtin/}
 * @param line the line in it from 1, or 0 where the whole file or folder is meant
 * @param mistake what is wrong
 * @param remedy what to do about it
 */
public record ProfileFault(String file, int line, String mistake, String remedy) {

    /** In one line, as compilers print them. */
    @Override
    public String toString() {
        return file + ":" + (line == 0 ? "" : line + ":") + " " + mistake + ". " + remedy + ".";
    }
}
