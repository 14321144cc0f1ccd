// Executors: pools, scheduling, rejection, cancellation, invokeAll and invokeAny, shutdown, thread factories.
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class ConcExecutors {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e.getClass().getSimpleName() + " cause " + e.getCause());
        }
    }

    public static void main(String[] args) throws Exception {
        AtomicInteger made = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(3, r -> { Thread t = new Thread(r, "worker-" + made.incrementAndGet()); t.setDaemon(true); return t; });
        show("submit", () -> pool.submit(() -> 6 * 7).get());
        show("runnable", () -> pool.submit(() -> { }, "given").get());
        show("failing", () -> pool.submit(() -> { throw new IllegalStateException("task"); }).get());
        show("error", () -> pool.submit(() -> { throw new AssertionError("err"); }).get());
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 20; i++) { int n = i; tasks.add(() -> n * n); }
        show("invokeAll", () -> { int sum = 0; for (Future<Integer> f : pool.invokeAll(tasks)) sum += f.get(); return sum; });
        show("invokeAny", () -> pool.invokeAny(List.of(() -> { throw new Exception("no"); }, () -> "any")));
        show("invokeAny fails", () -> pool.invokeAny(List.of(() -> { throw new Exception("no"); })));
        show("invokeAny empty", () -> pool.invokeAny(List.of()));
        CountDownLatch block = new CountDownLatch(1), running = new CountDownLatch(1);
        Future<?> stuck = pool.submit(() -> { running.countDown(); block.await(); return 1; });
        running.await();
        show("get with timeout", () -> stuck.get(1, TimeUnit.MILLISECONDS));
        show("cancel", () -> stuck.cancel(true) + " " + stuck.isCancelled() + " " + stuck.isDone() + " " + stuck.cancel(true));
        show("get cancelled", stuck::get);
        show("made", () -> made.get() <= 3);
        pool.shutdown();
        show("rejected", () -> pool.submit(() -> 1).get());
        show("terminated", () -> pool.awaitTermination(1, TimeUnit.MINUTES) + " " + pool.isTerminated() + " " + pool.isShutdown());

        ThreadPoolExecutor small = new ThreadPoolExecutor(1, 2, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
        CountDownLatch gate = new CountDownLatch(1);
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 5; i++) {
            int n = i;
            try {
                small.execute(() -> { try { gate.await(); } catch (InterruptedException e) { } log.add("ran " + n); });
            } catch (RejectedExecutionException e) {
                log.add("rejected " + n);
            }
        }
        show("sizes", () -> small.getPoolSize() + " " + small.getQueue().size() + " " + small.getLargestPoolSize());
        small.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
        small.execute(() -> log.add("caller runs in " + Thread.currentThread().getName()));
        small.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        small.execute(() -> log.add("never"));
        gate.countDown();
        small.shutdown();
        small.awaitTermination(1, TimeUnit.MINUTES);
        Collections.sort(log);
        System.out.println(log + " " + small.getCompletedTaskCount());

        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
        CountDownLatch ticks = new CountDownLatch(3);
        ScheduledFuture<?> rate = timer.scheduleAtFixedRate(ticks::countDown, 0, 1, TimeUnit.MILLISECONDS);
        ticks.await();
        show("rate cancelled", () -> rate.cancel(false) + " " + rate.isCancelled());
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        ScheduledExecutorService single = Executors.newSingleThreadScheduledExecutor();
        Future<?> late = single.schedule(() -> order.add(3), 500, TimeUnit.MILLISECONDS);
        single.schedule(() -> order.add(1), 0, TimeUnit.MILLISECONDS);
        single.schedule(() -> order.add(2), 10, TimeUnit.MILLISECONDS);
        late.get();
        System.out.println(order);
        AtomicInteger runs = new AtomicInteger();
        ScheduledFuture<?> failing = single.scheduleWithFixedDelay(() -> { if (runs.incrementAndGet() == 2) throw new RuntimeException("stops"); }, 0, 1, TimeUnit.MILLISECONDS);
        show("periodic fails", failing::get);
        System.out.println("runs " + runs);
        show("never run", () -> { single.schedule(() -> 1, 1, TimeUnit.DAYS); return single.shutdownNow().size(); });
        timer.shutdownNow();
        ExecutorCompletionService<String> completion = new ExecutorCompletionService<>(ForkJoinPool.commonPool());
        for (String s : List.of("a", "b", "c")) completion.submit(() -> s);
        TreeSet<String> done = new TreeSet<>();
        for (int i = 0; i < 3; i++) done.add(completion.take().get());
        System.out.println(done);
        FutureTask<Integer> task = new FutureTask<>(() -> 5);
        task.run();
        task.run();
        show("FutureTask", task::get);
        ExecutorService cached = Executors.newCachedThreadPool();
        ThreadLocal<Integer> local = ThreadLocal.withInitial(() -> 1);
        show("thread locals", () -> { local.set(2); return cached.submit(local::get).get() + " " + local.get(); });
        cached.shutdown();
    }
}

/* expect-output:
submit: 42
runnable: given
failing: ExecutionException cause java.lang.IllegalStateException: task
error: ExecutionException cause java.lang.AssertionError: err
invokeAll: 2470
invokeAny: any
invokeAny fails: ExecutionException cause java.lang.Exception: no
invokeAny empty: IllegalArgumentException cause null
get with timeout: TimeoutException cause null
cancel: true true true false
get cancelled: CancellationException cause null
made: true
rejected: RejectedExecutionException cause null
terminated: true true true
sizes: 2 1 2
[caller runs in main, ran 0, ran 1, ran 2, rejected 3, rejected 4] 3
rate cancelled: true true
[1, 2, 3]
periodic fails: ExecutionException cause java.lang.RuntimeException: stops
runs 2
never run: 1
[a, b, c]
FutureTask: 5
thread locals: 1 2
*/
