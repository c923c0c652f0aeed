package org.sluice.architecture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A {@link PackageDrawing} as SVG text. An arrow that crosses layers bends around the boxes between, through a point that is
 * arranged as if it were a box. Equal input gives equal text.
 */
final class LayeredPicture {
    private static final int BOX = 128;
    private static final int POINT = 20;
    private static final int GAP = 14;
    private static final int LAYER_GAP = 56;
    private static final int LINE = 12;
    private static final int MARGIN = 16;
    private static final int BAR = 42;
    private static final int CHARACTERS = 23;
    private static final int SWEEPS = 40;

    /** A box, or a point of an arrow between two layers; {@code below} are its ends one layer down. */
    private static final class Node {
        final String name;
        final List<String> lines;
        final List<Node> below = new ArrayList<>();
        final List<Node> above = new ArrayList<>();
        double x;
        int y;
        int row;

        Node(String name, List<String> lines) {
            this.name = name;
            this.lines = lines;
        }

        int width() {
            return isPoint() ? POINT : BOX;
        }

        boolean isPoint() {
            return name.isEmpty();
        }

        int height() {
            return 26 + LINE * lines.size();
        }

        /** Where its arrows to the next layer begin. */
        int bottom() {
            return y + (isPoint() ? row : height());
        }

        double middleOf(List<Node> others) {
            return others.stream().mapToDouble(other -> other.x).average().orElse(x);
        }
    }

    private final PackageDrawing drawing;
    private final List<List<Node>> layers = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();

    LayeredPicture(PackageDrawing drawing) {
        this.drawing = drawing;
        connect();
        arrange();
    }

    String svg() {
        int width = (int) Math.round(nodes().stream()
                        .mapToDouble(node -> node.x + node.width() / 2.0)
                        .max()
                        .orElse(0))
                + MARGIN;
        int bottom = placeRows();
        int height = bottom + BAR + MARGIN;
        append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\"",
                width, height, width, height);
        append(" font-family=\"Helvetica, Arial, sans-serif\" text-anchor=\"middle\">\n");
        append("<title>The packages of Sluice, and which may call which</title>\n");
        append(
                "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">");
        append("<path d=\"M0 0 8 4 0 8z\" fill=\"#44556b\"/></marker></defs>\n");
        append("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", width, height);
        bar(MARGIN, width, drawing.widest(), "may call all packages but", drawing.notCalledBy(drawing.widest()));
        nodes().forEach(this::arrows);
        nodes().stream().filter(node -> !node.isPoint()).forEach(this::box);
        bar(
                bottom,
                width,
                drawing.mostCalled(),
                "may be called by all packages but",
                drawing.notCalling(drawing.mostCalled()));
        append("</svg>\n");
        return svg.toString();
    }

    private List<Node> nodes() {
        return layers.stream().flatMap(List::stream).toList();
    }

    /** Makes the nodes, and a point in each layer that an arrow crosses. */
    private void connect() {
        Map<String, Node> boxes = new LinkedHashMap<>();
        for (List<String> names : drawing.layers()) {
            List<Node> layer = new ArrayList<>();
            names.forEach(name -> layer.add(new Node(name, wrap(drawing.implied(name)))));
            layer.forEach(node -> boxes.put(node.name, node));
            layers.add(layer);
        }
        for (int i = layers.size() - 1; i > 0; i--) {
            for (String name : drawing.layers().get(i)) {
                Node caller = Objects.requireNonNull(boxes.get(name), name);
                for (String called : drawing.arrows(name)) {
                    path(caller, i, Objects.requireNonNull(boxes.get(called), called));
                }
            }
        }
    }

    private void path(Node caller, int layer, Node called) {
        Node from = caller;
        for (int i = layer - 1; !layers.get(i).contains(called); i--) {
            Node point = new Node("", List.of());
            layers.get(i).add(point);
            join(from, point);
            from = point;
        }
        join(from, called);
    }

    private static void join(Node from, Node to) {
        from.below.add(to);
        to.above.add(from);
    }

    /** Puts each node near the middle of its neighbours, in turns from above and from below. */
    private void arrange() {
        layers.forEach(layer -> spread(layer, false));
        for (int i = 0; i < SWEEPS; i++) {
            boolean down = i % 2 == 0;
            boolean sort = i < SWEEPS / 2;
            IntStream.range(0, layers.size())
                    .map(index -> down ? layers.size() - 1 - index : index)
                    .forEach(index -> settle(layers.get(index), down, sort));
        }
        double left = nodes().stream()
                .mapToDouble(node -> node.x - node.width() / 2.0)
                .min()
                .orElse(0);
        nodes().forEach(node -> node.x = Math.round(node.x - left + MARGIN));
    }

    private static void settle(List<Node> layer, boolean down, boolean sort) {
        for (Node node : layer) {
            List<Node> others = new ArrayList<>(down || !sort ? node.above : node.below);
            others.addAll(down || sort ? List.of() : node.below);
            if (!others.isEmpty()) {
                node.x = node.middleOf(others);
            }
        }
        if (sort) {
            layer.sort(Comparator.comparingDouble(node -> node.x));
        }
        spread(layer, true);
    }

    /** Pushes nodes that overlap apart, half of the way to the right and half to the left. */
    private static void spread(List<Node> layer, boolean keepMiddle) {
        double[] right = new double[layer.size()];
        double[] left = new double[layer.size()];
        for (int i = 0; i < right.length; i++) {
            Node node = layer.get(i);
            right[i] = i == 0 ? node.x : Math.max(node.x, right[i - 1] + distance(layer.get(i - 1), node));
        }
        for (int i = right.length - 1; i >= 0; i--) {
            Node node = layer.get(i);
            left[i] = i == right.length - 1 ? node.x : Math.min(node.x, left[i + 1] - distance(node, layer.get(i + 1)));
        }
        for (int i = 0; i < right.length; i++) {
            layer.get(i).x = keepMiddle ? (left[i] + right[i]) / 2 : right[i];
        }
    }

    private static double distance(Node one, Node other) {
        return (one.width() + other.width()) / 2.0 + GAP;
    }

    /** Gives each layer its height and returns where the lower bar begins. */
    private int placeRows() {
        int y = MARGIN + BAR + LAYER_GAP / 2;
        for (int i = layers.size() - 1; i >= 0; i--) {
            int row = layers.get(i).stream().mapToInt(Node::height).max().orElse(0);
            for (Node node : layers.get(i)) {
                node.y = y;
                node.row = row;
            }
            y += row + LAYER_GAP;
        }
        return y - LAYER_GAP / 2;
    }

    private void arrows(Node node) {
        if (node.isPoint()) {
            return;
        }
        for (Node next : node.below) {
            Node from = node;
            Node to = next;
            append(
                    "<path fill=\"none\" stroke=\"#44556b\" marker-end=\"url(#head)\" d=\"M%d %d",
                    (int) node.x, node.bottom());
            curve(from, to);
            while (to.isPoint()) {
                from = to;
                to = from.below.get(0);
                append("V%d", from.bottom());
                curve(from, to);
            }
            append("\"/>\n");
        }
    }

    private void curve(Node from, Node to) {
        int middle = (from.bottom() + to.y) / 2;
        append("C%d %d %d %d %d %d", (int) from.x, middle, (int) to.x, middle, (int) to.x, to.y);
    }

    private void box(Node node) {
        int left = (int) node.x - BOX / 2;
        append(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"#e8eef6\" stroke=\"#44556b\"/>\n",
                left, node.y, BOX, node.height());
        append(
                "<text x=\"%d\" y=\"%d\" font-size=\"14\" font-weight=\"bold\">%s</text>\n",
                (int) node.x, node.y + 18, node.name);
        for (int i = 0; i < node.lines.size(); i++) {
            append(
                    "<text x=\"%d\" y=\"%d\" font-size=\"10\" fill=\"#44556b\">%s</text>\n",
                    (int) node.x, node.y + 30 + LINE * i, node.lines.get(i));
        }
    }

    private void bar(int y, int width, String name, String what, List<String> exceptions) {
        append(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"#f4ead8\" stroke=\"#8a6d3b\"/>\n",
                MARGIN, y, width - 2 * MARGIN, BAR);
        append("<text x=\"%d\" y=\"%d\" font-size=\"14\" font-weight=\"bold\">%s</text>\n", width / 2, y + 18, name);
        append(
                "<text x=\"%d\" y=\"%d\" font-size=\"10\" fill=\"#6b552e\">%s: %s</text>\n",
                width / 2, y + 33, what, String.join(", ", exceptions));
    }

    @SuppressWarnings("AnnotateFormatMethod") // every caller writes its own format
    private void append(String text, Object... values) {
        svg.append(text.formatted(values));
    }

    private static List<String> wrap(List<String> names) {
        List<String> lines = new ArrayList<>();
        String line = names.isEmpty() ? "" : "also";
        for (String name : names) {
            if (line.length() + name.length() >= CHARACTERS) {
                lines.add(line);
                line = "";
            }
            line = (line + " " + name).strip();
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }
}
