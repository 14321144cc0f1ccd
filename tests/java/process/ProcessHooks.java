// Shutdown hooks run at exit; their order is free, so they tell together; exit inside main; refusals; halting is another matter.
// exit: 42
// expect-stderr-contains: Exception in thread "failing hook" java.lang.IllegalStateException: in a hook
import java.util.*;
import java.util.concurrent.CountDownLatch;

public class ProcessHooks {
    public static void main(String[] args) throws Exception {
        CountDownLatch others = new CountDownLatch(3);
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        for (String name : new String[] {"a", "b", "c"}) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> { seen.add(name); others.countDown(); }, name));
        }
        Thread failing = new Thread(() -> { throw new IllegalStateException("in a hook"); }, "failing hook");
        Runtime.getRuntime().addShutdownHook(failing);
        Thread last = new Thread(() -> {
            try {
                others.await();
                failing.join();
            } catch (InterruptedException e) {
                throw new Error(e);
            }
            Collections.sort(seen);
            System.out.println("hooks " + seen);
            try {
                Runtime.getRuntime().addShutdownHook(new Thread());
            } catch (IllegalStateException e) {
                System.out.println(e);
            }
            new Thread(() -> System.out.println("threads may still start")).run();
            System.out.flush();
        });
        Runtime.getRuntime().addShutdownHook(last);
        Thread removed = new Thread(() -> System.out.println("never"));
        Runtime.getRuntime().addShutdownHook(removed);
        System.out.println(Runtime.getRuntime().removeShutdownHook(removed) + " " + Runtime.getRuntime().removeShutdownHook(removed));
        for (Thread bad : new Thread[] {last, Thread.currentThread()}) {
            try {
                Runtime.getRuntime().addShutdownHook(bad);
            } catch (IllegalArgumentException e) {
                System.out.println(e);
            }
        }
        Thread spinning = new Thread(() -> { while (true) Thread.onSpinWait(); });
        spinning.start();
        Thread waiting = new Thread(() -> { synchronized (others) { try { others.wait(); } catch (InterruptedException e) { } finally { System.out.println("finally is not run"); } } });
        waiting.start();
        try {
            System.exit(42);
        } finally {
            System.out.println("nor is this");
        }
    }
}

/* expect-output:
true false
java.lang.IllegalArgumentException: Hook previously registered
java.lang.IllegalArgumentException: Hook already running
hooks [a, b, c]
java.lang.IllegalStateException: Shutdown in progress
threads may still start
*/
