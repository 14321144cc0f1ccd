import java.util.*;
import java.util.concurrent.*;

/** Many threads race to initialise a chain of classes, enums, lambdas and holders; each initialiser runs once and everybody sees its result. */
public class InitThreadsMany {
    static final Map<String, Integer> RUNS = new ConcurrentSkipListMap<>();
    static int run(String n) { RUNS.merge(n, 1, Integer::sum); Thread.yield(); return RUNS.size(); }
    static class A { static final int X = run("A"); static int[] data = fill(50); static int[] fill(int n) { int[] a = new int[n]; for (int i = 0; i < n; i++) a[i] = i; return a; } }
    static class B extends A { static final int Y = run("B"); static final Map<Integer, String> M = new HashMap<>(); static { for (int i = 0; i < 20; i++) M.put(i, "v" + i); } }
    static class C extends B implements I { static final int Z = run("C"); }
    interface I { int W = run("I"); default int m() { return W; } }
    enum E { P, Q; static { run("E"); } static final Map<String, E> BY = new HashMap<>(); static { for (E e : values()) BY.put(e.name(), e); } }
    static class Holder { static final Holder IT = new Holder(); final int[] part; Holder() { run("Holder"); part = new int[] {1, 2, 3}; } }
    static class Fails { static int x; static { run("Fails"); if (RUNS.size() > 0) throw new IllegalStateException("once"); } }
    record R(int a) { static final R ZERO = new R(0); static { run("R"); } }

    public static void main(String[] args) throws Exception {
        int threads = 6;
        CyclicBarrier start = new CyclicBarrier(threads);
        Map<String, Integer> outcomes = new ConcurrentSkipListMap<>();
        Thread[] ts = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            int id = t;
            ts[t] = new Thread(() -> {
                try {
                    List<Callable<Object>> work = new ArrayList<>(List.of(() -> new C().m() > 0 && C.data[49] == 49 && B.M.get(19).equals("v19"), () -> E.BY.get("Q") == E.Q && E.BY.size() == 2, () -> Holder.IT.part[2] == 3, () -> R.ZERO.a() == 0,
                            () -> { try { return Fails.x; } catch (ExceptionInInitializerError e) { return "first " + e.getCause().getMessage(); } catch (NoClassDefFoundError e) { return "later " + e.getCause().getMessage().contains("once"); } }, () -> ((Callable<Integer>) () -> 5).call()));
                    Collections.rotate(work, id);
                    start.await();
                    for (Callable<Object> c : work) outcomes.merge(String.valueOf(c.call()), 1, Integer::sum);
                } catch (Throwable e) {
                    outcomes.merge("thrown " + e, 1, Integer::sum);
                }
            });
            ts[t].start();
        }
        for (Thread t : ts) t.join();
        System.out.println(RUNS);
        System.out.println(outcomes);
    }
}

/* expect-output:
{A=1, B=1, C=1, E=1, Fails=1, Holder=1, I=1, R=1}
{5=6, first once=1, later true=5, true=24}
*/
