// What the VM prints about exceptions nobody catches, in threads and in main; the exit status; main's end waits for others.
// exit: 1
// expect-stderr-contains: Exception in thread "worker" java.lang.IllegalStateException: in a thread
// expect-stderr-contains: 	at ConcUncaught.lambda$main$0(ConcUncaught.java:16)
// expect-stderr-contains: Exception in thread "main" ConcUncaught$Own: in main
// expect-stderr-contains: 	at ConcUncaught.deep(ConcUncaught.java:35)
// expect-stderr-contains: Caused by: java.lang.ArithmeticException: / by zero
// expect-stderr-contains: Exception: java.lang.Error thrown from the UncaughtExceptionHandler in thread "worse"
public class ConcUncaught {
    static class Own extends Exception {
        Own(String text, Throwable cause) { super(text, cause); }
    }

    public static void main(String[] args) throws Exception {
        Thread worker = new Thread(() -> {
            throw new IllegalStateException("in a thread");
        }, "worker");
        worker.start();
        worker.join();
        Thread worse = new Thread(() -> { throw new RuntimeException("first"); }, "worse");
        worse.setUncaughtExceptionHandler((t, e) -> { throw new Error("second"); });
        worse.start();
        worse.join();
        System.out.println("still here " + worker.isAlive() + worse.isAlive());
        Thread last = new Thread(() -> { try { Thread.sleep(50); } catch (InterruptedException e) { } System.out.println("after main's end"); });
        last.start();
        try {
            System.out.println(1 / (args.length));
        } catch (ArithmeticException e) {
            deep(e);
        }
    }

    static void deep(Throwable cause) throws Own {
        throw new Own("in main", cause);
    }
}

/* expect-output:
still here falsefalse
after main's end
*/
