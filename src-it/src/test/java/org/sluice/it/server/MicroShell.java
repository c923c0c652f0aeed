package org.sluice.it.server;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * A process of its own: Payara Micro, started as its {@code main} would, and then controlled by lines of standard input:
 * {@code deploy FILE}, {@code undeploy} or {@code stop}. Micro has no other way to be controlled from outside. It
 * is reached by reflection, because its jar (a whole server) has no place on the tests' class path.
 */
final class MicroShell {
    static final String APPLICATION = "sluice";

    /** How the line on standard output begins that says what became of a command. */
    static final String ANSWER = "micro-shell-answer ";

    static final String SUCCESS = ANSWER + "SUCCESS";

    private final Object runtime;

    private MicroShell(Object runtime) {
        this.runtime = runtime;
    }

    public static void main(String[] args) throws Exception {
        var micro = Class.forName("fish.payara.micro.PayaraMicro");
        method(micro, "main", String[].class).invoke(null, (Object) args);
        var instance = method(micro, "getInstance").invoke(null);
        var shell = new MicroShell(method(micro, "getRuntime").invoke(instance));
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            shell.obey(line);
        }
        System.exit(0); // standard input ended: so did the test
    }

    private void obey(String line) throws ReflectiveOperationException {
        var type = Class.forName("fish.payara.micro.PayaraMicroRuntime");
        if (line.startsWith("deploy ")) {
            method(type, "deploy", String.class, String.class, File.class)
                    .invoke(runtime, APPLICATION, "/", new File(line.substring("deploy ".length())));
        } else if (line.startsWith("run ")) {
            run(line.substring("run ".length()).split("\t", -1));
        } else if (line.equals("undeploy")) {
            method(type, "undeploy", String.class).invoke(runtime, APPLICATION);
        } else {
            System.exit(0);
        }
    }

    /** A command of asadmin, in every instance there is, which is this one. */
    private void run(String... command) throws ReflectiveOperationException {
        var type = Class.forName("fish.payara.micro.PayaraMicroRuntime");
        var results = (Map<?, ?>) method(type, "run", String.class, String[].class)
                .invoke(runtime, command[0], Arrays.copyOfRange(command, 1, command.length));
        for (var result : results.values()) {
            System.out.println(ANSWER + answer((Future<?>) result));
        }
    }

    private static String answer(Future<?> result) throws ReflectiveOperationException {
        try {
            var answer = result.get();
            var type = Class.forName("fish.payara.micro.ClusterCommandResult");
            var status = method(type, "getExitStatus").invoke(answer);
            return status + " " + (method(type, "getOutput").invoke(answer) + "").replace('\n', ' ');
        } catch (ExecutionException | InterruptedException e) {
            return e.toString();
        }
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        return type.getMethod(name, parameters);
    }
}
