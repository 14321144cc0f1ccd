// options: -Xmx64m
// stress: -XX:GCStressInterval=100 -Dscale=50
// stress: -XX:GCStressInterval=200 -XX:+GCStressFull -Dscale=50

import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.function.IntSupplier;

/** 10,000 hidden classes, 10,000 loaders with a class each, lambda forms and proxies, all dropped at once. */
public class Classes {
    static final int COUNT = 10_000 / Integer.getInteger("scale", 1);

    static class Sample implements IntSupplier {
        static int made;
        final int n = ++made;

        @Override
        public int getAsInt() {
            IntSupplier inner = () -> n + made;
            return inner.getAsInt();
        }
    }

    static class Own extends ClassLoader {
        Own() {
            super(Classes.class.getClassLoader());
        }

        Class<?> define(byte[] file) {
            return defineClass("Classes$Sample", file, 0, file.length);
        }
    }

    public static void main(String[] args) throws Throwable {
        byte[] file;
        try (InputStream in = Classes.class.getResourceAsStream("Classes$Sample.class")) {
            file = in.readAllBytes();
        }
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            Class<?> type = new Own().define(file);
            sum += ((IntSupplier) type.getDeclaredConstructor().newInstance()).getAsInt();
        }
        System.out.println("loaders: " + (sum == 2L * COUNT));
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        sum = 0;
        for (int i = 0; i < COUNT; i++) {
            Class<?> type = lookup.defineHiddenClass(file, false).lookupClass();
            sum += type.isHidden() ? 1 : 0;
        }
        System.out.println("hidden: " + (sum == COUNT));
        MethodHandle concat = lookup.findVirtual(String.class, "concat", MethodType.methodType(String.class, String.class));
        int length = 0;
        for (int i = 0; i < COUNT; i++) {
            MethodHandle bound = MethodHandles.insertArguments(concat, 1, "x" + i);
            length += ((String) bound.invoke("y")).length();
        }
        System.out.println("handles: " + length * 50L / COUNT / 10);
        sum = 0;
        for (int i = 0; i < COUNT / 10; i++) {
            Own loader = new Own();
            Object proxy = Proxy.newProxyInstance(loader, new Class<?>[] {Runnable.class}, (p, m, a) -> null);
            ((Runnable) proxy).run();
            sum += proxy.getClass().getClassLoader() == loader ? 1 : 0;
        }
        System.out.println("proxies: " + (sum == COUNT / 10));
        int failed = 0;
        for (int i = 0; i < COUNT; i++) {
            try {
                new Own().define(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) i});
            } catch (ClassFormatError e) {
                failed++;
            }
            try {
                Own own = new Own();
                own.define(file);
                own.define(file);
            } catch (LinkageError e) {
                failed++;
            }
        }
        System.out.println("refused: " + (failed == 2 * COUNT));
    }
}
