// Finalizers: run once, resurrection, exceptions, order against weak and phantom references, subclasses, Cleaner.
import java.lang.ref.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicInteger;

public class RefsFinalizers {
    static final AtomicInteger finalized = new AtomicInteger(), failing = new AtomicInteger(), sub = new AtomicInteger();
    static volatile Lazarus risen;

    static class Plain { @Override protected void finalize() { finalized.incrementAndGet(); } }
    static class Failing { @Override protected void finalize() { failing.incrementAndGet(); throw new IllegalStateException("ignored"); } }
    static class Base { @Override protected void finalize() throws Throwable { sub.addAndGet(1); } }
    static class Sub extends Base { @Override protected void finalize() throws Throwable { sub.addAndGet(10); super.finalize(); } }
    static class Empty extends Base { @Override protected void finalize() { } }
    static class Lazarus { int times; final int[] body = {1, 2, 3}; @Override protected void finalize() { times++; risen = this; } }
    static class Throwing { Throwing() { throw new IllegalArgumentException(); } static int done; @Override protected void finalize() { done++; } }

    static boolean until(BooleanCall done) throws Exception {
        for (int i = 0; i < 200 && !done.get(); i++) { System.gc(); System.runFinalization(); Thread.sleep(1); }
        return done.get();
    }
    interface BooleanCall { boolean get(); }

    static void make() throws Exception {
        for (int i = 0; i < 20; i++) new Plain();
        for (int i = 0; i < 5; i++) new Failing();
        new Sub();
        new Empty();
        new Lazarus();
        try { new Throwing(); } catch (IllegalArgumentException e) { }
    }

    public static void main(String[] args) throws Exception {
        make();
        System.out.println("plain " + until(() -> finalized.get() == 20) + " failing " + until(() -> failing.get() == 5) + " sub " + until(() -> sub.get() == 11) + " partly built " + until(() -> Throwing.done == 1));
        System.out.println("risen " + until(() -> risen != null) + " " + risen.times + " " + risen.body[2]);
        WeakReference<Lazarus> second = new WeakReference<>(risen);
        risen = null;
        System.out.println("dies for good " + until(() -> second.refersTo(null)) + " not risen again " + (risen == null));
        for (int i = 0; i < 3; i++) System.gc();
        System.out.println("once only " + finalized + " " + failing + " " + sub);

        // Weak references are cleared before finalization, phantoms after it.
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        Lazarus third = new Lazarus();
        WeakReference<Object> weak = new WeakReference<>(third, queue);
        PhantomReference<Object> phantom = new PhantomReference<>(third, queue);
        third = null;
        System.out.println("weak first " + until(() -> weak.refersTo(null) && risen != null) + " phantom not yet " + !phantom.refersTo(null));
        System.out.println((queue.remove(5000) == weak) + " " + queue.poll());
        risen = null;
        System.out.println("phantom last " + until(() -> phantom.refersTo(null)) + " " + (queue.remove(5000) == phantom));

        Cleaner cleaner = Cleaner.create();
        CountDownLatch cleaned = new CountDownLatch(10);
        List<Cleaner.Cleanable> cleanables = new ArrayList<>();
        for (int i = 0; i < 10; i++) cleanables.add(cleaner.register(new Object(), cleaned::countDown));
        System.out.println("cleaned " + until(() -> cleaned.getCount() == 0));
        AtomicInteger byHand = new AtomicInteger();
        Object held = new Object();
        Cleaner.Cleanable one = cleaner.register(held, byHand::incrementAndGet);
        one.clean();
        one.clean();
        System.out.println("by hand once " + byHand);
        Cleaner.Cleanable throwing = cleaner.register(new Object(), () -> { throw new IllegalStateException("in cleaner"); });
        CountDownLatch after = new CountDownLatch(1);
        cleaner.register(new Object(), after::countDown);
        System.out.println("survives exceptions " + until(() -> after.getCount() == 0));
        try {
            throwing.clean();
            System.out.println("already cleaned");
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        Reference.reachabilityFence(held);
        // A reachability fence keeps what it names.
        Plain fenced = new Plain();
        int before = finalized.get();
        System.gc();
        System.runFinalization();
        System.out.println("fenced " + (finalized.get() == before));
        Reference.reachabilityFence(fenced);
    }
}

/* expect-output:
plain true failing true sub true partly built true
risen true 1 3
dies for good true not risen again true
once only 20 5 11
weak first true phantom not yet true
true null
phantom last true true
cleaned true
by hand once 1
survives exceptions true
already cleaned
fenced true
*/
