// exit: 0
// expect-stderr-contains: Exception in thread "first" java.lang.Error: one
// expect-stderr-contains: Exception in thread "Thread-0" java.lang.RuntimeException
// expect-stderr-contains: Caused by: java.lang.Error: cause
/** Uncaught exceptions in threads other than main do not change the exit status. */
public class UncaughtInThread {
    public static void main(String[] args) throws Exception {
        Thread a = new Thread(() -> { throw new Error("one"); }, "first");
        Thread b = new Thread(() -> { throw new RuntimeException(new Error("cause")); });
        a.start();
        a.join();
        b.start();
        b.join();
        System.out.println("main goes on");
    }
}

/* expect-output:
main goes on
*/
