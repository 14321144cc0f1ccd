// Enums: constants, bodies, valueOf, switch, reflection, EnumSet, comparison, what is refused.
import java.lang.reflect.*;
import java.util.*;

public class ReflectEnums {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    enum Op implements java.util.function.IntBinaryOperator {
        ADD("+") { public int applyAsInt(int a, int b) { return a + b; } },
        SUB("-") { public int applyAsInt(int a, int b) { return a - b; } @Override String extra() { return super.extra() + "!"; } };
        final String sign;
        static final Map<String, Op> BY = new HashMap<>();
        static { for (Op o : values()) BY.put(o.sign, o); }
        Op(String sign) { this.sign = sign; }
        String extra() { return "extra " + sign; }
    }
    enum Plain { A, B, C }
    enum Empty { }
    static String sw(Plain p) { switch (p) { case A: return "a"; case C: return "c"; default: return "other"; } }
    static int arrow(Plain p) { return switch (p) { case A -> 1; case B -> 2; case C -> { int x = 1; yield x + 2; } }; }

    public static void main(String[] args) throws Throwable {
        show("values", () -> Arrays.toString(Op.values()) + Op.BY.get("-").applyAsInt(7, 3) + Op.ADD.applyAsInt(7, 3) + Op.SUB.extra() + " " + Empty.values().length + " " + (Plain.values() != Plain.values()));
        show("classes", () -> Op.ADD.getClass() + " " + Op.ADD.getDeclaringClass() + " " + Op.ADD.getClass().isEnum() + Op.class.isEnum() + " " + Op.ADD.getClass().getSuperclass() + " " + Arrays.toString(Op.class.getEnumConstants()) + " " + Op.ADD.getClass().getEnumConstants());
        show("valueOf", () -> Plain.valueOf("B").ordinal() + " " + Enum.valueOf(Op.class, "ADD") + " " + Thread.State.valueOf("NEW"));
        show("no constant", () -> Plain.valueOf("X"));
        show("null name", () -> Plain.valueOf(null));
        show("not an enum", () -> Enum.valueOf((Class) String.class, "X"));
        show("switch", () -> sw(Plain.A) + sw(Plain.B) + sw(Plain.C) + arrow(Plain.C));
        show("switch null", () -> sw(null));
        show("compare", () -> Plain.A.compareTo(Plain.C) + " " + Plain.A.equals(Plain.A) + " " + (Plain.B.hashCode() == Plain.B.hashCode()) + " " + Plain.C.name() + " " + new TreeSet<>(List.of(Plain.C, Plain.A)));
        show("compare different", () -> ((Comparable) Plain.A).compareTo(Op.ADD));
        show("clone", () -> { Method m = Enum.class.getDeclaredMethod("clone"); return Modifier.toString(m.getModifiers()); });
        show("new", () -> { Constructor<?> c = Plain.class.getDeclaredConstructors()[0]; c.setAccessible(true); return c + " " + Arrays.toString(c.getParameters()) + c.newInstance("D", 3); });
        show("fields", () -> { TreeSet<String> s = new TreeSet<>(); for (Field f : Plain.class.getDeclaredFields()) s.add(f + " " + f.isEnumConstant() + " " + f.isSynthetic()); return s; });
        show("methods", () -> { TreeSet<String> s = new TreeSet<>(); for (Method m : Plain.class.getDeclaredMethods()) s.add(m + " " + m.isSynthetic()); return s; });
        show("sets", () -> EnumSet.allOf(Plain.class) + " " + EnumSet.range(Plain.A, Plain.B) + " " + EnumSet.complementOf(EnumSet.of(Plain.A)) + " " + EnumSet.of(Op.SUB) + " " + EnumSet.noneOf(Empty.class));
        show("wrong set", () -> { Set s = EnumSet.of(Plain.A); s.add(Op.ADD); return s; });
        show("map", () -> { Map<Op, Integer> m = new EnumMap<>(Op.class); m.put(Op.SUB, 2); m.put(Op.ADD, 1); return m; });
        show("describe", () -> Plain.A.describeConstable().get() + " " + Op.ADD.describeConstable().get().constantType());
        show("deserialize", () -> { var b = new java.io.ByteArrayOutputStream(); new java.io.ObjectOutputStream(b).writeObject(Op.ADD); return new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(b.toByteArray())).readObject() == Op.ADD; });
    }
}

/* expect-output:
values: [ADD, SUB]410extra -! 0 true
classes: class ReflectEnums$Op$1 class ReflectEnums$Op falsetrue class ReflectEnums$Op [ADD, SUB] null
valueOf: 1 ADD NEW
no constant: java.lang.IllegalArgumentException: No enum constant ReflectEnums.Plain.X
null name: java.lang.NullPointerException: Name is null
not an enum: java.lang.IllegalArgumentException: java.lang.String is not an enum class
switch: aotherc3
switch null: java.lang.NullPointerException: Cannot invoke "ReflectEnums$Plain.ordinal()" because "<parameter1>" is null
compare: -2 true true C [A, C]
compare different: java.lang.ClassCastException
clone: protected final
new: java.lang.IllegalArgumentException: Cannot reflectively create enum objects
fields: [private static final ReflectEnums$Plain[] ReflectEnums$Plain.$VALUES false true, public static final ReflectEnums$Plain ReflectEnums$Plain.A true false, public static final ReflectEnums$Plain ReflectEnums$Plain.B true false, public static final ReflectEnums$Plain ReflectEnums$Plain.C true false]
methods: [private static ReflectEnums$Plain[] ReflectEnums$Plain.$values() true, public static ReflectEnums$Plain ReflectEnums$Plain.valueOf(java.lang.String) false, public static ReflectEnums$Plain[] ReflectEnums$Plain.values() false]
sets: [A, B, C] [A, B] [B, C] [SUB] []
wrong set: java.lang.ClassCastException: class ReflectEnums$Op$1 != class ReflectEnums$Plain
map: {ADD=1, SUB=2}
describe: EnumDesc[ReflectEnums$Plain.A] ClassDesc[ReflectEnums$Op]
deserialize: true
*/
