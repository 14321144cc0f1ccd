import java.io.FileNotFoundException;
import java.io.IOException;

/** Multi-catch, precise rethrow, order of catch clauses, catch of sealed-off types, exceptions from catch blocks and from conditions. */
public class RethrowPrecise {
    static class A extends Exception {
        A(String s) { super(s); }
    }

    static class B extends A {
        B(String s) { super(s); }
    }

    static class C extends RuntimeException {
        C(String s) { super(s); }
    }

    static void thrower(int how) throws A, IOException {
        switch (how) {
            case 0: throw new A("a");
            case 1: throw new B("b");
            case 2: throw new C("c");
            case 3: throw new FileNotFoundException("f");
            case 4: throw new IOException("i");
            case 5: throw new StackOverflowError("so");
            default:
        }
    }

    static void precise(int how) throws A, IOException {
        try {
            thrower(how);
        } catch (final Exception e) {
            throw e;
        }
    }

    static String classify(int how) {
        try {
            precise(how);
            return "none";
        } catch (B e) {
            return "B " + e.getMessage();
        } catch (A | FileNotFoundException e) {
            return "A|FNF " + e.getMessage() + " " + e.getClass().getSimpleName();
        } catch (IOException | C e) {
            return "IO|C " + e.getMessage();
        } catch (Throwable t) {
            return "T " + t.getMessage();
        } finally {
            System.out.print("f" + how + " ");
        }
    }

    static String fromCatch() {
        String s = "";
        try {
            try {
                throw new A("first");
            } catch (A e) {
                s += e.getMessage();
                throw new C("second");
            } finally {
                s += "+";
            }
        } catch (C e) {
            return s + e.getMessage() + " " + e.getSuppressed().length + " " + e.getCause();
        }
    }

    static boolean angry(String why) {
        throw new C(why);
    }

    public static void main(String[] args) throws Exception {
        for (int how = 0; how < 7; how++) {
            System.out.println(classify(how));
        }
        System.out.println(fromCatch());
        int i = 0;
        try {
            i = 1 + (angry("condition") ? 1 : 2);
        } catch (C e) {
            System.out.println(e.getMessage() + i);
        }
        int[] a = {1, 2};
        try {
            a[i++] = a[i++] + Integer.parseInt("q") + i++;
        } catch (NumberFormatException e) {
            System.out.println(i + " " + a[0] + " " + e.getMessage());
        }
        try {
            a[5] = i = 77;
        } catch (ArrayIndexOutOfBoundsException e) {
            System.out.println(i + " " + e.getMessage());
        }
        int[] none = null;
        try {
            none[i = 78] = Integer.parseInt("9" + (i = 79));
        } catch (NullPointerException e) {
            System.out.println(i);
        }
        try {
            new int[-1][angry("never") ? 1 : 2].clone();
        } catch (C e) {
            System.out.println("dimensions first: " + e.getMessage());
        }
        try {
            ((String) null).concat(String.valueOf(angry("argument before receiver's null")));
        } catch (C e) {
            System.out.println(e.getMessage());
        }
        label:
        try {
            if (i > 0) break label;
            System.out.println("skipped");
        } finally {
            System.out.println("break out of try");
        }
        B b = new B("custom");
        System.out.println(b + " " + b.getLocalizedMessage() + " " + new A(null) + " " + new Exception((Throwable) b) + " " + new Exception(null, b).getMessage());
    }
}

/* expect-output:
f0 A|FNF a A
f1 B b
f2 IO|C c
f3 A|FNF f FileNotFoundException
f4 IO|C i
f5 T so
f6 none
first+second 0 null
condition0
2 1 For input string: "q"
77 Index 5 out of bounds for length 2
79
dimensions first: never
argument before receiver's null
break out of try
RethrowPrecise$B: custom custom RethrowPrecise$A java.lang.Exception: RethrowPrecise$B: custom null
*/
