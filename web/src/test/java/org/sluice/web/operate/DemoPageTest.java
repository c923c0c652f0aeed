package org.sluice.web.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DemoPageTest {
    private final DemoPage demo = new DemoPage(() -> true);

    @Test
    @DisplayName("web.operate R2.1 every file that the page names is there")
    void every_file_that_the_page_names_is_there() throws IOException {
        var named = Pattern.compile("(?:src|href)=\"(demo/[^\"]+)\"")
                .matcher(text(demo.at("/demo").orElseThrow()))
                .results()
                .map(match -> "/" + match.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(2).allSatisfy(path -> assertThat(demo.at(path))
                .isPresent());
    }

    @Test
    @DisplayName("web.operate R2.1 every file that a script imports is there")
    void every_file_that_a_script_imports_is_there() throws IOException {
        var imported = Pattern.compile("from '\\./([^']+)'")
                .matcher(text(demo.at("/demo/demo.js").orElseThrow()))
                .results()
                .map(match -> "/demo/" + match.group(1))
                .toList();

        assertThat(imported).isNotEmpty().allSatisfy(path -> assertThat(demo.at(path))
                .isPresent());
    }

    @Test
    @DisplayName("web.operate R2.1 what the page does not name is not there")
    void what_the_page_does_not_name_is_not_there() {
        assertThat(demo.at("/demo/../Demo.class")).isEmpty();
        assertThat(demo.at("/demo/")).isEmpty();
    }

    @Test
    @DisplayName("web.operate R2.2 while the demo does not run nothing is there")
    void while_the_demo_does_not_run_nothing_is_there() {
        assertThat(new DemoPage(() -> false).at("/demo")).isEmpty();
    }

    @Test
    @DisplayName("web.operate R2.3 the page holds no script and no style of its own, which its policy would refuse")
    void the_page_holds_no_script_and_no_style_of_its_own() throws IOException {
        assertThat(text(demo.at("/demo").orElseThrow()))
                .doesNotContainPattern("<script>|<style|style=|\\son[a-z]+=|https?://");
    }

    private static String text(Asset asset) throws IOException {
        var out = new ByteArrayOutputStream();
        asset.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
