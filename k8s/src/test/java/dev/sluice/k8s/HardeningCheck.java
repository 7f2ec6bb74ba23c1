package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Pods may do what they need and no more: what the standard "restricted" asks for, a read-only root, and no token. */
final class HardeningCheck implements Check {
    @Override
    public List<String> problems(Rendering rendering) {
        List<String> problems = new ArrayList<>();
        for (Workload workload : rendering.workloads()) {
            JsonNode pod = workload.pod();
            String id = workload.manifest().id();
            expect(pod.at("/securityContext/runAsNonRoot").asBoolean(), id, "runAsNonRoot is not true", problems);
            expect(
                    pod.at("/securityContext/runAsUser").asInt() >= 10_000,
                    id,
                    "runAsUser is not above 10000",
                    problems);
            expect(
                    pod.at("/securityContext/fsGroup").isInt(),
                    id,
                    "fsGroup is missing: volumes belong to root",
                    problems);
            expect(
                    pod.at("/securityContext/seccompProfile/type").asText().equals("RuntimeDefault"),
                    id,
                    "seccompProfile is not RuntimeDefault",
                    problems);
            expect(
                    pod.path("automountServiceAccountToken").isBoolean()
                            && !pod.path("automountServiceAccountToken").asBoolean(),
                    id,
                    "automountServiceAccountToken is not false",
                    problems);
            for (String forbidden : List.of("hostNetwork", "hostPID", "hostIPC")) {
                expect(!pod.path(forbidden).asBoolean(), id, forbidden + " is set", problems);
            }
            pod.path("volumes").forEach(volume -> expect(!volume.has("hostPath"), id, "has a hostPath", problems));
            workload.containers().forEach(each -> container(each, problems));
        }
        rendering
                .of("ServiceAccount")
                .filter(each -> each.json().path("automountServiceAccountToken").asBoolean(true))
                .forEach(each -> problems.add(each.id() + ": automountServiceAccountToken is not false"));
        return problems;
    }

    private static void container(Container container, List<String> problems) {
        JsonNode context = container.json().path("securityContext");
        String id = container.id();
        expect(!context.path("allowPrivilegeEscalation").asBoolean(true), id, "allowPrivilegeEscalation", problems);
        expect(context.path("readOnlyRootFilesystem").asBoolean(), id, "readOnlyRootFilesystem is not true", problems);
        expect(!context.path("privileged").asBoolean(), id, "is privileged", problems);
        expect(!context.at("/capabilities").has("add"), id, "adds capabilities", problems);
        expect(Nodes.list(context.at("/capabilities/drop")).contains("ALL"), id, "does not drop ALL", problems);
        expect(!container.json().at("/resources/limits/memory").isMissingNode(), id, "no limit of memory", problems);
        expect(!container.json().at("/resources/requests/cpu").isMissingNode(), id, "requests no cpu", problems);
        String image = container.json().path("image").asText();
        expect(!image.endsWith(":latest"), id, "the image may be any", problems);
    }

    private static void expect(boolean isSo, String id, String what, List<String> problems) {
        if (!isSo) {
            problems.add(id + ": " + what);
        }
    }
}
