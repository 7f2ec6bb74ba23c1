package dev.sluice.console.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who is let in by the login server's word, and which words count. */
final class OidcLoginTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.sluice.console.auth");

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private OidcStage stage;
    private OidcLogin login;

    @BeforeEach
    void start() throws IOException {
        stage = new OidcStage(folder.resolve("users"));
        login = stage.login();
        logged.start();
        LOG.addAppender(logged);
    }

    @AfterEach
    void tellsNoSecretInTheLog() {
        stage.close();
        LOG.detachAppender(logged);
        assertThat(logged.list)
                .noneMatch(event -> event.getFormattedMessage().contains("SECRET")
                        || event.getFormattedMessage().contains("eyJ")
                        || event.getThrowableProxy() != null);
    }

    @Test
    void refusesALoginThatDidNotBeginInThisBrowser() {
        OidcLogin.Step.Away mine = OidcStage.away(login);
        OidcLogin.Step.Away others = OidcStage.away(login);
        Optional<String> code = Optional.of(stage.server.visit(others.address()));

        assertRefused(stage.finish(login, Optional.empty(), OidcStage.state(others), code), 400, "did not begin");
        assertRefused(
                stage.finish(login, Optional.of(mine.attempt()), OidcStage.state(others), code), 400, "did not begin");
        assertRefused(stage.finish(login, Optional.of(mine.attempt()), Optional.empty(), code), 400, "did not begin");
        assertRefused(
                stage.finish(login, Optional.of("forged." + mine.attempt()), OidcStage.state(mine), code),
                400,
                "did not begin");
    }

    @Test
    void refusesALoginThatTookTooLong() {
        OidcLogin.Step.Away away = OidcStage.away(login);
        stage.clock.add(OidcLogin.ATTEMPT);

        assertRefused(
                stage.finish(
                        login,
                        Optional.of(away.attempt()),
                        OidcStage.state(away),
                        Optional.of(stage.server.visit(away.address()))),
                400,
                "too long");
    }

    @Test
    void refusesACodeThatWasUsedOrIsOver() {
        OidcLogin.Step.Away away = OidcStage.away(login);
        Optional<String> attempt = Optional.of(away.attempt());
        Optional<String> code = Optional.of(stage.server.visit(away.address()));

        assertThat(stage.finish(login, attempt, OidcStage.state(away), code)).isInstanceOf(OidcLogin.Step.In.class);
        assertRefused(stage.finish(login, attempt, OidcStage.state(away), code), 400, "used already");
    }

    @Test
    void refusesACodeThatBelongsToAnotherAttempt() {
        OidcLogin.Step.Away mine = OidcStage.away(login);
        String stolen = stage.server.visit(OidcStage.away(login).address());

        assertRefused(
                stage.finish(login, Optional.of(mine.attempt()), OidcStage.state(mine), Optional.of(stolen)),
                400,
                "used already");
    }

    @Test
    void refusesATokenForAnotherClientFromAnotherServerOrOfAnotherLogin() {
        assertDistrusted(claims -> claims.audience("somebody-else"));
        assertDistrusted(claims -> claims.audience((String) null));
        assertDistrusted(claims -> claims.claim("azp", "somebody-else"));
        assertDistrusted(claims -> claims.issuer("https://evil.example"));
        assertDistrusted(claims -> claims.claim("nonce", "another"));
        assertDistrusted(claims -> claims.claim("nonce", null));
        assertDistrusted(claims -> claims.subject(null));
    }

    @Test
    void refusesATokenThatIsOverOrFromTheFutureButForTheClocksDifference() {
        assertDistrusted(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(90))));
        assertDistrusted(claims -> claims.expirationTime(null));
        assertDistrusted(claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(90))));

        stage.server.tell(claims -> claims.claim("groups", "editors")
                .expirationTime(Date.from(Instant.now().minusSeconds(30)))
                .issueTime(Date.from(Instant.now().plusSeconds(30))));

        assertThat(stage.enter(login)).isInstanceOf(OidcLogin.Step.In.class);
    }

    @Test
    void refusesATokenThatIsNotSignedWithTheServersKey() {
        assertForged(claims -> new PlainJWT(claims).serialize());
        assertForged(claims -> ForgingServer.signed(claims, stage.server.forgedKey()));
        assertForged(OidcLoginTest::signedWithTheClientsSecret);
        assertForged(claims -> "no token at all");
    }

    @Test
    void takesANewKeyOfTheServerWithoutARestart() {
        assertThat(stage.enter(login)).isInstanceOf(OidcLogin.Step.In.class);

        stage.server.rotateKeys();

        assertThat(stage.enter(login)).isInstanceOf(OidcLogin.Step.In.class);
    }

    @Test
    void saysThatTheServerCannotBeReachedAndAsksItAgainSoon() {
        stage.server.callItself("https://evil.example");
        assertRefused(login.begin("/"), 502, "cannot be reached");

        stage.server.callItself(stage.server.issuer());
        stage.clock.add(Duration.ofSeconds(6));

        assertThat(login.begin("/")).isInstanceOf(OidcLogin.Step.Away.class);
    }

    @Test
    void tellsWhatTheServerRefusedWithoutRepeatingWhatIsNoCode() {
        OidcLogin.Step.Away away = OidcStage.away(login);

        OidcLogin.Step step = login.finish(
                new OidcLogin.Return(
                        Optional.of(away.attempt()),
                        OidcStage.state(away),
                        Optional.empty(),
                        Optional.of("<b>call 555</b>"),
                        Optional.empty()),
                stage.accounts);

        assertRefused(step, 403, "?b?call?555??b?");
    }

    @Test
    void refusesTheAnswerOfAnotherServer() {
        OidcLogin.Step.Away away = OidcStage.away(login);

        OidcLogin.Step step = login.finish(
                new OidcLogin.Return(
                        Optional.of(away.attempt()),
                        OidcStage.state(away),
                        Optional.of(stage.server.visit(away.address())),
                        Optional.empty(),
                        Optional.of("https://evil.example")),
                stage.accounts);

        assertRefused(step, 400, "another login server");
    }

    private void assertDistrusted(UnaryOperator<JWTClaimsSet.Builder> lie) {
        stage.server.tell(claims -> lie.apply(claims.claim("groups", "editors")));
        assertRefused(stage.enter(login), 502, "not to be trusted");
    }

    private void assertForged(java.util.function.Function<JWTClaimsSet, String> forgery) {
        stage.server.sign(forgery);
        assertThat(stage.enter(login)).isInstanceOf(OidcLogin.Step.Refused.class);
    }

    private static void assertRefused(OidcLogin.Step step, int status, String told) {
        assertThat(step).isInstanceOfSatisfying(OidcLogin.Step.Refused.class, refused -> {
            assertThat(refused.told()).contains(told);
            assertThat(refused.status()).isEqualTo(status);
        });
    }

    /** What a server that takes a token's word for its algorithm falls for. */
    private static String signedWithTheClientsSecret(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner("SECRET-client-of-at-least-32-bytes-length"));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
