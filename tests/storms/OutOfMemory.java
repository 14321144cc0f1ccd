// options: -Xmx16m -XX:+UseSerialGC
// stress: -XX:GCStressInterval=20 -Dscale=20
// stress: -XX:+VerifyHeap -Dscale=20

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** 1,000 OutOfMemoryErrors of the full heap caught in one process, in eleven kinds of places; after each the state is consistent. */
public class OutOfMemory {
    static final int SCALE = Integer.getInteger("scale", 1);
    static final int EACH = Math.max(2, 100 / SCALE);
    static final int CHUNK = 256 << 10;

    interface Body {
        Object run() throws Throwable;
    }

    static int caught, wrong;

    /** Fills the heap until it throws. */
    public static Object fill() {
        Object[] last = null;
        while (true) {
            last = new Object[] {last, new byte[CHUNK]};
        }
    }

    static void storm(String name, Body body) {
        Map<String, Integer> outcomes = new HashMap<>();
        for (int i = 0; i < EACH; i++) {
            String outcome;
            try {
                Object result = body.run();
                outcome = "no error, " + result;
            } catch (OutOfMemoryError e) {
                caught++;
                outcome = e.getMessage();
            } catch (Throwable t) {
                wrong++;
                outcome = t.toString();
            }
            outcomes.merge(outcome, 1, Integer::sum);
        }
        System.out.println(name + ": " + outcomes);
    }

    static final Object LOCK = new Object();
    static int entered, left;

    static synchronized Object inSynchronizedMethod() {
        entered++;
        try {
            return fill();
        } finally {
            left++;
        }
    }

    static class Filler {
        final Object x;

        public Filler() {
            x = fill();
        }
    }

    static class Initializing {
        static final Object X = fill();
    }

    /** A new copy of a class at each call. */
    static class Copies extends ClassLoader {
        final byte[] file;

        Copies(byte[] file) {
            super(OutOfMemory.class.getClassLoader());
            this.file = file;
        }

        Class<?> define() {
            return defineClass("OutOfMemory$Initializing", file, 0, file.length);
        }
    }

    public static Object reflected() {
        return fill();
    }

    public static void main(String[] args) throws Throwable {
        byte[] file;
        try (InputStream in = OutOfMemory.class.getResourceAsStream("OutOfMemory$Initializing.class")) {
            file = in.readAllBytes();
        }
        storm("plain", OutOfMemory::fill);
        storm("list", () -> {
            List<long[]> list = new ArrayList<>();
            while (true) {
                list.add(new long[CHUNK / 8]);
            }
        });
        storm("one array", () -> new long[16 << 20].length);
        storm("clone", () -> {
            int[] big = new int[2 << 20];
            return new Object[] {big, big.clone(), big.clone(), big.clone()};
        });
        Method method = OutOfMemory.class.getMethod("reflected");
        storm("reflection", () -> {
            try {
                return method.invoke(null);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        storm("constructor by reflection", () -> {
            try {
                return Filler.class.getConstructor().newInstance();
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        storm("Array.newInstance", () -> Array.getLength(Array.newInstance(long.class, 1000, 1000, 20)));
        int[] noClass = {0};
        storm("<clinit>", () -> {
            Class<?> type = new Copies(file).define();
            try {
                return Class.forName(type.getName(), true, type.getClassLoader());
            } catch (OutOfMemoryError e) {
                try {
                    Class.forName(type.getName(), true, type.getClassLoader());
                } catch (NoClassDefFoundError again) {
                    noClass[0]++;
                }
                throw e;
            }
        });
        System.out.println("erroneous after <clinit>: " + (noClass[0] == EACH));
        ReentrantLock lock = new ReentrantLock();
        storm("monitors", () -> {
            synchronized (LOCK) {
                synchronized (OutOfMemory.class) {
                    lock.lock();
                    try {
                        return inSynchronizedMethod();
                    } finally {
                        lock.unlock();
                    }
                }
            }
        });
        System.out.println("held: " + Thread.holdsLock(LOCK) + Thread.holdsLock(OutOfMemory.class) + lock.isLocked() + " " + (entered == left));
        storm("lambdas and streams", () -> IntStream.range(0, 1 << 20).mapToObj(i -> new byte[CHUNK]).collect(Collectors.toList()).size());
        storm("threads", () -> {
            Throwable[] seen = {null};
            Thread thread = new Thread(() -> {
                try {
                    fill();
                } catch (Throwable t) {
                    seen[0] = t;
                }
            });
            thread.start();
            thread.join();
            throw seen[0];
        });
        System.out.println("caught enough: " + (caught >= 11 * EACH) + ", wrong " + wrong);
        // The heap still works.
        long sum = 0;
        for (int i = 0; i < 200; i++) {
            byte[] b = new byte[CHUNK];
            b[i] = (byte) i;
            sum += b[i] & 0xff;
        }
        Map<Integer, String> map = new HashMap<>();
        for (int i = 0; i < 10000; i++) {
            map.put(i, "v" + i);
        }
        System.out.println(sum + " " + map.get(777) + " " + new String(new ByteArrayInputStream("alive".getBytes()).readAllBytes()));
    }
}
