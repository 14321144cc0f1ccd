// options: -Xmx64m -Xmn2m -XX:+UseSerialGC
// brolga: -XX:ReservedCodeCacheSize=160k -XX:Tier3CompileThreshold=2 -XX:Tier3BackEdgeThreshold=2 -Xbatch -XX:+PrintJitStatistics
// jit: compiles>=1000000
// timeout: 3000

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;

/** Methods that are called a few times each, by turns, with room for the code of few of them: most calls find their code thrown away. Memory stays as it is. */
public class Compiles {
    static final int LOADERS = 60, ROUNDS = 2200;

    /** What each loader has its own of. */
    public static class Work implements IntUnaryOperator {
        int field = 1;
        int a(int x) { return x + field; }
        int b(int x) { return x * 3 - field; }
        int c(int x) { return x ^ x >>> 3; }
        int d(int x) { return x > 0 ? x - 1 : field; }
        int e(int x) { int s = 0; for (int i = 0; i < (x & 3); i++) s += i; return s; }
        int f(int[] x) { return x[1] + x.length; }
        int g(Object x) { return x instanceof String ? 1 : 2; }
        int h(long x) { return (int) (x % 7); }
        int i(double x) { return (int) (x * 0.5); }
        int j(int x) { switch (x & 3) { case 0: return 5; case 2: return 7; default: return field; } }
        int k(int x) { synchronized (this) { return x + 2; } }
        int l(int x) { try { return 10 / (x & 1); } catch (ArithmeticException e) { return -1; } }

        @Override
        public int applyAsInt(int x) {
            return a(x) + b(x) + c(x) + d(x) + e(x) + f(new int[] {x, x, x}) + g("x") + h(x) + i(x) + j(x) + k(x) + l(x);
        }
    }

    static class Own extends ClassLoader {
        Class<?> define(byte[] file) { return defineClass("Compiles$Work", file, 0, file.length); }
    }

    /** Memory of the process in pages. */
    static long pages() throws Exception {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
    }

    public static void main(String[] args) throws Throwable {
        byte[] file;
        try (InputStream in = Compiles.class.getResourceAsStream("Compiles$Work.class")) {
            file = in.readAllBytes();
        }
        IntUnaryOperator[] works = new IntUnaryOperator[LOADERS];
        for (int i = 0; i < works.length; i++) works[i] = (IntUnaryOperator) new Own().define(file).getDeclaredConstructor().newInstance();
        long sum = 0, before = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (round == ROUNDS / 5) before = pages();
            for (IntUnaryOperator work : works) for (int i = 0; i < 4; i++) sum += work.applyAsInt(round + i);
        }
        long grown = (pages() - before) * 4 / 1024;
        System.out.println(sum + " " + (grown < 8 ? "steady" : "grown by " + grown + " MB"));
    }
}
