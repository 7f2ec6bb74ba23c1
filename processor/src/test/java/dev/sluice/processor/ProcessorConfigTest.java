package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.processor.budget.BudgetSettings;
import dev.sluice.processor.cache.CacheSettings;
import dev.sluice.processor.cache.CacheSettings.Scope;
import dev.sluice.processor.cache.RedisSettings;
import dev.sluice.processor.llm.ModelEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProcessorConfigTest {

    @Test
    void refusesAnUnknownKeyAndNamesThoseAlike() {
        assertThatThrownBy(() -> config("llm.modle", "gpt"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Unknown configuration key llm.modle")
                .hasMessageContaining("SLUICE_LLM_MODLE")
                .hasMessageContaining("llm.model");
    }

    @Test
    void leavesTheConsolesKeysInASharedFileToTheConsole() {
        assertThat(config("console.port", "8090").stageMaxInFlight()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "stage.max.in.flight, 0, stage.max.in.flight",
        "stage.max.in.flight, many, stage.max.in.flight",
        "processing.guarantee, at_most_once, processing.guarantee",
        "http.port, 70000, http.port",
        "llm.base.url, ftp://models, base URL",
        "llm.temperature, 3, temperature",
        "vision.engine, eyes, vision.engine",
        "vision.engine, offline, vision.engine",
        "vision.max.edge, 100, vision.max.edge",
        "budget.hour.usd, -1, budget.hour.usd",
        "budget.day.usd, much, budget.day.usd",
        "budget.document.usd, 0.0000001, six decimals",
        "budget.soft.engine, cheap, budget.soft.engine",
        "anomaly.floor.usd, x, anomaly.floor.usd",
        "kafka.group.protocol, streams, kafka.group.protocol",
        "kafka.application.id, mine, application.id"
    })
    void refusesABadValueAndNamesItsKey(String key, String value, String named) {
        Map<String, String> values = values(key, value);
        values.putIfAbsent("llm.base.url", "http://localhost:1/v1");
        assertThatThrownBy(() -> ProcessorConfig.of(values))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource({"kafka.bootstrap.servers", "schema.registry.url"})
    void refusesToStartWithoutBrokersOrRegistry(String key) {
        Map<String, String> values = values("application.id", "sluice");
        values.remove(key);
        assertThatThrownBy(() -> ProcessorConfig.of(values))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void refusesFurtherModelsWithoutADefaultOne() {
        assertThatThrownBy(() -> ProcessorConfig.of(values("llm.engines", "strong")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("llm.engines")
                .hasMessageContaining("llm.base.url");
    }

    @Test
    void refusesAKeyOfAModelThatIsNotListed() {
        assertThatThrownBy(() -> ProcessorConfig.of(values("llm.strong.model", "gpt-5")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Unknown configuration key llm.strong.model");
    }

    @Test
    void givesFurtherModelsTheirOwnKeysAndTheDefaultOnesOtherwise() {
        Map<String, String> values = values("llm.engines", "strong, local");
        values.put("llm.base.url", "http://gateway:1/v1");
        values.put("llm.call.timeout.ms", "100000");
        values.put("llm.strong.model", "gpt-5");
        values.put("llm.local.base.url", "http://localhost:11434/v1");

        ProcessorConfig config = ProcessorConfig.of(values);
        assertThat(config.engines()).containsExactly("local", "model", "offline", "strong");
        assertThat(config.models())
                .extracting(
                        ModelEndpoint::name,
                        ModelEndpoint::model,
                        model -> model.baseUrl().getHost())
                .containsExactly(
                        tuple("model", "gpt-5-mini", "gateway"),
                        tuple("strong", "gpt-5", "gateway"),
                        tuple("local", "gpt-5-mini", "localhost"));
        assertThat(config.models()).extracting(model -> model.timeouts().call()).containsOnly(Duration.ofSeconds(100));
    }

    @Test
    void readsBudgetsExactly() {
        Map<String, String> values = values("budget.hour.usd", "0.1");
        values.put("budget.tenant.day.usd", "12.000001");
        BudgetSettings budgets = ProcessorConfig.of(values).budgets();
        assertThat(budgets.hour()).hasValue(100_000);
        assertThat(budgets.tenantDay()).hasValue(12_000_001);
        assertThat(budgets.day()).isEmpty();
    }

    @Test
    void servesOfflineWithoutKeyAndAddress() {
        assertThat(config("application.id", "sluice").models()).isEmpty();
    }

    @Test
    void asksOpenAiItselfIfOnlyTheKeyIsGiven() {
        assertThat(config("llm.api.key", "k").models().getFirst().baseUrl())
                .isEqualTo(URI.create("https://api.openai.com/v1"));
    }

    @Test
    void doesNotShowSecrets() {
        Map<String, String> values = values("llm.api.key", "sk-very-secret");
        values.put("kafka.sasl.jaas.config", "password=very-secret");
        values.put("basic.auth.user.info", "user:very-secret");
        values.put("cache.redis.url", "redis://user:very-secret@cache");
        assertThat(ProcessorConfig.of(values).toString()).doesNotContain("very-secret");
    }

    @Test
    void keepsAnswersInMemoryForADayUnlessToldOtherwise() {
        assertThat(config("http.port", "0").cache())
                .isEqualTo(new CacheSettings(
                        Scope.DETERMINISTIC, 67_108_864, Duration.ofDays(1), 262_144, Optional.empty()));
        Map<String, String> values = values("cache.scope", "all");
        values.put("cache.memory.bytes", "0");
        values.put("cache.ttl.ms", "1000");
        values.put("cache.max.entry.bytes", "5000");
        values.put("cache.redis.url", "rediss://u:p@cache:6380/2");
        values.put("cache.redis.prefix", "mine:");
        values.put("cache.redis.timeout.ms", "50");
        assertThat(ProcessorConfig.of(values).cache())
                .isEqualTo(new CacheSettings(
                        Scope.ALL,
                        0,
                        Duration.ofSeconds(1),
                        5_000,
                        Optional.of(new RedisSettings("rediss://u:p@cache:6380/2", "mine:", Duration.ofMillis(50)))));
    }

    @Test
    void handsKafkasKeysOn() {
        Map<String, String> values = values("kafka.sasl.mechanism", "SCRAM-SHA-512");
        values.put("kafka.commit.interval.ms", "50");
        assertThat(ProcessorConfig.of(values).streams())
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("commit.interval.ms", "50")
                .containsEntry("processing.guarantee", "exactly_once_v2");
    }

    @Test
    void handsTheRegistrysKeysOn() {
        assertThat(config("basic.auth.user.info", "u:p").registry())
                .containsEntry("schema.registry.url", "http://localhost:8081")
                .containsEntry("basic.auth.user.info", "u:p");
    }

    @Test
    void handsTheClassesOfTheSerdeOn() {
        assertThat(config("value.serializer.class", "org.example.OwnSerializer").registry())
                .containsEntry("value.serializer.class", "org.example.OwnSerializer");
    }

    @Test
    void readsDurations() {
        assertThat(config("shutdown.grace.ms", "1500").shutdownGrace()).isEqualTo(Duration.ofMillis(1500));
    }

    private static ProcessorConfig config(String key, String value) {
        return ProcessorConfig.of(values(key, value));
    }

    private static Map<String, String> values(String key, String value) {
        Map<String, String> values = new HashMap<>();
        values.put("kafka.bootstrap.servers", "localhost:9092");
        values.put("schema.registry.url", "http://localhost:8081");
        values.put(key, value);
        return values;
    }
}
