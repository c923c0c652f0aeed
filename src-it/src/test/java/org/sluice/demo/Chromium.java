package org.sluice.demo;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's browser, without a window. One per test class; used by one thread. */
final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright) {
        this.playwright = playwright;
        this.browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setHeadless(true)
                        .setArgs(FLAGS));
    }

    /** Where there is none the tests are skipped, but not where the project is proven. */
    static void need() {
        String sentence = "needs Debian's package chromium";
        if (!Files.isExecutable(PROGRAM) && "true".equals(System.getenv("CI"))) {
            fail(sentence);
        }
        assumeTrue(Files.isExecutable(PROGRAM), sentence);
    }

    static Chromium start() {
        return new Chromium(Playwright.create());
    }

    /** A window of its own, with nothing shared. Sizes in CSS pixels. */
    Page window(int width, int height) {
        return browser.newPage(new Browser.NewPageOptions().setViewportSize(width, height));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
