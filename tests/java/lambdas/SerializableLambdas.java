import java.io.*;
import java.lang.invoke.SerializedLambda;
import java.util.function.*;

/** Serializable lambdas and method references go through SerializedLambda and come back working; others refuse. */
public class SerializableLambdas {
    interface SerFun<A, B> extends Function<A, B>, Serializable {}
    interface SerSup<T> extends Supplier<T>, Serializable {}

    static byte[] write(Object o) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) { out.writeObject(o); }
        return bytes.toByteArray();
    }

    @SuppressWarnings("unchecked")
    static <T> T copy(T t) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(write(t)))) { return (T) in.readObject(); }
    }

    static int add(int a, int b) { return a + b; }
    static class Box implements Serializable { int v; Box(int v) { this.v = v; } int plus(int x) { return v + x; } SerSup<Integer> mine() { return () -> v * 10; } }
    static class Plain { int get() { return 5; } }

    static SerializedLambda form(Object lambda) throws Exception {
        var m = lambda.getClass().getDeclaredMethod("writeReplace");
        m.setAccessible(true);
        return (SerializedLambda) m.invoke(lambda);
    }

    public static void main(String[] args) throws Exception {
        int captured = 7;
        String text = "cap";
        long big = 1L << 33;
        SerFun<Integer, String> f = x -> text + (x + captured) + big;
        System.out.println(f.apply(1) + " " + copy(f).apply(2) + " " + copy(copy(f)).apply(3));
        SerFun<Integer, Integer> none = x -> x + 1;
        SerFun<String, Integer> unbound = String::length;
        Box box = new Box(4);
        SerFun<Integer, Integer> bound = box::plus;
        SerFun<Integer, Box> make = Box::new;
        BiFunction<Integer, Integer, Integer> stat = (BiFunction<Integer, Integer, Integer> & Serializable) SerializableLambdas::add;
        box.v = 100;
        System.out.println(copy(none).apply(1) + " " + copy(unbound).apply("four") + " " + copy(bound).apply(1) + " " + copy(make).apply(8).v + " " + copy(stat).apply(2, 3) + " " + copy(box.mine()).get());
        SerializedLambda s = form(f);
        System.out.println(s.getCapturingClass() + " " + s.getFunctionalInterfaceClass() + " " + s.getFunctionalInterfaceMethodName() + s.getFunctionalInterfaceMethodSignature() + " " + s.getImplClass() + " " + s.getImplMethodName().startsWith("lambda$main$") + " "
                + s.getImplMethodSignature() + " " + s.getImplMethodKind() + " " + s.getInstantiatedMethodType() + " " + s.getCapturedArgCount() + " " + s.getCapturedArg(0) + s.getCapturedArg(1) + s.getCapturedArg(2));
        System.out.println(form(unbound).getImplMethodKind() + " " + form(bound).getImplMethodName() + " " + form(make).getImplMethodKind() + " " + form(stat).getImplMethodKind());
        Function<Integer, Integer> plain = x -> x;
        try { write(plain); } catch (NotSerializableException e) { System.out.println("not serializable"); }
        Plain p = new Plain();
        SerSup<Integer> bad = p::get;
        try { write(bad); } catch (NotSerializableException e) { System.out.println(e.getMessage()); }
        Runnable inter = (Runnable & Serializable) () -> System.out.println("intersection");
        copy(inter).run();
        java.util.Comparator<String> cmp = java.util.Comparator.comparing((SerFun<String, Integer>) String::length);
        System.out.println(copy(cmp).compare("a", "bb") + " " + (copy(none) == copy(none)) + " " + copy(none).getClass().isSynthetic());
        var methods = java.util.Arrays.stream(SerializableLambdas.class.getDeclaredMethods()).filter(m -> m.getName().equals("$deserializeLambda$")).toList();
        System.out.println(methods);
    }
}

/* expect-output:
cap88589934592 cap98589934592 cap108589934592
2 4 101 8 5 1000
SerializableLambdas SerializableLambdas$SerFun apply(Ljava/lang/Object;)Ljava/lang/Object; SerializableLambdas true (Ljava/lang/String;IJLjava/lang/Integer;)Ljava/lang/String; 6 (Ljava/lang/Integer;)Ljava/lang/String; 3 cap78589934592
5 plus 8 6
not serializable
SerializableLambdas$Plain
intersection
-1 true true
[private static java.lang.Object SerializableLambdas.$deserializeLambda$(java.lang.invoke.SerializedLambda)]
*/
