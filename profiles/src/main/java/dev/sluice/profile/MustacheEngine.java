package dev.sluice.profile;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Mustache as profiles may use it: values come from maps and lists only (no reflection on Java objects), nothing is escaped
 * as HTML, a missing variable is an error, and there are no partials.
 */
final class MustacheEngine {
    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .escapeHTML(false)
            .strictSections(true)
            .withCollector(new MapsOnly())
            .withLoader(name -> {
                throw new MustacheException("the partial '" + name + "' is not supported");
            });

    private MustacheEngine() {}

    static String render(String template, Map<String, Object> variables) {
        return COMPILER.compile(template).execute(variables);
    }

    private static final class MapsOnly extends BasicCollector {
        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }
}
