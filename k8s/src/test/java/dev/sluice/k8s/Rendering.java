package dev.sluice.k8s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A set of manifests that go to a cluster together. Immutable. */
record Rendering(String title, List<Manifest> manifests) {

    Rendering {
        manifests = List.copyOf(manifests);
    }

    Stream<Manifest> of(String kind) {
        return manifests.stream().filter(each -> each.is(kind));
    }

    Optional<Manifest> find(String kind, String name) {
        return of(kind).filter(each -> each.name().equals(name)).findFirst();
    }

    List<Workload> workloads() {
        return manifests.stream().flatMap(each -> each.workload().stream()).toList();
    }

    List<Container> containers() {
        return workloads().stream().flatMap(each -> each.containers().stream()).toList();
    }

    List<Container> running(String program) {
        return containers().stream().filter(each -> each.runs(program)).toList();
    }

    /** The same with one manifest changed: what a slip of the hand would make of it. */
    Rendering with(String kind, String name, Consumer<ObjectNode> change) {
        Manifest before = find(kind, name).orElseThrow();
        return new Rendering(
                title,
                manifests.stream()
                        .map(each -> each.equals(before) ? each.edited(change) : each)
                        .toList());
    }

    /** The same without one manifest. */
    Rendering without(String kind, String name) {
        Manifest gone = find(kind, name).orElseThrow();
        return new Rendering(
                title, manifests.stream().filter(each -> !each.equals(gone)).toList());
    }

    /** The title alone: it names the tests. */
    @Override
    public String toString() {
        return title;
    }
}
