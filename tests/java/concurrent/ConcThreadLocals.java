// ThreadLocal, InheritableThreadLocal, uncaught-exception handlers, thread groups, dumps of all stacks.
import java.util.*;
import java.util.concurrent.*;

public class ConcThreadLocals {
    static void run(Thread t) throws Exception { t.start(); t.join(); }

    static void handled(Thread t, Throwable e) { System.out.println("handled in " + t.getName() + ": " + e + " alive " + t.isAlive() + " current " + (t == Thread.currentThread())); }

    public static void main(String[] args) throws Exception {
        ThreadLocal<String> local = ThreadLocal.withInitial(() -> "initial of " + Thread.currentThread().getName());
        InheritableThreadLocal<List<String>> inherited = new InheritableThreadLocal<>() { @Override protected List<String> childValue(List<String> parent) { List<String> l = new ArrayList<>(parent); l.add("child"); return l; } };
        inherited.set(new ArrayList<>(List.of("main")));
        local.set("main's");
        run(new Thread(() -> { System.out.println(local.get() + " " + inherited.get()); inherited.get().add("changed"); local.remove(); System.out.println(local.get()); }, "one"));
        System.out.println(local.get() + " " + inherited.get());
        local.remove();
        System.out.println(local.get());
        run(new Thread(null, () -> System.out.println("not inherited " + inherited.get()), "bare", 0, false));
        List<ThreadLocal<Integer>> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) { ThreadLocal<Integer> t = new ThreadLocal<>(); t.set(i); many.add(t); }
        System.gc();
        int sum = 0;
        for (ThreadLocal<Integer> t : many) sum += t.get();
        System.out.println(sum);
        for (int i = 0; i < 200; i += 2) many.get(i).remove();
        System.out.println(many.get(0).get() + " " + many.get(199).get());

        run(new Thread("quiet") { { setUncaughtExceptionHandler(ConcThreadLocals::handled); } @Override public void run() { throw new IllegalStateException("own handler"); } });
        Thread.setDefaultUncaughtExceptionHandler(ConcThreadLocals::handled);
        run(new Thread(() -> { throw new Error("default handler"); }, "loud"));
        ThreadGroup group = new ThreadGroup("group") { @Override public void uncaughtException(Thread t, Throwable e) { System.out.println("group got " + e); } };
        run(new Thread(group, () -> { int[] a = {}; a[1] = 1; }, "grouped"));
        run(new Thread(() -> { Thread.currentThread().setUncaughtExceptionHandler((t, e) -> { throw new RuntimeException("handler fails"); }); throw new Error("x"); }, "worse"));
        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        System.out.println(before == Thread.currentThread().getThreadGroup());
        System.out.println(new Thread(group, () -> { }).getUncaughtExceptionHandler() == group);

        CountDownLatch in = new CountDownLatch(1), out = new CountDownLatch(1);
        Thread stuck = new Thread(() -> waitHere(in, out), "stuck");
        stuck.start();
        in.await();
        while (stuck.getState() != Thread.State.WAITING) Thread.sleep(1);
        Map<Thread, StackTraceElement[]> all = Thread.getAllStackTraces();
        System.out.println(all.containsKey(stuck) + " " + all.containsKey(Thread.currentThread()) + " " + Arrays.stream(all.get(stuck)).anyMatch(f -> f.getMethodName().equals("waitHere")));
        System.out.println(Arrays.stream(stuck.getStackTrace()).filter(f -> f.getClassName().equals("ConcThreadLocals")).map(StackTraceElement::getMethodName).toList().get(0));
        System.out.println(Thread.currentThread().getStackTrace()[1].getMethodName() + " " + Thread.currentThread().getStackTrace()[0]);
        Set<String> names = new TreeSet<>();
        for (Thread t : all.keySet()) if (t.getThreadGroup().getName().equals("main") || t.getName().equals("Reference Handler") || t.getName().equals("Finalizer") || t.getName().equals("Signal Dispatcher")) names.add(t.getName() + " " + t.getPriority() + " " + t.isDaemon());
        System.out.println(names);
        Thread[] found = new Thread[20];
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        int n = top.enumerate(found);
        System.out.println(Arrays.asList(found).subList(0, n).contains(stuck) + " " + (top.activeCount() >= 2) + " " + top.getParent().parentOf(top) + " " + top.parentOf(group) + " " + group.isDestroyed() + " " + top.getMaxPriority());
        out.countDown();
        stuck.join();
        group.setDaemon(true);
        group.destroy();
        System.out.println(group.isDestroyed() + " " + group);
        try {
            new ThreadGroup(group, "below");
        } catch (IllegalThreadStateException e) {
            System.out.println(e);
        }
        throw new IllegalStateException("main ends");
    }

    static void waitHere(CountDownLatch in, CountDownLatch out) {
        in.countDown();
        try { out.await(); } catch (InterruptedException e) { throw new Error(e); }
    }
}
// exit: 1

/* expect-output:
initial of one [main, child]
initial of one
main's [main]
initial of main
not inherited null
19900
null 199
handled in quiet: java.lang.IllegalStateException: own handler alive true current true
handled in loud: java.lang.Error: default handler alive true current true
group got java.lang.ArrayIndexOutOfBoundsException: Index 1 out of bounds for length 0
true
true
true true true
waitHere
main java.base/java.lang.Thread.getStackTrace(Thread.java:1619)
[Finalizer 8 true, Reference Handler 10 true, Signal Dispatcher 9 true, main 5 false, stuck 5 false]
true true true true false 10
true ConcThreadLocals$3[name=group,maxpri=10]
java.lang.IllegalThreadStateException
handled in main: java.lang.IllegalStateException: main ends alive true current true
*/
