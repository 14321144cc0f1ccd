// Fork/join: recursive tasks and actions, counted completers, exceptions, parallel streams, managed blocking.
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.stream.*;

public class ConcForkJoin {
    static class Fib extends RecursiveTask<Integer> {
        final int n;
        Fib(int n) { this.n = n; }
        protected Integer compute() {
            if (n < 5) return slow(n);
            Fib a = new Fib(n - 1), b = new Fib(n - 2);
            a.fork();
            return b.compute() + a.join();
        }
        static int slow(int n) { return n < 2 ? n : slow(n - 1) + slow(n - 2); }
    }
    static class Sort extends RecursiveAction {
        final int[] a; final int lo, hi;
        Sort(int[] a, int lo, int hi) { this.a = a; this.lo = lo; this.hi = hi; }
        protected void compute() {
            if (hi - lo < 32) { Arrays.sort(a, lo, hi); return; }
            int mid = (lo + hi) >>> 1;
            invokeAll(new Sort(a, lo, mid), new Sort(a, mid, hi));
            int[] copy = Arrays.copyOfRange(a, lo, mid);
            for (int i = 0, j = mid, k = lo; i < copy.length; k++) a[k] = j >= hi || copy[i] <= a[j] ? copy[i++] : a[j++];
        }
    }
    static class Failing extends RecursiveTask<Integer> {
        final int n;
        Failing(int n) { this.n = n; }
        protected Integer compute() {
            if (n == 0) throw new IllegalStateException("bottom");
            return new Failing(n - 1).fork().join();
        }
    }
    static class Count extends CountedCompleter<Void> {
        final AtomicInteger sum; final int lo, hi;
        Count(CountedCompleter<?> parent, AtomicInteger sum, int lo, int hi) { super(parent); this.sum = sum; this.lo = lo; this.hi = hi; }
        public void compute() {
            if (hi - lo > 10) {
                int mid = (lo + hi) / 2;
                setPendingCount(2);
                new Count(this, sum, lo, mid).fork();
                new Count(this, sum, mid, hi).fork();
            } else {
                for (int i = lo; i < hi; i++) sum.addAndGet(i);
            }
            tryComplete();
        }
    }

    static void show(String name, Callable<?> action) {
        try {
            System.out.println(name + ": " + action.call());
        } catch (Throwable e) {
            Throwable root = e;
            while (root.getCause() != null) root = root.getCause();
            System.out.println(name + ": " + e.getClass().getSimpleName() + " root " + root);
        }
    }

    public static void main(String[] args) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(3);
        show("fib", () -> pool.invoke(new Fib(15)));
        show("common", () -> new Fib(12).invoke() + " " + ForkJoinPool.commonPool().submit(new Fib(10)).get());
        int[] a = new Random(1).ints(2000).toArray(), b = a.clone();
        pool.invoke(new Sort(a, 0, a.length));
        Arrays.sort(b);
        System.out.println("sorted " + Arrays.equals(a, b));
        show("failing", () -> pool.invoke(new Failing(4)));
        show("failing get", () -> pool.submit(new Failing(2)).get());
        show("counted", () -> { AtomicInteger sum = new AtomicInteger(); new Count(null, sum, 0, 500).invoke(); return sum; });
        show("in pool", () -> pool.submit(() -> ForkJoinTask.inForkJoinPool() + " " + (ForkJoinTask.getPool() == pool) + " " + Thread.currentThread().isDaemon()).get() + " " + ForkJoinTask.inForkJoinPool());
        show("stream sum", () -> IntStream.rangeClosed(1, 20000).parallel().mapToLong(x -> x).sum());
        show("stream order", () -> IntStream.range(0, 300).parallel().boxed().map(x -> x * 2).collect(Collectors.toList()).equals(IntStream.range(0, 300).map(x -> x * 2).boxed().toList()));
        show("stream grouping", () -> IntStream.range(0, 500).parallel().boxed().collect(Collectors.groupingByConcurrent(x -> x % 3, ConcurrentSkipListMap::new, Collectors.counting())));
        show("stream reduce", () -> Stream.of("a", "b", "c", "d", "e").parallel().reduce("", String::concat));
        show("stream sorted", () -> new Random(5).ints(200, 0, 1000).parallel().boxed().sorted(Comparator.reverseOrder()).limit(5).toList());
        show("stream failing", () -> IntStream.range(0, 100).parallel().map(x -> 10 / (x - 50)).sum());
        show("stream find", () -> IntStream.range(0, 1000).parallel().filter(x -> x % 77 == 76).findFirst().getAsInt());
        show("stream forEachOrdered", () -> { StringBuilder s = new StringBuilder(); IntStream.range(0, 30).parallel().forEachOrdered(s::append); return s; });
        show("parallel prefix", () -> { long[] p = LongStream.rangeClosed(1, 1000).toArray(); Arrays.parallelPrefix(p, Long::sum); return p[999]; });
        show("parallel sort", () -> { int[] p = new Random(2).ints(10000).toArray(); Arrays.parallelSort(p); for (int i = 1; i < p.length; i++) if (p[i - 1] > p[i]) return "not sorted"; return "sorted"; });
        show("parallel setAll", () -> { int[] p = new int[500]; Arrays.parallelSetAll(p, i -> i * i); return p[499]; });
        show("map search", () -> { ConcurrentHashMap<Integer, Integer> m = new ConcurrentHashMap<>(); for (int i = 0; i < 500; i++) m.put(i, i * i); return m.reduceValues(10, Integer::sum) + " " + m.search(10, (k, v) -> v == 49 ? k : null); });
        show("blocker", () -> { CountDownLatch latch = new CountDownLatch(1); return pool.submit(() -> { pool.submit(latch::countDown); ForkJoinPool.managedBlock(new ForkJoinPool.ManagedBlocker() { public boolean block() throws InterruptedException { latch.await(); return true; } public boolean isReleasable() { return latch.getCount() == 0; } }); return "unblocked"; }).get(); });
        show("adapted", () -> ForkJoinTask.adapt(() -> { throw new java.io.IOException("checked"); }).invoke());
        show("cancelled", () -> { ForkJoinTask<?> t = new Fib(3); t.cancel(true); return t.isCancelled() + " " + t.isCompletedAbnormally() + " " + t.getException().getClass().getSimpleName(); });
        pool.shutdown();
        show("after shutdown", () -> pool.submit(() -> 1).get());
        show("terminated", () -> pool.awaitTermination(1, TimeUnit.MINUTES));
    }
}

/* expect-output:
fib: 610
common: 144 55
sorted true
failing: IllegalStateException root java.lang.IllegalStateException: bottom
failing get: ExecutionException root java.lang.IllegalStateException: bottom
counted: 124750
in pool: true true true false
stream sum: 200010000
stream order: true
stream grouping: {0=167, 1=167, 2=166}
stream reduce: abcde
stream sorted: [992, 978, 977, 968, 965]
stream failing: ArithmeticException root java.lang.ArithmeticException: / by zero
stream find: 76
stream forEachOrdered: 01234567891011121314151617181920212223242526272829
parallel prefix: 500500
parallel sort: sorted
parallel setAll: 249001
map search: 41541750 7
blocker: unblocked
adapted: RuntimeException root java.io.IOException: checked
cancelled: true true CancellationException
after shutdown: RejectedExecutionException root java.util.concurrent.RejectedExecutionException
terminated: true
*/
