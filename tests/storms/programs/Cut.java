import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.TreeMap;

/** Defines a class file cut at every byte, with every byte changed, and random bytes, in one process; prints what came of each. */
public class Cut {
    static class Sample implements Runnable, Comparable<Sample> {
        static final String TEXT = "text";
        static final long LONG = 1L << 40;
        private final int[] values = {1, 2, 3};

        @Override
        public void run() {
            for (int value : values) {
                try {
                    Object o = value > 2 ? TEXT : value;
                    Runnable r = () -> System.identityHashCode(o + TEXT);
                    r.run();
                } catch (IllegalStateException | NullPointerException e) {
                    throw new RuntimeException("sample " + LONG, e);
                }
            }
        }

        @Override
        public int compareTo(Sample other) {
            return switch (values[0] - other.values[0]) {
                case 0 -> 0;
                case 1, 2 -> 1;
                default -> -1;
            };
        }
    }

    static class Own extends ClassLoader {
        Own() {
            super(Cut.class.getClassLoader());
        }

        Class<?> define(byte[] file) {
            return defineClass(null, file, 0, file.length);
        }
    }

    /** How far a class file comes; for accepted ones also what linking says. */
    static String outcome(byte[] file, boolean withMessage) {
        try {
            Class<?> type = new Own().define(file);
            try {
                Class.forName(type.getName(), true, type.getClassLoader());
                return "initialised";
            } catch (LinkageError e) {
                return "refused later: " + e.getClass().getName();
            }
        } catch (Throwable t) {
            return withMessage ? t.toString() : t.getClass().getName();
        }
    }

    public static void main(String[] args) throws IOException {
        byte[] file;
        try (InputStream in = Cut.class.getResourceAsStream("Cut$Sample.class")) {
            file = in.readAllBytes();
        }
        TreeMap<String, Integer> outcomes = new TreeMap<>();
        for (int length = 0; length < file.length; length++) {
            outcomes.merge(outcome(java.util.Arrays.copyOf(file, length), true), 1, Integer::sum);
        }
        System.out.println("cut: " + outcomes);
        outcomes.clear();
        for (int extra = 1; extra < 5; extra++) {
            outcomes.merge(outcome(java.util.Arrays.copyOf(file, file.length + extra), true), 1, Integer::sum);
        }
        System.out.println("longer: " + outcomes);
        outcomes.clear();
        Random random = new Random(17);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            if (i % 2 == 0 && bytes.length > 10) {
                System.arraycopy(file, 0, bytes, 0, 10);
            }
            outcomes.merge(outcome(bytes, false), 1, Integer::sum);
        }
        System.out.println("random: " + outcomes);
        // Every byte changed: what is refused may be refused at another step (JVMS 5.4), so only the end is stated.
        int survived = 0;
        for (int at = 8; at < file.length; at++) {
            for (int change : new int[] {0xff, 0x01, 0x80}) {
                byte[] bytes = file.clone();
                bytes[at] ^= (byte) change;
                outcome(bytes, false);
                survived++;
            }
        }
        System.out.println("changed: " + (survived == 3 * (file.length - 8)));
    }
}
