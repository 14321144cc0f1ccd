package support;

import java.lang.ref.WeakReference;
import java.util.Random;

/**
 * Objects of many sizes that live long and die at random places, so that the old generation is full of holes: chains, arrays, weak references,
 * identity hashes. What is left at the end does not depend on when and how it was collected.
 */
public final class LiveSet {
    private static final int ROOTS = 4000;

    static final class Node {
        Node next;
        final byte[] data;
        final int hash;

        Node(int length, int mark) {
            data = new byte[length];
            data[0] = data[length - 1] = (byte) mark;
            hash = System.identityHashCode(this);
        }
    }

    private final Random random = new Random(17);
    private final Node[] roots = new Node[ROOTS];
    @SuppressWarnings("unchecked")
    private final WeakReference<Node>[] weak = new WeakReference[ROOTS];

    /** Makes as many objects as that, and lets about as many go. */
    public void churn(int steps) {
        for (int i = 0; i < steps; i++) {
            int at = random.nextInt(ROOTS);
            int length = 1 + (random.nextInt(500) == 0 ? random.nextInt(60_000) : random.nextInt(200));
            Node node = new Node(length, i);
            if (roots[at] != null && random.nextInt(5) != 0) {
                node.next = roots[at];
                if (random.nextInt(2) == 0) node.next.next = null;
            }
            roots[at] = node;
            weak[at] = new WeakReference<>(node);
            // Often old objects refer to new ones.
            Node other = roots[random.nextInt(ROOTS)];
            if (other != null && other.next == null && random.nextInt(8) == 0) other.next = new Node(16, i);
        }
    }

    /** A number for all that lives; complains about what is damaged. */
    public long checksum() {
        long sum = 0;
        for (int at = 0; at < ROOTS; at++) {
            if (roots[at] != null && weak[at].get() != roots[at]) throw new AssertionError("a weak reference to what lives");
            for (Node node = roots[at]; node != null; node = node.next) {
                if (node.hash != System.identityHashCode(node)) throw new AssertionError("another identity hash");
                if (node.data[0] != node.data[node.data.length - 1]) throw new AssertionError("damaged data");
                sum = sum * 31 + node.data.length + node.data[0];
            }
        }
        return sum;
    }

    /** Fills the heap; what lived before lives. */
    public void exhaust() {
        Node head = null;
        try {
            while (true) {
                Node node = new Node(50_000, 1);
                node.next = head;
                head = node;
            }
        } catch (OutOfMemoryError e) {
            head = null;
        }
    }

    /** What a test of a collector does. */
    public static void main(String[] args) {
        LiveSet set = new LiveSet();
        for (int round = 0; round < 6; round++) {
            set.churn(60_000);
            System.out.println("round " + round + ": " + set.checksum());
            if (round == 2) set.exhaust();
            if (round == 4) System.gc();
        }
    }
}
