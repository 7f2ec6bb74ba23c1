package dev.sluice.console.auth.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A login server that does as it should, or gives out whatever token a test wants. */
final class ForgingServer implements AutoCloseable {
    static final String CLIENT = "sluice";

    private final HttpServer server;
    private final Map<String, Map<String, List<String>>> codes = new HashMap<>();
    private RSAKey key = newKey();
    private UnaryOperator<JWTClaimsSet.Builder> claims = builder -> builder;
    private Function<JWTClaimsSet, String> signer = set -> signed(set, key);
    private String calledItself;

    ForgingServer() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.calledItself = issuer();
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, discovery()));
        server.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", this::token);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What tokens say beside what every one does. */
    void tell(UnaryOperator<JWTClaimsSet.Builder> what) {
        claims = what;
    }

    void sign(Function<JWTClaimsSet, String> how) {
        signer = how;
    }

    void rotateKeys() {
        key = newKey();
    }

    void callItself(String issuer) {
        calledItself = issuer;
    }

    /** Has somebody log in there: the code that their browser brings back. */
    String visit(URI address) {
        String code = UUID.randomUUID().toString();
        codes.put(code, URLUtils.parseParameters(address.getRawQuery()));
        return code;
    }

    static String signed(JWTClaimsSet claims, RSAKey with) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(with.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(with));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key of the same id as the server's, but not the server's. */
    RSAKey forgedKey() {
        return newKey(key.getKeyID());
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, List<String>> sent =
                URLUtils.parseParameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, List<String>> asked = codes.remove(one(sent, "code"));
        if (asked == null || !isVerified(asked, sent)) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        JWTClaimsSet set = claims.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .subject("1234")
                        .audience(CLIENT)
                        .issueTime(Date.from(Instant.now()))
                        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                        .claim("nonce", one(asked, "nonce"))
                        .claim("preferred_username", "grace"))
                .build();
        answer(
                exchange,
                200,
                "{\"access_token\":\"SECRET-access\",\"token_type\":\"Bearer\",\"id_token\":\"" + signer.apply(set)
                        + "\"}");
    }

    private static boolean isVerified(Map<String, List<String>> asked, Map<String, List<String>> sent) {
        return CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(one(sent, "code_verifier")))
                .getValue()
                .equals(one(asked, "code_challenge"));
    }

    static String one(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of("")).getFirst();
    }

    private String discovery() {
        return "{\"issuer\":\"" + calledItself + "\",\"authorization_endpoint\":\"" + issuer() + "/authorize\","
                + "\"token_endpoint\":\"" + issuer() + "/token\",\"jwks_uri\":\"" + issuer() + "/keys\","
                + "\"subject_types_supported\":[\"public\"],\"id_token_signing_alg_values_supported\":[\"RS256\"],"
                + "\"response_types_supported\":[\"code\"]}";
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static RSAKey newKey() {
        return newKey(UUID.randomUUID().toString());
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
