package org.sluice.it.server;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;

/**
 * A process of its own: Payara Micro, started as its {@code main} would, and then told by lines of standard input to
 * {@code deploy FILE}, to {@code undeploy} or to {@code stop}. Micro has no other way to be told so from outside. It
 * is reached by reflection, because its jar (a whole server) has no place on the tests' class path.
 */
final class MicroShell {
    static final String APPLICATION = "sluice";

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
        } else if (line.equals("undeploy")) {
            method(type, "undeploy", String.class).invoke(runtime, APPLICATION);
        } else {
            System.exit(0);
        }
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        return type.getMethod(name, parameters);
    }
}
