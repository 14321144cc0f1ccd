// Generic signatures: type variables, bounds, wildcards, owners, arrays, exceptions, and their texts.
import java.lang.reflect.*;
import java.util.*;
import java.util.function.*;

public class ReflectGenerics<T extends Comparable<? super T>, U> {
    class Inner<V> { Map.Entry<T, V> entry; ReflectGenerics<T, U>.Inner<String> peer; }
    static class Sub extends ReflectGenerics<Integer, String[]> implements Function<List<? extends Number>, Supplier<?>> {
        public Supplier<?> apply(List<? extends Number> list) { return null; }
    }
    T[] array;
    List<? super Integer>[][] lists;
    Map<String, List<int[]>> map;
    U plain;
    <X extends Exception & Runnable, Y extends X> Y method(X x, List<? extends Y>[] y, T... rest) throws X { return null; }
    <Z> ReflectGenerics(Z z, Set<Z> set) throws java.io.IOException { }
    ReflectGenerics() { }

    static String kind(Type type) {
        if (type instanceof Class<?> c) return "class " + c.getTypeName();
        if (type instanceof ParameterizedType p) {
            List<String> all = new ArrayList<>();
            for (Type argument : p.getActualTypeArguments()) all.add(kind(argument));
            return "parameterized(" + p.getRawType().getTypeName() + " owner " + p.getOwnerType() + ")" + all;
        }
        if (type instanceof GenericArrayType g) return "array of " + kind(g.getGenericComponentType());
        if (type instanceof WildcardType w) {
            return "wildcard " + Arrays.toString(w.getUpperBounds()) + Arrays.toString(w.getLowerBounds());
        }
        TypeVariable<?> v = (TypeVariable<?>) type;
        return "variable " + v.getName() + " of " + v.getGenericDeclaration() + " bounds " + Arrays.toString(v.getBounds());
    }

    public static void main(String[] args) throws Exception {
        System.out.println(ReflectGenerics.class.toGenericString());
        for (TypeVariable<?> variable : ReflectGenerics.class.getTypeParameters()) System.out.println(kind(variable));
        for (String name : new String[] {"array", "lists", "map", "plain"}) {
            Field field = ReflectGenerics.class.getDeclaredField(name);
            System.out.println(field.toGenericString() + " -> " + kind(field.getGenericType()));
        }
        for (String name : new String[] {"entry", "peer", "this$0"}) {
            Field field = ReflectGenerics.Inner.class.getDeclaredField(name);
            System.out.println(field.toGenericString() + " -> " + kind(field.getGenericType()) + " " + field.isSynthetic());
        }
        for (Method method : ReflectGenerics.class.getDeclaredMethods()) {
            if (method.getName().equals("method")) {
                System.out.println(method.toGenericString());
                System.out.println(method);
                for (Type type : method.getGenericParameterTypes()) System.out.println("  " + kind(type));
                for (Type type : method.getGenericExceptionTypes()) System.out.println("  throws " + kind(type));
                System.out.println("  returns " + kind(method.getGenericReturnType()));
            }
        }
        Constructor<?> maker = ReflectGenerics.class.getDeclaredConstructor(Object.class, Set.class);
        System.out.println(maker.toGenericString() + Arrays.toString(maker.getGenericParameterTypes()));
        System.out.println(kind(Sub.class.getGenericSuperclass()));
        System.out.println(kind(Sub.class.getGenericInterfaces()[0]));
        for (Method method : sorted(Sub.class.getDeclaredMethods())) {
            System.out.println(method.toGenericString() + " bridge=" + method.isBridge());
        }
        System.out.println(kind(Class.class.getGenericInterfaces()[3]) + " " + kind(Enum.class.getTypeParameters()[0]));
        System.out.println(Collections.class.getMethod("max", Collection.class).toGenericString());
        Type one = Sub.class.getGenericSuperclass(), two = Sub.class.getGenericSuperclass();
        System.out.println(one.equals(two) + " " + (one.hashCode() == two.hashCode()) + " " + one);
    }

    static Method[] sorted(Method[] methods) {
        Arrays.sort(methods, Comparator.comparing(Method::toString));
        return methods;
    }
}

/* expect-output:
public class ReflectGenerics<T extends java.lang.Comparable<? super T>,U>
variable T of class ReflectGenerics bounds [java.lang.Comparable<? super T>]
variable U of class ReflectGenerics bounds [class java.lang.Object]
T[] ReflectGenerics.array -> array of variable T of class ReflectGenerics bounds [java.lang.Comparable<? super T>]
java.util.List<? super java.lang.Integer>[][] ReflectGenerics.lists -> array of array of parameterized(java.util.List owner null)[wildcard [class java.lang.Object][class java.lang.Integer]]
java.util.Map<java.lang.String, java.util.List<int[]>> ReflectGenerics.map -> parameterized(java.util.Map owner null)[class java.lang.String, parameterized(java.util.List owner null)[class int[]]]
U ReflectGenerics.plain -> variable U of class ReflectGenerics bounds [class java.lang.Object]
java.util.Map$Entry<T, V> ReflectGenerics$Inner.entry -> parameterized(java.util.Map$Entry owner interface java.util.Map)[variable T of class ReflectGenerics bounds [java.lang.Comparable<? super T>], variable V of class ReflectGenerics$Inner bounds [class java.lang.Object]] false
ReflectGenerics<T, U>$Inner<java.lang.String> ReflectGenerics$Inner.peer -> parameterized(ReflectGenerics$Inner owner ReflectGenerics<T, U>)[class java.lang.String] false
final ReflectGenerics ReflectGenerics$Inner.this$0 -> class ReflectGenerics true
<X extends java.lang.Exception & java.lang.Runnable,Y extends X> Y ReflectGenerics.method(X,java.util.List<? extends Y>[],T...) throws X
java.lang.Exception ReflectGenerics.method(java.lang.Exception,java.util.List[],java.lang.Comparable[]) throws java.lang.Exception
  variable X of java.lang.Exception ReflectGenerics.method(java.lang.Exception,java.util.List[],java.lang.Comparable[]) throws java.lang.Exception bounds [class java.lang.Exception, interface java.lang.Runnable]
  array of parameterized(java.util.List owner null)[wildcard [Y][]]
  array of variable T of class ReflectGenerics bounds [java.lang.Comparable<? super T>]
  throws variable X of java.lang.Exception ReflectGenerics.method(java.lang.Exception,java.util.List[],java.lang.Comparable[]) throws java.lang.Exception bounds [class java.lang.Exception, interface java.lang.Runnable]
  returns variable Y of java.lang.Exception ReflectGenerics.method(java.lang.Exception,java.util.List[],java.lang.Comparable[]) throws java.lang.Exception bounds [X]
<Z> ReflectGenerics(Z,java.util.Set<Z>) throws java.io.IOException[Z, java.util.Set<Z>]
parameterized(ReflectGenerics owner null)[class java.lang.Integer, class java.lang.String[]]
parameterized(java.util.function.Function owner null)[parameterized(java.util.List owner null)[wildcard [class java.lang.Number][]], parameterized(java.util.function.Supplier owner null)[wildcard [class java.lang.Object][]]]
public java.lang.Object ReflectGenerics$Sub.apply(java.lang.Object) bridge=true
public java.util.function.Supplier<?> ReflectGenerics$Sub.apply(java.util.List<? extends java.lang.Number>) bridge=false
class java.lang.reflect.AnnotatedElement variable E of class java.lang.Enum bounds [java.lang.Enum<E>]
public static <T extends java.lang.Object & java.lang.Comparable<? super T>> T java.util.Collections.max(java.util.Collection<? extends T>)
true true ReflectGenerics<java.lang.Integer, java.lang.String[]>
*/
