package org.sluice.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Ports;

@Tag("demo")
@ResourceLock(Apart.OWN_SERVER)
class DemoPageIT {
    private static final double PATIENCE = 30_000;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Path SHOTS = Path.of(System.getProperty("sluice.it.logs"), "demo");

    /** Adds up how far things moved that nobody touched, as the browser's own measure does. */
    private static final String MEASURE_JUMPS =
            """
            window.jumps = 0;
            new PerformanceObserver(list => list.getEntries()
                .filter(entry => !entry.hadRecentInput)
                .forEach(entry => { window.jumps += entry.value; })).observe({type: 'layout-shift', buffered: true});
            """;

    private static @Nullable RunningDemo started;
    private static @Nullable Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        Chromium.need();
        started = RunningDemo.start("page", Ports.free(), Ports.free(), "-Dsluice.demo.away=6")
                .awaitReady();
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (started != null) {
            started.close();
        }
    }

    @Test
    @DisplayName("demo R3.1 sessions with both members appear, each with its round trip, and nothing is amiss or jumps")
    void sessions_with_both_members_appear() {
        var amiss = new ArrayList<String>();
        var page = window(1280, 900);
        page.onPageError(amiss::add);
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                amiss.add(message.text());
            }
        });
        open(page);

        assertThat(sessionsWith(page, "A").first().locator(".figure")).containsText(" ms", patiently());
        assertThat(sessionsWith(page, "B").first().locator(".figure")).containsText(" ms", patiently());
        assertThat(page.locator("#summary")).hasText("6 of 6 sessions are open");
        assertThat(page.locator("#events li").first()).containsText("opened with member");
        await().until(() -> (int) page.evaluate("Chart.getChart('trips').data.datasets[0].data.length") > 3);
        shoot(page, "wide");
        assertThat(amiss).isEmpty();
        assertThat((Number) page.evaluate("window.jumps"))
                .extracting(Number::doubleValue)
                .satisfies(jumps -> assertThat(jumps).isLessThan(0.02));
    }

    @Test
    @DisplayName("demo R3.1 on a phone all of it is there, and nothing reaches over the edge")
    void on_a_phone_nothing_reaches_over_the_edge() {
        var page = window(390, 844);
        open(page);

        assertThat(sessionsWith(page, "A").first().locator(".figure")).containsText(" ms", patiently());
        await().until(() -> (int) page.evaluate("Chart.getChart('trips').data.datasets.length") == 2);
        shoot(page, "phone");
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
    }

    @Test
    @DisplayName("demo R2.2 a line said in one browser appears in another")
    void a_line_said_in_one_browser_appears_in_another() {
        var one = window(1280, 900);
        var other = window(390, 844);
        open(one);
        open(other);

        one.getByLabel("Say something").fill("good <b>morning</b>");
        one.keyboard().press("Enter");

        assertThat(other.locator("#chat")).containsText("good <b>morning</b>", patiently());
        assertThat(other.locator("#chat")).containsText("Another browser, via member");
        assertThat(one.locator("#chat")).containsText("You, via member", patiently());
    }

    @Test
    @DisplayName("demo R3.2 a stopped member's sessions move, the others never close, and it comes back")
    void a_stopped_members_sessions_move_and_the_others_never_close() {
        var page = window(1280, 900);
        open(page);
        int ofB = sessionsWith(page, "B").count();
        page.getByLabel("Say something").fill("Now member A goes");
        page.keyboard().press("Enter");
        assertThat(page.locator("#chat")).containsText("Now member A goes", patiently());

        page.locator("#members [data-member='A'] button").focus();
        page.keyboard().press("Enter");

        assertThat(page.locator("#members [data-member='A']")).containsText("stopped, back in", patiently());
        assertThat(sessionsWith(page, "B")).hasCount(6, atLast());
        assertThat(page.locator("#sessions [data-member='B'][data-moves='0']")).hasCount(ofB);
        assertThat(page.locator("#events")).containsText("Member A is back", patiently());
        shoot(page, "stopped");

        await("a new session lands on the member that came back").atMost(LONG).until(() -> openOneMore(page) > 0);
    }

    /** Returns how many sessions there are with A. */
    private static int openOneMore(Page page) {
        page.getByText("Open one more").click();
        assertThat(page.locator("#sessions [data-member=''], #sessions [data-member='?']"))
                .hasCount(0, atLast());
        int ofA = sessionsWith(page, "A").count();
        if (ofA == 0) {
            page.getByText("Close one").click();
        }
        return ofA;
    }

    private static Page window(int width, int height) {
        var page = requireNonNull(browser).window(width, height);
        page.addInitScript(MEASURE_JUMPS);
        return page;
    }

    /** Returns when both members have sessions of the page: one may just be coming back. */
    private static void open(Page page) {
        await("sessions with both members").atMost(LONG).until(() -> {
            page.navigate(requireNonNull(started).page());
            assertThat(page.locator("#sessions [data-member='A'], #sessions [data-member='B']"))
                    .hasCount(6, atLast());
            return sessionsWith(page, "A").count() > 0
                    && sessionsWith(page, "B").count() > 0;
        });
    }

    private static Locator sessionsWith(Page page, String member) {
        return page.locator("#sessions [data-member='" + member + "']");
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
    }

    private static HasCountOptions atLast() {
        return new HasCountOptions().setTimeout(PATIENCE);
    }

    private static ContainsTextOptions patiently() {
        return new ContainsTextOptions().setTimeout(PATIENCE);
    }
}
