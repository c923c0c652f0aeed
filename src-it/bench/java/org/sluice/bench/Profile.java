package org.sluice.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * A program: reads a recording of Java Flight Recorder (settings=profile), and says in Markdown whose code its samples of
 * Java code were in. A sample belongs to the nearest frame that is not the JDK's; "under it" also counts what that code
 * called. The collector, the compilers and what the kernel does are not among the samples.
 *
 * <p>Needs nothing but the JDK: {@code java Profile.java recording.jfr [methods]}, where methods is how many of the hottest
 * to list.
 */
final class Profile {
    private static final String JDK = "the JDK alone";

    /** Whose code a class is, by how its name begins; the first that fits. */
    private static final Map<String, String> OWNERS = new LinkedHashMap<>();

    static {
        owned("logging", "java.util.logging.", "sun.util.logging.", "jdk.internal.logger.");
        owned("logging", "org.jboss.logmanager.", "org.jboss.logging.", "com.sun.enterprise.server.logging.");
        owned(JDK, "java.", "javax.", "jdk.", "sun.");
        OWNERS.put("org.sluice.web.", "sluice web.");
        OWNERS.put("org.sluice.", "sluice ");
        OWNERS.put("org.glassfish.tyrus.client.", "Tyrus client");
        OWNERS.put("org.glassfish.tyrus.", "Tyrus");
        OWNERS.put("org.apache.hc.", "HttpCore");
        OWNERS.put("org.glassfish.grizzly.", "server: Grizzly");
        OWNERS.put("org.apache.catalina.", "server: Catalina");
        OWNERS.put("io.undertow.", "server: Undertow");
        OWNERS.put("org.xnio.", "server: XNIO");
        OWNERS.put("org.jboss.threads.", "server: JBoss Threads");
        OWNERS.put("org.wildfly.", "server: WildFly");
        OWNERS.put("org.jboss.weld.", "server: Weld");
        OWNERS.put("fish.payara.", "server: Payara");
        OWNERS.put("com.sun.", "server: Payara");
    }

    private final Map<String, Integer> own = new TreeMap<>();
    private final Map<String, Integer> under = new TreeMap<>();
    private final Map<String, Integer> methods = new TreeMap<>();
    private int samples;

    private Profile() {}

    private static void owned(String owner, String... beginnings) {
        for (String beginning : beginnings) {
            OWNERS.put(beginning, owner);
        }
    }

    /** Prints what the recording named first holds. */
    public static void main(String[] arguments) throws IOException {
        var profile = new Profile();
        try (var file = new RecordingFile(Path.of(arguments[0]))) {
            while (file.hasMoreEvents()) {
                profile.take(file.readEvent());
            }
        }
        profile.print(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0);
    }

    private void take(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        if (stack != null && event.getEventType().getName().equals("jdk.ExecutionSample")) {
            sampled(stack);
        }
    }

    private void sampled(RecordedStackTrace stack) {
        samples++;
        Set<String> seen = new HashSet<>();
        String nearest = JDK;
        for (RecordedFrame frame : stack.getFrames()) {
            String owner = owner(frame.getMethod().getType().getName());
            if (!owner.equals(JDK)) {
                nearest = nearest.equals(JDK) ? owner : nearest;
                seen.add(owner);
            }
        }
        own.merge(nearest, 1, Integer::sum);
        seen.forEach(owner -> under.merge(owner, 1, Integer::sum));
        RecordedFrame top = stack.getFrames().get(0);
        methods.merge(top.getMethod().getType().getName() + "." + top.getMethod().getName(), 1, Integer::sum);
    }

    private static String owner(String type) {
        for (var entry : OWNERS.entrySet()) {
            if (type.startsWith(entry.getKey())) {
                return entry.getValue() + packageOf(entry.getKey(), type);
            }
        }
        return "other libraries";
    }

    /** Of a class of ours, the package, without the common prefix. */
    private static String packageOf(String beginning, String type) {
        boolean ours = beginning.startsWith("org.sluice.");
        return ours ? type.substring(beginning.length()).split("\\.", 2)[0] : "";
    }

    private void print(int hottest) {
        System.out.println("| " + samples + " samples of Java code | its own | under it |");
        System.out.println("|---|--:|--:|");
        for (var owner : most(own, own.size())) {
            String below = percent(under.getOrDefault(owner.getKey(), 0));
            System.out.println("| " + owner.getKey() + " | " + percent(owner.getValue()) + " | " + below + " |");
        }
        for (var method : most(methods, hottest)) {
            System.out.println(percent(method.getValue()) + " " + method.getKey());
        }
    }

    private String percent(int count) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * count / samples);
    }

    private static List<Map.Entry<String, Integer>> most(Map<String, Integer> counts, int atMost) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(atMost)
                .toList();
    }
}
