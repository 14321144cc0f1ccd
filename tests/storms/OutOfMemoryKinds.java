// options: -Xmx64m -XX:MaxDirectMemorySize=4m -Xlog:disable

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Every reason for an OutOfMemoryError that HotSpot names, each many times. */
public class OutOfMemoryKinds {
    interface Body {
        Object run() throws Throwable;
    }

    static void kind(String name, Body body) {
        String first = null;
        for (int i = 0; i < 50; i++) {
            String outcome;
            try {
                outcome = "no error " + body.run();
            } catch (OutOfMemoryError e) {
                outcome = e.getMessage();
            } catch (Throwable t) {
                outcome = t.toString();
            }
            if (first == null) {
                first = outcome;
                System.out.println(name + ": " + outcome);
            } else if (!first.equals(outcome)) {
                System.out.println(name + " once more: " + outcome);
            }
        }
    }

    public static void main(String[] args) throws Throwable {
        kind("int[MAX]", () -> new int[Integer.MAX_VALUE].length);
        kind("int[MAX - 1]", () -> new int[Integer.MAX_VALUE - 1].length);
        kind("byte[MAX]", () -> new byte[Integer.MAX_VALUE].length);
        kind("byte[MAX - 1]", () -> new byte[Integer.MAX_VALUE - 1].length);
        kind("byte[MAX - 2]", () -> new byte[Integer.MAX_VALUE - 2].length);
        kind("byte[MAX - 16]", () -> new byte[Integer.MAX_VALUE - 16].length);
        kind("long[MAX]", () -> new long[Integer.MAX_VALUE].length);
        kind("long[MAX - 2]", () -> new long[Integer.MAX_VALUE - 2].length);
        kind("Object[MAX]", () -> new Object[Integer.MAX_VALUE].length);
        kind("Object[MAX - 1]", () -> new Object[Integer.MAX_VALUE - 1].length);
        kind("Object[MAX - 2]", () -> new Object[Integer.MAX_VALUE - 2].length);
        kind("long[20000000]", () -> new long[20_000_000].length);
        kind("multi", () -> new int[10][100_000_000].length);
        kind("multi first", () -> new int[Integer.MAX_VALUE][1].length);
        kind("reflection", () -> Array.newInstance(int.class, Integer.MAX_VALUE));
        kind("reflection multi", () -> Array.newInstance(long.class, 10, 1 << 28));
        kind("copyOf", () -> Arrays.copyOf(new byte[1], Integer.MAX_VALUE).length);
        kind("StringBuilder", () -> {
            StringBuilder b = new StringBuilder();
            b.setLength(Integer.MAX_VALUE);
            return b.length();
        });
        kind("repeat", () -> "0123456789".repeat(Integer.MAX_VALUE / 4).length());
        kind("repeat that fits an int", () -> "0123456789".repeat(Integer.MAX_VALUE / 10).length());
        kind("list", () -> {
            List<Object> list = new ArrayList<>();
            while (true) {
                list.add(new byte[1 << 20]);
            }
        });
        kind("direct", () -> {
            List<ByteBuffer> kept = new ArrayList<>();
            while (true) {
                kept.add(ByteBuffer.allocateDirect(3 << 20));
            }
        });
        kind("direct, large", () -> ByteBuffer.allocateDirect(1 << 30).capacity());
        kind("clone", () -> {
            long[] a = new long[5_000_000];
            return a.clone().length;
        });
        kind("thread", () -> {
            // More stack than there are addresses.
            Thread thread = new Thread(null, () -> {}, "huge", 1L << 50);
            thread.start();
            thread.join();
            return thread.getState();
        });
        Thread alive = new Thread(() -> System.out.println("threads still start"));
        alive.start();
        alive.join();
    }
}
