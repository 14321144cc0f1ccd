import java.util.ArrayList;
import java.util.List;

/** Exceptions as data: suppressed and causes after copies, immutable throwables, subclasses that override everything, equality, order. */
public class Suppressed {
    static class Mine extends Exception {
        final int code;
        static int filled;
        Mine(int code) { super(null, null, true, true); this.code = code; }
        @Override public synchronized Throwable fillInStackTrace() { filled++; return super.fillInStackTrace(); }
        @Override public String getMessage() { return "code " + code; }
        @Override public synchronized Throwable getCause() { return code > 1 ? new Mine(code - 1) : null; }
    }

    static void thrower(int n, List<String> log) throws Exception {
        try {
            log.add("t" + n);
            if (n == 0) throw new Mine(3);
            thrower(n - 1, log);
        } catch (Mine e) {
            log.add("c" + n + e.code);
            if (n == 2) throw new RuntimeException("wrapped " + n, e);
            throw e;
        } catch (RuntimeException e) {
            e.addSuppressed(new IllegalStateException("at " + n));
            throw e;
        } finally {
            log.add("f" + n);
        }
    }

    public static void main(String[] args) {
        List<String> log = new ArrayList<>();
        try {
            thrower(4, log);
        } catch (Exception e) {
            System.out.println(log + " " + e + " " + e.getCause() + " " + e.getCause().getCause() + " " + e.getCause().getCause().getCause() + " " + List.of(e.getSuppressed()));
        }
        System.out.println(Mine.filled);
        Throwable t = new Throwable("top", new Error("cause"));
        t.addSuppressed(new Exception("s1"));
        t.addSuppressed(new Exception("s2", new Exception("s2c")));
        Throwable[] copy = t.getSuppressed();
        copy[0] = null;
        System.out.println(t.getSuppressed()[0] + " " + t.getSuppressed().length + " " + new Exception(t) + " " + new Exception((Throwable) null).getMessage() + " " + new RuntimeException("m", null).getCause());
        try { t.initCause(null); } catch (IllegalStateException e) { System.out.println(e.getMessage() + " <- " + e.getCause()); }
        Throwable self = new Throwable("self");
        try { self.initCause(self); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
        self.initCause(null);
        try { self.initCause(new Error()); } catch (IllegalStateException e) { System.out.println(e.getMessage()); }
        try { t.setStackTrace(new StackTraceElement[] {null}); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { throw (RuntimeException) null; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { Throwable u = null; throw u == null ? new Mine(9) : u; } catch (Throwable e) { System.out.println(e.getMessage()); }
        int[] counts = new int[3];
        for (int i = 0; i < 3000; i++) {
            try {
                switch (i % 3) { case 0: throw new Mine(i); case 1: throw new IllegalArgumentException("" + i); default: Object o = new int[0]; String s = (String) o; }
            } catch (Mine e) { counts[0] += e.code; } catch (IllegalArgumentException e) { counts[1] += Integer.parseInt(e.getMessage()); } catch (ClassCastException e) { counts[2] += e.getMessage().length() > 10 ? 1 : 0; }
        }
        System.out.println(counts[0] + " " + counts[1] + " " + counts[2]);
        Error[] es = {new AssertionError(), new AssertionError("d", new Exception("c")), new LinkageError("l"), new NoClassDefFoundError("n"), new UnsatisfiedLinkError(), new InternalError("i", new Exception("c")), new VirtualMachineError("v") {}, new ThreadDeath()};
        for (Error e : es) System.out.print(e + " " + e.getCause() + "; ");
        System.out.println();
        Exception[] xs = {new ArrayIndexOutOfBoundsException(5), new StringIndexOutOfBoundsException(-1), new IndexOutOfBoundsException(7L), new ClassNotFoundException("c", new Error("e")), new EnumConstantNotPresentException(Thread.State.class, "NOPE"), new TypeNotPresentException("T", null), new CloneNotSupportedException(), new java.io.UncheckedIOException(new java.io.IOException("io"))};
        for (Exception e : xs) System.out.print(e + " " + e.getCause() + "; ");
        System.out.println();
    }
}

/* expect-output:
[t4, t3, t2, t1, t0, c03, f0, c13, f1, c23, f2, f3, f4] java.lang.RuntimeException: wrapped 2 Suppressed$Mine: code 3 Suppressed$Mine: code 2 Suppressed$Mine: code 1 [java.lang.IllegalStateException: at 3, java.lang.IllegalStateException: at 4]
4
java.lang.Exception: s1 2 java.lang.Exception: java.lang.Throwable: top null null
Can't overwrite cause with a null <- java.lang.Throwable: top
Self-causation not permitted
Can't overwrite cause with java.lang.Error
stackTrace[0]
Cannot throw exception because "null" is null
code 9
1498500 1499500 1000
java.lang.AssertionError null; java.lang.AssertionError: d java.lang.Exception: c; java.lang.LinkageError: l null; java.lang.NoClassDefFoundError: n null; java.lang.UnsatisfiedLinkError null; java.lang.InternalError: i java.lang.Exception: c; Suppressed$1: v null; java.lang.ThreadDeath null; 
java.lang.ArrayIndexOutOfBoundsException: Array index out of range: 5 null; java.lang.StringIndexOutOfBoundsException: String index out of range: -1 null; java.lang.IndexOutOfBoundsException: Index out of range: 7 null; java.lang.ClassNotFoundException: c java.lang.Error: e; java.lang.EnumConstantNotPresentException: java.lang.Thread$State.NOPE null; java.lang.TypeNotPresentException: Type T not present null; java.lang.CloneNotSupportedException null; java.io.UncheckedIOException: java.io.IOException: io java.io.IOException: io; 
*/
