package dev.sluice.profile;

import dev.sluice.profile.Reload.Loaded;
import dev.sluice.profile.Reload.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Follows a folder of profiles: what is edited there is in use without a restart, and an edit with a mistake in it leaves
 * the last good profiles in use.
 *
 * <p>It looks at the files' contents every so often rather than being told of changes: a mounted Kubernetes ConfigMap
 * changes by a swapped symbolic link, network file systems tell nobody, and both are seen so. An edit counts when two
 * looks in a row found the same contents, so a folder that is half copied is not loaded.
 */
public final class ProfileWatch implements AutoCloseable {
    private final ProfileLoader loader;
    private final Path folder;
    private final Duration interval;
    private final Consumer<Reload> report;
    private final LiveProfiles profiles;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private String loaded;
    private String seen;

    /**
     * Loads the folder; {@link #start()} begins to follow it.
     *
     * @param interval between two looks, above zero
     * @param report is told of every edit, on the watch's thread
     * @throws ProfileException with every mistake in the profiles
     */
    public ProfileWatch(ProfileLoader loader, Path folder, Duration interval, Consumer<Reload> report) {
        this.loader = loader;
        this.folder = folder;
        this.interval = interval;
        this.report = report;
        this.loaded = FolderContents.digest(folder);
        this.seen = loaded;
        this.profiles = new LiveProfiles(loader.load(List.of(folder)));
        this.thread = Thread.ofPlatform().name("profile-watch").daemon().unstarted(this::run);
    }

    /** The profiles of the folder, always the last good ones. */
    public LiveProfiles profiles() {
        return profiles;
    }

    /** Begins to follow the folder. */
    public void start() {
        thread.start();
    }

    /** Stops following; the profiles stay as they are. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at the folder once. */
    void look() {
        String now = FolderContents.digest(folder);
        boolean isSettled = now.equals(seen);
        seen = now;
        if (isSettled && !now.equals(loaded)) {
            loaded = now;
            report.accept(reload());
        }
    }

    private Reload reload() {
        try {
            Profiles edited = loader.load(List.of(folder));
            profiles.replace(edited);
            return new Loaded(edited);
        } catch (RuntimeException e) {
            // Whatever it is, the good profiles stay in use, and the watch goes on for the next edit.
            return new Refused(
                    e instanceof ProfileException forPeople ? String.valueOf(forPeople.getMessage()) : e.toString());
        }
    }
}
