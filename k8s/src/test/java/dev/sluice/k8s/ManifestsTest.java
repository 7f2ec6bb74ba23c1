package dev.sluice.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** No check finds anything in the manifests: in their files and, where kubectl is installed, in what overlays make of them. */
final class ManifestsTest {
    private static final List<Check> CHECKS = Checks.all();

    @TestFactory
    Stream<DynamicTest> filesPassEveryCheck() {
        return checked(Repository.files());
    }

    @Test
    void everyKeyOfEveryConfigMapIsOneOfItsProgram() {
        assertThat(new EnvironmentCheck().problems(Repository.filesWithAllKeys()))
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> overlaysPassEveryCheck() {
        assumeTrue(Kustomize.isPresent(), Kustomize.ABSENT);
        return Repository.rendered().stream().flatMap(ManifestsTest::checked);
    }

    @Test
    void productionHasWhatItIsSaidToHave() {
        assumeTrue(Kustomize.isPresent(), Kustomize.ABSENT);
        Rendering production = Kustomize.render("prod", Repository.MODULE.resolve("overlays/prod"));
        assertThat(production.manifests())
                .extracting(Manifest::kind)
                .contains(
                        "StatefulSet",
                        "Deployment",
                        "Job",
                        "PodDisruptionBudget",
                        "NetworkPolicy",
                        "KafkaTopic",
                        "KafkaUser",
                        "ScaledObject",
                        "PodMonitor",
                        "PrometheusRule",
                        "Ingress");
    }

    private static Stream<DynamicTest> checked(Rendering rendering) {
        return CHECKS.stream()
                .map(check -> DynamicTest.dynamicTest(
                        rendering.title() + ": " + check.getClass().getSimpleName(),
                        () -> assertThat(check.problems(rendering)).isEmpty()));
    }
}
