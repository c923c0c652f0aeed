package org.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.grammar.Key;

/** Follows each key that an operator can set from its declaration to the code that reads its value. */
class KeysTest {
    private static final String CONFIG = "org.sluice.config";

    /** Read while the configuration is assembled, into a component of a record, or by name in JNDI; not by an accessor. */
    private static final Set<String> READ_BY_THE_ASSEMBLER =
            Set.of("members", "port", "priority", "pool", "redirect", "respond", "pools", "rules", "listeners");

    @Test
    @DisplayName("architecture R2.2 the value of every key is read outside of the configuration, or the key is refused")
    void the_value_of_every_key_is_read() {
        var classes = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("org.sluice");
        Stream<JavaField> keys = classes.stream()
                .filter(type -> type.getPackageName().equals(CONFIG))
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> field.getRawType().isEquivalentTo(Key.class));
        assertThat(keys).hasSizeGreaterThan(50).allSatisfy(field -> {
            Key<?> key = valueOf(field);
            assertThat(!key.note().supported() || READ_BY_THE_ASSEMBLER.contains(key.name()) || isReadOutside(field))
                    .as("something outside of %s reads the value of %s", CONFIG, key.name())
                    .isTrue();
        });
    }

    private static Key<?> valueOf(JavaField field) {
        try {
            var reflected = field.reflect();
            reflected.setAccessible(true);
            return (Key<?>) reflected.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** Follows the methods that read the key, and those that call them, until one is called from another package. */
    private static boolean isReadOutside(JavaField key) {
        Deque<JavaCodeUnit> open = new ArrayDeque<>();
        Set<JavaCodeUnit> seen = new HashSet<>();
        key.getAccessesToSelf().stream()
                .map(JavaAccess::getOrigin)
                .filter(reader -> !reader.getName().equals("<clinit>"))
                .forEach(open::add);
        while (!open.isEmpty()) {
            JavaCodeUnit reader = open.pop();
            if (!seen.add(reader)) {
                continue;
            }
            for (JavaAccess<?> call : reader.getAccessesToSelf()) {
                if (isOutside(call.getOriginOwner())) {
                    return true;
                }
                if (!reader.isConstructor()) {
                    open.add(call.getOrigin());
                }
            }
        }
        return false;
    }

    private static boolean isOutside(JavaClass type) {
        return !type.getPackageName().equals(CONFIG);
    }
}
