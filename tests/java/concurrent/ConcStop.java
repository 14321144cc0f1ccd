// Thread.stop and ThreadDeath, suspended threads, stack sizes, thread subclasses, many short threads.
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class ConcStop {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static class One { static int v = Two.w() + 1; static int value() { return v; } }
    static class Two { static int x = 5; static int w() { return x; } }

    public static void main(String[] args) throws Throwable {
        Thread.setDefaultUncaughtExceptionHandler((t, e) -> System.out.println("  uncaught in " + t.getName() + ": " + e));
        show("stop spinning", () -> { AtomicInteger fin = new AtomicInteger(); CountDownLatch in = new CountDownLatch(1); Thread t = new Thread(() -> { try { in.countDown(); while (true) Thread.onSpinWait(); } finally { fin.incrementAndGet(); } }, "spinning"); t.start(); in.await(); t.stop(); t.join(); return fin + " " + t.isAlive() + " " + t.getState(); });
        show("stop sleeping", () -> { String[] seen = new String[1]; Thread t = new Thread(() -> { try { Thread.sleep(1_000_000); } catch (InterruptedException e) { seen[0] = "interrupted"; } catch (ThreadDeath e) { seen[0] = "death"; throw e; } }, "sleeping"); t.start(); while (t.getState() != Thread.State.TIMED_WAITING) Thread.sleep(1); t.stop(); t.join(); return seen[0]; });
        show("stop in monitor", () -> { Object lock = new Object(); CountDownLatch in = new CountDownLatch(1); Thread t = new Thread(() -> { synchronized (lock) { in.countDown(); while (true) Thread.onSpinWait(); } }, "holding"); t.start(); in.await(); t.stop(); t.join(); synchronized (lock) { return "lock is free"; } });
        show("stop waiting", () -> { Object lock = new Object(); Thread t = new Thread(() -> { synchronized (lock) { try { lock.wait(); } catch (InterruptedException e) { } } }, "waiting"); t.start(); while (t.getState() != Thread.State.WAITING) Thread.sleep(1); t.stop(); t.join(); return t.getState(); });
        show("stop the dead", () -> { Thread t = new Thread(() -> { }); t.start(); t.join(); t.stop(); return t.getState(); });
        show("stop oneself", () -> { try { Thread.currentThread().stop(); return "not reached"; } catch (ThreadDeath e) { return e; } });
        show("suspend and resume", () -> { AtomicLong n = new AtomicLong(); Thread t = new Thread(() -> { while (n.get() >= 0) n.incrementAndGet(); }, "counting"); t.setDaemon(true); t.start(); while (n.get() == 0) Thread.yield(); t.suspend(); Thread.sleep(20); long a = n.get(); Thread.sleep(20); boolean still = a == n.get(); t.resume(); while (n.get() == a) Thread.yield(); n.set(Long.MIN_VALUE); t.join(); return still; });
        show("stack sizes", () -> { int[] depth = new int[2]; long[] sizes = {300_000, 8_000_000}; for (int i = 0; i < 2; i++) { int k = i; Thread t = new Thread(null, () -> { try { new Object() { void down() { depth[k]++; down(); } }.down(); } catch (StackOverflowError e) { } }, "sized", sizes[i]); t.start(); t.join(); } return depth[1] > 4 * depth[0]; });
        show("many", () -> { AtomicInteger sum = new AtomicInteger(); for (int round = 0; round < 10; round++) { List<Thread> all = new ArrayList<>(); for (int i = 0; i < 40; i++) { Thread t = new Thread(sum::incrementAndGet); all.add(t); t.start(); } for (Thread t : all) t.join(); } return sum; });
        show("chain", () -> { int[] depth = {0}; class Chain extends Thread { final int n; Chain(int n) { this.n = n; } public void run() { depth[0]++; if (n > 0) { Thread t = new Chain(n - 1); t.start(); try { t.join(); } catch (InterruptedException e) { } } } } Thread t = new Chain(30); t.start(); t.join(); return depth[0]; });
        show("exception in static initialiser of two threads", () -> { class Holder { static class Bad { static int v = 1 / Integer.parseInt("0"); } } Set<String> kinds = new ConcurrentSkipListSet<>(); CyclicBarrier b = new CyclicBarrier(3); List<Thread> all = new ArrayList<>(); for (int i = 0; i < 3; i++) { Thread t = new Thread(() -> { try { b.await(); System.out.println(Holder.Bad.v); } catch (Throwable e) { kinds.add(e.getClass().getSimpleName()); } }); all.add(t); t.start(); } for (Thread t : all) t.join(); return kinds; });
        show("initialisation in a circle", () -> { CyclicBarrier b = new CyclicBarrier(2); int[] seen = new int[2]; Thread x = new Thread(() -> seen[0] = One.value()), y = new Thread(() -> seen[1] = One.value()); x.start(); y.start(); x.join(); y.join(); return seen[0] + " " + seen[1]; });
    }
}

/* expect-output:
  uncaught in spinning: java.lang.ThreadDeath
stop spinning: 1 false TERMINATED
  uncaught in sleeping: java.lang.ThreadDeath
stop sleeping: death
  uncaught in holding: java.lang.ThreadDeath
stop in monitor: lock is free
  uncaught in waiting: java.lang.ThreadDeath
stop waiting: TERMINATED
stop the dead: TERMINATED
stop oneself: java.lang.ThreadDeath
suspend and resume: true
stack sizes: true
many: 400
chain: 31
exception in static initialiser of two threads: [ExceptionInInitializerError, NoClassDefFoundError]
initialisation in a circle: 6 6
*/
