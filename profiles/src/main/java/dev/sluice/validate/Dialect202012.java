package dev.sluice.validate;

import com.google.re2j.Pattern;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.Locale;

/** JSON Schema 2020-12 as Sluice uses it: formats are checked, and patterns run in linear time. */
final class Dialect202012 {
    private Dialect202012() {}

    /** A registry of its own for each schema: they share nothing, so identifiers in them cannot clash. */
    static SchemaRegistry registry() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .locale(Locale.ROOT)
                .pathType(PathType.JSON_POINTER)
                .regularExpressionFactory(regex -> {
                    Pattern pattern = Pattern.compile(regex);
                    return value -> pattern.matcher(value).find();
                })
                .build();
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(config));
    }

    static Schema metaSchema() {
        return registry().getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    }
}
