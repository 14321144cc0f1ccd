import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.jar.JarFile;
import java.util.zip.CRC32;

/**
 * Calls a static method again and again and writes how long each time took. What the program prints is swallowed; its checksum is
 * written instead.
 *
 * <p>Arguments: the file to write, what to call ("main CLASS", "jar FILE" or "method CLASS::NAME"), iterations, nanoseconds after which
 * no iteration begins, calls in an iteration, "input" or "-", and the arguments of the program. Each line is flushed, so that what was
 * measured stays if the program ends the virtual machine:
 *
 * <pre>
 * main NANOS             this program began, System.nanoTime()
 * tied NANOS             the first collection ended: ties the log's clock to this one
 * i START DURATION CRC   one iteration
 * failed TEXT            why there are no more
 * end
 * </pre>
 */
public final class BrolgaIterations {
    public static void main(String[] args) throws Exception {
        long began = System.nanoTime();
        FileOutputStream report = new FileOutputStream(args[0]);
        write(report, "main " + began);
        System.gc();
        write(report, "tied " + System.nanoTime());
        int iterations = Integer.parseInt(args[3]);
        long limit = Long.parseLong(args[4]);
        int calls = Integer.parseInt(args[5]);
        boolean hasInput = args[6].equals("input");
        String[] rest = Arrays.copyOfRange(args, 7, args.length);
        Sink sink = new Sink();
        PrintStream out = System.out;
        System.setOut(new PrintStream(sink, true));
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), true));
        try {
            Method method = find(args[1], args[2], rest.length);
            long first = System.nanoTime();
            for (int i = 0; i < iterations && (i == 0 || System.nanoTime() - first < limit); i++) {
                if (hasInput) {
                    System.setIn(new BufferedInputStream(new FileInputStream("/dev/stdin")));
                }
                Object[] arguments = arguments(method, rest);
                Object result = null;
                sink.reset();
                long start = System.nanoTime();
                for (int call = 0; call < calls; call++) {
                    result = method.invoke(null, arguments);
                }
                long duration = System.nanoTime() - start;
                System.out.flush();
                write(report, "i " + start + " " + duration + " " + checksum(sink, result));
            }
            write(report, "end");
        } catch (InvocationTargetException e) {
            write(report, "failed " + e.getCause());
        } catch (Throwable e) {
            write(report, "failed " + e);
        }
        report.close();
        System.setOut(out);
        // A program's own threads must not hold the process.
        Runtime.getRuntime().exit(0);
    }

    private static void write(OutputStream report, String line) throws Exception {
        report.write((line.replace('\n', ' ') + "\n").getBytes("UTF-8"));
    }

    private static Method find(String kind, String name, int arguments) throws Exception {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        if (!kind.equals("method")) {
            String main = name;
            if (kind.equals("jar")) {
                try (JarFile jar = new JarFile(name)) {
                    main = jar.getManifest().getMainAttributes().getValue("Main-Class").trim();
                }
            }
            Method method = Class.forName(main, true, loader).getMethod("main", String[].class);
            method.setAccessible(true);
            return method;
        }
        int colons = name.indexOf("::");
        Class<?> owner = Class.forName(name.substring(0, colons).replace('/', '.'), true, loader);
        String wanted = name.substring(colons + 2);
        StringBuilder others = new StringBuilder();
        for (Method method : owner.getDeclaredMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) || method.isSynthetic()) {
                continue;
            }
            if (method.getName().equals(wanted) && takes(method, arguments)) {
                method.setAccessible(true);
                return method;
            }
            others.append(' ').append(method.getName()).append('/').append(method.getParameterCount());
        }
        throw new NoSuchMethodException("no static method " + wanted + " with " + arguments
            + " arguments of types that can be given here; " + owner.getName() + " has:" + others);
    }

    private static boolean takes(Method method, int arguments) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length == 1 && types[0] == String[].class) {
            return true;
        }
        if (types.length != arguments) {
            return false;
        }
        for (Class<?> type : types) {
            if (!type.isPrimitive() && type != String.class) {
                return false;
            }
        }
        return true;
    }

    private static Object[] arguments(Method method, String[] texts) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length == 1 && types[0] == String[].class) {
            return new Object[] {texts.clone()};
        }
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = value(types[i], texts[i]);
        }
        return arguments;
    }

    private static Object value(Class<?> type, String text) {
        if (type == int.class) return Integer.valueOf(text);
        if (type == long.class) return Long.valueOf(text);
        if (type == double.class) return Double.valueOf(text);
        if (type == float.class) return Float.valueOf(text);
        if (type == boolean.class) return Boolean.valueOf(text);
        if (type == byte.class) return Byte.valueOf(text);
        if (type == short.class) return Short.valueOf(text);
        if (type == char.class) return text.charAt(0);
        return text;
    }

    /** Of what was printed and returned. An object without a text of its own counts by its class. */
    private static String checksum(Sink sink, Object result) throws Exception {
        CRC32 crc = new CRC32();
        crc.update(sink.bytes(), 0, sink.size());
        if (result != null) {
            boolean hasText = result instanceof String || result instanceof Number || result instanceof Boolean
                || result instanceof Character || result.getClass().isArray();
            String text = hasText ? Arrays.deepToString(new Object[] {result}) : result.getClass().getName();
            crc.update(text.getBytes("UTF-8"));
        }
        return Long.toHexString(crc.getValue());
    }

    private static final class Sink extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }
}
