// vm-options: -Xbatch
// expect-jit: jit unstable_if at InlinedMonitors.innermost

/** Code is left in a frame inlined into two others, each of which holds a monitor: the frames of the interpreter hold them too, and let go of them. */
public class InlinedMonitors {
    static final Object OUTER = new Object(), INNER = new Object();
    static int threads;

    static int outer(int i, int limit) {
        synchronized (OUTER) { return middle(i, limit) + 1; }
    }

    static int middle(int i, int limit) {
        synchronized (INNER) { return innermost(i, limit) * 2; }
    }

    static int innermost(int i, int limit) {
        if (i > limit) {
            threads += (Thread.holdsLock(OUTER) ? 1 : 0) + (Thread.holdsLock(INNER) ? 10 : 0);
            if (i > limit + 1) throw new IllegalStateException("at " + i);
            return -i;
        }
        return i & 7;
    }

    static String held() { return Thread.holdsLock(OUTER) + " " + Thread.holdsLock(INNER); }

    public static void main(String[] args) throws Exception {
        long sum = 0;
        for (int i = 0; i < 20_000; i++) sum += outer(i, 20_000);
        System.out.println(sum); // expect: 160000
        System.out.println(outer(20_001, 20_000) + " " + threads + " " + held()); // expect: -40001 11 false false
        try {
            outer(20_002, 20_000);
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage() + " " + threads + " " + held()); // expect: at 20002 22 false false
        }
        Thread other = new Thread(() -> System.out.println(outer(3, 10))); // expect: 7
        other.start();
        other.join();
    }
}
