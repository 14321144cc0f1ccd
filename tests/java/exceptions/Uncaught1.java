// exit: 1
// expect-stderr-contains: Exception in thread "main" java.lang.IllegalStateException: outer
// expect-stderr-contains: 	at Uncaught1.second(Uncaught1.java:21)
// expect-stderr-contains: 	at Uncaught1.main(Uncaught1.java:31)
// expect-stderr-contains: Caused by: java.lang.ArithmeticException: / by zero
// expect-stderr-contains: 	at Uncaught1.first(Uncaught1.java:14)
// expect-stderr-contains: 	... 1 more
// expect-stderr-contains: 	Suppressed: java.lang.Error: side
/** An exception that nobody catches: text, exit status, and finally blocks and shutdown hooks still run. */
public class Uncaught1 {
    static int zero;

    static void first() {
        System.out.println(1 / zero);
    }

    static void second() {
        try {
            first();
        } catch (ArithmeticException e) {
            IllegalStateException outer = new IllegalStateException("outer", e);
            outer.addSuppressed(new Error("side"));
            throw outer;
        } finally {
            System.out.println("finally");
        }
    }

    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        second();
        System.out.println("not reached");
    }
}

/* expect-output:
finally
hook
*/
