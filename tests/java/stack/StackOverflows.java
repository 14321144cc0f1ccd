// StackOverflowError: caught at every depth, in constructors, initialisers, finally blocks, synchronized code, reflection, other threads.
import java.lang.reflect.*;
import java.util.*;

public class StackOverflows {
    static int depth;
    static void down() { depth++; down(); }
    static long wide(long a, double b, Object c, long d) { depth++; return wide(a + 1, b, c, d) + a; }
    static synchronized void locked() { depth++; locked(); }
    static class Chain { Chain next = new Chain(); }
    static class Init { static { down(); } static int x; }
    static void unwinding(int[] finals) { try { unwinding(finals); } finally { finals[0]++; } }
    static Object lock = new Object();
    static void nested() { synchronized (lock) { nested(); } }
    public static void reflect() throws Exception { depth++; StackOverflows.class.getMethod("reflect").invoke(null); }
    interface Loop { default void go() { self().go(); } Loop self(); }
    static class Cyclic { Object me = this; public String toString() { return "c" + me; } public int hashCode() { return me.hashCode(); } }

    interface Action { void run() throws Throwable; }

    static void show(String name, Action action) {
        depth = 0;
        try {
            action.run();
            System.out.println(name + ": no error");
        } catch (StackOverflowError e) {
            System.out.println(name + ": " + e + " " + (e.getStackTrace().length <= 1024 && e.getStackTrace().length > 100));
        } catch (Throwable e) {
            Throwable root = e;
            while (root.getCause() != null) root = root.getCause();
            System.out.println(name + ": " + (e instanceof InvocationTargetException ? "wrapped " : e instanceof StackOverflowError ? "" : e.getClass().getSimpleName() + " ") + root.getClass().getSimpleName());
        }
    }

    public static void main(String[] args) throws Exception {
        show("plain", StackOverflows::down);
        System.out.println(depth > 500);
        show("wide", () -> wide(1, 2, "3", 4));
        show("constructor", Chain::new);
        show("synchronized", StackOverflows::locked);
        System.out.println("lock is free " + !Thread.holdsLock(StackOverflows.class));
        show("synchronized block", StackOverflows::nested);
        System.out.println("lock is free " + !Thread.holdsLock(lock));
        int[] finals = {0};
        show("finally", () -> unwinding(finals));
        System.out.println(finals[0] > 100);
        show("clinit", () -> System.out.println(Init.x));
        show("clinit again", () -> System.out.println(Init.x));
        show("default method", () -> new Loop() { public Loop self() { return this; } }.go());
        show("hashCode", () -> new Cyclic().hashCode());
        show("list in itself", () -> { List<Object> list = new ArrayList<>(); list.add(list); list.hashCode(); });
        show("lambda", () -> { Runnable[] r = new Runnable[1]; r[0] = () -> r[0].run(); r[0].run(); });
        show("comparator", () -> { Comparator<Integer> c = Comparator.naturalOrder(); for (int i = 0; i < 30000; i++) c = c.thenComparing(Comparator.naturalOrder()); c.compare(1, 1); });
        int caught = 0;
        for (int i = 0; i < 10; i++) {
            try { down(); } catch (StackOverflowError e) { caught++; }
        }
        System.out.println("caught " + caught);
        Thread[] threads = new Thread[3];
        int[] counts = new int[3];
        for (int i = 0; i < 3; i++) {
            int n = i;
            threads[i] = new Thread(null, () -> { for (int k = 0; k < 3; k++) try { recurse(); } catch (StackOverflowError e) { counts[n]++; } }, "small", 256 * 1024);
            threads[i].start();
        }
        for (Thread t : threads) t.join();
        System.out.println(Arrays.toString(counts));
    }

    static void recurse() { recurse(); }
}

/* expect-output:
plain: java.lang.StackOverflowError true
true
wide: java.lang.StackOverflowError true
constructor: java.lang.StackOverflowError true
synchronized: java.lang.StackOverflowError true
lock is free true
synchronized block: java.lang.StackOverflowError true
lock is free true
finally: java.lang.StackOverflowError true
true
clinit: java.lang.StackOverflowError true
clinit again: NoClassDefFoundError ExceptionInInitializerError
default method: java.lang.StackOverflowError true
hashCode: java.lang.StackOverflowError true
list in itself: java.lang.StackOverflowError true
lambda: java.lang.StackOverflowError true
comparator: java.lang.StackOverflowError true
caught 10
[3, 3, 3]
*/
