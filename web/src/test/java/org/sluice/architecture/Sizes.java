package org.sluice.architecture;

import com.github.javaparser.JavaToken;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.StaticJavaParser;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the sources of some folders measure. A line counts if it holds code; comments and blank lines do not. */
final class Sizes {
    private static final String EXEMPT = "Size:";

    static {
        StaticJavaParser.setConfiguration(new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_17));
    }

    private final List<CompilationUnit> units;

    private Sizes(List<CompilationUnit> units) {
        this.units = units;
    }

    /** A number and where it was measured. */
    record Size(String where, int value) {
        @Override
        public String toString() {
            return where + ": " + value;
        }
    }

    static Sizes of(Path... folders) {
        return new Sizes(Stream.of(folders)
                .flatMap(Sizes::sources)
                .map(Sizes::parsed)
                .filter(unit -> !exempt(unit))
                .toList());
    }

    /** Top-level types, with all that is nested in them. */
    List<Size> types() {
        return units.stream()
                .flatMap(unit -> unit.getTypes().stream())
                .map(type -> new Size(type.getNameAsString(), lines(type)))
                .toList();
    }

    /** The bodies of methods and constructors. */
    List<Size> methods() {
        return callables()
                .map(method -> new Size(name(method), linesOfBody(method)))
                .toList();
    }

    /** How deep blocks lie in each other below the method's own. */
    List<Size> nesting() {
        return callables()
                .map(method -> new Size(name(method), depth(method) - 1))
                .toList();
    }

    List<Size> imports() {
        return units.stream()
                .map(unit -> new Size(
                        unit.getPrimaryTypeName().orElse("?"), unit.getImports().size()))
                .toList();
    }

    /** Of classes and enums only: a record has as many as it has parts. */
    List<Size> constructorParameters() {
        return callables()
                .filter(ConstructorDeclaration.class::isInstance)
                .filter(constructor -> constructor
                        .getParentNode()
                        .filter(RecordDeclaration.class::isInstance)
                        .isEmpty())
                .map(constructor ->
                        new Size(name(constructor), constructor.getParameters().size()))
                .toList();
    }

    private Stream<CallableDeclaration<?>> callables() {
        return units.stream()
                .flatMap(unit -> unit.findAll(CallableDeclaration.class).stream())
                .map(callable -> (CallableDeclaration<?>) callable);
    }

    private static String name(CallableDeclaration<?> callable) {
        var type = callable.getParentNode()
                .filter(TypeDeclaration.class::isInstance)
                .map(parent -> ((TypeDeclaration<?>) parent).getNameAsString())
                .orElse("?");
        return type + "." + callable.getNameAsString();
    }

    private static int depth(Node node) {
        int below = node.getChildNodes().stream()
                .filter(child -> !(child instanceof CallableDeclaration)) // of an anonymous class: measured by itself
                .mapToInt(Sizes::depth)
                .max()
                .orElse(0);
        return opensABlock(node) ? below + 1 : below;
    }

    /**
     * The block of a lambda is a level; the braces of a case are not, the switch itself is. Blocks that do not branch
     * (try, synchronized) are none either.
     */
    private static boolean opensABlock(Node node) {
        boolean ofACase =
                node.getParentNode().filter(SwitchEntry.class::isInstance).isPresent();
        boolean branches = node.getParentNode()
                .filter(parent -> parent instanceof SynchronizedStmt || parent instanceof TryStmt)
                .isEmpty();
        return node instanceof SwitchStmt || (node instanceof BlockStmt && !ofACase && branches);
    }

    /** The lines between its braces: the formatter decides how many its signature takes. */
    private static int linesOfBody(CallableDeclaration<?> callable) {
        return callable.findFirst(BlockStmt.class).map(body -> lines(body) - 2).orElse(0);
    }

    private static int lines(Node node) {
        Set<Integer> lines = new HashSet<>();
        for (JavaToken token : node.getTokenRange().orElseThrow()) {
            if (!token.getCategory().isWhitespaceOrComment()) {
                token.getRange().ifPresent(range -> {
                    for (int line = range.begin.line; line <= range.end.line; line++) {
                        lines.add(line);
                    }
                });
            }
        }
        return lines.size();
    }

    private static boolean exempt(CompilationUnit unit) {
        return unit.getTypes().stream()
                .flatMap(type -> type.getJavadocComment().stream())
                .anyMatch(doc -> doc.getContent().contains(EXEMPT));
    }

    private static CompilationUnit parsed(Path source) {
        try {
            return StaticJavaParser.parse(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> sources(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
