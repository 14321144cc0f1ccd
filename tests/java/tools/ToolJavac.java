// The JDK's compiler in this VM: it compiles a small source tree, the classes run, an error is reported with its place.
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.spi.ToolProvider;

public class ToolJavac {
    static final String SHAPES = """
        package shapes;
        public sealed interface Shape permits Circle, Square, Shape.Group {
            double area();
            record Group(java.util.List<Shape> parts) implements Shape {
                public double area() { return parts.stream().mapToDouble(Shape::area).sum(); }
            }
            enum Unit { MM { @Override public double metres(double n) { return n / 1000; } }, M; public double metres(double n) { return n; } }
        }
        """;
    static final String CIRCLE = """
        package shapes;
        public record Circle(double radius) implements Shape { public double area() { return Math.PI * radius * radius; } }
        """;
    static final String SQUARE = """
        package shapes;
        public record Square(double side) implements Shape {
            public Square { if (side < 0) throw new IllegalArgumentException("side " + side); }
            public double area() { return side * side; }
        }
        """;
    static final String MAIN = """
        package app;
        import java.util.*;
        import java.util.function.*;
        import shapes.*;
        public class Main<T extends Comparable<? super T>> {
            private T greatest;
            Main<T> add(T value) { if (greatest == null || value.compareTo(greatest) > 0) greatest = value; return this; }
            static String kind(Object o) {
                if (o instanceof Circle c && c.radius() > 1) return "big circle";
                return switch (o.getClass().getSimpleName()) { case "Circle", "Square" -> "simple"; default -> { String s = "a "; yield s + o.getClass().getName(); } };
            }
            public static String run() throws Exception {
                Shape group = new Shape.Group(List.of(new Circle(2), new Square(3)));
                Function<Shape, String> text = s -> String.format(Locale.ROOT, "%s %.3f", kind(s), s.area());
                StringBuilder out = new StringBuilder(text.apply(group)).append('|').append(text.apply(new Circle(2)));
                try (AutoCloseable closing = () -> out.append("|closed")) { new Square(-1); } catch (IllegalArgumentException e) { out.append('|').append(e.getMessage()); }
                int sum = 0;
                outer: for (int i = 0; ; i++) for (long j : new long[] { i, 2, 3 }) { if (i == 5) break outer; if (j == 2) continue outer; sum += j; }
                return out.append('|').append(sum).append('|').append(new Main<Integer>().add(3).add(7).add(5).greatest).append('|')
                    .append(Shape.Unit.MM.metres(5)).append(Shape.Unit.M.metres(5)).toString();
            }
        }
        """;
    static final String WRONG = "package app;\nclass Wrong {\n    int x = \"text\";\n    Missing y;\n}\n";

    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory("javac");
        List<String> command = new ArrayList<>(List.of("-d", work.resolve("out").toString(), "-Xlint:all"));
        String[][] sources = {{"shapes/Shape", SHAPES}, {"shapes/Circle", CIRCLE}, {"shapes/Square", SQUARE}, {"app/Main", MAIN}};
        for (String[] source : sources) {
            Path file = work.resolve("src/" + source[0] + ".java");
            Files.createDirectories(file.getParent());
            command.add(Files.writeString(file, source[1]).toString());
        }
        System.out.println(javac(work, command));
        try (Stream<Path> files = Files.walk(work.resolve("out"))) {
            files.filter(Files::isRegularFile).map(file -> work.relativize(file).toString()).sorted().forEach(System.out::println);
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {work.resolve("out").toUri().toURL()})) {
            System.out.println(loader.loadClass("app.Main").getMethod("run").invoke(null));
        }
        Path wrong = Files.writeString(work.resolve("Wrong.java"), WRONG);
        System.out.println(javac(work, List.of("-d", work.resolve("out").toString(), wrong.toString())));
        try (Stream<Path> files = Files.walk(work)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
    }

    static String javac(Path work, List<String> command) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        int status = ToolProvider.findFirst("javac").orElseThrow().run(out, out, command.toArray(String[]::new));
        return text.toString().replace(work.toString(), "WORK") + "status " + status;
    }
}

/* expect-output:
WORK/src/app/Main.java:16: warning: [try] auto-closeable resource closing is never referenced in body of corresponding try statement
        try (AutoCloseable closing = () -> out.append("|closed")) { new Square(-1); } catch (IllegalArgumentException e) { out.append('|').append(e.getMessage()); }
                           ^
1 warning
status 0
out/app/Main.class
out/shapes/Circle.class
out/shapes/Shape$Group.class
out/shapes/Shape$Unit$1.class
out/shapes/Shape$Unit.class
out/shapes/Shape.class
out/shapes/Square.class
a shapes.Shape$Group 21.566|big circle 12.566|closed|side -1.0|8|7|0.0055.0
WORK/Wrong.java:4: error: cannot find symbol
    Missing y;
    ^
  symbol:   class Missing
  location: class Wrong
WORK/Wrong.java:3: error: incompatible types: String cannot be converted to int
    int x = "text";
            ^
2 errors
status 1
*/
