package dev.sluice.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.console.readmodel.Statistics.Spent;
import dev.sluice.console.web.SpendFigures.Limit;
import dev.sluice.console.web.SpendFigures.Model;
import dev.sluice.console.web.SpendFigures.Row;
import dev.sluice.runtime.control.Control.Budget;
import dev.sluice.runtime.control.ControlState;
import dev.sluice.runtime.control.Setting;
import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.runtime.control.Subject.OfTenant;
import dev.sluice.schemas.avro.SpendSubject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpendFiguresTest {
    private static final List<Spent> TODAY =
            List.of(spent(SpendSubject.ALL, "", 10, 0, 500), spent(SpendSubject.TENANT, "acme", 10, 0, 400));
    private static final List<Spent> HOUR = List.of(
            spent(SpendSubject.ALL, "", 3, 0, 50),
            spent(SpendSubject.MODEL, "steady", 100, 4, 10),
            spent(SpendSubject.MODEL, "unsteady", 100, 5, 10),
            spent(SpendSubject.MODEL, "down", 200, 100, 10));

    @Test
    void saysWhichModelsFail() {
        assertThat(SpendFigures.of(TODAY, HOUR, ControlState.EMPTY).models())
                .extracting(Model::name, Model::state)
                .containsExactly(tuple("down", "failing"), tuple("steady", "answering"), tuple("unsteady", "unsteady"));
    }

    @Test
    void setsWhatWasSpentAgainstTheBudgetOfItsOwnWindowAndSubject() {
        ControlState control = ControlState.of(List.of(
                setting(new Budget(Optional.empty(), Window.DAY, 1000)),
                setting(new Budget(Optional.empty(), Window.HOUR, 100)),
                setting(new Budget(Optional.of(new OfTenant("acme")), Window.DAY, 400)),
                setting(new Budget(Optional.of(new OfTenant("globex")), Window.DAY, 0))));

        assertThat(SpendFigures.of(TODAY, HOUR, control).limits())
                .extracting(Limit::micros, Limit::percent)
                .containsExactlyInAnyOrder(tuple(500L, 50L), tuple(50L, 50L), tuple(400L, 100L), tuple(0L, 100L));
    }

    @Test
    void listsTheDearestFewOfEachKind() {
        List<Spent> many = Stream.concat(
                        IntStream.range(0, 20).mapToObj(i -> spent(SpendSubject.TENANT, "tenant-" + i, 1, 0, 100 - i)),
                        Stream.of(spent(SpendSubject.MODEL, "large", 1, 0, 1)))
                .toList();

        assertThat(SpendFigures.of(many, List.of(), ControlState.EMPTY).rows())
                .extracting(Row::of)
                .containsExactly("model", "tenant", "tenant", "tenant", "tenant", "tenant");
    }

    private static Spent spent(SpendSubject subject, String name, long calls, long failed, long micros) {
        return new Spent(subject, name, calls, failed, 0, micros);
    }

    private static Setting setting(Budget budget) {
        return new Setting(budget, "ada", Instant.parse("2026-11-20T10:00:00Z"), "why", Optional.empty());
    }
}
