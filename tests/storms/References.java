// options: -Xmx32m
// stress: -XX:GCStressInterval=500 -Dscale=50
// stress: -XX:GCStressInterval=500 -XX:+GCStressFull -Dscale=100

import java.lang.ref.Cleaner;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** 100,000 references of each strength, dropped and kept: each is cleared and enqueued once, none that is still needed. */
public class References {
    static final int COUNT = 100_000 / Integer.getInteger("scale", 1);
    static final AtomicInteger finalized = new AtomicInteger(), resurrected = new AtomicInteger();
    static volatile Object kept;

    static class Finalizable {
        final int n;

        Finalizable(int n) {
            this.n = n;
        }

        @Override
        protected void finalize() {
            finalized.incrementAndGet();
            if (n % 1000 == 0) {
                kept = this;
                resurrected.incrementAndGet();
            }
        }
    }

    static int drain(ReferenceQueue<Object> queue, Set<? extends Reference<?>> set, int expected) throws Exception {
        int drained = 0;
        while (drained < expected) {
            Reference<?> r = queue.poll();
            if (r == null) {
                System.gc();
                r = queue.remove(10_000);
                if (r == null) {
                    break;
                }
            }
            drained += set.remove(r) && r.get() == null ? 1 : 0;
        }
        return drained;
    }

    public static void main(String[] args) throws Exception {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        Set<Reference<Object>> set = new HashSet<>();
        Object[] strong = new Object[100];
        for (int i = 0; i < COUNT; i++) {
            Object o = new byte[16];
            if (i % (COUNT / 100) == 0) {
                strong[i / (COUNT / 100)] = o;
            }
            set.add(new WeakReference<>(o, queue));
        }
        int drained = drain(queue, set, COUNT - 100);
        int alive = 0;
        for (Reference<Object> r : set) {
            alive += r.get() != null ? 1 : 0;
        }
        System.out.println("weak: " + (drained == COUNT - 100) + ", kept " + alive + " of " + strong.length);

        Set<Reference<Object>> phantoms = new HashSet<>();
        for (int i = 0; i < COUNT; i++) {
            phantoms.add(new PhantomReference<>(new byte[16], queue));
        }
        System.out.println("phantom: " + (drain(queue, phantoms, COUNT) == COUNT) + " " + phantoms.size());

        Set<SoftReference<Object>> softs = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            softs.add(new SoftReference<>(new byte[20 << 10], queue));
        }
        try {
            Object[] chain = null;
            while (true) {
                chain = new Object[] {chain, new byte[1 << 20]};
            }
        } catch (OutOfMemoryError e) {
            int cleared = 0;
            for (SoftReference<Object> r : softs) {
                cleared += r.get() == null ? 1 : 0;
            }
            System.out.println("soft, before " + e.getMessage() + ": " + cleared);
        }

        for (int i = 1; i <= COUNT; i++) {
            new Finalizable(i);
        }
        for (int i = 0; i < 2000 && finalized.get() < COUNT; i++) {
            System.gc();
            System.runFinalization();
        }
        System.out.println("finalized: " + (finalized.get() == COUNT) + ", resurrected " + (resurrected.get() == COUNT / 1000) + " " + (kept != null));

        Cleaner cleaner = Cleaner.create();
        AtomicInteger cleaned = new AtomicInteger();
        for (int i = 0; i < COUNT / 10; i++) {
            cleaner.register(new byte[8], cleaned::incrementAndGet);
        }
        for (int i = 0; i < 2000 && cleaned.get() < COUNT / 10; i++) {
            System.gc();
            Thread.sleep(1);
        }
        System.out.println("cleaned: " + (cleaned.get() == COUNT / 10));

        WeakHashMap<Object, Integer> map = new WeakHashMap<>();
        Object key = new Object();
        map.put(key, 1);
        for (int i = 0; i < COUNT; i++) {
            map.put(new Object(), i);
        }
        for (int i = 0; i < 2000 && map.size() > 1; i++) {
            System.gc();
            Thread.sleep(1);
        }
        System.out.println("map: " + map.size() + " " + map.get(key));
        Reference.reachabilityFence(strong);
    }
}
