// A loader that nothing refers to is unloaded with its classes; the management bean counts them.
package unload;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import support.Loader;

public class UnloadLoaders {
    interface Shape {
        default String name() { return getClass().getName(); }
        int area();
    }

    static class Square implements Shape {
        static int made;
        private final int side;
        public Square(int side) { this.side = side; made++; }
        public int area() { return side * side; }
    }

    public static class Program implements Supplier<String> {
        private static final String[] WORDS = {"one", "two"};
        public String get() {
            Supplier<String> lambda = () -> String.join(",", WORDS);
            Shape shape = new Square(3);
            Shape anonymous = new Shape() {
                public int area() { return 7; }
            };
            int[][] grid = new int[2][3];
            Square[] squares = {new Square(1), new Square(2)};
            return lambda.get() + " " + shape.name() + shape.area() + anonymous.area() + grid[1].length + squares.length + Square.made;
        }
    }

    static void run(List<WeakReference<Object>> weak, List<PhantomReference<Object>> phantoms, ReferenceQueue<Object> queue) throws Exception {
        Loader loader = new Loader().copy(Program.class, Shape.class, Square.class, Class.forName("unload.UnloadLoaders$Program$1"));
        Class<?> type = loader.loadClass(Program.class.getName());
        Object program = type.getConstructor().newInstance();
        System.out.println(((Supplier<?>) program).get() + " " + (type != Program.class));
        weak.add(new WeakReference<>(loader));
        weak.add(new WeakReference<>(type));
        weak.add(new WeakReference<>(program));
        weak.add(new WeakReference<>(type.arrayType()));
        phantoms.add(new PhantomReference<>(loader, queue));
    }

    public static void main(String[] args) throws Exception {
        ClassLoadingMXBean bean = ManagementFactory.getClassLoadingMXBean();
        var weak = new ArrayList<WeakReference<Object>>();
        var phantoms = new ArrayList<PhantomReference<Object>>();
        var queue = new ReferenceQueue<Object>();
        long unloaded = bean.getUnloadedClassCount();
        for (int i = 0; i < 3; i++) {
            run(weak, phantoms, queue);
        }
        System.gc();
        System.out.println("cleared: " + weak.stream().filter(reference -> reference.refersTo(null)).count() + " of " + weak.size());
        for (int i = 0; i < 3; i++) {
            queue.remove();
        }
        System.out.println("phantoms: " + phantoms.size());
        // Four named classes and one lambda class of each loader, at least.
        System.out.println("unloaded: " + (bean.getUnloadedClassCount() - unloaded >= 3 * 5) + " " + (bean.getUnloadedClassCount() > 0));
        System.out.println("loaded: " + (bean.getTotalLoadedClassCount() - bean.getUnloadedClassCount() >= bean.getLoadedClassCount()));
        // The VM goes on with the same names.
        run(weak, phantoms, queue);
    }
}

/* expect-output:
one,two unload.UnloadLoaders$Square97323 true
one,two unload.UnloadLoaders$Square97323 true
one,two unload.UnloadLoaders$Square97323 true
cleared: 12 of 12
phantoms: 3
unloaded: true true
loaded: true
one,two unload.UnloadLoaders$Square97323 true
*/
