package dev.sluice.runtime.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * Stores that hold some hundred entries for some seconds, or that people work on at their pace, need no caches of the
 * default size, of which there is one set for each store and partition. Named in Kafka Streams' configuration, so public.
 */
public final class SmallRocksDb implements RocksDBConfigSetter {
    private static final long WRITE_BUFFER_BYTES = 8L * 1024 * 1024;
    private static final int WRITE_BUFFERS = 2;
    private static final long BLOCK_CACHE_BYTES = 4L * 1024 * 1024;

    /** Kafka Streams makes one setter for each store. */
    private final Cache blockCache = new LRUCache(BLOCK_CACHE_BYTES);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(blockCache);
            options.setTableFormatConfig(table);
        }
    }

    @Override
    public void close(String storeName, Options options) {
        blockCache.close();
    }
}
