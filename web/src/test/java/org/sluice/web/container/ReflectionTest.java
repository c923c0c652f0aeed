package org.sluice.web.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReflectionTest {
    static class Above {
        final String hidden;

        Above(String hidden) {
            this.hidden = hidden;
        }

        String told(String what) {
            return hidden + what;
        }
    }

    static final class Below extends Above {
        Below(String hidden) {
            super(hidden);
        }
    }

    static final class Other {
        final String hidden = "other";
    }

    @Test
    @DisplayName("web.wire W4.5 what was found once is not looked for again, and is each object's own")
    void what_was_found_once_is_not_looked_for_again() throws ReflectiveOperationException {
        Below one = new Below("one");
        assertThat(Reflection.method(one, "told", String.class))
                .isSameAs(Reflection.method(new Below("two"), "told", String.class));
        assertThat(Reflection.declared(one, "hidden")).isSameAs(Reflection.declared(new Below("two"), "hidden"));
        assertThat(Reflection.ofClass(one, "java.lang.Integer", "valueOf", "java.lang.String"))
                .isSameAs(Reflection.ofClass(one, "java.lang.Integer", "valueOf", "java.lang.String"));
        assertThat(Reflection.field(one, "hidden")).isEqualTo("one");
        assertThat(Reflection.field(new Below("two"), "hidden")).isEqualTo("two");
        assertThat(Reflection.field(new Other(), "hidden")).isEqualTo("other");
    }

    @Test
    @DisplayName("web.wire W4.5 what is not there is an exception each time")
    void what_is_not_there_is_an_exception_each_time() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Reflection.method(new Other(), "told", String.class))
                    .isInstanceOf(NoSuchMethodException.class);
        }
    }
}
