// A handle of a caller-sensitive method: the library defines one hidden template under the name of each caller.
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

public class CallerSensitiveHandle {
    static class Other {
        static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    }

    static void forName(MethodHandles.Lookup lookup) throws Throwable {
        MethodHandle handle = lookup.findStatic(Class.class, "forName", MethodType.methodType(Class.class, String.class));
        System.out.println((Class<?>) handle.invokeExact("CallerSensitiveHandle$Other"));
    }

    public static void main(String[] args) throws Throwable {
        forName(MethodHandles.lookup()); // expect: class CallerSensitiveHandle$Other
        forName(Other.LOOKUP); // expect: class CallerSensitiveHandle$Other
    }
}
