// How much of a trace is kept: the default, fewer, none; traces in deep recursion and in lambdas of lambdas.
// vm-options: -XX:MaxJavaStackTraceDepth=5
import java.util.*;
import java.util.function.*;

public class StackDepths {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static void down(int n) { if (n == 0) throw new IllegalStateException("bottom"); down(n - 1); }
    static int walk(int n) { return n == 0 ? StackWalker.getInstance().walk(s -> (int) s.count()) : walk(n - 1); }
    static StackTraceElement[] caught(Runnable r) { try { r.run(); return null; } catch (Throwable t) { return t.getStackTrace(); } }
    static class Wide extends Exception { Wide(int n) { super(n == 0 ? null : new Wide(n - 1)); } }

    public static void main(String[] args) throws Throwable {
        show("five frames", () -> { StackTraceElement[] t = caught(() -> down(100)); return t.length + " " + t[0].getMethodName() + " " + t[4].getMethodName(); });
        show("fewer", () -> new Throwable().getStackTrace().length <= 5);
        show("overflow", () -> { StackTraceElement[] t = caught(() -> new Object() { void f() { f(); } }.f()); return t.length; });
        show("walker sees all", () -> walk(100) > 100);
        show("thread trace", () -> { Supplier<Integer> s = () -> Thread.currentThread().getStackTrace().length; return s.get() <= 6; });
        show("causes", () -> { Throwable w = new Wide(3); int n = 0; for (Throwable t = w; t != null; t = t.getCause()) n += t.getStackTrace().length; return n <= 20; });
        show("natives", () -> caught(() -> List.of(1).iterator().remove()).length <= 5);
    }
}

/* expect-output:
five frames: 5 down down
fewer: true
overflow: 5
walker sees all: true
thread trace: true
causes: true
natives: true
*/
