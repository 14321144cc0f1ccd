// What keeps a loader's classes alive when the loader itself is forgotten, one thing at a time; without it they are unloaded.
package unload;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import support.Loader;

public class UnloadKept {
    /** Runs in loaders of its own. */
    public static class Guest implements Supplier<Object> {
        static final StringBuilder LOG = new StringBuilder("guest");
        int calls;
        public Object get() { return LOG.append(++calls).toString(); }
        public static String hello(String name) { return "hello " + name; }
        public static Function<String, String> lambda() { return s -> LOG + s; }
        public static Runnable waiter(CountDownLatch ready, CountDownLatch go, AtomicReference<Object> result) {
            return () -> {
                // No local of this frame is an object of the loader's.
                ready.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                result.set(late());
            };
        }
        /** Only now are these classes needed: the loader must still be able to load. */
        static String late() { return new Late().text() + LOG; }
        public static RuntimeException failure() { return new IllegalStateException("from guest"); }
        public static Object monitor() { return new Object[] {new Late()}; }
    }

    static class Late {
        String text() { return "late"; }
    }

    static class Delegating extends ClassLoader {
        private ClassLoader next;
        Delegating(ClassLoader next) { this.next = next; }
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (next == null || !name.startsWith("unload.")) {
                throw new ClassNotFoundException(name);
            }
            return next.loadClass(name);
        }
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : name.startsWith("unload.UnloadKept$") ? findClass(name) : super.loadClass(name, resolve);
        }
        void forget() { next = null; }
    }

    interface Case {
        /** Makes what keeps the guest's class alive. */
        Object keep(Class<?> guest) throws Throwable;
    }

    interface Use {
        Object use(Object kept) throws Throwable;
    }

    static Class<?> guest() throws Exception {
        return new Loader().copy(Guest.class, Late.class).loadClass(Guest.class.getName());
    }

    static void test(String name, Case make, Use use) throws Throwable {
        AtomicReference<WeakReference<Class<?>>> weak = new AtomicReference<>();
        Object kept = made(make, weak);
        for (int i = 0; i < 2; i++) {
            System.gc();
        }
        boolean alive = !weak.get().refersTo(null);
        Object answer = use.use(kept);
        Reference.reachabilityFence(kept);
        answer = String.valueOf(answer);
        kept = null;
        boolean dead = false;
        // A thread that ends takes a moment to let go.
        for (int i = 0; i < 50 && !dead; i++) {
            System.gc();
            dead = weak.get().refersTo(null);
            if (!dead) {
                Thread.sleep(10);
            }
        }
        System.out.println(name + ": alive " + alive + ", " + answer + ", dead " + dead);
    }

    private static Object made(Case make, AtomicReference<WeakReference<Class<?>>> weak) throws Throwable {
        Class<?> guest = guest();
        weak.set(new WeakReference<>(guest));
        return make.keep(guest);
    }

    record Running(Thread thread, CountDownLatch go, AtomicReference<Object> result) {}

    public static void main(String[] args) throws Throwable {
        test("instance", guest -> guest.getConstructor().newInstance(), kept -> ((Supplier<?>) kept).get());
        test("mirror", guest -> guest, kept -> ((Class<?>) kept).getMethod("hello", String.class).invoke(null, "m"));
        test("array", guest -> java.lang.reflect.Array.newInstance(guest, 1, 2), kept -> ((Object[][]) kept)[0].length);
        test("array class", guest -> guest.arrayType().arrayType(), kept -> ((Class<?>) kept).getName());
        test("loader", guest -> guest.getClassLoader(),
                kept -> ((ClassLoader) kept).loadClass(Late.class.getName()).getName());
        test("method", guest -> guest.getMethod("hello", String.class),
                kept -> ((java.lang.reflect.Method) kept).invoke(null, "r"));
        test("method handle",
                guest -> MethodHandles.lookup().findStatic(guest, "hello", MethodType.methodType(String.class, String.class)),
                kept -> (String) ((MethodHandle) kept).invokeExact("h"));
        test("lambda", guest -> guest.getMethod("lambda").invoke(null), kept -> ((Function<?, ?>) (Object) kept).getClass().isHidden()
                + " " + apply(kept, "!"));
        test("method reference", guest -> {
            var instance = (Supplier<?>) guest.getConstructor().newInstance();
            return (Supplier<?>) instance::get;
        }, kept -> ((Supplier<?>) kept).get());
        test("exception", guest -> guest.getMethod("failure").invoke(null), kept -> {
            StackTraceElement top = ((Throwable) kept).getStackTrace()[0];
            return top.getClassName() + "." + top.getMethodName() + " " + kept;
        });
        test("monitor", guest -> guest.getMethod("monitor").invoke(null), kept -> {
            synchronized (((Object[]) kept)[0]) {
                System.gc();
                return ((Object[]) kept)[0].getClass().getName();
            }
        });
        test("frame", guest -> {
            var ready = new CountDownLatch(1);
            var go = new CountDownLatch(1);
            var result = new AtomicReference<Object>();
            Runnable runnable = (Runnable) guest.getMethod("waiter", CountDownLatch.class, CountDownLatch.class, AtomicReference.class)
                    .invoke(null, ready, go, result);
            Thread thread = new Thread(runnable);
            thread.start();
            ready.await();
            return new Running(thread, go, result);
        }, kept -> {
            Running running = (Running) kept;
            running.go.countDown();
            running.thread.join();
            return running.result.get();
        });
        test("context class loader", guest -> {
            Thread.currentThread().setContextClassLoader(guest.getClassLoader());
            return null;
        }, kept -> {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(null);
            return loader.loadClass(Guest.class.getName()).getName();
        });
        test("delegation", guest -> {
            Delegating first = new Delegating(guest.getClassLoader());
            Class.forName(Guest.class.getName(), false, first);
            first.forget();
            return first;
        }, kept -> Class.forName(Guest.class.getName(), true, (Delegating) kept).getMethod("hello", String.class).invoke(null, "d"));
        test("nothing", guest -> guest.getMethod("hello", String.class).invoke(null, "n"), kept -> kept);
    }

    @SuppressWarnings("unchecked")
    private static Object apply(Object function, String argument) {
        return ((Function<String, String>) function).apply(argument);
    }
}

/* expect-output:
instance: alive true, guest1, dead true
mirror: alive true, hello m, dead true
array: alive true, 2, dead true
array class: alive true, [[Lunload.UnloadKept$Guest;, dead true
loader: alive true, unload.UnloadKept$Late, dead true
method: alive true, hello r, dead true
method handle: alive true, hello h, dead true
lambda: alive true, true guest!, dead true
method reference: alive true, guest1, dead true
exception: alive true, unload.UnloadKept$Guest.failure java.lang.IllegalStateException: from guest, dead true
monitor: alive true, unload.UnloadKept$Late, dead true
frame: alive true, lateguest, dead true
context class loader: alive true, unload.UnloadKept$Guest, dead true
delegation: alive true, hello d, dead true
nothing: alive false, hello n, dead true
*/
