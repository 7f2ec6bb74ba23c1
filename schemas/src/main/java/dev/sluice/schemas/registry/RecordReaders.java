package dev.sluice.schemas.registry;

import dev.sluice.schemas.registry.UndecodableRecordException.Fault;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** What records are read into, which decides how. The readers that it makes are thread-safe. */
sealed interface RecordReaders {
    /** A reader of what was written with this schema. */
    DatumReader<Object> readerOf(Schema writer);

    /** For messages. */
    String name();

    static RecordReaders from(AbstractConfig config, boolean isKey) {
        String typeKey = isKey ? RegistryKeys.SPECIFIC_KEY_TYPE : RegistryKeys.SPECIFIC_VALUE_TYPE;
        @Nullable Class<?> type = config.getClass(typeKey);
        if (type == null) {
            return config.getBoolean(RegistryKeys.SPECIFIC_READER) ? new ClassOfWriter() : new Generic();
        }
        if (!SpecificRecord.class.isAssignableFrom(type)) {
            throw new ConfigException(typeKey, type.getName(), "name a class that Avro generated for a record");
        }
        return new OneClass(type.asSubclass(SpecificRecord.class));
    }

    /** Always this generated class. */
    record OneClass(Class<? extends SpecificRecord> type) implements RecordReaders {
        @Override
        public DatumReader<Object> readerOf(Schema writer) {
            SpecificData model = SpecificData.getForClass(type);
            return new SpecificDatumReader<>(writer, model.getSchema(type), model);
        }

        @Override
        public String name() {
            return type.getName();
        }
    }

    /** The generated class that has the name of the writer's schema. */
    record ClassOfWriter() implements RecordReaders {
        @Override
        public DatumReader<Object> readerOf(Schema writer) {
            try {
                @Nullable Class<?> type = SpecificData.get().getClass(writer);
                if (type != null && SpecificRecord.class.isAssignableFrom(type)) {
                    return new OneClass(type.asSubclass(SpecificRecord.class)).readerOf(writer);
                }
            } catch (SecurityException e) {
                throw new UndecodableRecordException(Fault.NO_CLASS, String.valueOf(e.getMessage()), e);
            }
            throw new UndecodableRecordException(
                    Fault.NO_CLASS,
                    "There is no generated class for the schema " + writer.getFullName()
                            + ": put it on the class path, set "
                            + RegistryKeys.SPECIFIC_VALUE_TYPE + ", or read generic records ("
                            + RegistryKeys.SPECIFIC_READER + "=false).");
        }

        @Override
        public String name() {
            return "its generated class";
        }
    }

    /** Generic records with the writer's schema. */
    record Generic() implements RecordReaders {
        @Override
        public DatumReader<Object> readerOf(Schema writer) {
            return new GenericDatumReader<>(writer);
        }

        @Override
        public String name() {
            return "a generic record";
        }
    }
}
