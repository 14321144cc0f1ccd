import java.util.concurrent.CountDownLatch;

/** Two threads initialise one class: the second waits, both see the result or the error; a circle of two classes does not deadlock here. */
public class InitConcurrent {
    static final CountDownLatch started = new CountDownLatch(1), release = new CountDownLatch(1);

    static class Slow {
        static int value;

        static {
            System.out.println("initialised by " + Thread.currentThread().getName());
            started.countDown();
            await(release);
            value = 42;
        }
    }

    static final CountDownLatch failing = new CountDownLatch(1), mayFail = new CountDownLatch(1);

    static class Fails {
        static int value;

        static {
            failing.countDown();
            await(mayFail);
            if (value == 0) throw new IllegalStateException("failed in " + Thread.currentThread().getName());
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until the thread waits for the initialisation. */
    static void untilBlocked(Thread t) throws Exception {
        for (int i = 0; i < 50; i++) {
            Thread.sleep(1);
        }
        if (t.getState() == Thread.State.TERMINATED) {
            throw new AssertionError("did not wait");
        }
    }

    static class Counted {
        static int runs;

        static {
            runs++;
            Thread.yield();
        }

        static int get() {
            return runs;
        }
    }

    public static void main(String[] args) throws Exception {
        Thread first = new Thread(() -> System.out.println(Slow.value), "first");
        first.start();
        started.await();
        int[] seen = new int[1];
        boolean[] interrupted = new boolean[1];
        Thread second = new Thread(() -> {
            seen[0] = Slow.value;
            interrupted[0] = Thread.interrupted();
        }, "second");
        second.start();
        untilBlocked(second);
        second.interrupt();
        untilBlocked(second);
        System.out.println("second waits: " + (seen[0] == 0));
        release.countDown();
        first.join();
        second.join();
        System.out.println(seen[0] + " " + interrupted[0]);

        String[] results = new String[2];
        Thread[] threads = new Thread[2];
        for (int i = 0; i < 2; i++) {
            int n = i;
            threads[i] = new Thread(() -> {
                try {
                    results[n] = "" + Fails.value;
                } catch (Throwable t) {
                    results[n] = support.Show.text(t);
                }
            }, "t" + i);
            threads[i].start();
            if (i == 0) {
                failing.await();
            } else {
                untilBlocked(threads[1]);
            }
        }
        mayFail.countDown();
        threads[0].join();
        threads[1].join();
        System.out.println(results[0] + "\n" + results[1]);

        Thread[] crowd = new Thread[8];
        int[] sum = new int[8];
        for (int i = 0; i < crowd.length; i++) {
            int n = i;
            crowd[i] = new Thread(() -> sum[n] = Counted.get());
        }
        for (Thread t : crowd) t.start();
        for (Thread t : crowd) t.join();
        System.out.println(java.util.Arrays.toString(sum));
    }
}

/* expect-output:
initialised by first
second waits: true
42
42 true
java.lang.ExceptionInInitializerError <- java.lang.IllegalStateException: failed in t0
java.lang.NoClassDefFoundError: Could not initialize class InitConcurrent$Fails <- java.lang.ExceptionInInitializerError: Exception java.lang.IllegalStateException: failed in t0 [in thread "t0"]
[1, 1, 1, 1, 1, 1, 1, 1]
*/
