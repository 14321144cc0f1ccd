import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;

/** Enums: bodies, constructors, switches, valueOf, sets and maps, interfaces, static initialisation, reflection's refusal. */
public class Enums {
    enum Level { LOW(1), MID(5) { @Override int weight() { return 50 + super.weight(); } @Override public String toString() { return "middle"; } }, HIGH(10);
        final int base;
        static int created;
        static final Map<Integer, Level> BY = new java.util.TreeMap<>();
        static { for (Level l : values()) { created++; BY.put(l.base, l); } }
        Level(int base) { this.base = base; }
        int weight() { return base * 2; }
        Level next() { return values()[(ordinal() + 1) % values().length]; }
    }
    enum Empty {}
    enum Single { INSTANCE; int hits; int hit() { return ++hits; } }
    enum Op { PLUS("+") { double apply(double a, double b) { return a + b; } }, DIVIDE("/") { double apply(double a, double b) { return a / b; } };
        final String sign;
        Op(String s) { sign = s; }
        abstract double apply(double a, double b);
    }
    enum Many { A0, A1, A2, A3, A4, A5, A6, A7, A8, A9, B0, B1, B2, B3, B4, B5, B6, B7, B8, B9, C0, C1, C2, C3, C4, C5, C6, C7, C8, C9, D0, D1, D2, D3, D4, D5, D6, D7, D8, D9,
        E0, E1, E2, E3, E4, E5, E6, E7, E8, E9, F0, F1, F2, F3, F4, F5, F6, F7, F8, F9, G0, G1, G2, G3, G4, G5, G6, G7, G8, G9 }

    static String old(Level l) {
        switch (l) {
            case LOW: return "low";
            case HIGH: return "high";
            default: return "other " + l.ordinal();
        }
    }
    static int fresh(Level l) { return switch (l) { case LOW -> 1; case MID -> { int x = l.weight(); yield x; } case HIGH -> 3; }; }

    public static void main(String[] args) throws Exception {
        for (Level l : Level.values()) {
            System.out.println(l + " " + l.name() + " " + l.ordinal() + " " + l.weight() + " " + l.next() + " " + old(l) + " " + fresh(l) + " " + l.getClass() + " "
                    + l.getDeclaringClass() + " " + l.compareTo(Level.MID) + " " + l.equals(Level.valueOf(l.name())) + " " + l.describeConstable().get());
        }
        System.out.println(Level.created + " " + Level.BY + " " + Empty.values().length + " " + Single.INSTANCE.hit() + Single.INSTANCE.hit() + " " + (Level.values() == Level.values()));
        for (Op op : Op.values()) System.out.println(op + op.sign + op.apply(1, 0) + " " + op.getClass().getSuperclass().getSimpleName() + " " + op.getClass().isEnum());
        for (String bad : new String[] {"low", "", "MID "}) {
            try { Level.valueOf(bad); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
        }
        try { Level.valueOf(null); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        Level none = null;
        try { old(none); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        EnumSet<Level> set = EnumSet.complementOf(EnumSet.of(Level.MID));
        EnumMap<Level, String> map = new EnumMap<>(Map.of(Level.HIGH, "h", Level.LOW, "l"));
        System.out.println(set + " " + map + " " + EnumSet.range(Level.LOW, Level.MID) + " " + EnumSet.noneOf(Empty.class) + map.containsKey(null) + " " + set.contains(Level.MID));
        EnumSet<Many> many = EnumSet.range(Many.B5, Many.G5);
        many.removeIf(m -> m.ordinal() % 7 != 0);
        System.out.println(many + " " + EnumSet.allOf(Many.class).size() + " " + many.containsAll(EnumSet.of(Many.C1)));
        try {
            var c = Level.class.getDeclaredConstructors()[0];
            c.setAccessible(true);
            c.newInstance("NEW", 9, 1);
        } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
        System.out.println(Level.class.getEnumConstants().length + " " + String.class.getEnumConstants() + " " + java.lang.reflect.Modifier.toString(Level.class.getModifiers()) + " "
                + java.lang.reflect.Modifier.toString(Single.class.getModifiers()) + " " + Level.class.getSuperclass() + " " + Enum.valueOf(Level.class, "HIGH").hashCode() / Integer.MAX_VALUE);
        var m = Enum.class.getDeclaredMethod("clone");
        m.setAccessible(false);
        try { m.invoke(Level.LOW); } catch (IllegalAccessException e) { System.out.println(e.getMessage()); }
    }
}

/* expect-output:
LOW LOW 0 2 middle low 1 class Enums$Level class Enums$Level -1 true EnumDesc[Enums$Level.LOW]
middle MID 1 60 HIGH other 1 60 class Enums$Level$1 class Enums$Level 0 true EnumDesc[Enums$Level.MID]
HIGH HIGH 2 20 LOW high 3 class Enums$Level class Enums$Level 1 true EnumDesc[Enums$Level.HIGH]
3 {1=LOW, 5=middle, 10=HIGH} 0 12 false
PLUS+1.0 Op false
DIVIDE/Infinity Op false
No enum constant Enums.Level.low
No enum constant Enums.Level.
No enum constant Enums.Level.MID 
Name is null
Cannot invoke "Enums$Level.ordinal()" because "<parameter1>" is null
[LOW, HIGH] {LOW=l, HIGH=h} [LOW, middle] []false false
[C1, C8, D5, E2, E9, F6, G3] 70 true
Cannot reflectively create enum objects
3 null static static final class java.lang.Enum 0
class Enums cannot access a member of class java.lang.Enum (in module java.base) with modifiers "protected final"
*/
