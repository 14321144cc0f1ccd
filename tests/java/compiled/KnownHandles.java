// vm-options: -Xbatch
// expect-jit: jit known_objects>=30

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.VarHandle;
import java.lang.invoke.WrongMethodTypeException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Handles in static finals: compiled code knows what they do. What it must not take for known: the target of a call site that changes, statics
 * that are not final, finals of ordinary classes, and what the handle does not fit.
 */
public class KnownHandles {
    volatile int count;
    long sum;
    String name = "";
    static int total;

    static final VarHandle COUNT;
    static final VarHandle SUM;
    static final VarHandle NAME;
    static final VarHandle TOTAL;
    static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
    static final VarHandle NAMES = MethodHandles.arrayElementVarHandle(String[].class);
    static final MethodHandle STEP;
    static final MethodHandle BOUND;
    static final MethodHandle LENGTH;
    static final MutableCallSite SITE;
    static final AtomicIntegerFieldUpdater<KnownHandles> UPDATER =
            AtomicIntegerFieldUpdater.newUpdater(KnownHandles.class, "count");
    static final int[] TABLE = {3, 1, 4, 1, 5, 9, 2, 6};
    static final String WORD = new String("known");
    static final Holder HOLDER = new Holder(7);
    static final Pair PAIR = new Pair(3, "three");

    record Pair(int number, String text) {}

    static class Holder {
        final int value;

        Holder(int value) {
            this.value = value;
        }
    }

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            COUNT = lookup.findVarHandle(KnownHandles.class, "count", int.class);
            SUM = lookup.findVarHandle(KnownHandles.class, "sum", long.class);
            NAME = lookup.findVarHandle(KnownHandles.class, "name", String.class);
            TOTAL = lookup.findStaticVarHandle(KnownHandles.class, "total", int.class);
            MethodType type = MethodType.methodType(int.class, int.class, int.class);
            STEP = lookup.findStatic(KnownHandles.class, "step", type);
            BOUND = MethodHandles.insertArguments(STEP, 0, 5);
            LENGTH = lookup.findVirtual(String.class, "length", MethodType.methodType(int.class));
            SITE = new MutableCallSite(STEP);
        } catch (ReflectiveOperationException e) {
            throw new Error(e);
        }
    }

    static int step(int a, int b) {
        return a * 31 + b;
    }

    static int other(int a, int b) {
        return a - b;
    }

    static int fields(KnownHandles object, int i) {
        int before = (int) COUNT.getVolatile(object);
        boolean set = COUNT.compareAndSet(object, before, before + i);
        SUM.setRelease(object, (long) SUM.getAcquire(object) + i);
        int added = (int) COUNT.getAndAdd(object, 1);
        NAME.set(object, i % 3 == 0 ? "x" : WORD);
        TOTAL.setOpaque((int) TOTAL.getOpaque() + ((String) NAME.getVolatile(object)).length());
        COUNT.getAndAdd(object, 2); // The result is dropped.
        UPDATER.incrementAndGet(object);
        return step(added, set ? 1 : 0);
    }

    static int elements(int[] ints, String[] names, int i) {
        INTS.setVolatile(ints, i & 7, i);
        String old = (String) NAMES.getAndSet(names, i & 3, WORD);
        boolean set = NAMES.weakCompareAndSetPlain(names, i & 3, WORD, null);
        return (int) INTS.getAcquire(ints, (i + 1) & 7) + (old == null ? 1 : 0) + (set ? 2 : 0);
    }

    static int calls(int i) throws Throwable {
        int a = (int) STEP.invokeExact(i, 1) + (int) BOUND.invokeExact(i);
        return a + (int) LENGTH.invokeExact(WORD) + (int) LENGTH.invoke((Object) WORD);
    }

    static int site(int i) throws Throwable {
        return (int) SITE.dynamicInvoker().invokeExact(i, 1) + (int) SITE.getTarget().invokeExact(i, 2);
    }

    static int values(int i) {
        int found = TABLE[i & 7] + HOLDER.value + PAIR.number() + PAIR.text().length();
        Object object = PAIR;
        return found + (object instanceof Pair ? 1 : 0) + (TABLE.length == 8 ? 2 : 0) + WORD.charAt(i % 5);
    }

    static String wrong(KnownHandles object, Object argument, int kind) throws Throwable {
        try {
            return switch (kind) {
                case 0 -> "" + (int) COUNT.getVolatile((KnownHandles) null);
                case 1 -> "" + COUNT.compareAndSet(argument, 1, 2);
                case 2 -> "" + (int) INTS.get((int[]) argument, 1);
                case 3 -> "" + (int) INTS.get(new int[2], 2);
                case 4 -> "" + (long) STEP.invokeExact(1, 2);
                case 5 -> "" + (int) LENGTH.invokeExact((String) null);
                case 6 -> {
                    NAMES.set((Object[]) new Object[1], 0, WORD);
                    yield "set";
                }
                default -> "" + (int) COUNT.get(object, 1);
            };
        } catch (NullPointerException | ClassCastException | IndexOutOfBoundsException | WrongMethodTypeException e) {
            return e.getClass().getSimpleName();
        }
    }

    public static void main(String[] args) throws Throwable {
        KnownHandles object = new KnownHandles();
        int[] ints = new int[8];
        String[] names = new String[4];
        int hash = 0;
        for (int i = 0; i < 6000; i++) {
            hash = step(hash, fields(object, i & 3));
            hash = step(hash, elements(ints, names, i));
            hash = step(hash, calls(i));
            hash = step(hash, values(i));
            if (i == 4000) {
                MethodType type = MethodType.methodType(int.class, int.class, int.class);
                SITE.setTarget(MethodHandles.lookup().findStatic(KnownHandles.class, "other", type));
            }
            hash = step(hash, site(i));
            if (i == 5000) {
                total = 17;
                var field = Holder.class.getDeclaredField("value");
                field.setAccessible(true);
                field.setInt(HOLDER, 8);
            }
        }
        System.out.println(hash + " " + object.count + " " + object.sum + " " + total);
        for (int kind = 0; kind < 8; kind++) {
            for (int i = 0; i < 3; i++) {
                System.out.print(wrong(object, "text", kind) + (i == 2 ? "\n" : " "));
            }
        }
        CallSite site = SITE;
        System.out.println((int) site.getTarget().invokeExact(9, 4));
    }
}

/* expect-output:
-435315551 33000 9000 3016
NullPointerException NullPointerException NullPointerException
ClassCastException ClassCastException ClassCastException
ClassCastException ClassCastException ClassCastException
ArrayIndexOutOfBoundsException ArrayIndexOutOfBoundsException ArrayIndexOutOfBoundsException
WrongMethodTypeException WrongMethodTypeException WrongMethodTypeException
NullPointerException NullPointerException NullPointerException
ClassCastException ClassCastException ClassCastException
WrongMethodTypeException WrongMethodTypeException WrongMethodTypeException
5
*/
