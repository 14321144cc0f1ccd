// Several threads allocate, link, lock and drop at once: every structure stays whole.
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class GcThreads {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static final class Cell { final int key; Cell next; Object load; Cell(int key, Cell next, Object load) { this.key = key; this.next = next; this.load = load; } }
    static final int THREADS = 4;
    static String all(Callable<Object> body) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        List<Future<Object>> results = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) results.add(pool.submit(body));
        List<Object> out = new ArrayList<>();
        for (Future<Object> f : results) out.add(f.get());
        pool.shutdown();
        return new HashSet<>(out).size() == 1 ? "all " + out.get(0) : "different " + out;
    }

    public static void main(String[] args) throws Throwable {
        show("lists", () -> all(() -> { Cell head = null; for (int i = 0; i < 4000; i++) { head = new Cell(i, i % 100 == 0 ? null : head, new int[] {i, -i}); } int n = 0; for (Cell c = head; c != null; c = c.next) { int[] l = (int[]) c.load; if (l[0] != c.key || l[1] != -c.key) return "broken"; n++; } return n; }));
        show("maps", () -> all(() -> { Map<String, List<Integer>> m = new HashMap<>(); for (int i = 0; i < 3000; i++) m.computeIfAbsent("k" + i % 61, k -> new ArrayList<>()).add(i); long h = 0; for (var e : new TreeMap<>(m).entrySet()) h = h * 31 + e.getKey().hashCode() + e.getValue().hashCode(); return h; }));
        show("hashes", () -> all(() -> { Object[] o = new Object[500]; int[] h = new int[500]; for (int i = 0; i < 500; i++) { o[i] = new Object(); h[i] = o[i].hashCode(); } for (int i = 0; i < 200; i++) { byte[] junk = new byte[2000]; } for (int i = 0; i < 500; i++) if (h[i] != o[i].hashCode()) return "changed"; return "same"; }));
        ConcurrentHashMap<Integer, Cell> shared = new ConcurrentHashMap<>();
        show("shared map", () -> all(() -> { for (int i = 0; i < 2000; i++) { int k = i % 97; shared.compute(k, (key, c) -> new Cell(key, c == null || c.next == null ? c : null, new long[] {key, key * 2L})); } return "done"; }) + " " + shared.size() + " " + shared.values().stream().allMatch(c -> ((long[]) c.load)[1] == c.key * 2L));
        AtomicReference<Cell> stack = new AtomicReference<>();
        show("lock-free stack", () -> { all(() -> { for (int i = 0; i < 1500; i++) { Cell old; do { old = stack.get(); } while (!stack.compareAndSet(old, new Cell(i, old, null))); } return 0; }); int n = 0; for (Cell c = stack.get(); c != null; c = c.next) n++; return n; });
        show("locks while moving", () -> { Object[] locks = new Object[50]; int[] counts = new int[50]; for (int i = 0; i < 50; i++) locks[i] = new Object(); all(() -> { for (int i = 0; i < 3000; i++) { int k = i % 50; synchronized (locks[k]) { counts[k]++; if (i % 10 == 0) { Object junk = new Object[100]; } } } return 0; }); int s = 0; for (int c : counts) s += c; return s; });
        show("exchanged", () -> { BlockingQueue<int[]> q = new ArrayBlockingQueue<>(10); Thread t = new Thread(() -> { try { for (int i = 0; i < 1000; i++) q.put(new int[] {i, i * i}); } catch (InterruptedException e) { } }); t.start(); long s = 0; for (int i = 0; i < 1000; i++) { int[] x = q.take(); if (x[1] != x[0] * x[0]) return "broken"; s += x[1]; } t.join(); return s; });
        show("weak references from all sides", () -> all(() -> { List<java.lang.ref.WeakReference<int[]>> refs = new ArrayList<>(); List<int[]> held = new ArrayList<>(); for (int i = 0; i < 500; i++) { int[] a = {i}; refs.add(new java.lang.ref.WeakReference<>(a)); if (i % 5 == 0) held.add(a); } System.gc(); for (int i = 0; i < 500; i += 5) if (refs.get(i).get() != held.get(i / 5)) return "lost"; return "kept " + held.size(); }));
        show("strings", () -> all(() -> { StringBuilder b = new StringBuilder(); for (int i = 0; i < 1000; i++) { b.append(("s" + i).intern().length()); if (b.length() > 500) b.setLength(100); } return b.toString().hashCode(); }));
        show("traces meanwhile", () -> { AtomicBoolean stop = new AtomicBoolean(); Thread t = new Thread(() -> { while (!stop.get()) { Object o = List.of(new int[10], "x" + System.nanoTime()); } }); t.start(); int n = 0; for (int i = 0; i < 30; i++) { n += Thread.getAllStackTraces().containsKey(t) ? 1 : 0; t.getStackTrace(); } stop.set(true); t.join(); return n; });
        show("exceptions", () -> all(() -> { int n = 0; for (int i = 0; i < 300; i++) { try { Object o = "x" + i; n += (Integer) o; } catch (ClassCastException e) { n += e.getMessage().length() > 20 ? 1 : 0; } } return n; }));
    }
}

/* expect-output:
lists: all 100
maps: all -6749057918227927692
hashes: all same
shared map: all done 97 true
lock-free stack: 6000
locks while moving: 12000
exchanged: 332833500
weak references from all sides: all kept 100
strings: all -1533676384
traces meanwhile: 30
exceptions: all 300
*/
