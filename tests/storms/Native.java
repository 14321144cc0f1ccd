// options: -Xmx16m -XX:+UseSerialGC
// stress: -XX:GCStressInterval=100 -Dscale=10
// stress: -Xcheck:jni -Dscale=10

/** OutOfMemoryErrors and StackOverflowErrors through native frames, with monitors that native code holds. */
public class Native {
    static final int ROUNDS = 300 / Integer.getInteger("scale", 1);
    static int depth;

    static native int down(int n);

    static native Object fill(Class<?> objects);

    static native Throwable guarded(Object lock, Runnable body);

    static native void raise(Class<?> type, String text);

    static int up(int n) {
        depth++;
        return down(n + 1) + 1;
    }

    public static void main(String[] args) {
        System.load(System.getProperty("storm.library"));
        int caught = 0, deep = 0;
        for (int i = 0; i < ROUNDS; i++) {
            depth = 0;
            try {
                down(0);
            } catch (StackOverflowError e) {
                caught++;
                deep += depth > 50 ? 1 : 0;
            }
        }
        System.out.println("overflows: " + (caught == ROUNDS) + " " + (deep == ROUNDS));
        caught = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try {
                fill(Object.class);
            } catch (OutOfMemoryError e) {
                caught += e.getMessage().equals("Java heap space") ? 1 : 0;
            }
        }
        System.out.println("out of memory: " + (caught == ROUNDS));
        Object lock = new Object();
        int overflow = 0, memory = 0, held = 0, none = 0;
        for (int i = 0; i < ROUNDS; i++) {
            overflow += guarded(lock, () -> up(0)) instanceof StackOverflowError ? 1 : 0;
            memory += guarded(lock, () -> fill(Object.class)) instanceof OutOfMemoryError ? 1 : 0;
            none += guarded(lock, () -> { }) == null ? 1 : 0;
            held += Thread.holdsLock(lock) ? 1 : 0;
        }
        System.out.println("guarded: " + (overflow == ROUNDS) + (memory == ROUNDS) + (none == ROUNDS) + ", held " + held);
        caught = 0;
        for (int i = 0; i < ROUNDS * 10; i++) {
            try {
                raise(i % 2 == 0 ? OutOfMemoryError.class : IllegalStateException.class, "number " + i);
            } catch (OutOfMemoryError | IllegalStateException e) {
                caught += e.getMessage().equals("number " + i) ? 1 : 0;
            }
        }
        System.out.println("raised: " + (caught == ROUNDS * 10));
    }
}
