// Type annotations: fields, returns, receivers, parameters, throws, bounds, arrays, wildcards, supertypes, record components.
import java.lang.annotation.*;
import java.lang.reflect.*;
import java.util.*;

public class ReflectTypeAnnotations {
    @Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER}) @Retention(RetentionPolicy.RUNTIME)
    @interface A { int value() default 0; }

    static class Box<@A(1) T extends @A(2) Number & @A(3) Comparable<@A(4) T>> extends @A(5) ArrayList<@A(6) T>
            implements @A(7) Cloneable {
        @A(8) String @A(9) [] @A(10) [] texts;
        Map<@A(11) String, ? extends @A(12) List<@A(13) ?>> map;
        @A(14) Box() { }
        <@A(15) X extends @A(16) Exception> @A(17) String run(@A(18) Box<T> this, @A(19) int n, @A(20) T @A(21) ... rest)
                throws @A(22) X, java.io.@A(23) IOException { return ""; }
        class Inner { Map.@A(24) Entry<@A(25) String, int @A(26) []> entry; }
    }

    record Pair(@A(30) String left, List<@A(31) Integer> right) { }

    static String of(AnnotatedElement element) {
        StringBuilder out = new StringBuilder();
        for (Annotation annotation : element.getAnnotations()) {
            out.append('@').append(((A) annotation).value());
        }
        return out.toString();
    }

    static String tree(AnnotatedType type) {
        String own = of(type);
        if (type instanceof AnnotatedParameterizedType p) {
            List<String> arguments = new ArrayList<>();
            for (AnnotatedType argument : p.getAnnotatedActualTypeArguments()) {
                arguments.add(tree(argument));
            }
            return own + "P" + arguments;
        } else if (type instanceof AnnotatedArrayType a) {
            return own + "[] of " + tree(a.getAnnotatedGenericComponentType());
        } else if (type instanceof AnnotatedWildcardType w) {
            return own + "? up " + trees(w.getAnnotatedUpperBounds()) + " low " + trees(w.getAnnotatedLowerBounds());
        } else if (type instanceof AnnotatedTypeVariable) {
            return own + "var " + type.getType();
        }
        return own + ((Class<?>) type.getType()).getSimpleName();
    }

    static String trees(AnnotatedType[] types) {
        StringJoiner out = new StringJoiner(", ", "(", ")");
        for (AnnotatedType type : types) {
            out.add(tree(type));
        }
        return out.toString();
    }

    public static void main(String[] args) throws Exception {
        TypeVariable<?> t = Box.class.getTypeParameters()[0];
        System.out.println("T " + of(t) + " " + trees(t.getAnnotatedBounds()));
        System.out.println("super " + tree(Box.class.getAnnotatedSuperclass()) + " " + trees(Box.class.getAnnotatedInterfaces()));
        System.out.println("texts " + tree(Box.class.getDeclaredField("texts").getAnnotatedType()));
        System.out.println("map " + tree(Box.class.getDeclaredField("map").getAnnotatedType()));
        System.out.println("constructor " + tree(Box.class.getDeclaredConstructor().getAnnotatedReturnType()));
        Method run = Box.class.getDeclaredMethod("run", int.class, Number[].class);
        System.out.println("run " + tree(run.getAnnotatedReturnType()) + " " + trees(run.getAnnotatedParameterTypes()));
        System.out.println("throws " + trees(run.getAnnotatedExceptionTypes()));
        System.out.println("receiver " + tree(run.getAnnotatedReceiverType()));
        TypeVariable<?> x = run.getTypeParameters()[0];
        System.out.println("X " + of(x) + " " + trees(x.getAnnotatedBounds()));
        System.out.println("entry " + tree(Box.Inner.class.getDeclaredField("entry").getAnnotatedType()));
        for (RecordComponent component : Pair.class.getRecordComponents()) {
            System.out.println(component + " " + tree(component.getAnnotatedType()) + " accessor "
                    + tree(component.getAccessor().getAnnotatedReturnType()));
        }
        System.out.println("pair " + trees(Pair.class.getDeclaredConstructors()[0].getAnnotatedParameterTypes()));
        System.out.println(Box.class.getDeclaredField("texts").getAnnotatedType().toString().replace("ReflectTypeAnnotations.", ""));
        System.out.println("plain " + of(String.class.getMethod("length").getAnnotatedReturnType()) + "none");
    }
}

/* expect-output:
T @1 (@2Number, @3P[@4var T])
super @5P[@6var T] (@7Cloneable)
texts @9[] of @10[] of @8String
map P[@11String, ? up (@12P[@13? up (Object) low ()]) low ()]
constructor @14Box
run @17String (@19int, @21[] of @20var T)
throws (@22var X, @23IOException)
receiver @18P[var T]
X @15 (@16Exception)
entry @24P[@25String, @26[] of int]
java.lang.String left @30String accessor @30String
java.util.List right P[@31Integer] accessor P[@31Integer]
pair (@30String, P[@31Integer])
@ReflectTypeAnnotations$A(8) java.lang.String @ReflectTypeAnnotations$A(9)[] @ReflectTypeAnnotations$A(10)[]
plain none
*/
