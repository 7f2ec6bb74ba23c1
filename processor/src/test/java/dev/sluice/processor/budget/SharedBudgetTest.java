package dev.sluice.processor.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.budget.Ledger.Reservation;
import dev.sluice.processor.budget.Ledger.Reserved;
import dev.sluice.runtime.control.SettingKeys.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several instances that share one budget and learn of each other by sums that are late, each by a time of its own: a
 * simulation with seeds. What they spend stays within the budget and what was in flight.
 */
final class SharedBudgetTest {
    private static final BudgetKey HOUR = new BudgetKey(Optional.empty(), Window.HOUR);
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final long LIMIT = 1_000_000;
    private static final int TICK_MILLIS = 50;
    private static final int TICKS = 2_400;

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void togetherTheySpendNoMoreThanTheBudgetAndWhatWasInFlight(long seed) {
        World world = new World(seed, true, Ledger.SETTLING);
        world.run();
        assertThat(world.spent())
                .as("%s instances", world.nodes.size())
                .isLessThanOrEqualTo(LIMIT + world.mostInFlight);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shortCallsOfEagerOnesStayWithinIt(long seed) {
        World world = new World(seed, true, Ledger.SETTLING);
        world.allAtOnce();
        world.run();
        assertThat(world.spent()).isBetween(LIMIT * 9 / 10, LIMIT + world.mostInFlight);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itWouldNotBeSoIfEachTookAllThatIsLeftForItsOwn(long seed) {
        World world = new World(seed, false, Ledger.SETTLING);
        world.allAtOnce();
        world.run();
        assertThat(world.spent()).isGreaterThan(LIMIT + world.mostInFlight);
    }

    @Test
    void norIfEachTookItsShareAgainBeforeTheOthersSumsHadTimeToCome() {
        assertThat(seeds().mapToObj(seed -> {
                    World world = new World(seed, true, Duration.ZERO);
                    world.allAtOnce();
                    world.run();
                    return world.spent() - LIMIT - world.mostInFlight;
                }))
                .anyMatch(excess -> excess > 0);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneThatIsBusyAloneUsesNearlyAllOfIt(long seed) {
        World world = new World(seed, true, Ledger.SETTLING);
        world.nodes.forEach(node -> node.eagerness = node.id == 0 ? 1 : 0);
        world.run();
        assertThat(world.spent()).isBetween(LIMIT * 9 / 10, LIMIT);
    }

    /** A call: when it ends, and what it costs then at most. */
    private record Call(Reservation reservation, long amount, int end) {}

    /** What one instance has spent, as the sums show it from a time on. */
    private record Sum(int at, long micros) {}

    private static final class World {
        private final Random random;
        private final List<Node> nodes = new ArrayList<>();
        private long mostInFlight;

        World(long seed, boolean sharing, Duration settling) {
            this.random = new Random(seed);
            int count = 2 + random.nextInt(4);
            IntStream.range(0, count).forEach(id -> nodes.add(new Node(id, sharing ? count : 1, settling, count)));
        }

        /** Everybody wants everything, and calls are much faster than the sums. */
        void allAtOnce() {
            nodes.forEach(node -> {
                node.eagerness = 1;
                node.longestCall = 2;
            });
        }

        void run() {
            for (int tick = 0; tick < TICKS; tick++) {
                for (Node node : nodes) {
                    node.step(tick);
                }
                mostInFlight = Math.max(
                        mostInFlight, nodes.stream().mapToLong(Node::inFlight).sum());
            }
        }

        long spent() {
            return nodes.stream().mapToLong(node -> node.spent).sum();
        }

        private final class Node {
            private final int id;
            private final Ledger ledger;
            private int longestCall = 1 + random.nextInt(40);
            private final long dearest = 500 + random.nextLong(2_500);
            private double eagerness = random.nextDouble();
            private final List<Call> calls = new ArrayList<>();
            private long spent;
            /** For each reader, what it will see of this one, in order. */
            private final List<Deque<Sum>> shown = new ArrayList<>();

            private final long[] seen;

            Node(int id, int sharing, Duration settling, int count) {
                this.id = id;
                this.ledger = new Ledger(key -> OptionalLong.of(LIMIT), () -> sharing, settling);
                this.seen = new long[count];
                IntStream.range(0, count).forEach(reader -> shown.add(new ArrayDeque<>()));
            }

            long inFlight() {
                return calls.stream().mapToLong(Call::amount).sum();
            }

            void step(int tick) {
                Instant now = START.plus(Duration.ofMillis((long) tick * TICK_MILLIS));
                read(tick, now);
                int wanted = random.nextDouble() < eagerness ? 20 : 0;
                for (int i = 0; i < wanted; i++) {
                    long amount = 1 + random.nextLong(dearest);
                    if (ledger.reserve(List.of(HOUR), amount, now) instanceof Reserved reserved) {
                        calls.add(new Call(reserved.reservation(), amount, tick + random.nextInt(longestCall)));
                    }
                }
                end(tick);
            }

            private void end(int tick) {
                calls.removeIf(call -> {
                    if (call.end() > tick) {
                        return false;
                    }
                    // Never dearer than thought: what a wrong estimate does is not what this is about.
                    long cost = random.nextLong(call.amount() + 1);
                    call.reservation().settle(cost);
                    spent += cost;
                    shown.forEach(reader -> reader.add(new Sum(
                            tick + random.nextInt((int) Ledger.SETTLING.toMillis() / 2 / TICK_MILLIS), spent)));
                    return true;
                });
            }

            private void read(int tick, Instant now) {
                boolean any = false;
                for (Node other : nodes) {
                    Deque<Sum> sums = other.shown.get(id);
                    while (!sums.isEmpty() && sums.element().at() <= tick) {
                        seen[other.id] = sums.remove().micros();
                        any = true;
                    }
                }
                if (any) {
                    ledger.see(HOUR, START, LongStream.of(seen).sum(), seen[id], now);
                }
            }
        }
    }
}
