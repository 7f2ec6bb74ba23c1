package dev.sluice.schemas.registry;

import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** Makes the TLS context from Kafka's own settings under a prefix: PEM in a file or in the setting itself, PKCS12, JKS. */
final class RegistryTls {
    private RegistryTls() {}

    static SSLContext context(AbstractConfig config) {
        ConfigDef definition = new ConfigDef().withClientSslSupport();
        Map<String, Object> settings = config.originalsWithPrefix(RegistryKeys.TLS_PREFIX);
        Object identification = settings.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
        if (identification != null && !identification.toString().equalsIgnoreCase("https")) {
            throw new ConfigException(
                    RegistryKeys.TLS_PREFIX + SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG,
                    identification,
                    "the host name is always checked; use a certificate that names the registry's host");
        }
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(new AbstractConfig(definition, settings, false).values());
            return factory.sslContext();
        }
    }
}
