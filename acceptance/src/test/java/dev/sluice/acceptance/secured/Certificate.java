package dev.sluice.acceptance.secured;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate for the loopback address that vouches for itself.
 *
 * @param keys it and its key, in PKCS12
 * @param pem it alone, for those who shall trust it
 */
record Certificate(Path keys, Path pem) {
    static final String PASSWORD = "changeit";

    /** Makes one with the JDK's keytool. */
    static Certificate issue(Path folder, String name) throws IOException, InterruptedException {
        Certificate certificate = new Certificate(folder.resolve(name + ".p12"), folder.resolve(name + ".pem"));
        List<String> store = List.of("-alias", name, "-keystore", certificate.keys.toString(), "-storepass", PASSWORD);
        keytool(
                store,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "2");
        keytool(store, "-exportcert", "-rfc", "-file", certificate.pem.toString());
        return certificate;
    }

    private static void keytool(List<String> store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(store);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
