// Annotations on every kind of member: values of every kind, defaults, inheritance, repetition, equality.
import java.lang.annotation.*;
import java.lang.reflect.*;
import java.util.Arrays;

public class ReflectAnnotations {
    enum Color { RED, GREEN }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Inner { int value() default 3; }

    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        boolean z() default true;
        byte b() default -1;
        char c() default '\'';
        short s() default 300;
        int i() default Integer.MIN_VALUE;
        long l() default 1L << 40;
        float f() default 1.5f;
        double d() default Double.NaN;
        String text() default "a\"b\n";
        Class<?> type() default int[].class;
        Color color() default Color.GREEN;
        Inner inner() default @Inner(9);
        int[] ints() default {1, 2};
        String[] texts() default {};
        Class<?>[] types() default {void.class, String.class};
        Color[] colors() default {Color.RED};
        Inner[] inners() default {@Inner, @Inner(4)};
    }

    @Retention(RetentionPolicy.RUNTIME) @Inherited
    @interface Passed { String value(); }

    @Retention(RetentionPolicy.RUNTIME) @Repeatable(Tags.class)
    @interface Tag { String value(); }
    @Retention(RetentionPolicy.RUNTIME)
    @interface Tags { Tag[] value(); }

    @Retention(RetentionPolicy.CLASS)
    @interface Unseen { }

    @All @Passed("base") @Tag("one") @Tag("two") @Unseen
    static class Base {
        @All(i = 5, texts = "x") int field;
        @Inner Base(@Tag("p") int a, String b, @Inner(2) @Tag("q") long c) { }
        @Deprecated(since = "1", forRemoval = true) void method(@Inner(6) Object o) { }
    }

    static class Derived extends Base {
        Derived() { super(1, "", 2); }
    }

    public static void main(String[] args) throws Exception {
        All all = Base.class.getAnnotation(All.class);
        Method[] parts = All.class.getDeclaredMethods();
        Arrays.sort(parts, (x, y) -> x.getName().compareTo(y.getName()));
        for (Method part : parts) {
            Object value = part.invoke(all);
            Object standard = part.getDefaultValue();
            System.out.println(part.getName() + " " + value.getClass().isArray() + " " + Arrays.deepToString(new Object[] {value})
                    + " default equal: " + Arrays.deepEquals(new Object[] {value}, new Object[] {standard}));
        }
        System.out.println(all.annotationType() + " " + Proxy.isProxyClass(all.getClass()));
        System.out.println(Arrays.toString(Derived.class.getAnnotations()) + " " + Derived.class.getDeclaredAnnotations().length);
        System.out.println(Arrays.toString(Base.class.getAnnotationsByType(Tag.class)));
        System.out.println(Base.class.getAnnotation(Tag.class) + " " + Base.class.isAnnotationPresent(Tags.class)
                + " " + Base.class.isAnnotationPresent(Unseen.class));
        Field field = Base.class.getDeclaredField("field");
        All mine = field.getAnnotation(All.class);
        System.out.println(mine.i() + " " + Arrays.toString(mine.texts()) + " " + mine.equals(all) + " "
                + all.equals(Base.class.getAnnotation(All.class)) + " "
                + (all.hashCode() == Base.class.getAnnotation(All.class).hashCode()));
        mine.ints()[0] = 100;
        System.out.println("arrays are copies: " + mine.ints()[0]);
        Constructor<?> maker = Base.class.getDeclaredConstructors()[0];
        System.out.println(Arrays.toString(maker.getAnnotations()) + Arrays.deepToString(maker.getParameterAnnotations()));
        for (Parameter parameter : maker.getParameters()) {
            System.out.println("  " + parameter + " " + Arrays.toString(parameter.getAnnotations()) + parameter.isNamePresent());
        }
        Method method = Base.class.getDeclaredMethod("method", Object.class);
        System.out.println(Arrays.toString(method.getAnnotations()) + Arrays.deepToString(method.getParameterAnnotations()));
        System.out.println(field.getAnnotation(Inner.class) + " " + Arrays.toString(Thread.class.getMethod("stop").getAnnotations()));
        System.out.println(FunctionalInterface.class.getAnnotation(Target.class) + " " + Runnable.class.getAnnotations()[0]);
    }
}

/* expect-output:
b false [-1] default equal: true
c false ['] default equal: true
color false [GREEN] default equal: true
colors true [[RED]] default equal: true
d false [NaN] default equal: true
f false [1.5] default equal: true
i false [-2147483648] default equal: true
inner false [@ReflectAnnotations$Inner(9)] default equal: true
inners true [[@ReflectAnnotations$Inner(3), @ReflectAnnotations$Inner(4)]] default equal: true
ints true [[1, 2]] default equal: true
l false [1099511627776] default equal: true
s false [300] default equal: true
text false [a"b
] default equal: true
texts true [[]] default equal: true
type false [class [I] default equal: true
types true [[void, class java.lang.String]] default equal: true
z false [true] default equal: true
interface ReflectAnnotations$All true
[@ReflectAnnotations$Passed("base")] 0
[@ReflectAnnotations$Tag("one"), @ReflectAnnotations$Tag("two")]
null true false
5 [x] false true true
arrays are copies: 1
[@ReflectAnnotations$Inner(3)][[@ReflectAnnotations$Tag("p")], [], [@ReflectAnnotations$Inner(2), @ReflectAnnotations$Tag("q")]]
  int arg0 [@ReflectAnnotations$Tag("p")]false
  java.lang.String arg1 []false
  long arg2 [@ReflectAnnotations$Inner(2), @ReflectAnnotations$Tag("q")]false
[@java.lang.Deprecated(forRemoval=true, since="1")][[@ReflectAnnotations$Inner(6)]]
null [@java.lang.Deprecated(forRemoval=false, since="1.2")]
@java.lang.annotation.Target({TYPE}) @java.lang.FunctionalInterface()
*/
