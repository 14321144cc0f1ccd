import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What HotSpot says to the calls of file tests: `java Oracle.java FOLDER`, a call per line of its file `calls`, an answer per line of stdout.
 *  A call: folder with its classes, class, method, descriptor, arguments. Numbers are bits in hexadecimal, arrays are in brackets. */
public class Oracle {
    public static void main(String[] args) throws Exception {
        Map<String, ClassLoader> loaders = new HashMap<>();
        for (String line : Files.readAllLines(Path.of(args[0], "calls"))) {
            String[] words = line.split(" ");
            URL[] folder = { Path.of(args[0], words[0]).toUri().toURL() };
            ClassLoader loader = loaders.computeIfAbsent(words[0], name -> new URLClassLoader(folder));
            System.out.println(answer(Class.forName(words[1], true, loader), words));
        }
    }

    static String answer(Class<?> owner, String[] words) throws ReflectiveOperationException {
        MethodType type = MethodType.fromMethodDescriptorString(words[3], owner.getClassLoader());
        MethodHandle method = MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findStatic(owner, words[2], type);
        Object[] arguments = new Object[type.parameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = parse(type.parameterType(i), words[4 + i]);
        }
        try {
            Object result = method.invokeWithArguments(arguments);
            return type.returnType() == void.class ? "returns" : "== " + print(result);
        } catch (Throwable e) {
            return "throws " + e.getClass().getSimpleName();
        }
    }

    static Object parse(Class<?> type, String word) {
        if (!type.isPrimitive() && word.equals("0")) {
            return null;
        }
        if (type.isArray()) {
            String inner = word.substring(1, word.length() - 1);
            String[] parts = inner.isEmpty() ? new String[0] : inner.split(",");
            Object array = Array.newInstance(type.getComponentType(), parts.length);
            for (int i = 0; i < parts.length; i++) {
                Array.set(array, i, parse(type.getComponentType(), parts[i]));
            }
            return array;
        }
        long bits = Long.parseUnsignedLong(word, 16);
        return switch (type.getName()) {
            case "boolean" -> bits != 0;
            case "byte" -> (byte) bits;
            case "char" -> (char) bits;
            case "short" -> (short) bits;
            case "int" -> (int) bits;
            case "long" -> bits;
            case "float" -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }

    /** As the runner compares it: integers in decimal, floating point as bits. */
    static String print(Object value) {
        if (value != null && value.getClass().isArray()) {
            StringBuilder out = new StringBuilder("[");
            for (int i = 0; i < Array.getLength(value); i++) {
                out.append(i == 0 ? "" : ", ").append(print(Array.get(value, i)));
            }
            return out.append("]").toString();
        }
        if (value instanceof Boolean truth) {
            return truth ? "1" : "0";
        }
        if (value instanceof Character c) {
            return Integer.toString(c);
        }
        if (value instanceof Float f) {
            return f.isNaN() ? "NaN" : "float " + Integer.toHexString(Float.floatToRawIntBits(f));
        }
        if (value instanceof Double d) {
            return d.isNaN() ? "NaN" : "double " + Long.toHexString(Double.doubleToRawLongBits(d));
        }
        return String.valueOf(value);
    }
}
