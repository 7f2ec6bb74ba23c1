package dev.sluice.processor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.Role;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeteredClientTest {
    private static final LlmRequest REQUEST =
            new LlmRequest(List.of(new Message(Role.USER, "hello")), Optional.empty(), 1);

    @Test
    void showsCallsFailuresAndTokensAsPrometheusReadsThem() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        LlmClient client = new MeteredClient(
                new ScriptedModel().answers("{}").answers("{}").fails(Reason.THROTTLED),
                ScriptedModel.ENDPOINT,
                registry);
        client.complete(REQUEST);
        client.complete(REQUEST);
        assertThatThrownBy(() -> client.complete(REQUEST)).isInstanceOf(LlmException.class);

        String tags = "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"model\",gen_ai_request_model=\"gpt-test\"";
        assertThat(registry.scrape().lines())
                .contains(
                        "gen_ai_client_operation_duration_seconds_count{error_type=\"none\"," + tags + "} 2",
                        "gen_ai_client_operation_duration_seconds_count{error_type=\"throttled\"," + tags + "} 1",
                        "gen_ai_client_operation_duration_seconds_bucket{error_type=\"none\"," + tags
                                + ",le=\"81.92\"} 2",
                        "gen_ai_client_inference_usage_input_tokens_total{" + tags + "} 60.0",
                        "gen_ai_client_inference_usage_cache_read_input_tokens_total{" + tags + "} 20.0",
                        "gen_ai_client_inference_usage_output_tokens_total{" + tags + "} 10.0");
    }
}
