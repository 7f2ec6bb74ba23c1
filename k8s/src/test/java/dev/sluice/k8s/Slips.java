package dev.sluice.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Slips of the hand, each made in manifests without any, which one check has to find. Objects are named by kind and name, as in
 * "Service sluice-console".
 */
final class Slips {
    static final String PROCESSOR = "StatefulSet sluice-processor";
    static final String CONSOLE = "Deployment sluice-console";
    static final String POD = "/spec/template/spec";
    static final String CONTAINER = POD + "/containers/0";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Rendering GOOD = Repository.files();

    private final Check check;
    private final List<DynamicTest> tests = new ArrayList<>();

    Slips(Check check) {
        this.check = check;
    }

    /**
     * A part that has another value, or is there and should not be.
     *
     * @param told what the check must say, among other things
     */
    Slips set(String what, String object, String pointer, Object value, String told) {
        return edited(what, object, pointer, told, (parent, name) -> put(parent, name, JSON.valueToTree(value)));
    }

    /** A part that is missing. */
    Slips removed(String what, String object, String pointer, String told) {
        return edited(what, object, pointer, told, Slips::remove);
    }

    /** An object that is missing. */
    Slips without(String what, String object, String told) {
        return slip(what, good -> good.without(kind(object), name(object)), told);
    }

    /** Any other. */
    Slips slip(String what, UnaryOperator<Rendering> make, String told) {
        tests.add(DynamicTest.dynamicTest(what, () -> {
            assertThat(check.problems(GOOD)).isEmpty();
            assertThat(check.problems(make.apply(GOOD)))
                    .anySatisfy(problem -> assertThat(problem).contains(told));
        }));
        return this;
    }

    Stream<DynamicTest> found() {
        return tests.stream();
    }

    private interface Edit {
        void apply(JsonNode parent, String name);
    }

    private Slips edited(String what, String object, String pointer, String told, Edit edit) {
        JsonPointer place = JsonPointer.compile(pointer);
        Consumer<ObjectNode> change = manifest -> {
            JsonNode parent = manifest.at(place.head());
            assertThat(parent.isContainerNode())
                    .as("%s has %s", object, place.head())
                    .isTrue();
            edit.apply(parent, place.last().getMatchingProperty());
        };
        return slip(what, good -> good.with(kind(object), name(object), change), told);
    }

    private static void put(JsonNode parent, String name, JsonNode value) {
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
    }

    private static void remove(JsonNode parent, String name) {
        JsonNode gone = parent instanceof ArrayNode array
                ? array.remove(Integer.parseInt(name))
                : ((ObjectNode) parent).remove(name);
        assertThat(gone).as(name).isNotNull();
    }

    private static String kind(String object) {
        return object.substring(0, object.indexOf(' '));
    }

    private static String name(String object) {
        return object.substring(object.indexOf(' ') + 1);
    }
}
