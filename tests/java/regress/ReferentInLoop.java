import java.lang.ref.WeakReference;

/** A loop that waits until a reference is cleared ends, also compiled: its referent is read each time. */
public class ReferentInLoop {
    static Object target = new Object();

    static long await(WeakReference<Object> reference) {
        long turns = 0;
        while (reference.get() != null) turns++; // (nothing here that would forbid to read it once)
        return turns;
    }

    public static void main(String[] args) throws Exception {
        WeakReference<Object> reference = new WeakReference<>(target);
        Thread waiter = new Thread(() -> System.out.println(await(reference) > 0)); // expect: true
        waiter.start();
        Thread.sleep(200);
        target = null;
        // (Once is not always enough: the waiter may be stopped with the referent in its hands.)
        for (System.gc(); waiter.isAlive(); System.gc()) Thread.sleep(20);
    }
}
