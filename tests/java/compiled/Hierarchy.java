import java.util.concurrent.atomic.AtomicInteger;

/** Methods that nothing overrides, until a class is linked that does: in the callee, in the middle of a loop, in another thread; code that was right must
 *  not stay. */
public class Hierarchy {
    static class Base {
        int field = 3;
        int step(int k) { return k + field; }
        int twice(int k) { return step(step(k)); }
        static Base make(int which) { return which == 0 ? new Base() : Loader.load(which); }
    }
    static class Loader { static Base load(int which) { return which == 1 ? new First() : which == 2 ? new Second() : new Third(); } }
    static class First extends Base { @Override int step(int k) { return k * 2 + field; } }
    static class Second extends First { @Override int step(int k) { return -k - field; } @Override int twice(int k) { return 7; } }
    static class Third extends Base { }

    static abstract class Task { abstract int id(); int run(int x) { return x + 1; } }
    static class Plain extends Task { int id() { return 1; } }
    static class Odd extends Task { int id() { return 2; } @Override int run(int x) { return x + 100; } }

    static int loop(int n, int when, int which) {
        Base base = Base.make(0);
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += base.step(i) & 0xff;
            if (i == when) base = Base.make(which);
            sum += base.twice(i) & 0xf;
        }
        return sum;
    }

    /** The class is linked in a callee between two inlined calls of the same receiver's method. */
    static int between(Task a, int which) {
        int x = a.run(1);
        Task b = which == 0 ? a : odd();
        return x * 1000 + b.run(a.run(2)) * 10 + a.run(3);
    }
    static Task odd() { return new Odd(); }

    static volatile Racer shared;
    static class Racer { int get() { return 1; } }
    static class Faster extends Racer { @Override int get() { return 2; } }
    static int read() { Racer r = shared; return r.get() + (r instanceof Faster ? 10 : 0); }

    public static void main(String[] args) throws Exception {
        System.out.println(loop(20_000, -1, 0));
        System.out.println(loop(20_000, 15_000, 3));
        System.out.println(loop(20_000, 15_000, 1));
        System.out.println(loop(20_000, 15_000, 2));
        System.out.println(loop(20_000, 15_000, 1));
        Task plain = new Plain();
        long sum = 0;
        for (int i = 0; i < 20_000; i++) sum += between(plain, 0);
        System.out.println(sum + " " + between(plain, 1) + " " + between(odd(), 0) + " " + plain.id() + odd().id());

        shared = new Racer();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        Thread[] readers = new Thread[3];
        for (int t = 0; t < readers.length; t++) {
            readers[t] = new Thread(() -> {
                boolean fast = false;
                for (long i = 0; !fast && i < 2_000_000_000L; i++) {
                    int x = read();
                    if (x != 1 && x != 12) { wrong.incrementAndGet(); break; }
                    fast = x == 12;
                }
                if (fast) seen.incrementAndGet();
            });
            readers[t].start();
        }
        Thread.sleep(50);
        shared = new Faster();
        for (Thread reader : readers) reader.join();
        System.out.println(wrong + " wrong, " + seen + " have seen it");
    }
}

/* expect-output:
2696512
2696512
2692112
2686042
2692112
40880000 3034 103123 12
0 wrong, 3 have seen it
*/
