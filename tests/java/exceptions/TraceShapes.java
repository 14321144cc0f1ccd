import java.io.PrintWriter;
import java.io.StringWriter;

/** Stack traces through reflection, lambdas, streams, proxies, constructors, initialisers, inner classes, natives, threads: the frames seen. */
public class TraceShapes {
    static class Boom extends RuntimeException {
        Boom() { super("boom"); }
    }

    static void boom() { throw new Boom(); }
    interface Api { void call(); }
    static class Ctor { Ctor() { this(1); } Ctor(int x) { init(); } void init() { boom(); } }
    static class Init { static { boom(); } static void touch() {} }
    static class Instance { int x = fail(); static int fail() { boom(); return 0; } { boom(); } }
    class Inner { class Deep { void go() { new Object() { void anon() { boom(); } }.anon(); } } }
    static <T> T generic(java.util.function.Supplier<T> s) { return s.get(); }
    static synchronized void sync() { synchronized (new Object()) { boom(); } }
    @Override public String toString() { boom(); return ""; }
    @Override public int hashCode() { boom(); return 0; }

    static void show(String title, Runnable r) {
        try {
            r.run();
        } catch (Throwable t) {
            StringBuilder s = new StringBuilder(title + ":");
            for (Throwable c = t; c != null; c = c.getCause()) {
                s.append(c == t ? " " : " / ").append(c.getClass().getSimpleName());
                for (StackTraceElement e : c.getStackTrace()) {
                    if (e.getMethodName().equals("show")) break;
                    String name = e.getClassName().replaceAll("\\$\\$Lambda\\$.*", "\\$\\$Lambda").replaceAll("Accessor\\d*Impl|GeneratedMethodAccessor\\d+", "Accessor");
                    s.append(' ').append(name.substring(name.lastIndexOf('.') + 1)).append('.').append(e.getMethodName()).append(e.isNativeMethod() ? "(n)" : e.getClassName().startsWith("TraceShapes") ? ":" + e.getLineNumber() : "");
                }
            }
            System.out.println(s);
        }
    }

    public static void main(String[] args) throws Exception {
        show("plain", TraceShapes::boom);
        show("constructor", () -> new Ctor());
        show("clinit", () -> Init.touch());
        show("clinit again", () -> Init.touch());
        show("instance", () -> new Instance());
        show("inner", () -> new TraceShapes().new Inner().new Deep().go());
        show("generic lambda", () -> generic(() -> generic(() -> { boom(); return 1; })));
        show("sync", () -> sync());
        show("toString", () -> String.valueOf(new TraceShapes()));
        show("concat", () -> { String s = "a" + new TraceShapes(); });
        show("hashCode", () -> new java.util.HashSet<>().add(new TraceShapes()));
        show("forEach", () -> java.util.List.of(1).forEach(x -> boom()));
        show("native", () -> { Object o = "x"; System.arraycopy(o, 0, o, 0, 1); });
        show("division", () -> { int z = 0; int y = 1 / z; });
        show("string", () -> "x".charAt(4));
        show("sort", () -> java.util.Arrays.sort(new Integer[] {2, 1}, (a, b) -> { boom(); return 0; }));
        show("multi line", () -> generic(
                () -> {
                    int a = 1;
                    boom();
                    return a;
                }));
        var m = TraceShapes.class.getDeclaredMethod("boom");
        show("reflection", () -> { try { m.invoke(null); } catch (java.lang.reflect.InvocationTargetException e) { throw new Error(e.getCause()); } catch (Exception e) { throw new Error(e); } });
        Thread t = new Thread(() -> show("thread", TraceShapes::boom));
        t.start();
        t.join();
        Exception suppressed = new Exception("outer");
        suppressed.addSuppressed(new Boom());
        StringWriter w = new StringWriter();
        suppressed.printStackTrace(new PrintWriter(w));
        System.out.println(w.toString().replace("\n", "|").replace("\t", ">"));
        Throwable lazy = new Throwable() { @Override public synchronized Throwable fillInStackTrace() { return this; } };
        System.out.println(lazy.getStackTrace().length);
        StackTraceElement[] mine = new Throwable().getStackTrace(), again = Thread.currentThread().getStackTrace();
        System.out.println(mine.length + " " + again.length + " " + again[0].getMethodName() + " " + again[1].equals(mine[0]) + " " + mine[0].equals(new Throwable().getStackTrace()[0]));
    }
}

/* expect-output:
plain: Boom TraceShapes.boom:10
constructor: Boom TraceShapes.boom:10 TraceShapes$Ctor.init:12 TraceShapes$Ctor.<init>:12 TraceShapes$Ctor.<init>:12 TraceShapes.lambda$main$0:40
clinit: ExceptionInInitializerError TraceShapes.lambda$main$1:41 / Boom TraceShapes.boom:10 TraceShapes$Init.<clinit>:13 TraceShapes.lambda$main$1:41
clinit again: NoClassDefFoundError TraceShapes.lambda$main$2:42 / ExceptionInInitializerError TraceShapes.boom:10 TraceShapes$Init.<clinit>:13 TraceShapes.lambda$main$1:41
instance: Boom TraceShapes.boom:10 TraceShapes$Instance.fail:14 TraceShapes$Instance.<init>:14 TraceShapes.lambda$main$3:43
inner: Boom TraceShapes.boom:10 TraceShapes$Inner$Deep$1.anon:15 TraceShapes$Inner$Deep.go:15 TraceShapes.lambda$main$4:44
generic lambda: Boom TraceShapes.boom:10 TraceShapes.lambda$main$5:45 TraceShapes.generic:16 TraceShapes.lambda$main$6:45 TraceShapes.generic:16 TraceShapes.lambda$main$7:45
sync: Boom TraceShapes.boom:10 TraceShapes.sync:17 TraceShapes.lambda$main$8:46
toString: Boom TraceShapes.boom:10 TraceShapes.toString:18 String.valueOf TraceShapes.lambda$main$9:47
concat: Boom TraceShapes.boom:10 TraceShapes.toString:18 String.valueOf TraceShapes.lambda$main$10:48
hashCode: Boom TraceShapes.boom:10 TraceShapes.hashCode:19 HashMap.hash HashMap.put HashSet.add TraceShapes.lambda$main$11:49
forEach: Boom TraceShapes.boom:10 TraceShapes.lambda$main$12:50 Iterable.forEach TraceShapes.lambda$main$13:50
native: ArrayStoreException System.arraycopy(n) TraceShapes.lambda$main$14:51
division: ArithmeticException TraceShapes.lambda$main$15:52
string: StringIndexOutOfBoundsException StringLatin1.charAt String.charAt TraceShapes.lambda$main$16:53
sort: Boom TraceShapes.boom:10 TraceShapes.lambda$main$17:54 TimSort.countRunAndMakeAscending TimSort.sort Arrays.sort TraceShapes.lambda$main$18:54
multi line: Boom TraceShapes.boom:10 TraceShapes.lambda$main$19:58 TraceShapes.generic:16 TraceShapes.lambda$main$20:55
reflection: Error TraceShapes.lambda$main$21:62 / Boom TraceShapes.boom:10 NativeMethodAccessor.invoke0(n) NativeMethodAccessor.invoke DelegatingMethodAccessor.invoke Method.invoke TraceShapes.lambda$main$21:62
thread: Boom TraceShapes.boom:10
java.lang.Exception: outer|>at TraceShapes.main(TraceShapes.java:66)|>Suppressed: TraceShapes$Boom: boom|>>at TraceShapes.main(TraceShapes.java:67)|
0
1 2 getStackTrace true false
*/
