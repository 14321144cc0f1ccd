// options: -Xss4m -XX:-OmitStackTraceInFastThrow
// stress: -XX:GCStressInterval=500 -Dscale=50

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Exceptions thrown across many frames, with finally blocks, monitors and handlers on the way. */
public class Exceptions {
    static final int ROUNDS = 2_000 / Integer.getInteger("scale", 1);
    static int finals, held;

    static class Mine extends Exception {
        final int at;

        Mine(int at, Throwable cause) {
            super("at " + at, cause);
            this.at = at;
        }
    }

    static int deep(int n) throws Mine {
        if (n == 0) {
            throw new Mine(0, null);
        }
        return deep(n - 1) + 1;
    }

    static int finallies(int n) throws Mine {
        try {
            return n == 0 ? deep(3) : finallies(n - 1);
        } finally {
            finals++;
        }
    }

    static synchronized int monitors(int n) throws Mine {
        synchronized (Integer.valueOf(n % 100).getClass()) {
            return n == 0 ? deep(1) : monitors(n - 1);
        }
    }

    static int wrapping(int n) throws Mine {
        try {
            return n == 0 ? deep(0) : wrapping(n - 1);
        } catch (Mine e) {
            throw new Mine(n, n % 10 == 0 ? e : e.getCause());
        }
    }

    static int implicit(int kind, Object o, int[] a) {
        switch (kind) {
            case 0: return 1 / (kind - kind);
            case 1: return a[a.length];
            case 2: return ((String) o).length();
            case 3: return new int[kind - 4].length;
            case 4: Object[] s = new String[1]; s[0] = kind; return 0;
            case 5: return o.hashCode() + ((int[]) null).length;
            case 6: ((Runnable) o).run(); return 0;
            default: throw new IllegalArgumentException("kind " + kind);
        }
    }

    public static void main(String[] args) throws Exception {
        int caught = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try {
                deep(1000);
            } catch (Mine e) {
                caught += e.getStackTrace().length == 1002 ? 1 : 0;
            }
        }
        System.out.println("deep: " + (caught == ROUNDS));
        int same = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try {
                finallies(200);
            } catch (Mine e) {
                same += e.at;
            }
        }
        System.out.println("finally blocks: " + (finals == ROUNDS * 201) + " " + same);
        for (int i = 0; i < ROUNDS; i++) {
            try {
                monitors(100);
            } catch (Mine e) {
                held += Thread.holdsLock(Exceptions.class) || Thread.holdsLock(Integer.class) ? 1 : 0;
            }
        }
        System.out.println("monitors held: " + held);
        int chain = 0;
        for (int i = 0; i < ROUNDS / 10; i++) {
            try {
                wrapping(200);
            } catch (Mine e) {
                for (Throwable t = e; t != null; t = t.getCause()) {
                    chain++;
                }
            }
        }
        System.out.println("chain: " + chain / (ROUNDS / 10));
        List<String> texts = new ArrayList<>();
        for (int kind = 0; kind < 8; kind++) {
            String text = "";
            for (int i = 0; i < ROUNDS; i++) {
                try {
                    implicit(kind, kind, new int[kind]);
                } catch (RuntimeException e) {
                    String now = e.toString();
                    if (i > 0 && !now.equals(text)) {
                        System.out.println("changed: " + text + " -> " + now);
                    }
                    text = now;
                }
            }
            texts.add(text);
        }
        texts.forEach(System.out::println);
        IntUnaryOperator[] self = {null};
        self[0] = n -> {
            if (n == 0) {
                throw new IllegalStateException("from the lambda");
            }
            return self[0].applyAsInt(n - 1);
        };
        int lambdas = 0;
        for (int i = 0; i < ROUNDS / 10; i++) {
            try {
                self[0].applyAsInt(500);
            } catch (IllegalStateException e) {
                lambdas++;
            }
        }
        System.out.println("lambdas: " + (lambdas == ROUNDS / 10));
        var method = Exceptions.class.getDeclaredMethod("deep", int.class);
        int reflected = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try {
                method.invoke(null, 50);
            } catch (InvocationTargetException e) {
                reflected += e.getCause() instanceof Mine ? 1 : 0;
            }
        }
        System.out.println("reflection: " + (reflected == ROUNDS));
    }
}
