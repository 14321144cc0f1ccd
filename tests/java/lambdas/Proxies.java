import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.*;
import support.Show;

/** LambdaMetafactory called directly, MethodHandleProxies, functional interfaces with bridges and markers, wrong uses. */
public class Proxies {
    public interface StrLen { int of(String s); }
    public interface Generic<T> { int of(T t); }
    public interface Specific extends Generic<String> { int of(String s); }
    public interface Marker {}
    static int length(String s) { return s.length(); }
    static int hash(Object o) { return o.hashCode(); }
    String inst = "inst";
    String get(int n) { return inst + n; }

    static final MethodHandles.Lookup L = MethodHandles.lookup();

    static MethodType mt(Class<?> r, Class<?>... p) { return MethodType.methodType(r, p); }

    public static void main(String[] args) throws Throwable {
        MethodHandle length = L.findStatic(Proxies.class, "length", mt(int.class, String.class));
        StrLen s = (StrLen) LambdaMetafactory.metafactory(L, "of", mt(StrLen.class), mt(int.class, String.class), length, mt(int.class, String.class)).getTarget().invokeExact();
        System.out.println(s.of("abc"));
        Function<String, Integer> boxed = (Function<String, Integer>) LambdaMetafactory.metafactory(L, "apply", mt(Function.class), mt(Object.class, Object.class), length, mt(Integer.class, String.class)).getTarget().invokeExact();
        System.out.println(boxed.apply("four"));
        Show.outcome("wrong argument", () -> ((Function) boxed).apply(5));
        MethodHandle get = L.findVirtual(Proxies.class, "get", mt(String.class, int.class));
        IntFunction<String> bound = (IntFunction<String>) LambdaMetafactory.metafactory(L, "apply", mt(IntFunction.class, Proxies.class), mt(Object.class, int.class), get, mt(String.class, int.class)).getTarget().invokeExact(new Proxies());
        System.out.println(bound.apply(7));
        Object alt = LambdaMetafactory.altMetafactory(L, "of", mt(Specific.class), mt(int.class, String.class), length, mt(int.class, String.class),
                LambdaMetafactory.FLAG_MARKERS | LambdaMetafactory.FLAG_BRIDGES, 2, Marker.class, java.io.Serializable.class, 1, mt(int.class, Object.class)).getTarget().invoke();
        System.out.println(((Specific) alt).of("xy") + " " + ((Generic<String>) alt).of("xyz") + " " + (alt instanceof Marker) + (alt instanceof java.io.Serializable));
        Show.outcome("return mismatch", () -> LambdaMetafactory.metafactory(L, "get", mt(Supplier.class), mt(Object.class), L.findStatic(Proxies.class, "length", mt(int.class, String.class)), mt(String.class)));
        Show.outcome("not an interface", () -> LambdaMetafactory.metafactory(L, "get", mt(String.class), mt(Object.class), length, mt(Object.class)));
        Show.outcome("parameter mismatch", () -> LambdaMetafactory.metafactory(L, "of", mt(StrLen.class), mt(int.class, String.class), length, mt(int.class, Integer.class)));
        Show.outcome("void to value", () -> LambdaMetafactory.metafactory(L, "get", mt(Supplier.class), mt(Object.class), MethodHandles.zero(void.class), mt(Object.class)));

        StrLen p = MethodHandleProxies.asInterfaceInstance(StrLen.class, length);
        System.out.println(p.of("hello") + " " + MethodHandleProxies.isWrapperInstance(p) + " " + MethodHandleProxies.wrapperInstanceTarget(p).type() + " " + MethodHandleProxies.wrapperInstanceType(p).getSimpleName() + " " + java.lang.reflect.Proxy.isProxyClass(p.getClass()));
        Function<Object, Object> viaProxy = MethodHandleProxies.asInterfaceInstance(Function.class, L.findStatic(Proxies.class, "hash", mt(int.class, Object.class)));
        System.out.println(viaProxy.apply("a") + " " + viaProxy.equals(viaProxy));
        Show.outcome("proxy of two methods", () -> MethodHandleProxies.asInterfaceInstance(CharSequence.class, length));
        Show.outcome("proxy of wrong type", () -> MethodHandleProxies.asInterfaceInstance(Runnable.class, length.asType(mt(int.class, String.class))));

        Object handler = java.lang.reflect.Proxy.newProxyInstance(Proxies.class.getClassLoader(), new Class<?>[] {StrLen.class, Supplier.class, Comparable.class}, (proxy, m, a) -> switch (m.getName()) {
            case "of" -> ((String) a[0]).length() * 100;
            case "get" -> "got " + (a == null);
            case "compareTo" -> a[0] instanceof Integer ? a[0] : "wrong";
            case "toString" -> "proxy string";
            case "hashCode" -> 77;
            default -> proxy == a[0];
        });
        System.out.println(((StrLen) handler).of("ab") + " " + ((Supplier<?>) handler).get() + " " + handler + " " + handler.hashCode() + " " + handler.equals(handler) + " " + ((Comparable<Object>) handler).compareTo(5));
        Show.outcome("wrong result", () -> ((Comparable<Object>) handler).compareTo("x"));
        StrLen checked = (StrLen) java.lang.reflect.Proxy.newProxyInstance(Proxies.class.getClassLoader(), new Class<?>[] {StrLen.class}, (proxy, m, a) -> { throw new Exception("checked"); });
        Show.outcome("undeclared", () -> checked.of("x"));
        StrLen nul = (StrLen) java.lang.reflect.Proxy.newProxyInstance(Proxies.class.getClassLoader(), new Class<?>[] {StrLen.class}, (proxy, m, a) -> null);
        Show.outcome("null result", () -> nul.of("x"));
    }
}

/* expect-output:
3
4
wrong argument: java.lang.ClassCastException: class java.lang.Integer cannot be cast to class java.lang.String (java.lang.Integer and java.lang.String are in module java.base of loader 'bootstrap')
inst7
2 3 truetrue
return mismatch: java.lang.invoke.LambdaConversionException: Incorrect number of parameters for static method invokeStatic Proxies.length:(String)int; 0 captured parameters, 0 functional interface method parameters, 1 implementation parameters
not an interface: java.lang.invoke.LambdaConversionException: java.lang.String is not an interface
parameter mismatch: java.lang.invoke.LambdaConversionException: Type mismatch for lambda argument 0: class java.lang.Integer is not convertible to class java.lang.String
void to value: java.lang.invoke.LambdaConversionException: MethodHandle()void is not direct or cannot be cracked
5 true (String)int StrLen true
97 true
proxy of two methods: java.lang.IllegalArgumentException: not a single-method interface: java.lang.CharSequence
proxy of wrong type: java.lang.invoke.WrongMethodTypeException: cannot convert MethodHandle(String)int to ()void
200 got true proxy string 77 true 5
wrong result: java.lang.ClassCastException: class java.lang.String cannot be cast to class java.lang.Integer (java.lang.String and java.lang.Integer are in module java.base of loader 'bootstrap')
undeclared: java.lang.reflect.UndeclaredThrowableException <- java.lang.Exception: checked
null result: java.lang.NullPointerException: Cannot invoke "java.lang.Integer.intValue()" because the return value of "java.lang.reflect.InvocationHandler.invoke(Object, java.lang.reflect.Method, Object[])" is null
*/
