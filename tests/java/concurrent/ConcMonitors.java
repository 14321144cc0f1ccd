// Monitors: recursion, wait and notify, illegal use, synchronized methods leaving by exception, hash codes, many monitors.
import java.util.*;

public class ConcMonitors {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    int deep;
    synchronized int recursive(int n) { return n == 0 ? (Thread.holdsLock(this) ? 1 : 0) : recursive(n - 1) + 1; }
    synchronized void failing() { deep++; throw new IllegalStateException("inside"); }
    static synchronized boolean holdsClass() { return Thread.holdsLock(ConcMonitors.class); }

    public static void main(String[] args) throws Exception {
        ConcMonitors m = new ConcMonitors();
        Object o = new Object();
        show("recursive", () -> m.recursive(500) + " " + Thread.holdsLock(m));
        show("failing", () -> { m.failing(); return 0; });
        show("released", () -> Thread.holdsLock(m));
        show("static", () -> holdsClass() + " " + Thread.holdsLock(ConcMonitors.class));
        show("wait without", () -> { o.wait(); return 0; });
        show("notify without", () -> { o.notify(); return 0; });
        show("notifyAll without", () -> { o.notifyAll(); return 0; });
        show("wait negative", () -> { synchronized (o) { o.wait(-1); } return 0; });
        show("wait nanos", () -> { synchronized (o) { o.wait(1, 1_000_000); } return 0; });
        show("wait expires", () -> { synchronized (o) { o.wait(1); o.wait(0, 1); } return Thread.holdsLock(o); });
        show("wrong object", () -> { synchronized (o) { m.notify(); } return 0; });
        show("after that", () -> Thread.holdsLock(o));
        show("null", () -> { Object n = null; synchronized (n) { } return 0; });
        show("holdsLock null", () -> Thread.holdsLock(null));
        show("exception in block", () -> { synchronized (o) { synchronized (m) { throw new Exception("both"); } } });
        show("both free", () -> Thread.holdsLock(o) + " " + Thread.holdsLock(m));
        // The recursion count survives a wait.
        int[] stage = {0};
        Thread helper = new Thread(() -> { synchronized (o) { stage[0] = 1; o.notifyAll(); } });
        synchronized (o) { synchronized (o) { synchronized (o) {
            helper.start();
            while (stage[0] == 0) o.wait();
        } System.out.println("still held " + Thread.holdsLock(o)); } }
        System.out.println("free at last " + Thread.holdsLock(o));
        helper.join();
        // Identity hash codes survive locking, inflation and collections.
        Object[] many = new Object[300];
        int[] hashes = new int[many.length];
        for (int i = 0; i < many.length; i++) { many[i] = i % 3 == 0 ? new int[i % 7] : new Object(); if (i % 2 == 0) hashes[i] = System.identityHashCode(many[i]); }
        for (int i = 0; i < many.length; i++) synchronized (many[i]) { if (i % 5 == 0) many[i].wait(0, 1); if (i % 2 == 1) hashes[i] = many[i].hashCode(); }
        System.gc();
        boolean same = true;
        for (int i = 0; i < many.length; i++) same &= hashes[i] == System.identityHashCode(many[i]);
        System.out.println("hashes " + same + " " + System.identityHashCode(null));
        Set<Integer> distinct = new HashSet<>();
        for (int h : hashes) distinct.add(h);
        System.out.println("mostly distinct " + (distinct.size() > 290));
        // Hold all of them at once, in recursion.
        System.out.println("nested " + nest(many, 0));
        int free = 0;
        for (Object x : many) if (!Thread.holdsLock(x)) free++;
        System.out.println("free " + free);
        // A hash taken while another thread waits in the monitor.
        Object hashed = new Object();
        Thread waiter = new Thread(() -> { synchronized (hashed) { try { hashed.wait(); } catch (InterruptedException e) { } } });
        waiter.start();
        while (waiter.getState() != Thread.State.WAITING) Thread.sleep(1);
        int h = hashed.hashCode();
        synchronized (hashed) { hashed.notify(); }
        waiter.join();
        System.out.println("inflated hash " + (h == hashed.hashCode()));
        // notify wakes one, notifyAll the rest.
        int[] woken = {0};
        List<Thread> sleepers = new ArrayList<>();
        for (int i = 0; i < 5; i++) { Thread t = new Thread(() -> { synchronized (hashed) { try { hashed.wait(); } catch (InterruptedException e) { } woken[0]++; hashed.notifyAll(); } }); sleepers.add(t); t.start(); }
        for (Thread t : sleepers) while (t.getState() != Thread.State.WAITING) Thread.sleep(1);
        synchronized (hashed) { hashed.notify(); }
        for (Thread t : sleepers) t.join();
        System.out.println("woken " + woken[0]);
    }

    static int nest(Object[] all, int i) {
        if (i == all.length) return 0;
        synchronized (all[i]) { return nest(all, i + 1) + (Thread.holdsLock(all[i]) ? 1 : 0); }
    }
}

/* expect-output:
recursive: 501 false
failing: java.lang.IllegalStateException: inside
released: false
static: true false
wait without: java.lang.IllegalMonitorStateException: current thread is not owner
notify without: java.lang.IllegalMonitorStateException: current thread is not owner
notifyAll without: java.lang.IllegalMonitorStateException: current thread is not owner
wait negative: java.lang.IllegalArgumentException: timeout value is negative
wait nanos: java.lang.IllegalArgumentException: nanosecond timeout value out of range
wait expires: false
wrong object: java.lang.IllegalMonitorStateException: current thread is not owner
after that: false
null: java.lang.NullPointerException: Cannot enter synchronized block because "<local0>" is null
holdsLock null: java.lang.NullPointerException
exception in block: java.lang.Exception: both
both free: false false
still held true
free at last false
hashes true 0
mostly distinct true
nested 300
free 300
inflated hash true
woken 5
*/
