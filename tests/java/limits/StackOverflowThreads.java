// vm-options: -Xss512k
/** Stack overflow in threads of several stack sizes, in class initialisers, in natives that call back, in comparators of the library. */
public class StackOverflowThreads {
    static int down(int n) { return down(n + 1) + 1; }
    static class Init { static int x = down(0); }
    static class Init2 { static { Init2.deep(0); } static void deep(int n) { deep(n + 1); } }
    static class Fine { static int x = 5; }
    static int measured;
    static int measure(int n) { measured = n; return measure(n + 1) + 1; }

    static int depth(long stack) throws Exception {
        int[] out = new int[1];
        Thread t = new Thread(null, () -> { try { measure(0); } catch (StackOverflowError e) { out[0] = measured; } }, "t", stack);
        t.start();
        t.join();
        return out[0];
    }

    public static void main(String[] args) throws Exception {
        int small = depth(256 << 10), big = depth(8 << 20);
        System.out.println((small > 300) + " " + (big > small * 3));
        for (int i = 0; i < 2; i++) {
            try { System.out.println(Init.x); } catch (StackOverflowError | NoClassDefFoundError e) { System.out.println(e + " " + (e.getCause() == null ? null : e.getCause().getMessage())); }
            try { new Init2(); } catch (StackOverflowError | NoClassDefFoundError e) { System.out.println(e); }
        }
        System.out.println(Fine.x);
        Integer[] a = new Integer[50];
        for (int i = 0; i < a.length; i++) a[i] = i * 7 % 50;
        try { java.util.Arrays.sort(a, (x, y) -> down(0)); } catch (StackOverflowError e) { System.out.println("sort"); }
        java.util.Map<Integer, Integer> m = new java.util.HashMap<>();
        try { m.computeIfAbsent(1, k -> down(0)); } catch (StackOverflowError e) { System.out.println("map " + m); }
        try { java.security.AccessController.doPrivileged((java.security.PrivilegedAction<Integer>) () -> down(0)); } catch (StackOverflowError e) { System.out.println("privileged"); }
        Thread t = new Thread(() -> down(0), "dies");
        t.setUncaughtExceptionHandler((th, e) -> System.out.println(th.getName() + " " + e));
        t.start();
        t.join();
        Object lock = new Object();
        try { synchronized (lock) { down(0); } } catch (StackOverflowError e) { System.out.println("lock " + Thread.holdsLock(lock)); }
        try { java.lang.reflect.Method d = StackOverflowThreads.class.getDeclaredMethod("down", int.class); d.invoke(null, 0); } catch (java.lang.reflect.InvocationTargetException e) { System.out.println(e.getCause()); }
        try { throw new Error(down2(0)); } catch (Error e) { System.out.println(e.getMessage()); }
    }

    static String down2(int n) { try { return down2(n + 1); } catch (StackOverflowError e) { return "deep"; } }
}

/* expect-output:
true true
java.lang.StackOverflowError null
java.lang.StackOverflowError
java.lang.NoClassDefFoundError: Could not initialize class StackOverflowThreads$Init Exception java.lang.StackOverflowError [in thread "main"]
java.lang.NoClassDefFoundError: Could not initialize class StackOverflowThreads$Init2
5
sort
map {}
privileged
dies java.lang.StackOverflowError
lock false
java.lang.StackOverflowError
deep
*/
