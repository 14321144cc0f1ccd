// Throwable's corners: causes, suppression, circular references, writable traces, overridden fillInStackTrace, printed forms.
import java.io.*;
import java.util.*;

public class StackThrowables {
    static class NoTrace extends Exception {
        NoTrace(String m) { super(m); }
        @Override public synchronized Throwable fillInStackTrace() { return this; }
    }
    static class Fixed extends RuntimeException { Fixed() { super("fixed", null, false, false); } }
    static class Talking extends Error {
        @Override public String getLocalizedMessage() { return "localised"; }
        @Override public String getMessage() { return "plain"; }
    }

    static String print(Throwable t) {
        StringWriter out = new StringWriter();
        t.printStackTrace(new PrintWriter(out, true));
        return out.toString();
    }

    static void fail(int depth) {
        if (depth == 0) throw new IllegalStateException("deep");
        fail(depth - 1);
    }

    static Throwable caught(Runnable r) {
        try { r.run(); } catch (Throwable t) { return t; }
        return null;
    }

    public static void main(String[] args) throws Exception {
        Throwable t = caught(() -> fail(3));
        System.out.print(print(t).replaceAll("Lambda\\$[0-9/x.a-f]*", "Lambda"));
        System.out.println(t.getStackTrace().length + " " + t.getStackTrace()[0] + " " + t.getStackTrace()[0].getClassLoaderName());
        Throwable wrapped = new RuntimeException("outer", t);
        wrapped.addSuppressed(new IOException("first"));
        wrapped.addSuppressed(new NoTrace("second"));
        System.out.print(print(wrapped));
        System.out.println(wrapped.getMessage() + " | " + new RuntimeException(t).getMessage() + " | " + new RuntimeException((Throwable) null).getMessage() + " | " + new Error("m").getCause());
        System.out.println(new NoTrace("x").getStackTrace().length + " " + print(new NoTrace("x")).trim());
        Fixed fixed = new Fixed();
        fixed.setStackTrace(new StackTraceElement[] {new StackTraceElement("A", "b", "C.java", 1)});
        fixed.addSuppressed(new Error());
        System.out.println(fixed.getStackTrace().length + " " + fixed.getSuppressed().length + " " + print(fixed).trim());
        System.out.println(new Talking() + " " + new Talking().getMessage());
        Throwable a = new Exception("a"), b = new Exception("b", a);
        a.initCause(b);
        a.setStackTrace(new StackTraceElement[0]);
        b.setStackTrace(new StackTraceElement[] {new StackTraceElement("X", "y", null, -1), new StackTraceElement("X", "n", "X.java", -2), new StackTraceElement("loader", "mod", "1.0", "Q", "z", "Q.java", 7), new StackTraceElement("Z", "m", "Z.java", 0)});
        System.out.print(print(a));
        for (Runnable bad : List.<Runnable>of(() -> a.initCause(null), () -> a.addSuppressed(a), () -> a.addSuppressed(null), () -> new Exception().initCause(new Exception()).initCause(null),
                () -> { Exception self = new Exception("self"); self.initCause(self); }, () -> a.setStackTrace(null), () -> a.setStackTrace(new StackTraceElement[1]))) {
            System.out.println(caught(bad));
        }
        StackTraceElement e = t.getStackTrace()[0];
        System.out.println(e.equals(new StackTraceElement("app", null, null, e.getClassName(), "fail", "StackThrowables.java", e.getLineNumber())) + " " + e.isNativeMethod() + " " + e.getModuleName());
        t.getStackTrace()[0] = null;
        System.out.println("copies " + (t.getStackTrace()[0] != null));
        Throwable refilled = t.fillInStackTrace();
        System.out.println((refilled == t) + " " + t.getStackTrace().length + " " + t.getStackTrace()[0].getMethodName());
        StackTraceElement[] hidden = caught(() -> List.of(1).forEach(x -> { throw new Fixed2(); })).getStackTrace();
        for (StackTraceElement h : hidden) System.out.println("  " + h);
        StackTraceElement[] reflected = new StackTraceElement[0];
        try {
            StackThrowables.class.getDeclaredMethod("fail", int.class).invoke(null, 0);
        } catch (java.lang.reflect.InvocationTargetException ite) {
            for (StackTraceElement h : ite.getCause().getStackTrace()) System.out.println("  " + h);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(wrapped);
        Throwable read = (Throwable) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        System.out.println(print(read).equals(print(wrapped)) + " " + read.getSuppressed().length);
    }

    static class Fixed2 extends RuntimeException { }
}

/* expect-output:
java.lang.IllegalStateException: deep
	at StackThrowables.fail(StackThrowables.java:23)
	at StackThrowables.fail(StackThrowables.java:24)
	at StackThrowables.fail(StackThrowables.java:24)
	at StackThrowables.fail(StackThrowables.java:24)
	at StackThrowables.lambda$main$0(StackThrowables.java:33)
	at StackThrowables.caught(StackThrowables.java:28)
	at StackThrowables.main(StackThrowables.java:33)
7 StackThrowables.fail(StackThrowables.java:23) app
java.lang.RuntimeException: outer
	at StackThrowables.main(StackThrowables.java:36)
	Suppressed: java.io.IOException: first
		at StackThrowables.main(StackThrowables.java:37)
	Suppressed: StackThrowables$NoTrace: second
Caused by: java.lang.IllegalStateException: deep
	at StackThrowables.fail(StackThrowables.java:23)
	at StackThrowables.fail(StackThrowables.java:24)
	at StackThrowables.fail(StackThrowables.java:24)
	at StackThrowables.fail(StackThrowables.java:24)
	at StackThrowables.lambda$main$0(StackThrowables.java:33)
	at StackThrowables.caught(StackThrowables.java:28)
	at StackThrowables.main(StackThrowables.java:33)
outer | java.lang.IllegalStateException: deep | null | null
0 StackThrowables$NoTrace: x
0 0 StackThrowables$Fixed: fixed
StackThrowables$Talking: localised plain
java.lang.Exception: a
Caused by: java.lang.Exception: b
	at X.y(Unknown Source)
	at X.n(Native Method)
	at loader/mod@1.0/Q.z(Q.java:7)
	at Z.m(Z.java:0)
Caused by: [CIRCULAR REFERENCE: java.lang.Exception: a]
java.lang.IllegalStateException: Can't overwrite cause with a null
java.lang.IllegalArgumentException: Self-suppression not permitted
java.lang.NullPointerException: Cannot suppress a null exception.
java.lang.IllegalStateException: Can't overwrite cause with a null
java.lang.IllegalArgumentException: Self-causation not permitted
java.lang.NullPointerException: Cannot invoke "[Ljava.lang.StackTraceElement;.clone()" because "stackTrace" is null
java.lang.NullPointerException: stackTrace[0]
true false null
copies true
true 1 main
  StackThrowables.lambda$main$8(StackThrowables.java:62)
  java.base/java.lang.Iterable.forEach(Iterable.java:75)
  StackThrowables.lambda$main$9(StackThrowables.java:62)
  StackThrowables.caught(StackThrowables.java:28)
  StackThrowables.main(StackThrowables.java:62)
  StackThrowables.fail(StackThrowables.java:23)
  java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)
  java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke(NativeMethodAccessorImpl.java:77)
  java.base/jdk.internal.reflect.DelegatingMethodAccessorImpl.invoke(DelegatingMethodAccessorImpl.java:43)
  java.base/java.lang.reflect.Method.invoke(Method.java:569)
  StackThrowables.main(StackThrowables.java:66)
true 2
*/
