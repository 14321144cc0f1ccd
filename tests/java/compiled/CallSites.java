// vm-options: -Xbatch
// expect-jit: jit deopts.call_site>=1
// expect-jit: jit invalidated>=5
// expect-jit: jit deopts.call_site<=100

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.VolatileCallSite;

/**
 * Compiled code relies on the target of a call site, until the site gets another one: also while a loop runs that calls it. A site that changes
 * all the time is not relied on.
 */
public class CallSites {
    static final MethodType TYPE = MethodType.methodType(int.class, int.class);
    static final MutableCallSite SITE;
    static final MutableCallSite RESTLESS;
    static final VolatileCallSite VOLATILE;
    static final MethodHandle INVOKER;
    static final MethodHandle RESTLESS_INVOKER;
    static final MethodHandle VOLATILE_INVOKER;
    static final MethodHandle[] TARGETS = new MethodHandle[3];

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TARGETS[0] = lookup.findStatic(CallSites.class, "once", TYPE);
            TARGETS[1] = lookup.findStatic(CallSites.class, "twice", TYPE);
            TARGETS[2] = lookup.findStatic(CallSites.class, "change", TYPE);
        } catch (ReflectiveOperationException e) {
            throw new Error(e);
        }
        SITE = new MutableCallSite(TARGETS[0]);
        RESTLESS = new MutableCallSite(TARGETS[0]);
        VOLATILE = new VolatileCallSite(TARGETS[0]);
        INVOKER = SITE.dynamicInvoker();
        RESTLESS_INVOKER = RESTLESS.dynamicInvoker();
        VOLATILE_INVOKER = VOLATILE.dynamicInvoker();
    }

    static int once(int i) {
        return i;
    }

    static int twice(int i) {
        return 2 * i;
    }

    /** Replaces itself, under the loop that calls it. */
    static int change(int i) {
        SITE.setTarget(TARGETS[1]);
        MutableCallSite.syncAll(new MutableCallSite[] {SITE});
        return 1000;
    }

    static long loop(int from, int to) throws Throwable {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += (int) INVOKER.invokeExact(i);
        }
        return sum;
    }

    static int restless(int i) throws Throwable {
        return (int) RESTLESS_INVOKER.invokeExact(i);
    }

    static int fickle(int i) throws Throwable {
        return (int) VOLATILE_INVOKER.invokeExact(i);
    }

    public static void main(String[] args) throws Throwable {
        long sum = 0;
        for (int i = 0; i < 300; i++) {
            sum += loop(i, i + 300);
        }
        System.out.println(sum);
        SITE.setTarget(TARGETS[2]);
        System.out.println(loop(0, 100_000));
        System.out.println(loop(0, 10));

        sum = 0;
        for (int i = 0; i < 100_000; i++) {
            if (i % 500 == 0) {
                RESTLESS.setTarget(TARGETS[i / 500 % 2]);
                VOLATILE.setTarget(TARGETS[i / 500 % 2]);
            }
            int got = restless(i);
            if (got != fickle(i)) {
                throw new AssertionError("at " + i);
            }
            sum += got;
        }
        System.out.println(sum);

        // Another thread changes the site; the loop ends when it has seen that.
        SITE.setTarget(TARGETS[0]);
        Thread other = new Thread(() -> {
            SITE.setTarget(TARGETS[1]);
            MutableCallSite.syncAll(new MutableCallSite[] {SITE});
        });
        long turns = 0;
        while ((int) INVOKER.invokeExact(21) == 21) {
            if (turns++ == 20_000) {
                other.start();
            }
        }
        other.join();
        System.out.println((int) INVOKER.invokeExact(21));
    }
}

/* expect-output:
26910000
9999901000
90
7512425000
42
*/
