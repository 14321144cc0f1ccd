// options: -Xss512k
// stress: -XX:GCStressInterval=300 -Dscale=50
// stress: -XX:+MonitorStress -Dscale=5

import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** 1,000 StackOverflowErrors caught in one process, in eleven kinds of frames; after each the state is consistent. */
public class StackOverflow {
    static final int SCALE = Integer.getInteger("scale", 1);
    static final int EACH = Math.max(2, 100 / SCALE);

    interface Body {
        Object run() throws Throwable;
    }

    static int caught, wrong, entered, left;
    public static int depth;

    static void storm(String name, Body body) {
        Map<String, Integer> outcomes = new HashMap<>();
        for (int i = 0; i < EACH; i++) {
            String outcome;
            depth = 0;
            try {
                outcome = "no error, " + body.run();
            } catch (StackOverflowError e) {
                caught++;
                outcome = e.getMessage() + (depth > 100 ? " deep" : " shallow " + depth) + " " + Math.min(e.getStackTrace().length, 1024);
            } catch (Throwable t) {
                wrong++;
                outcome = t.toString();
            }
            outcomes.merge(outcome, 1, Integer::sum);
        }
        System.out.println(name + ": " + outcomes);
    }

    static int plain(int n) {
        depth++;
        return plain(n + 1) + 1;
    }

    static double wide(long a, double b, Object c, long d, int e) {
        depth++;
        return wide(a + 1, b * 2, c, d ^ a, e - 1) + a + d + e + c.hashCode() * b;
    }

    int virtual(Object o) {
        depth++;
        return new StackOverflow().virtual(o) + o.hashCode();
    }

    static void withFinally() {
        depth++;
        entered++;
        try {
            withFinally();
        } finally {
            left++;
        }
    }

    static final Object LOCK = new Object();

    static synchronized int monitors() {
        depth++;
        synchronized (LOCK) {
            return monitors() + 1;
        }
    }

    /** Overflows again and again on the way out. */
    static int retry(int budget) {
        depth++;
        try {
            return retry(budget);
        } catch (StackOverflowError e) {
            if (depth > 0 && budget > 0) {
                depth = -depth;
                return retry(budget - 1);
            }
            throw e;
        }
    }

    static Method reflected;

    public static int reflected(int n) throws Throwable {
        depth++;
        try {
            return (Integer) reflected.invoke(null, n + 1);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    static class Initializing {
        static final int X = Initializing.down();

        static int down() {
            depth++;
            return down() + 1;
        }
    }

    static class Copies extends ClassLoader {
        final byte[] file;

        Copies(byte[] file) {
            super(StackOverflow.class.getClassLoader());
            this.file = file;
        }

        Class<?> define() {
            return defineClass("StackOverflow$Initializing", file, 0, file.length);
        }
    }

    static IntUnaryOperator self;

    static int stream(int n) {
        depth++;
        return Stream.of(n).map(x -> stream(x + 1)).reduce(0, Integer::sum);
    }

    static class Text {
        @Override
        public String toString() {
            depth++;
            return "(" + this + ")";
        }

        @Override
        public int hashCode() {
            depth++;
            return List.of(this).hashCode();
        }
    }

    @SuppressWarnings("unchecked")
    public static void main(String[] args) throws Throwable {
        byte[] file;
        try (InputStream in = StackOverflow.class.getResourceAsStream("StackOverflow$Initializing.class")) {
            file = in.readAllBytes();
        }
        reflected = StackOverflow.class.getMethod("reflected", int.class);
        // Once at ample depth, so that the classes that the storm uses are ready before the first overflow.
        self = n -> n;
        storm("plain", () -> plain(0));
        storm("wide frames", () -> wide(1, 2, "3", 4, 5));
        storm("virtual", () -> new StackOverflow().virtual("x"));
        storm("finally", () -> {
            withFinally();
            return 0;
        });
        System.out.println("every finally ran: " + (entered == left));
        storm("monitors", StackOverflow::monitors);
        System.out.println("held: " + Thread.holdsLock(LOCK) + Thread.holdsLock(StackOverflow.class));
        int before = caught;
        for (int i = 0; i < EACH; i++) {
            depth = 0;
            try {
                retry(5);
            } catch (StackOverflowError e) {
                caught++;
            }
        }
        System.out.println("retry: " + (caught - before == EACH));
        // The library's own frames, and how they wrap the error, differ from run to run: only the kind of outcome counts.
        kinds("reflection", () -> reflected(0));
        kinds("<clinit>", () -> {
            Class<?> type = new Copies(file).define();
            Class.forName(type.getName(), true, type.getClassLoader());
            return "initialised";
        });
        self = n -> {
            depth++;
            return self.applyAsInt(n + 1) + 1;
        };
        kinds("lambdas", () -> self.applyAsInt(0));
        kinds("streams", () -> stream(0));
        kinds("toString", () -> new Text().toString());
        kinds("hashCode", () -> new Text().hashCode());
        Supplier<Object>[] proxy = new Supplier[1];
        proxy[0] = (Supplier<Object>) Proxy.newProxyInstance(StackOverflow.class.getClassLoader(), new Class<?>[] {Supplier.class}, (p, m, a) -> {
            depth++;
            return proxy[0].get();
        });
        kinds("proxy", () -> proxy[0].get());
        kinds("threads", () -> {
            Throwable[] seen = {null};
            Thread thread = new Thread(() -> {
                try {
                    plain(0);
                } catch (Throwable t) {
                    seen[0] = t;
                }
            });
            thread.start();
            thread.join();
            throw seen[0];
        });
        System.out.println("caught enough: " + (caught >= 14 * EACH) + ", wrong " + wrong);
        System.out.println(stackWorks(1000) + " " + String.join(",", Map.of("a", "b").keySet()));
    }

    /** As {@link #storm}, without the depth of the trace. */
    static void kinds(String name, Body body) {
        int[] good = {0};
        for (int i = 0; i < EACH; i++) {
            depth = 0;
            try {
                body.run();
            } catch (Throwable t) {
                boolean overflow = false;
                for (Throwable at = t; at != null; at = at.getCause()) {
                    overflow |= at instanceof StackOverflowError;
                }
                if (overflow && depth > 10) {
                    caught++;
                    good[0]++;
                } else {
                    wrong++;
                    System.out.println(name + ": " + t);
                }
            }
        }
        System.out.println(name + ": " + good[0]);
    }

    static int stackWorks(int n) {
        return n == 0 ? 0 : stackWorks(n - 1) + 1;
    }
}
