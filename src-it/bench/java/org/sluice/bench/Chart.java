package org.sluice.bench;

import java.util.Locale;
import java.util.OptionalDouble;

/** CPU for each unit as bars, nginx being 1, cut where they would run off the page. */
record Chart(Report report) {
    private static final int LINE = 18;
    private static final int LEFT = 150;
    private static final int PER_NGINX = 80;
    private static final double LONGEST = 6;

    String svg() {
        var bars = new StringBuilder();
        int y = 30;
        for (var entry : report.seen().entrySet()) {
            Scenario scenario = entry.getKey();
            bars.append(text(10, y, "bold", scenario.name() + ": " + scenario.description()));
            y += LINE;
            for (String target : entry.getValue().keySet()) {
                OptionalDouble ratio = report.ratio(scenario, target);
                if (ratio.isPresent()) {
                    bars.append(text(20, y, "normal", target)).append(bar(y, target, ratio.getAsDouble()));
                    y += LINE;
                }
            }
            y += LINE;
        }
        int width = LEFT + (int) (PER_NGINX * LONGEST) + 80;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + y
                + "\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
                + text(10, 14, "bold", "CPU of the proxy for each message or session; nginx = 1, shorter is better")
                + bars + "</svg>\n";
    }

    private static String text(int x, int y, String weight, String label) {
        return "<text x=\"" + x + "\" y=\"" + y + "\" font-weight=\"" + weight + "\">" + label + "</text>\n";
    }

    private static String bar(int y, String target, double ratio) {
        int width = (int) (PER_NGINX * Math.min(ratio, LONGEST));
        String colour = target.startsWith("sluice") ? "#1668b8" : target.equals("nginx") ? "#2f8f3a" : "#9aa3ad";
        return "<rect x=\"" + LEFT + "\" y=\"" + (y - 11) + "\" width=\"" + width + "\" height=\"13\" fill=\"" + colour
                + "\"/>\n" + text(LEFT + width + 6, y, "normal", String.format(Locale.ROOT, "%.2f", ratio));
    }
}
