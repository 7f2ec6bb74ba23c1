package dev.sluice.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.sluice.console.WebSettings;
import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.oidc.OidcSettings;
import dev.sluice.devstack.LoopbackPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People who log in at a login server of another site, in a real browser. */
final class OidcIT {
    @TempDir
    private static Path folder;

    private static MockOAuth2Server organization;
    private static LoopbackPort port;
    private static LoneServer console;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> returns = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() throws IOException {
        organization = new MockOAuth2Server(
                new OAuth2Config(true, null, null, false, new OAuth2TokenProvider(), Set.of(), new NettyWrapper(null)));
        organization.start(InetAddress.getByName("localhost"), 0);
        // Its first answer can take longer than the console waits for one, whose clock then stands still in its pause.
        organization.wellKnownUrl("acme").url().openStream().close();
        organization.jwksUrl("acme").url().openStream().close();
        URLConnection token = organization.tokenEndpointUrl("acme").url().openConnection();
        token.setDoOutput(true);
        token.getOutputStream()
                .write("grant_type=client_credentials&client_id=a&client_secret=b&scope=c".getBytes(US_ASCII));
        token.getInputStream().close();
        port = LoopbackPort.free();
        OidcSettings oidc = new OidcSettings(
                URI.create(organization.issuerUrl("acme").toString()),
                "sluice",
                Optional.of("a secret of the client"),
                "Acme",
                List.of("openid"),
                "preferred_username",
                "groups",
                Map.of("editors", Role.OPERATOR),
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(1),
                URI.create("http://127.0.0.1:" + port.number()));
        WebSettings plain = WebSettings.loopback(folder.resolve("users"));
        console = new LoneServer(
                folder,
                new WebSettings(
                        plain.host(),
                        port.number(),
                        plain.usersFile(),
                        plain.sessionKey(),
                        plain.session(),
                        false,
                        Optional.of(oidc.console()),
                        0,
                        Optional.of(oidc),
                        plain.answerTimeout()));
        playwright = Browsers.playwright();
        browser = Browsers.launch(playwright);
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
        console.close();
        port.close();
        organization.shutdown();
    }

    @BeforeEach
    void sitDown() {
        context = browser.newContext();
        page = context.newPage();
        page.setDefaultTimeout(60_000);
        page.onRequest(request -> {
            if (request.url().contains(OidcSettings.RETURN_PATH)) {
                returns.add(request.url());
            }
        });
    }

    @AfterEach
    void standUp() {
        context.close();
    }

    @Test
    void letsNobodyInWithoutARole() {
        enter("/", "mallory", "[\"cooks\"]");

        assertThat(page.locator("[role=alert]")).containsText("you have no role in this console");
        page.navigate(at("/"));
        assertThat(page).hasURL(at("/login?next=%2F"));
    }

    @Test
    void letsNobodyInByALinkThatSomebodyElseMade() {
        page.navigate(at(OidcSettings.RETURN_PATH + "?code=stolen&state=guessed"));

        assertThat(page.locator("[role=alert]")).containsText("did not begin in this browser");
    }

    @Test
    void letsNobodyInTwiceWithOneCode() {
        enter("/", "grace", "[\"editors\"]");
        assertThat(page.locator(".person")).containsText("grace");
        context.clearCookies();

        page.navigate(returns.getFirst());

        assertThat(page.locator("[role=alert]")).containsText("did not begin in this browser");
    }

    @Test
    void showsThePageThatWasWantedAfterTheLogin() {
        enter("/overview?x=1", "grace", "[\"cooks\",\"editors\"]");

        assertThat(page).hasURL(at("/overview?x=1"));
        assertThat(page.locator(".person")).containsText("grace");
        assertThat(page.locator(".person")).containsText("operator");
    }

    @Test
    void takesARoleAwayThatTheServerTookAway() {
        enter("/", "heidi", "[\"editors\"]");
        assertThat(page.locator(".person")).containsText("operator");
        console.clock.add(Duration.ofMinutes(61));
        page.navigate(at("/"));
        assertThat(page).hasURL(at("/login?next=%2F"));

        enter("/", "heidi", "[]");

        assertThat(page.locator("[role=alert]")).containsText("you have no role in this console");
    }

    @Test
    void logsOutHereAndOffersToLogOutThere() {
        enter("/", "ivan", "[\"editors\"]");

        page.locator("form[action='/logout'] button").click();

        assertThat(page.locator("[role=status]")).containsText("You are logged out of the console");
        assertThat(page.getByText("log out there too"))
                .hasAttribute("href", java.util.regex.Pattern.compile(".*/acme/endsession\\?.*client_id=sluice.*"));
        page.navigate(at("/"));
        assertThat(page).hasURL(at("/login?next=%2F"));
    }

    @Test
    void isOfferedWithNothingThatAxeObjectsTo() {
        Desk desk = new Desk(page, at(""));

        desk.to("/login?left=yes");

        assertThat(page.getByText("Log in with Acme")).isVisible();
        assertThat(desk.objections()).isEmpty();
    }

    @Test
    void keepsThePasswordBesideIt() {
        page.navigate(at("/login"));
        page.getByLabel("Name").fill("viewer");
        page.getByLabel("Password").fill(LoneServer.PASSWORD);
        page.locator("button.primary").click();

        assertThat(page.locator(".person")).containsText("viewer");
    }

    /** Wants a page, is sent to the login, and logs in at the login server. */
    private void enter(String path, String name, String groups) {
        page.navigate(at(path));
        page.getByText("Log in with Acme").click();
        page.locator("input[name=username]").fill(name);
        page.locator("[name=claims]").fill("{\"preferred_username\":\"" + name + "\",\"groups\":" + groups + "}");
        page.locator("input[type=submit], button[type=submit]").first().click();
        page.waitForCondition(() -> page.locator(".person, [role=alert]").count() > 0);
    }

    private static String at(String path) {
        return console.uri(path).toString();
    }
}
