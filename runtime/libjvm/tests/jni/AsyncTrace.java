import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Work of many kinds, sampled by signals (async_trace.c). Argument: the library. Prints for each kind how many samples there were, how many
 * without frames, with the right method innermost, with it on the stack, with main outermost, the deepest stack, and of how many
 * different bytecodes of that method the samples were.
 */
public class AsyncTrace {
    static final int SAMPLES = 200;
    static volatile Object sink;
    static volatile boolean isOver;
    static int total;

    static native boolean start();

    static native void expect(String name);

    static native long count(int which);

    static native int refused(int which);

    static final class Node {
        final Node next;
        int value;

        Node(Node next, int value) {
            this.next = next;
            this.value = value;
        }
    }

    static final Node LIST = list(1000);
    static final int[][] TABLE = new int[100][100];

    static Node list(int length) {
        Node list = null;
        for (int i = 0; i < length; i++) list = new Node(list, i);
        return list;
    }

    static void arithmetic() {
        int sum = total;
        for (int i = 1; i < 20_000; i++) sum = sum * 31 + (sum >>> 3) % i;
        total = sum;
    }

    static void arrays() {
        int sum = 0;
        for (int[] row : TABLE) for (int i = 0; i < row.length; i++) sum += row[i] += i;
        total += sum;
    }

    static void fields() {
        int sum = 0;
        for (int i = 0; i < 10; i++) for (Node node = LIST; node != null; node = node.next) sum += node.value++;
        total += sum;
    }

    static int depth;

    static void recursion() {
        if (depth == 60) {
            for (int i = 0; i < 100; i++) total += i;
            return;
        }
        depth++;
        for (int i = 0; i < (depth < 3 ? 10 : 1); i++) recursion();
        depth--;
        total ^= depth;
    }

    static void allocation() {
        for (int i = 0; i < 20; i++) sink = list(100);
        sink = new int[5000];
    }

    static void strings() {
        StringBuilder builder = new StringBuilder();
        for (int i = 0; i < 300; i++) builder.append(i).append(' ').append(builder.length() % 7 == 0 ? "x" : "long text");
        Map<String, Integer> words = new HashMap<>();
        for (String word : builder.toString().split(" ")) words.merge(word, 1, Integer::sum);
        total += words.size();
    }

    static void fail(int depth) {
        if (depth == 0) throw new IllegalStateException("deep");
        fail(depth - 1);
    }

    static void exceptions() {
        for (int i = 0; i < 20; i++) {
            try {
                fail(i);
                LIST.next.value /= i - i;
            } catch (IllegalStateException | ArithmeticException e) {
                total += e.getStackTrace().length;
            }
        }
    }

    static synchronized void locked() {
        total++;
    }

    static void monitors() {
        for (int i = 0; i < 500; i++) {
            locked();
            synchronized (LIST) {
                total ^= i;
            }
        }
    }

    static void natives() {
        for (int i = 0; i < 100; i++) {
            total += (int) System.nanoTime() + new Object().hashCode();
            total += (int) StrictMath.sin(i) + Float.floatToRawIntBits(i);
            System.arraycopy(TABLE[i], 0, TABLE[99 - i], 0, 100);
        }
    }

    static void lambdas() {
        total += IntStream.range(0, 500).map(i -> i ^ 5).filter(i -> i % 3 == 0).sum();
    }

    static void reflection() {
        try {
            Method method = AsyncTrace.class.getDeclaredMethod("locked");
            for (int i = 0; i < 50; i++) method.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static void step(int kind) {
        switch (kind) {
            case 0 -> arithmetic();
            case 1 -> arrays();
            case 2 -> fields();
            case 3 -> recursion();
            case 4 -> allocation();
            case 5 -> strings();
            case 6 -> exceptions();
            case 7 -> monitors();
            case 8 -> natives();
            case 9 -> lambdas();
            default -> reflection();
        }
    }

    static final String[] KINDS = {
        "arithmetic", "arrays", "fields", "recursion", "allocation", "strings", "exceptions", "monitors", "natives", "lambdas", "reflection"
    };

    public static void main(String[] args) throws InterruptedException {
        System.load(args[0]);
        if (!start()) {
            System.out.println("there is nothing to sample with");
            return;
        }
        System.out.println("refused " + refused(0) + " " + refused(1) + " " + refused(2) + ", else " + refused(3));
        // Another thread stops the world meanwhile, and gives the monitors to contend for.
        Thread noise = new Thread(() -> {
            while (!isOver) {
                sink = list(3000);
                locked();
                Thread.yield();
            }
        });
        noise.setDaemon(true);
        noise.start();
        for (int kind = 0; kind < KINDS.length; kind++) {
            // Once more when it is warm.
            for (int i = 0; i < 20; i++) step(kind);
            expect(KINDS[kind]);
            while (count(0) < SAMPLES) step(kind);
            StringBuilder line = new StringBuilder(KINDS[kind]);
            for (int which = 0; which < 7; which++) line.append(' ').append(count(which));
            System.out.println(line);
        }
        isOver = true;
        noise.join();
    }
}
