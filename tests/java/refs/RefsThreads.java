// References under several threads: queues drained while others clear, caches that shrink, cleaners that race with clean().
import java.lang.ref.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class RefsThreads {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static final class Tracked extends WeakReference<Object> { final int id; Tracked(int id, Object o, ReferenceQueue<Object> q) { super(o, q); this.id = id; } }

    public static void main(String[] args) throws Throwable {
        show("drained by three", () -> {
            ReferenceQueue<Object> q = new ReferenceQueue<>();
            Set<Integer> seen = ConcurrentHashMap.newKeySet();
            AtomicInteger twice = new AtomicInteger();
            Set<Tracked> refs = new HashSet<>();
            for (int i = 0; i < 300; i++) refs.add(new Tracked(i, new byte[i], q));
            List<Thread> drains = new ArrayList<>();
            for (int k = 0; k < 3; k++) { Thread t = new Thread(() -> { try { while (seen.size() < 300) { Reference<?> r = q.remove(5); if (r != null && !seen.add(((Tracked) r).id)) twice.incrementAndGet(); } } catch (InterruptedException e) { } }); drains.add(t); t.start(); }
            while (seen.size() < 300) { System.gc(); Thread.sleep(1); }
            for (Thread t : drains) t.join();
            return seen.size() + " " + twice + " " + refs.size();
        });
        show("enqueued by hand and by the collector", () -> {
            ReferenceQueue<Object> q = new ReferenceQueue<>();
            List<Tracked> refs = new ArrayList<>();
            for (int i = 0; i < 200; i++) refs.add(new Tracked(i, new Object(), q));
            Thread byHand = new Thread(() -> { for (Tracked r : refs) r.enqueue(); });
            byHand.start();
            for (int i = 0; i < 5; i++) System.gc();
            byHand.join();
            Set<Reference<?>> out = new HashSet<>();
            while (out.size() < 200) { Reference<?> r = q.remove(1000); if (r != null && !out.add(r)) return "twice"; }
            return out.size() + " " + q.poll();
        });
        show("soft cache", () -> {
            ConcurrentHashMap<Integer, SoftReference<int[]>> cache = new ConcurrentHashMap<>();
            AtomicInteger wrong = new AtomicInteger();
            List<Thread> all = new ArrayList<>();
            for (int k = 0; k < 3; k++) { Thread t = new Thread(() -> { for (int i = 0; i < 2000; i++) { int key = i % 50; int[] v = cache.computeIfAbsent(key, x -> new SoftReference<>(new int[] {x})).get(); if (v == null) cache.remove(key); else if (v[0] != key) wrong.incrementAndGet(); } }); all.add(t); t.start(); }
            for (Thread t : all) t.join();
            return wrong + " " + (cache.size() <= 50);
        });
        show("cleaner against clean", () -> {
            Cleaner c = Cleaner.create();
            AtomicIntegerArray runs = new AtomicIntegerArray(100);
            List<Cleaner.Cleanable> cs = new ArrayList<>();
            for (int i = 0; i < 100; i++) { int n = i; cs.add(c.register(new Object(), () -> runs.incrementAndGet(n))); }
            Thread t = new Thread(() -> cs.forEach(Cleaner.Cleanable::clean));
            t.start();
            System.gc();
            t.join();
            for (int i = 0; i < 100; i++) while (runs.get(i) == 0) Thread.sleep(1);
            for (int i = 0; i < 3; i++) System.gc();
            int more = 0;
            for (int i = 0; i < 100; i++) if (runs.get(i) != 1) more++;
            return "run more than once: " + more;
        });
        show("thread locals die", () -> { ThreadLocal<byte[]> local = new ThreadLocal<>(); List<WeakReference<byte[]>> refs = Collections.synchronizedList(new ArrayList<>()); List<Thread> all = new ArrayList<>(); for (int i = 0; i < 20; i++) { Thread t = new Thread(() -> { byte[] b = new byte[100]; local.set(b); refs.add(new WeakReference<>(b)); }); all.add(t); t.start(); } for (Thread t : all) t.join(); all.clear(); for (int i = 0; i < 100 && !refs.stream().allMatch(r -> r.refersTo(null)); i++) { System.gc(); Thread.sleep(1); } return refs.stream().filter(r -> r.get() != null).count(); });
    }
}

/* expect-output:
drained by three: 300 0 300
enqueued by hand and by the collector: 200 null
soft cache: 0 true
cleaner against clean: run more than once: 0
thread locals die: 0
*/
