// vm-options: -Xbatch -XX:CompileCommand=quiet -XX:CompileCommand=dontinline,ThroughTenFrames.*
// expect-jit: jit methods>=10

/** An exception passes ten compiled frames to a handler in a method that is interpreted (it runs once). */
public class ThroughTenFrames {
    static int finals;

    static int f1(int i) { return i < 0 ? f10(i + 1) : f2(i) + 1; }
    static int f2(int i) { return i < 0 ? f9(i + 1) : f3(i) + 1; }
    static int f3(int i) { return i < 0 ? f8(i + 1) : f4(i) + 1; }
    static int f4(int i) { synchronized (ThroughTenFrames.class) { return i < 0 ? f7(i + 1) : f5(i) + 1; } }
    static int f5(int i) { try { return i < 0 ? f6(i + 1) : f6(i) + 1; } finally { finals++; } }
    static int f6(int i) { return i < 0 ? f5(i + 1) : f7(i) + 1; }
    static int f7(int i) { try { return i < 0 ? f4(i + 1) : f8(i) + 1; } catch (ArithmeticException e) { return -1; } }
    static int f8(int i) { return i < 0 ? f3(i + 1) : f9(i) + 1; }
    static int f9(int i) { return i < 0 ? f2(i + 1) : f10(i) + 1; }
    static int f10(int i) {
        if (i == 30_000) throw new IllegalStateException("ten below");
        return i < 0 ? f1(i + 1) : i & 1;
    }

    public static void main(String[] args) {
        long sum = 0;
        for (int i = 0; i < 30_000; i++) sum += f1(i % 5 == 0 ? -3 : i);
        System.out.println(sum);
        int before = finals;
        try {
            f1(30_000);
        } catch (IllegalStateException e) {
            StringBuilder trace = new StringBuilder(e.getMessage());
            for (StackTraceElement at : e.getStackTrace()) trace.append(' ').append(at.getMethodName());
            System.out.println(trace + " " + (finals - before) + " " + Thread.holdsLock(ThroughTenFrames.class));
        }
    }
}

/* expect-output:
228000
ten below f10 f9 f8 f7 f6 f5 f4 f3 f2 f1 main 1 false
*/
