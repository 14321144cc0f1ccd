import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;

/** Lambdas with state and in threads: counters, caches, currying, trampolines, lazy lists, callbacks, capture of loop variables and of this. */
public class FunctionalState {
    private int n;
    IntSupplier counter() { return () -> ++n; }
    static Supplier<Integer> fibs() { int[] s = {0, 1}; return () -> { int r = s[0]; s[0] = s[1]; s[1] += r; return r; }; }
    sealed interface Step<T> { record Done<T>(T v) implements Step<T> {} record More<T>(Supplier<Step<T>> next) implements Step<T> {} static <T> T run(Step<T> s) { while (s instanceof More<T> m) s = m.next().get(); return ((Done<T>) s).v(); } }
    static Step<Long> sum(long n, long acc) { return n == 0 ? new Step.Done<>(acc) : new Step.More<>(() -> sum(n - 1, acc + n)); }
    static class Lazy<T> implements Supplier<T> { Supplier<? extends T> s; T v; boolean done; Lazy(Supplier<? extends T> s) { this.s = s; } public T get() { if (!done) { v = s.get(); done = true; s = null; } return v; } }
    record Stream2<T>(T head, Lazy<Stream2<T>> tail) { static Stream2<Integer> from(int n) { return new Stream2<>(n, new Lazy<>(() -> from(n + 1))); } Stream2<T> filter(Predicate<T> p) { Stream2<T> s = this; while (!p.test(s.head)) s = s.tail.get(); Stream2<T> f = s; return new Stream2<>(f.head, new Lazy<>(() -> f.tail.get().filter(p))); } List<T> take(int n) { List<T> l = new ArrayList<>(); Stream2<T> s = this; for (int i = 0; i < n; i++) { l.add(s.head); s = s.tail.get(); } return l; } }
    static Stream2<Integer> sieve(Stream2<Integer> s) { int p = s.head(); return new Stream2<>(p, new Lazy<>(() -> sieve(s.tail().get().filter(x -> x % p != 0)))); }
    static class Events { final Map<String, List<Consumer<Object>>> m = new TreeMap<>(); Runnable on(String e, Consumer<Object> c) { m.computeIfAbsent(e, k -> new ArrayList<>()).add(c); return () -> m.get(e).remove(c); } void fire(String e, Object o) { new ArrayList<>(m.getOrDefault(e, List.of())).forEach(c -> c.accept(o)); } }
    static <A, B> Function<A, B> y(Function<Function<A, B>, Function<A, B>> f) { return a -> f.apply(y(f)).apply(a); }

    public static void main(String[] args) throws Exception {
        FunctionalState s = new FunctionalState();
        IntSupplier a = s.counter(), b = s.counter(), c = new FunctionalState().counter();
        System.out.println(a.getAsInt() + "" + b.getAsInt() + c.getAsInt() + a.getAsInt() + s.n);
        Supplier<Integer> f = fibs(), g = fibs();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 12; i++) out.append(f.get()).append(i % 3 == 0 ? "(" + g.get() + ")" : "").append(' ');
        System.out.println(out + "" + Step.run(sum(5000, 0)) + " " + sieve(Stream2.from(2)).take(15));
        Events ev = new Events();
        List<Object> log = new ArrayList<>();
        Runnable off = ev.on("x", o -> log.add("1" + o));
        ev.on("x", o -> { log.add("2" + o); if (o.equals("a")) ev.fire("y", o + "!"); });
        ev.on("y", log::add);
        ev.fire("x", "a"); off.run(); ev.fire("x", "b"); ev.fire("none", 0);
        System.out.println(log + " " + FunctionalState.<Integer, Integer>y(self -> k -> k < 2 ? 1 : k * self.apply(k - 1)).apply(10));
        ExecutorService pool = Executors.newFixedThreadPool(3);
        List<Future<Integer>> fs = new ArrayList<>();
        for (int i = 0; i < 20; i++) { int k = i; fs.add(pool.submit(() -> { IntUnaryOperator h = x -> x * k; return h.andThen(x -> x + 1).applyAsInt(k); })); }
        int total = 0;
        for (Future<Integer> x : fs) total += x.get();
        Future<Object> bad = pool.submit(() -> { throw new IllegalStateException("in task"); });
        try { bad.get(); } catch (ExecutionException e) { System.out.println(e.getMessage() + " " + total); }
        System.out.println(CompletableFuture.supplyAsync(() -> 20, pool).thenApply(x -> x + 1).thenCombine(CompletableFuture.supplyAsync(() -> 2, pool), (x, z) -> x * z).handle((v, t) -> v + "/" + t).get() + " "
                + CompletableFuture.supplyAsync(() -> 1 / (total(0)), pool).exceptionally(t -> { System.out.println(t); return -1; }).join());
        pool.shutdown();
        System.out.println(pool.awaitTermination(1, TimeUnit.MINUTES));
        ThreadLocal<Integer> tl = ThreadLocal.withInitial(() -> 7);
        tl.set(8);
        int[] seen = new int[1];
        Thread t = new Thread(() -> seen[0] = tl.get());
        t.start(); t.join();
        System.out.println(tl.get() + "" + seen[0]);
        Map<String, BiFunction<Double, Double, Double>> ops = new LinkedHashMap<>();
        ops.put("+", Double::sum); ops.put("*", (x, z) -> x * z); ops.put("max", Math::max); ops.put("pow", Math::pow); ops.put("swap", (x, z) -> ops.get("pow").apply(z, x));
        ops.forEach((k, v) -> System.out.print(k + v.apply(2.0, 3.0) + " "));
        System.out.println();
    }
    static int total(int x) { return x; }
}

/* expect-output:
12133
0(0) 1 1 2(1) 3 5 8(1) 13 21 34(2) 55 89 12502500 [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47]
[1a, 2a, a!, 2b] 3628800
java.lang.IllegalStateException: in task 2490
java.util.concurrent.CompletionException: java.lang.ArithmeticException: / by zero
42/null -1
true
87
+5.0 *6.0 max3.0 pow8.0 swap9.0 
*/
