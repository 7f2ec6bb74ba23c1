package dev.sluice.validate.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values as rules see them, by their types: a field that is absent is null, and 20 in a decimal field is 20.0. */
final class FieldObjects {
    private FieldObjects() {}

    static Object of(JsonNode value, CelType type) {
        if (value.isNull() || value.isMissingNode()) {
            return NullValue.NULL_VALUE;
        }
        if (value.isObject()) {
            return map(value, type);
        }
        if (value.isArray()) {
            CelType items = type instanceof ListType list ? list.elemType() : SimpleType.DYN;
            List<Object> list = new ArrayList<>();
            value.forEach(each -> list.add(of(each, items)));
            return list;
        }
        if (value.isNumber()) {
            return number(value, type);
        }
        return value.isBoolean() ? (Object) value.asBoolean() : value.asText();
    }

    private static Map<String, Object> map(JsonNode value, CelType type) {
        Map<String, Object> map = new LinkedHashMap<>();
        value.properties().forEach(property -> map.put(property.getKey(), of(property.getValue(), SimpleType.DYN)));
        if (type instanceof StructType struct) {
            struct.fields().forEach(field -> map.put(field.name(), of(value.path(field.name()), field.type())));
        }
        return map;
    }

    private static Object number(JsonNode value, CelType type) {
        CelKind kind = (type instanceof NullableType nullable ? nullable.targetType() : type).kind();
        boolean isWhole = value.canConvertToExactIntegral() && value.canConvertToLong();
        return kind != CelKind.DOUBLE && isWhole ? (Object) value.asLong() : value.asDouble();
    }
}
