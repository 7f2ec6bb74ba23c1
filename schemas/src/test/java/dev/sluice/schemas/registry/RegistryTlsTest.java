package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.schemas.registry.FakeRegistry.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Map<String, Object> settings = new HashMap<>(Map.of(RegistryKeys.MAX_RETRIES, 0));

    @TempDir
    private static Path folder;

    private static KeyStore keys;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "registry",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=registry",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        keys = KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    @Test
    void refusesAnUntrustedCertificate() throws Exception {
        try (FakeRegistry registry = registry(false)) {
            assertThatThrownBy(() -> ask(registry))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("SSLHandshakeException");
            assertThat(registry.requests()).isEmpty();
        }
    }

    @Test
    void refusesToLeaveTheHostNameUnchecked() throws Exception {
        settings.put("schema.registry.ssl.endpoint.identification.algorithm", "");
        try (FakeRegistry registry = registry(false)) {
            assertThatThrownBy(() -> ask(registry))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("host name is always checked");
        }
    }

    @Test
    void trustsACertificateInAPemFile() throws Exception {
        settings.put("schema.registry.ssl.truststore.type", "PEM");
        settings.put("schema.registry.ssl.truststore.location", pemFile("ca.pem", certificate()));
        try (FakeRegistry registry = registry(false)) {
            assertThatThrownBy(() -> ask(registry)).isInstanceOf(UndecodableRecordException.class);
        }
    }

    @Test
    void showsItsOwnCertificateFromPemSettings() throws Exception {
        settings.put("schema.registry.ssl.truststore.type", "PEM");
        settings.put("schema.registry.ssl.truststore.certificates", certificate());
        settings.put("schema.registry.ssl.keystore.type", "PEM");
        settings.put("schema.registry.ssl.keystore.certificate.chain", certificate());
        settings.put(
                "schema.registry.ssl.keystore.key",
                pem("PRIVATE KEY", keys.getKey("registry", PASSWORD).getEncoded()));
        try (FakeRegistry registry = registry(true)) {
            assertThatThrownBy(() -> ask(registry)).isInstanceOf(UndecodableRecordException.class);
        }
    }

    private void ask(FakeRegistry registry) {
        settings.put(RegistryKeys.URL, "https://127.0.0.1:" + registry.port());
        try (RegistryAvroDeserializer deserializer = new RegistryAvroDeserializer()) {
            deserializer.configure(settings, false);
            deserializer.deserialize("topic", new byte[] {0, 0, 0, 0, 1});
        }
    }

    private static FakeRegistry registry(boolean clientMustShowCertificate) throws Exception {
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", keys.getCertificate("registry"));
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        HttpsServer server = HttpsServer.create(FakeRegistry.anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(clientMustShowCertificate);
                parameters.setSSLParameters(wanted);
            }
        });
        return new FakeRegistry(request -> Response.refusal(40403, "unknown"), server);
    }

    private static String certificate() throws Exception {
        return pem("CERTIFICATE", keys.getCertificate("registry").getEncoded());
    }

    private static String pemFile(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }
}
