// brolga: -XX:JitInvalidationStressInterval=100 -Xbatch -XX:Tier3CompileThreshold=50 -XX:+PrintJitStatistics
// jit: invalidated>=3000
// stress: -XX:JitInvalidationStressInterval=100 -XX:Tier3CompileThreshold=200 -XX:Tier3BackEdgeThreshold=500
// stress: -XX:JitInvalidationStressInterval=200 -XX:ReservedCodeCacheSize=400k -XX:GCStressInterval=20000
// timeout: 900

import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.function.IntUnaryOperator;

/**
 * Threads run the same few methods while their code is thrown away and made anew all the time, while classes are loaded that override what was
 * called, and a call site changes. What each thread computes does not depend on it.
 */
public class Invalidations {
    static final int THREADS = 3, ROUNDS = 400;
    static final MethodType TYPE = MethodType.methodType(int.class, int.class);
    static final MutableCallSite SITE = new MutableCallSite(TYPE);
    static final MethodHandle INVOKER = SITE.dynamicInvoker();
    static volatile Shape[] shapes = {new Shape()};

    public static class Shape {
        int times(int x) { return 3 * x; }
        int area(int x) { return times(x) + 1; }
    }

    /** What each loader makes a class of: it overrides, and does the same. */
    public static class Same extends Shape {
        @Override
        int times(int x) { return x + x + x; }
    }

    static class Own extends ClassLoader {
        Class<?> define(byte[] file) { return defineClass("Invalidations$Same", file, 0, file.length); }
    }

    static int left(int x) { return x ^ 5; }
    static int right(int x) { return (x | 5) - (x & 5); }

    static int locked(Object lock, int x) {
        synchronized (lock) {
            return x % 3 == 0 ? thrown(x) : x + 1;
        }
    }

    static int thrown(int x) {
        try {
            if (x % 9 == 0) throw new IllegalStateException();
            return x;
        } catch (IllegalStateException e) {
            return -x;
        }
    }

    static long loop(Object lock, int from) throws Throwable {
        long sum = 0;
        Shape[] now = shapes;
        for (int i = from; i < from + 2000; i++) {
            sum = 31 * sum + now[i % now.length].area(i);
            sum += locked(lock, i);
            sum ^= (int) INVOKER.invokeExact(i);
            if (i % 64 == 0) sum += ("" + i + (char) ('a' + i % 26)).hashCode();
        }
        return sum;
    }

    static long work(int seed) throws Throwable {
        Object lock = new Object();
        IntUnaryOperator step = x -> x * 7 + seed;
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) sum = 31 * sum + loop(lock, step.applyAsInt(round) & 0xffff);
        return sum;
    }

    public static void main(String[] args) throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle[] targets = {lookup.findStatic(Invalidations.class, "left", TYPE), lookup.findStatic(Invalidations.class, "right", TYPE)};
        SITE.setTarget(targets[0]);
        byte[] file;
        try (InputStream in = Invalidations.class.getResourceAsStream("Invalidations$Same.class")) {
            file = in.readAllBytes();
        }
        long[] sums = new long[THREADS];
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads[i] = new Thread(() -> {
                try {
                    sums[number] = work(number);
                } catch (Throwable e) {
                    e.printStackTrace();
                }
            });
            threads[i].start();
        }
        for (int change = 0; threads[0].isAlive(); change++) {
            Thread.sleep(3);
            SITE.setTarget(targets[change % 2]);
            if (change % 50 == 10 && shapes.length < 12) {
                Shape[] more = java.util.Arrays.copyOf(shapes, shapes.length + 1);
                more[shapes.length] = (Shape) new Own().define(file).getDeclaredConstructor().newInstance();
                shapes = more;
            }
        }
        for (Thread thread : threads) thread.join();
        for (long sum : sums) System.out.println(sum);
    }
}
