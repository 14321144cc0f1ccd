import java.util.ArrayList;
import java.util.List;

/** What the agent {@code watch_suite.c} watches: each part is begun and ended by a call of {@link #part}, at which the agent changes what it wants. */
public class WatchSuite {
    static native void part(String name);

    /** The agent ends this frame. */
    static int early(int value) {
        part("early");
        return value;
    }

    static int staticField;
    int field = 3;
    long wide;
    String text = "text";
    static Object object;

    static int loop(int count, long step, String text) {
        int sum = 0;
        double half = 0.5;
        for (int i = 0; i < count; i++) {
            sum += (int) (i * step);
            half *= 2;
        }
        Object nothing = null;
        String other = text;
        part("locals");
        return sum + (int) half + other.length() + (nothing == null ? 0 : 1000);
    }

    int instance(int value) {
        field += value;
        wide = field * 2L;
        text = text + value;
        staticField = field;
        return field;
    }

    static int recursive(int depth) {
        return depth == 0 ? 0 : 1 + recursive(depth - 1);
    }

    static void thrower(int depth) {
        if (depth == 0) {
            Object[] strings = new String[1];
            strings[0] = Integer.valueOf(1);
        }
        thrower(depth - 1);
    }

    static int catcher(int depth) {
        try {
            thrower(depth);
        } catch (ArrayStoreException e) {
            try {
                return Integer.parseInt("x");
            } catch (NumberFormatException inner) {
                return -1;
            } finally {
                staticField++;
            }
        }
        return 0;
    }

    static synchronized int locked(Object other) {
        synchronized (other) {
            part("monitors");
            return 1;
        }
    }

    static double conversions(byte b, short s, char c, boolean z, float f) {
        long sum = b + s + c + (z ? 1 : 0);
        switch ((int) sum) {
            case 1 -> sum += 1;
            case 100 -> sum += 2;
            default -> sum += 3;
        }
        return sum * f;
    }

    static float floating(float f) {
        return f / 2;
    }

    static byte narrow(int value) {
        return (byte) value;
    }

    static boolean isOdd(int value) {
        return (value & 1) != 0;
    }

    interface Shape {
        int sides();
    }

    static int lambdas() {
        Shape shape = () -> 4;
        List<Integer> list = new ArrayList<>();
        list.add(shape.sides());
        return list.get(0);
    }

    public static void main(String[] arguments) throws Exception {
        System.load(arguments[0]);
        WatchSuite suite = new WatchSuite();
        System.out.println("locals " + loop(3, 5L, "abc"));
        part("breakpoints");
        System.out.println("breakpoints " + loop(2, 7L, "de") + " " + suite.instance(4));
        part("no breakpoints");
        System.out.println("no breakpoints " + loop(2, 7L, "de"));
        part("steps");
        int result = suite.instance(5) + catcher(1) + recursive(2) + (int) conversions((byte) 1, (short) 2, 'a', true, 1.5f) + lambdas();
        part("no steps");
        System.out.println("steps " + result);
        part("calls");
        result = recursive(3) + catcher(2) + suite.instance(1) + narrow(300) + (isOdd(3) ? 1 : 0) + (int) floating(3f);
        part("no calls");
        System.out.println("calls " + result);
        part("exceptions");
        result = catcher(2);
        try {
            Object nothing = null;
            nothing.hashCode();
        } catch (NullPointerException e) {
            result++;
        }
        try {
            Class.forName("absent.Name");
        } catch (ClassNotFoundException e) {
            result++;
        }
        part("no exceptions");
        System.out.println("exceptions " + result);
        part("fields");
        result = suite.instance(2) + catcher(0);
        object = suite;
        part("no fields");
        System.out.println("fields " + result + " " + object.equals(suite));
        part("pops");
        result = recursive(4) + catcher(1);
        part("no pops");
        System.out.println("pops " + result);
        System.out.println("monitors " + locked(new Object()));
        System.out.println("early " + early(1));
        tags();
        object = graph();
        part("heap");
        object = null;
        contention();
    }

    static class Named {
        String name = "node";
        static Object shared = new int[] {7, 8};
    }

    interface Constants {
        Object FIRST = new Object();
        int SECOND = 2;
    }

    static class Node extends Named implements Constants {
        int value;
        Object next;
        double weight = 0.25;

        Node(int value) {
            this.value = value;
        }
    }

    static Object graph() {
        Node first = new Node(1);
        Node second = new Node(2);
        first.next = second;
        second.next = new Object[] {first, null, second, new int[] {1, 2, 3}, "element"};
        second.name = null;
        return first;
    }

    static void tags() {
        Object kept = new Object();
        object = kept;
        part("tag");
        object = new int[] {1};
        part("tag");
        object = null;
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        part("tags");
        if (kept.equals(null)) {
            throw new AssertionError();
        }
    }

    static void contention() throws Exception {
        Object lock = new Object();
        part("contention");
        Thread other;
        synchronized (lock) {
            other = new Thread(() -> {
                synchronized (lock) {
                    lock.notify();
                }
            }, "other");
            other.start();
            while (other.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            object = lock;
            part("usage");
            lock.wait(60_000);
            lock.wait(1);
        }
        other.join();
        part("no contention");
    }
}
