package support;

import java.util.HashMap;
import java.util.Map;

/** A class loader with class files of its own, which it prefers to its parent's. */
public class Loader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, Class<?>> given = new HashMap<>();

    public Loader() {
        this("test", Loader.class.getClassLoader());
    }

    public Loader(String name, ClassLoader parent) {
        super(name, parent);
    }

    public Loader add(String name, byte[] file) {
        files.put(name, file);
        return this;
    }

    public Loader add(ClassBuilder builder) {
        return add(builder.binaryName(), builder.bytes());
    }

    /** This loader's own copies of compiled classes. */
    public Loader copy(Class<?>... types) {
        for (Class<?> type : types) {
            add(type.getName(), Bytes.of(type));
        }
        return this;
    }

    /** Answers {@code type} for requests of that name, whatever loader defined it. */
    public Loader give(String name, Class<?> type) {
        given.put(name, type);
        return this;
    }

    /** Defines without remembering the request. */
    public Class<?> define(String name, byte[] file) {
        return defineClass(name, file, 0, file.length);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> type = given.get(name);
            if (type == null) {
                type = findLoadedClass(name);
            }
            byte[] file = files.get(name);
            if (type == null && file != null) {
                type = defineClass(name, file, 0, file.length);
            }
            return type != null ? type : super.loadClass(name, resolve);
        }
    }

    /** Calls a static method without arguments of a class; what it throws comes out bare. */
    public Object call(String type, String method) throws Throwable {
        var m = Class.forName(type, true, this).getDeclaredMethod(method);
        m.setAccessible(true);
        try {
            return m.invoke(null);
        } catch (java.lang.reflect.InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
