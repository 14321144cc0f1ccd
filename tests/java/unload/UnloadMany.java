// Two thousand loaders, each with classes, lambdas and string concatenation, one after the other in little room: classes of
// forgotten loaders make way for new ones without anybody asking for a collection.
// vm-options: -Xmx48m -XX:MaxMetaspaceSize=24m -XX:MetaspaceSize=12m
package unload;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import support.Bytes;

public class UnloadMany {
    static final int LOADERS = 2000;

    interface Node {
        int value();
    }

    record Leaf(int value) implements Node {}

    record Sum(Node left, Node right) implements Node {
        public int value() { return left.value() + right.value(); }
    }

    public static class Guest implements Supplier<Integer> {
        private static final Map<String, Integer> CACHE = new HashMap<>();
        public Integer get() {
            IntUnaryOperator twice = x -> 2 * x;
            Function<Integer, Node> leaf = Leaf::new;
            Node sum = new Sum(leaf.apply(20), new Sum(leaf.apply(1), () -> twice.applyAsInt(10)));
            CACHE.put("sum" + sum.value() + getClass().getName().length(), sum.value());
            return CACHE.get("sum41" + Guest.class.getName().length());
        }
    }

    static class Cached extends ClassLoader {
        static final Map<String, byte[]> FILES = new HashMap<>();
        Cached() { super(UnloadMany.class.getClassLoader()); }
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] file = FILES.get(name);
            if (file == null) {
                return super.loadClass(name, resolve);
            }
            synchronized (this) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : defineClass(name, file, 0, file.length);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        for (Class<?> type : new Class<?>[] {Node.class, Leaf.class, Sum.class, Guest.class}) {
            Cached.FILES.put(type.getName(), Bytes.of(type));
        }
        long sum = 0;
        ClassLoader last = null;
        for (int i = 0; i < LOADERS; i++) {
            Class<?> guest = new Cached().loadClass(Guest.class.getName());
            if (guest.getClassLoader() == last) {
                throw new AssertionError("the loader of the round before");
            }
            sum += (Integer) ((Supplier<?>) guest.getConstructor().newInstance()).get();
            last = i % 7 == 0 ? guest.getClassLoader() : last;
        }
        System.out.println(sum);
        System.out.println(ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount() > LOADERS / 4);
    }
}

/* expect-output:
82000
true
*/
