// Flow and SubmissionPublisher: back pressure, processors, completion, errors, cancellation.
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.Flow.*;

public class ConcFlow {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static class Taker implements Subscriber<Integer> {
        final List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch done = new CountDownLatch(1);
        final int batch, stopAt;
        Subscription s;
        Taker(int batch, int stopAt) { this.batch = batch; this.stopAt = stopAt; }
        public void onSubscribe(Subscription s) { this.s = s; seen.add("sub"); s.request(batch); }
        public void onNext(Integer i) { seen.add(i); if (seen.size() - 1 == stopAt) { s.cancel(); done.countDown(); } else s.request(1); }
        public void onError(Throwable t) { seen.add(t.toString()); done.countDown(); }
        public void onComplete() { seen.add("done"); done.countDown(); }
    }

    public static void main(String[] args) throws Throwable {
        show("all items in order", () -> { Taker t = new Taker(2, -1); try (SubmissionPublisher<Integer> p = new SubmissionPublisher<>(ForkJoinPool.commonPool(), 4)) { p.subscribe(t); for (int i = 0; i < 20; i++) p.submit(i); } t.done.await(); return t.seen; });
        show("two subscribers", () -> { Taker a = new Taker(1, -1), b = new Taker(100, -1); try (SubmissionPublisher<Integer> p = new SubmissionPublisher<>()) { p.subscribe(a); p.subscribe(b); for (int i = 0; i < 100; i++) p.submit(i); } a.done.await(); b.done.await(); return a.seen.equals(b.seen) + " " + a.seen.size(); });
        show("cancelled", () -> { Taker t = new Taker(1, 3); SubmissionPublisher<Integer> p = new SubmissionPublisher<>(); p.subscribe(t); for (int i = 0; i < 3; i++) p.submit(i); t.done.await(); while (p.hasSubscribers()) Thread.sleep(1); p.close(); return t.seen; });
        show("error", () -> { Taker t = new Taker(5, -1); SubmissionPublisher<Integer> p = new SubmissionPublisher<>(); p.subscribe(t); p.submit(1); p.closeExceptionally(new IllegalStateException("broken")); t.done.await(); return t.seen.get(t.seen.size() - 1) + " " + p.isClosed() + " " + p.getClosedException(); });
        show("late", () -> { Taker t = new Taker(5, -1); SubmissionPublisher<Integer> p = new SubmissionPublisher<>(); p.close(); p.subscribe(t); t.done.await(); return t.seen; });
        show("submit closed", () -> { SubmissionPublisher<Integer> p = new SubmissionPublisher<>(); p.close(); return p.submit(1); });
        show("null", () -> new SubmissionPublisher<Integer>().submit(null));
        show("twice", () -> { Taker t = new Taker(5, -1); SubmissionPublisher<Integer> p = new SubmissionPublisher<>(); p.subscribe(t); p.subscribe(t); t.done.await(); return t.seen.get(t.seen.size() - 1); });
        show("bad request", () -> { CountDownLatch l = new CountDownLatch(1); Throwable[] e = new Throwable[1]; SubmissionPublisher<Integer> p = new SubmissionPublisher<>(); p.subscribe(new Subscriber<>() { public void onSubscribe(Subscription s) { s.request(0); } public void onNext(Integer i) { } public void onError(Throwable t) { e[0] = t; l.countDown(); } public void onComplete() { } }); l.await(); return e[0].getClass(); });
        show("drops", () -> { CountDownLatch hold = new CountDownLatch(1); SubmissionPublisher<Integer> p = new SubmissionPublisher<>(Runnable::run, 2); int[] drops = {0}; p.subscribe(new Subscriber<>() { public void onSubscribe(Subscription s) { } public void onNext(Integer i) { } public void onError(Throwable t) { } public void onComplete() { } }); for (int i = 0; i < 10; i++) p.offer(i, (s, x) -> { drops[0]++; return false; }); hold.countDown(); return drops[0] + " " + p.estimateMaximumLag() + " " + p.getMaxBufferCapacity(); });
        show("consume", () -> { SubmissionPublisher<Integer> p = new SubmissionPublisher<>(); int[] sum = {0}; CompletableFuture<Void> f = p.consume(x -> sum[0] += x); for (int i = 0; i <= 50; i++) p.submit(i); p.close(); f.get(); return sum[0]; });
    }
}

/* expect-output:
all items in order: [sub, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, done]
two subscribers: true 102
cancelled: [sub, 0, 1, 2]
error: java.lang.IllegalStateException: broken true java.lang.IllegalStateException: broken
late: [sub, done]
submit closed: java.lang.IllegalStateException: Closed
null: java.lang.NullPointerException
twice: java.lang.IllegalStateException: Duplicate subscribe
bad request: class java.lang.IllegalArgumentException
drops: 8 2 2
consume: 1275
*/
