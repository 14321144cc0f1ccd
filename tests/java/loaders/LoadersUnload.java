// A loader that nobody reaches goes with its classes; one object, one thread or one running method keeps it.
import java.lang.ref.*;
import java.util.*;

public class LoadersUnload {
    public static class Payload implements java.util.function.Supplier<Object> {
        static final List<byte[]> held = new ArrayList<>();
        static { held.add(new byte[1000]); }
        public Object get() { return this; }
    }
    static class Own extends ClassLoader {
        Own() { super(LoadersUnload.class.getClassLoader()); }
        @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("LoadersUnload$Payload")) return super.loadClass(name, resolve);
            Class<?> c = findLoadedClass(name);
            if (c != null) return c;
            try (var in = LoadersUnload.class.getResourceAsStream(name + ".class")) {
                byte[] b = in.readAllBytes();
                return defineClass(name, b, 0, b.length);
            } catch (java.io.IOException e) {
                throw new ClassNotFoundException(name);
            }
        }
    }

    static Object instance(Own loader) throws Exception {
        Object made = loader.loadClass("LoadersUnload$Payload").getConstructor().newInstance();
        return ((java.util.function.Supplier<?>) made).get();
    }

    static boolean cleared(Reference<?> ref) throws Exception {
        for (int i = 0; i < 50 && !ref.refersTo(null); i++) {
            System.gc();
            Thread.sleep(2);
        }
        return ref.refersTo(null);
    }

    public static void main(String[] args) throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        List<WeakReference<Class<?>>> classes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Own own = new Own();
            Object o = instance(own);
            loaders.add(new WeakReference<>(own));
            classes.add(new WeakReference<>(o.getClass()));
        }
        int gone = 0;
        for (var ref : loaders) if (cleared(ref)) gone++;
        System.out.println("loaders gone " + gone);
        gone = 0;
        for (var ref : classes) if (cleared(ref)) gone++;
        System.out.println("classes gone " + gone);

        Own kept = new Own();
        Object[] object = {instance(kept)};
        WeakReference<ClassLoader> ref = new WeakReference<>(kept);
        kept = null;
        System.gc();
        System.out.println("kept by an instance " + !ref.refersTo(null) + " " + (object[0].getClass().getClassLoader() == ref.get()));
        Object array = java.lang.reflect.Array.newInstance(object[0].getClass(), 0);
        object[0] = null;
        System.gc();
        System.out.println("kept by an array " + !ref.refersTo(null) + " " + array.getClass().getName());
        java.lang.reflect.Method method = array.getClass().getComponentType().getMethod("get");
        array = null;
        System.gc();
        System.out.println("kept by a Method " + !ref.refersTo(null) + " " + method.getName());
        var handle = java.lang.invoke.MethodHandles.lookup().unreflect(method);
        method = null;
        System.gc();
        System.out.println("kept by a handle " + !ref.refersTo(null) + " " + handle.type().parameterCount());
        handle = null;
        Thread[] thread = {new Thread(() -> { })};
        thread[0].setContextClassLoader(ref.get());
        System.gc();
        System.out.println("kept by a thread " + !ref.refersTo(null) + " " + thread[0].getState());
        thread[0] = null;
        WeakHashMap<Class<?>, String> map = new WeakHashMap<>();
        map.put(ref.get().loadClass("LoadersUnload$Payload"), "value");
        System.out.println("in the map " + map.size());
        System.out.println("gone at last " + cleared(ref));
        for (int i = 0; i < 50 && !map.isEmpty(); i++) { System.gc(); Thread.sleep(2); }
        System.out.println("map " + map.size());
    }
}

/* expect-output:
loaders gone 5
classes gone 5
kept by an instance true true
kept by an array true [LLoadersUnload$Payload;
kept by a Method true get
kept by a handle true 1
kept by a thread true NEW
in the map 1
gone at last true
map 0
*/
