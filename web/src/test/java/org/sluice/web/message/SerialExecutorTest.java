package org.sluice.web.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {
    private final Queue<Runnable> handed = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final SerialExecutor tasks = new SerialExecutor(handed::add);

    private void runHanded() {
        for (Runnable next = handed.poll(); next != null; next = handed.poll()) {
            try {
                next.run();
            } catch (IllegalStateException e) {
                done.add(String.valueOf(e.getMessage()));
            }
        }
    }

    @Test
    @DisplayName("web.message T2.5 tasks run in the order they came, and never two at once")
    void tasks_run_in_the_order_they_came() {
        tasks.execute(() -> {
            tasks.execute(() -> done.add("third"));
            done.add("first");
        });
        tasks.execute(() -> done.add("second"));
        assertThat(handed).hasSize(1);
        runHanded();
        assertThat(done).containsExactly("first", "second", "third").doesNotContainNull();
    }

    @Test
    @DisplayName("web.message T2.5 a task that throws keeps no other from being run")
    void a_task_that_throws_keeps_no_other_from_being_run() {
        tasks.execute(() -> {
            throw new IllegalStateException("thrown");
        });
        tasks.execute(() -> done.add("second"));
        runHanded();
        assertThat(done).containsExactlyInAnyOrder("thrown", "second");
    }
}
