package org.sluice.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The packages and the permitted calls of {@code docs/packages.puml}, arranged in layers: callers above, called packages below.
 *
 * <p>The package that calls the most others, and the one that is called by the most, are bars and have no arrows. An arrow that is
 * implied by two or more others is not drawn either: the called package is listed in the caller's box.
 */
final class PackageDrawing {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\[(\\w+)] <<.+>>$");
    private static final Pattern ARROW = Pattern.compile("(?m)^\\[(\\w+)] --> \\[(\\w+)]$");

    private final Map<String, Set<String>> calls = new LinkedHashMap<>();
    private final String widest;
    private final String mostCalled;
    private final Map<String, Integer> layers = new LinkedHashMap<>();

    PackageDrawing(String puml) {
        PACKAGE.matcher(puml).results().forEach(found -> calls.put(found.group(1), new LinkedHashSet<>()));
        ARROW.matcher(puml).results().forEach(found -> calledBy(found.group(1)).add(found.group(2)));
        widest = most(name -> calledBy(name).size());
        mostCalled = most(name -> callersOf(name).size());
        boxes().forEach(this::layer);
        boxes().stream().filter(name -> drawnCalls(name).isEmpty()).forEach(this::raise);
    }

    /** The package at the top, which has no arrows. */
    String widest() {
        return widest;
    }

    /** The package at the bottom, which has no arrows. */
    String mostCalled() {
        return mostCalled;
    }

    /** All packages but the two bars, in the order of the source. */
    List<String> boxes() {
        return calls.keySet().stream()
                .filter(name -> !name.equals(widest) && !name.equals(mostCalled))
                .toList();
    }

    /** The boxes of each layer, from the lowest layer up. */
    List<List<String>> layers() {
        return new ArrayList<>(boxes().stream()
                .collect(Collectors.groupingBy(this::layer, TreeMap::new, Collectors.toList()))
                .values());
    }

    /** The packages to which an arrow is drawn. */
    Set<String> arrows(String caller) {
        Set<String> direct = drawnCalls(caller);
        return direct.stream()
                .filter(called -> direct.stream()
                        .noneMatch(other ->
                                !other.equals(called) && reachable(other).contains(called)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The packages that may be called although no arrow is drawn. */
    List<String> implied(String caller) {
        Set<String> arrows = arrows(caller);
        return calledBy(caller).stream()
                .filter(called -> !arrows.contains(called) && !called.equals(mostCalled))
                .toList();
    }

    /** The packages, bars included, that the given one may not call. */
    List<String> notCalledBy(String caller) {
        return calls.keySet().stream()
                .filter(name -> !name.equals(caller) && !calledBy(caller).contains(name))
                .toList();
    }

    /** The packages, bars included, that may not call the given one. */
    List<String> notCalling(String called) {
        return calls.keySet().stream()
                .filter(name -> !name.equals(called) && !calledBy(name).contains(called))
                .toList();
    }

    private Set<String> calledBy(String caller) {
        Set<String> called = calls.get(caller);
        if (called == null) {
            throw new IllegalArgumentException("an arrow names a package that is not declared: " + caller);
        }
        return called;
    }

    private List<String> callersOf(String called) {
        return calls.keySet().stream()
                .filter(name -> calledBy(name).contains(called))
                .toList();
    }

    private Set<String> drawnCalls(String caller) {
        Set<String> drawn = new LinkedHashSet<>(calledBy(caller));
        drawn.remove(widest);
        drawn.remove(mostCalled);
        return drawn;
    }

    private Set<String> reachable(String caller) {
        Set<String> found = new LinkedHashSet<>();
        for (String called : drawnCalls(caller)) {
            found.add(called);
            found.addAll(reachable(called));
        }
        return found;
    }

    /** One above the highest package that it calls. */
    private int layer(String name) {
        Integer known = layers.get(name);
        if (known != null) {
            return known;
        }
        int layer = drawnCalls(name).stream()
                .mapToInt(called -> layer(called) + 1)
                .max()
                .orElse(0);
        layers.put(name, layer);
        return layer;
    }

    /** Moves a package that calls none to the layer right below its lowest caller, which shortens its arrows. */
    private void raise(String name) {
        callersOf(name).stream()
                .filter(layers::containsKey)
                .mapToInt(this::layer)
                .min()
                .ifPresent(lowest -> layers.put(name, lowest - 1));
    }

    private String most(ToIntFunction<String> count) {
        String found = "";
        int most = -1;
        for (String name : calls.keySet()) {
            if (count.applyAsInt(name) > most) {
                most = count.applyAsInt(name);
                found = name;
            }
        }
        return found;
    }
}
