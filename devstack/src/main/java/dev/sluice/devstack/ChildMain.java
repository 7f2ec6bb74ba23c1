package dev.sluice.devstack;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Runs another main class and ends the process when the one that started it is gone.
 *
 * <p>Standard input is a pipe whose other end only the parent holds. The kernel closes it when the parent ends in
 * whatever way, SIGKILL included, so its end is the one signal that cannot be missed. Uses nothing but the JDK, because
 * it runs on the class path of the server.
 */
final class ChildMain {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private ChildMain() {}

    /** Arguments: the main class to run, then what that is to be given. */
    public static void main(String[] args) throws Throwable {
        Thread.ofPlatform().daemon().name("parent-watch").start(ChildMain::exitWithParent);
        Class<?> target = Class.forName(args[0]);
        var main = target.getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void exitWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent: only the end matters.
            }
        } catch (IOException e) {
            // A pipe that cannot be read has no parent behind it either.
            System.err.println("Standard input cannot be read: " + e);
        }
        Thread.ofPlatform().daemon().name("halt-after-grace").start(ChildMain::haltAfterGrace);
        System.exit(0);
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; if it happens, halting at once is what is left.
            System.err.println("Halting early: " + e);
        }
        Runtime.getRuntime().halt(1);
    }
}
