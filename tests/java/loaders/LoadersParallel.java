// Parallel-capable loaders and the others: locks per class name, one definition per name under a race.
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicInteger;

public class LoadersParallel {
    public static class P0 { } public static class P1 { } public static class P2 { } public static class P3 { } public static class P4 extends P0 { }
    public static class P5 extends P1 { Object o = new P2(); }

    static byte[] bytes(String name) {
        try (var in = LoadersParallel.class.getResourceAsStream(name + ".class")) {
            return in.readAllBytes();
        } catch (Exception e) {
            throw new Error(e);
        }
    }

    static class Base extends ClassLoader {
        static { System.out.println("registered " + ClassLoader.registerAsParallelCapable()); }
        final AtomicInteger defined = new AtomicInteger();
        Base() { super(LoadersParallel.class.getClassLoader()); }
        Object lock(String name) { return getClassLoadingLock(name); }
        @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("LoadersParallel$P")) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                Class<?> c = findLoadedClass(name);
                if (c == null) {
                    byte[] b = bytes(name);
                    c = defineClass(name, b, 0, b.length);
                    defined.incrementAndGet();
                }
                return c;
            }
        }
    }
    static class Serial extends Base { }
    static class Parallel extends Base { static { System.out.println("registered " + ClassLoader.registerAsParallelCapable()); } }
    static class Racing extends ClassLoader {
        static { ClassLoader.registerAsParallelCapable(); }
        final AtomicInteger refused = new AtomicInteger();
        Racing() { super(null); }
        @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("LoadersParallel$P")) return super.loadClass(name, resolve);
            byte[] b = bytes(name);
            try {
                return defineClass(name, b, 0, b.length); // no lock: the VM decides who wins
            } catch (LinkageError e) {
                refused.incrementAndGet();
                return findLoadedClass(name);
            }
        }
    }

    static Set<Class<?>> race(ClassLoader loader, int threads, String name) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Class<?>>> results = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            results.add(pool.submit(() -> {
                start.await();
                Class<?> c = loader.loadClass(name);
                c.getConstructor().newInstance();
                return c;
            }));
        }
        Set<Class<?>> all = new HashSet<>();
        for (var r : results) all.add(r.get());
        pool.shutdown();
        return all;
    }

    public static void main(String[] args) throws Exception {
        Base serial = new Serial(), parallel = new Parallel();
        System.out.println(serial.isRegisteredAsParallelCapable() + " " + parallel.isRegisteredAsParallelCapable() + " " + new Base().isRegisteredAsParallelCapable());
        System.out.println((serial.lock("a") == serial) + " " + (parallel.lock("a") == parallel) + " " + (parallel.lock("a") == parallel.lock("a")) + " " + (parallel.lock("a") == parallel.lock("b")));
        for (Base loader : new Base[] {serial, parallel}) {
            int total = 0;
            for (int i = 0; i <= 5; i++) total += race(loader, 4, "LoadersParallel$P" + i).size();
            System.out.println(loader.getClass().getSimpleName() + " classes " + total + " defined " + loader.defined);
        }
        Racing racing = new Racing();
        int total = 0;
        for (int i = 0; i <= 5; i++) total += race(racing, 4, "LoadersParallel$P" + i).size();
        System.out.println("racing classes " + total + " never more refused than asked " + (racing.refused.get() <= 24));
        ConcurrentMap<Class<?>, Boolean> seen = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Thread t = new Thread(() -> { try { seen.put(new Parallel().loadClass("LoadersParallel$P5"), true); } catch (Exception e) { throw new Error(e); } });
            threads.add(t);
            t.start();
        }
        for (Thread t : threads) t.join();
        System.out.println("loaders of their own: " + seen.size());
    }
}

/* expect-output:
registered true
registered true
false true true
true false true false
Serial classes 6 defined 6
Parallel classes 6 defined 6
racing classes 6 never more refused than asked true
loaders of their own: 6
*/
