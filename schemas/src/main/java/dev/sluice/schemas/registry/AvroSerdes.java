package dev.sluice.schemas.registry;

import dev.sluice.schemas.TrustedContracts;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes serializers and deserializers of values, of the classes that the settings name: this package's, or any that keep
 * to Confluent's settings, such as {@code io.confluent.kafka.serializers.KafkaAvroSerializer}. Whatever the class, failures
 * are {@link RegistryUnavailableException} where the record can be handled later, and
 * {@link UndecodableRecordException} or {@link UnencodableRecordException} where it cannot. Each call makes a new one, which its user closes.
 */
public final class AvroSerdes {
    /** Names the serializer's class. */
    public static final String SERIALIZER_CLASS = "value.serializer.class";
    /** Names the deserializer's class. */
    public static final String DESERIALIZER_CLASS = "value.deserializer.class";

    private final Map<String, Object> settings;

    /** Takes the settings of {@link RegistryKeys}, the two class names, and whatever else the classes read. */
    public AvroSerdes(Map<String, ?> settings) {
        this.settings = new HashMap<>(settings);
        // Confluent's defaults would register whatever is written, and would not find schemas without avro.java.string.
        this.settings.putIfAbsent(RegistryKeys.AUTO_REGISTER, false);
        this.settings.putIfAbsent("avro.remove.java.properties", true);
    }

    /** A configured serializer. */
    public <T extends SpecificRecord> Serializer<T> serializer() {
        Serializer<Object> serializer = create(SERIALIZER_CLASS, RegistryAvroSerializer.class);
        serializer.configure(settings, false);
        return new RecordSerializer<>(serializer);
    }

    /** A configured deserializer into this generated class. */
    public <T extends SpecificRecord> Deserializer<T> deserializer(Class<T> type) {
        TrustedContracts.trust();
        Deserializer<Object> deserializer = create(DESERIALIZER_CLASS, RegistryAvroDeserializer.class);
        Map<String, Object> typed = new HashMap<>(settings);
        typed.put(RegistryKeys.SPECIFIC_READER, true);
        typed.put(RegistryKeys.SPECIFIC_VALUE_TYPE, type.getName());
        deserializer.configure(typed, false);
        return new RecordDeserializer<>(deserializer, type);
    }

    /** Both. */
    public <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
        return Serdes.serdeFrom(serializer(), deserializer(type));
    }

    /** The cast holds for every serde that is written for {@link Object}; others fail at their first record. */
    @SuppressWarnings("unchecked")
    private <S> S create(String key, Class<? extends S> standard) {
        Object configured = settings.getOrDefault(key, standard);
        try {
            Class<?> type = configured instanceof Class<?> given ? given : Class.forName(configured.toString());
            Class<?> wanted = Serializer.class.isAssignableFrom(standard) ? Serializer.class : Deserializer.class;
            return (S) type.asSubclass(wanted).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new ConfigException(
                    key,
                    configured,
                    "it must be a class with a public constructor without arguments, on the class path (Confluent's comes"
                            + " with a build with -Pconfluent): " + e);
        }
    }
}
