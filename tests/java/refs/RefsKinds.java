// Soft, weak and phantom references, queues, refersTo, clear, enqueue; what a collection may and must clear.
import java.lang.ref.*;
import java.util.*;

public class RefsKinds {
    static Object make(int n) { return new int[n]; }

    /** Collects until `done`; a collector may take more than one try. */
    static boolean until(java.util.function.BooleanSupplier done) throws Exception {
        for (int i = 0; i < 100 && !done.getAsBoolean(); i++) {
            System.gc();
            Thread.sleep(1);
        }
        return done.getAsBoolean();
    }

    static class Named extends WeakReference<Object> {
        final String name;
        Named(String name, Object o, ReferenceQueue<Object> q) { super(o, q); this.name = name; }
    }

    public static void main(String[] args) throws Exception {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        Object strong = make(1);
        WeakReference<Object> kept = new WeakReference<>(strong, queue), dropped = new WeakReference<>(make(2), queue);
        PhantomReference<Object> phantom = new PhantomReference<>(make(3), queue);
        SoftReference<Object> soft = new SoftReference<>(make(4), queue);
        System.out.println("phantom get " + phantom.get());
        System.out.println("dropped " + until(() -> dropped.refersTo(null)) + " " + dropped.get());
        System.out.println("kept " + (kept.get() == strong) + " " + kept.refersTo(strong) + " " + kept.refersTo(null));
        System.out.println("phantom cleared " + until(() -> phantom.refersTo(null)));
        System.out.println("soft kept with memory to spare " + (soft.get() != null));
        Set<Reference<?>> seen = new HashSet<>();
        for (Reference<?> r; (r = queue.remove(2000)) != null; ) { seen.add(r); if (seen.size() == 2) break; }
        System.out.println("queued " + seen.contains(dropped) + " " + seen.contains(phantom) + " " + seen.contains(kept) + " " + queue.poll());
        Reference.reachabilityFence(strong);
        WeakReference<Object> byHand = new WeakReference<>(strong, queue);
        System.out.println("enqueue " + byHand.enqueue() + " " + byHand.enqueue() + " " + (queue.poll() == byHand) + " " + byHand.get());
        WeakReference<Object> cleared = new WeakReference<>(strong, queue);
        cleared.clear();
        System.gc();
        System.out.println("cleared " + cleared.get() + " " + queue.poll());
        WeakReference<Object> noQueue = new WeakReference<>(strong);
        System.out.println("no queue " + noQueue.enqueue() + " " + new WeakReference<>(null).get());
        try {
            new WeakReference<Object>(strong, queue) { Object c() throws Exception { return clone(); } }.c();
        } catch (CloneNotSupportedException e) {
            System.out.println(e);
        }
        // A queue hands out everything once, whatever the order.
        List<Named> refs = new ArrayList<>();
        for (int i = 0; i < 50; i++) refs.add(new Named("n" + i, make(i), queue));
        System.out.println("all cleared " + until(() -> refs.stream().allMatch(r -> r.refersTo(null))));
        Set<String> names = new TreeSet<>();
        while (names.size() < 50) names.add(((Named) queue.remove(5000)).name);
        System.out.println(names.size() + " " + queue.poll() + " " + queue.remove(1));
        // References that nobody holds are not queued.
        new Named("lost", make(1), queue);
        System.gc();
        System.gc();
        System.out.println("lost " + queue.poll());
        // A weak chain: only the ends count.
        Object[] link = {null};
        WeakReference<Object[]> head = new WeakReference<>(new Object[] {link});
        System.out.println("chain " + until(() -> head.refersTo(null)) + " " + (link.length == 1));
        // A weak reference to a weakly held reference; a cycle of garbage.
        WeakReference<WeakReference<Object>> outer = new WeakReference<>(new WeakReference<>(strong));
        System.out.println("weak of weak " + until(() -> outer.refersTo(null)));
        Object[] a = {null}, b = {a};
        a[0] = b;
        WeakReference<Object> cycle = new WeakReference<>(a);
        a = b = null;
        System.out.println("cycle " + until(() -> cycle.refersTo(null)));
        try {
            queue.remove(-1);
        } catch (IllegalArgumentException e) {
            System.out.println(e);
        }
        Thread waiting = new Thread(() -> { try { queue.remove(); } catch (InterruptedException e) { System.out.println(e); } });
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) Thread.sleep(1);
        waiting.interrupt();
        waiting.join();
    }
}

/* expect-output:
phantom get null
dropped true null
kept true true false
phantom cleared true
soft kept with memory to spare true
queued true true false null
enqueue true false true null
cleared null null
no queue false null
java.lang.CloneNotSupportedException
all cleared true
50 null null
lost null
chain true true
weak of weak true
cycle true
java.lang.IllegalArgumentException: Negative timeout value
java.lang.InterruptedException
*/
