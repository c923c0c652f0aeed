package org.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.architecture.Sizes.Size;

/** The size limits. A class whose doc says {@code Size:} and a reason is not measured. */
class SizeTest {
    private final Sizes sizes = Sizes.of(Path.of("../ejb/src/main/java"), Path.of("src/main/java"));

    @Test
    @DisplayName(
            "architecture R2.1 a class has at most 300 code lines, half of them at most 45, nine of ten at most 150")
    void classes_are_small() {
        assertNoneAbove(300, sizes.types());
        assertShare(0.5, 45, sizes.types());
        assertShare(0.9, 150, sizes.types());
    }

    @Test
    @DisplayName("architecture R2.1 a method has at most 40 code lines, nine of ten at most 12")
    void methods_are_small() {
        assertNoneAbove(40, sizes.methods());
        assertShare(0.9, 12, sizes.methods());
    }

    @Test
    @DisplayName("architecture R2.1 a method has at most two nested blocks")
    void methods_are_flat() {
        assertNoneAbove(2, sizes.nesting());
    }

    @Test
    @DisplayName("architecture R2.1 a file has at most 20 imports")
    void files_have_few_imports() {
        assertNoneAbove(20, sizes.imports());
    }

    @Test
    @DisplayName("architecture R2.1 a constructor has at most 5 parameters, unless it is a record's")
    void constructors_have_few_parameters() {
        assertNoneAbove(5, sizes.constructorParameters());
    }

    private static void assertNoneAbove(int cap, List<Size> sizes) {
        assertThat(sizes.stream().filter(size -> size.value() > cap))
                .as("above the cap of %d (split by responsibility, or say why with \"Size:\" in the class doc)", cap)
                .isEmpty();
    }

    private static void assertShare(double share, int budget, List<Size> sizes) {
        var above = sizes.stream()
                .filter(size -> size.value() > budget)
                .sorted(Comparator.comparingInt(Size::value))
                .toList();
        assertThat(above)
                .as("above %d lie %d of %d; %d may", budget, above.size(), sizes.size(), allowed(share, sizes.size()))
                .hasSizeLessThanOrEqualTo(allowed(share, sizes.size()));
    }

    private static int allowed(double share, int measured) {
        return measured - (int) Math.ceil(share * measured);
    }
}
