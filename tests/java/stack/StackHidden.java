// -XX:+ShowHiddenFrames: lambda and method-handle frames appear in stack traces.
// vm-options: -XX:+UnlockDiagnosticVMOptions -XX:+ShowHiddenFrames
import java.lang.invoke.*;
import java.util.*;

public class StackHidden {
    static void boom() { throw new IllegalStateException("boom"); }
    static int id(int x) { boom(); return x; }

    static void show(String title, Runnable r) {
        try {
            r.run();
        } catch (IllegalStateException e) {
            System.out.println(title);
            for (StackTraceElement f : e.getStackTrace()) {
                String text = f.toString().replaceAll("0x[0-9a-f]+", "0xN").replaceAll("\\$\\$Lambda\\$[0-9]+", "\\$\\$Lambda").replaceAll("LambdaForm\\$([A-Z]+)\\$?[0-9]*", "LambdaForm\\$$1");
                System.out.println("    " + (text.startsWith("java.base/java.lang.invoke") ? text.replaceAll("\\(.*", "") : text));
            }
        }
    }

    public static void main(String[] args) throws Throwable {
        show("lambda", () -> boom());
        show("method reference", StackHidden::boom);
        show("nested", () -> List.of(1).forEach(x -> boom()));
        System.out.println("StackWalker still hides: " + ((java.util.function.Supplier<Boolean>) () -> StackWalker.getInstance().walk(s -> s.noneMatch(f -> f.getClassName().contains("$$Lambda")))).get());
    }
}

/* expect-output:
lambda
    StackHidden.boom(StackHidden.java:7)
    StackHidden.lambda$main$0(StackHidden.java:23)
    StackHidden$$Lambda/0xN.run(Unknown Source)
    StackHidden.show(StackHidden.java:12)
    StackHidden.main(StackHidden.java:23)
method reference
    StackHidden.boom(StackHidden.java:7)
    StackHidden$$Lambda/0xN.run(Unknown Source)
    StackHidden.show(StackHidden.java:12)
    StackHidden.main(StackHidden.java:24)
nested
    StackHidden.boom(StackHidden.java:7)
    StackHidden.lambda$main$1(StackHidden.java:25)
    StackHidden$$Lambda/0xN.accept(Unknown Source)
    java.base/java.lang.Iterable.forEach(Iterable.java:75)
    StackHidden.lambda$main$2(StackHidden.java:25)
    StackHidden$$Lambda/0xN.run(Unknown Source)
    StackHidden.show(StackHidden.java:12)
    StackHidden.main(StackHidden.java:25)
StackWalker still hides: false
*/
