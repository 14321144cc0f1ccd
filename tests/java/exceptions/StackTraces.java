import java.util.Arrays;

/** Text of stack traces: frames, causes with `... n more`, suppressed ones, circular references, constructors, initialisers, lambdas. */
public class StackTraces {
    static class Inner {
        final int x;

        Inner(int x) {
            this.x = 10 / x;
        }

        static void call(int depth) {
            if (depth == 0) {
                new Inner(0);
            }
            call(depth - 1);
        }
    }

    static void wrap() {
        try {
            Inner.call(2);
        } catch (ArithmeticException e) {
            throw new IllegalStateException("wrapped", e);
        }
    }

    static void wrapTwice() throws Exception {
        try {
            wrap();
        } catch (IllegalStateException e) {
            Exception outer = new Exception("outer\nsecond line", e);
            outer.addSuppressed(new Error("suppressed 1", new RuntimeException("cause of suppressed")));
            outer.addSuppressed(new Error());
            throw outer;
        }
    }

    static class Quiet extends RuntimeException {
        Quiet() {
            super("quiet", null, false, false);
        }
    }

    static class Loud extends RuntimeException {
        @Override
        public String toString() {
            return "I am " + getClass().getSimpleName();
        }
    }

    static void print(Throwable t) {
        t.printStackTrace(System.out);
        System.out.println("--");
    }

    public static void main(String[] args) {
        try {
            wrapTwice();
        } catch (Exception e) {
            print(e);
            StackTraceElement top = e.getCause().getCause().getStackTrace()[0];
            System.out.println(top.getClassName() + " " + top.getMethodName() + " " + top.getFileName() + " " + top.getLineNumber() + " "
                    + top.isNativeMethod() + " " + top.getModuleName() + " " + top.getClassLoaderName());
        }
        print(new Quiet());
        Quiet quiet = new Quiet();
        quiet.addSuppressed(new Error("ignored"));
        quiet.setStackTrace(new StackTraceElement[] {new StackTraceElement("A", "b", "C.java", 7)});
        System.out.println(quiet.getStackTrace().length + " " + quiet.getSuppressed().length);
        print(new Loud());
        Exception a = new Exception("a"), b = new Exception("b", a);
        a.initCause(b);
        print(b);
        Exception set = new Exception("set");
        set.setStackTrace(new StackTraceElement[] {new StackTraceElement("pack.Cls", "method", "File.java", 12),
            new StackTraceElement("pack.Cls", "native", null, -2), new StackTraceElement("pack.Cls", "unknown", null, -1),
            new StackTraceElement("app", "mod", "1.0", "pack.Cls", "<init>", "File.java", -1)});
        print(set);
        try {
            a.initCause(new Error());
        } catch (IllegalStateException e) {
            System.out.println(e);
        }
        try {
            a.addSuppressed(a);
        } catch (IllegalArgumentException e) {
            System.out.println(e + " " + (e.getCause() == a));
        }
        try {
            a.addSuppressed(null);
        } catch (NullPointerException e) {
            System.out.println(e);
        }
        Runnable r = () -> {
            throw new Loud();
        };
        try {
            r.run();
        } catch (Loud e) {
            System.out.println(Arrays.stream(e.getStackTrace()).map(f -> f.getMethodName() + ":" + f.getLineNumber()).toList());
        }
        Throwable refilled = new Throwable("refilled");
        refill(refilled);
        System.out.println(Arrays.toString(refilled.getStackTrace()));
    }

    static void refill(Throwable t) {
        t.fillInStackTrace();
    }
}

/* expect-output:
java.lang.Exception: outer
second line
	at StackTraces.wrapTwice(StackTraces.java:32)
	at StackTraces.main(StackTraces.java:59)
	Suppressed: java.lang.Error: suppressed 1
		at StackTraces.wrapTwice(StackTraces.java:33)
		... 1 more
	Caused by: java.lang.RuntimeException: cause of suppressed
		... 2 more
	Suppressed: java.lang.Error
		at StackTraces.wrapTwice(StackTraces.java:34)
		... 1 more
Caused by: java.lang.IllegalStateException: wrapped
	at StackTraces.wrap(StackTraces.java:24)
	at StackTraces.wrapTwice(StackTraces.java:30)
	... 1 more
Caused by: java.lang.ArithmeticException: / by zero
	at StackTraces$Inner.<init>(StackTraces.java:9)
	at StackTraces$Inner.call(StackTraces.java:14)
	at StackTraces$Inner.call(StackTraces.java:16)
	at StackTraces$Inner.call(StackTraces.java:16)
	at StackTraces.wrap(StackTraces.java:22)
	... 2 more
--
StackTraces$Inner <init> StackTraces.java 9 false null app
StackTraces$Quiet: quiet
--
0 0
I am Loud
	at StackTraces.main(StackTraces.java:71)
--
java.lang.Exception: b
	at StackTraces.main(StackTraces.java:72)
Caused by: java.lang.Exception: a
	... 1 more
Caused by: [CIRCULAR REFERENCE: java.lang.Exception: b]
--
java.lang.Exception: set
	at pack.Cls.method(File.java:12)
	at pack.Cls.native(Native Method)
	at pack.Cls.unknown(Unknown Source)
	at app/mod@1.0/pack.Cls.<init>(File.java)
--
java.lang.IllegalStateException: Can't overwrite cause with java.lang.Error
java.lang.IllegalArgumentException: Self-suppression not permitted true
java.lang.NullPointerException: Cannot suppress a null exception.
[lambda$main$0:96, main:99]
[StackTraces.refill(StackTraces.java:109), StackTraces.main(StackTraces.java:104)]
*/
