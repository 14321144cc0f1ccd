// Hidden classes that are not strong come and go one by one; strong ones live as long as their loader.
package unload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import support.Bytes;
import support.Loader;

public class UnloadHidden {
    static class Template {
        static int counter;
        private static int next() { return ++counter; }
        static int outer() { return secret(); }
        static MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
    }

    private static int secret() { return 42; }

    public static class Host {
        public static MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
        private static String secret() { return "the host's secret"; }
    }

    public static class Member {
        public static String tell() { return Host.secret(); }
        public static MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
    }

    static Class<?> define(ClassOption... options) throws Exception {
        return MethodHandles.lookup().defineHiddenClass(Bytes.of(Template.class), true, options).lookupClass();
    }

    static int call(Class<?> type, String name) throws Exception {
        var method = type.getDeclaredMethod(name);
        method.setAccessible(true);
        return (int) method.invoke(null);
    }

    static WeakReference<Class<?>> once(int[] sum, ClassOption... options) throws Exception {
        Class<?> type = define(options);
        sum[0] += call(type, "next") + call(type, "next");
        return new WeakReference<>(type);
    }

    static WeakReference<Class<?>> inOwnLoader(ClassOption... options) throws Exception {
        Class<?> host = new Loader().copy(Host.class).loadClass(Host.class.getName());
        var lookup = (MethodHandles.Lookup) host.getMethod("lookup").invoke(null);
        Class<?> type = lookup.defineHiddenClass(Bytes.of(Member.class), true, options).lookupClass();
        System.out.println(type.getMethod("tell").invoke(null));
        return new WeakReference<>(type);
    }

    /** A hidden nestmate of a hidden nestmate: each keeps its host. */
    static Object chain(List<WeakReference<Class<?>>> weak) throws Throwable {
        Class<?> host = new Loader().copy(Host.class).loadClass(Host.class.getName());
        var lookup = (MethodHandles.Lookup) host.getMethod("lookup").invoke(null);
        for (int i = 0; i < 3; i++) {
            lookup = lookup.defineHiddenClass(Bytes.of(Member.class), true, ClassOption.NESTMATE);
            weak.add(new WeakReference<>(lookup.lookupClass()));
        }
        return lookup.findStatic(lookup.lookupClass(), "tell", MethodType.methodType(String.class));
    }

    static long alive(List<WeakReference<Class<?>>> weak) {
        return weak.stream().filter(reference -> !reference.refersTo(null)).count();
    }

    public static void main(String[] args) throws Throwable {
        int[] sum = new int[1];
        var weak = new ArrayList<WeakReference<Class<?>>>();
        var nestmates = new ArrayList<WeakReference<Class<?>>>();
        var strong = new ArrayList<WeakReference<Class<?>>>();
        for (int i = 0; i < 40; i++) {
            weak.add(once(sum));
            nestmates.add(once(sum, ClassOption.NESTMATE));
            strong.add(once(sum, ClassOption.STRONG));
        }
        Class<?> kept = define(ClassOption.NESTMATE);
        System.gc();
        System.out.println("sum " + sum[0] + " weak " + alive(weak) + " nestmates " + alive(nestmates) + " strong " + alive(strong));
        System.out.println("nestmate " + call(kept, "outer") + " " + (kept.getNestHost() == UnloadHidden.class));

        var own = inOwnLoader(ClassOption.NESTMATE);
        var ownStrong = inOwnLoader(ClassOption.NESTMATE, ClassOption.STRONG);
        System.gc();
        System.out.println("own loader " + own.refersTo(null) + " " + ownStrong.refersTo(null));

        var links = new ArrayList<WeakReference<Class<?>>>();
        Object handle = chain(links);
        System.gc();
        System.out.println("chain " + alive(links) + " " + (String) ((java.lang.invoke.MethodHandle) handle).invokeExact());
        Reference.reachabilityFence(handle);
        handle = null;
        System.gc();
        System.out.println("chain " + alive(links));
    }
}

/* expect-output:
sum 360 weak 0 nestmates 0 strong 40
nestmate 42 true
the host's secret
the host's secret
own loader true true
chain 1 the host's secret
chain 0
*/
