// vm-options: -Xbatch
// expect-jit: jit loops>=2
// expect-jit: jit unstable_if at LoopHoldsMonitor.block

/** Loops are entered by compiled code while their methods hold monitors: of a block, nested ones, of a synchronized method. */
public class LoopHoldsMonitor {
    static final Object FIRST = new Object(), SECOND = new Object();

    static long block(int n, int turn) {
        long sum = 0;
        synchronized (FIRST) {
            synchronized (SECOND) {
                for (int i = 0; i < n; i++) {
                    sum += i ^ 5;
                    if (i == turn) sum += Thread.holdsLock(FIRST) && Thread.holdsLock(SECOND) ? 1_000_000_000_000L : 0;
                }
            }
            sum += Thread.holdsLock(SECOND) ? 1 : 0;
        }
        return sum;
    }

    static synchronized long method(int n) {
        long sum = 0;
        for (int i = 0; i < n; i++) sum += i % 7;
        if (n == 300_001) throw new IllegalStateException(Thread.holdsLock(LoopHoldsMonitor.class) + " " + sum);
        return sum;
    }

    public static void main(String[] args) throws Exception {
        System.out.println(block(300_000, 200_000));
        System.out.println(method(300_000));
        try {
            method(300_001);
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(Thread.holdsLock(FIRST) + " " + Thread.holdsLock(SECOND) + " " + Thread.holdsLock(LoopHoldsMonitor.class));
        Thread other = new Thread(() -> System.out.println(block(10, 5) + method(3)));
        other.start();
        other.join();
    }
}

/* expect-output:
1044999850000
899997
true 899998
false false false
1000000000056
*/
