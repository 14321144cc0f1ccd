/** Sealed hierarchies, pattern matching for instanceof with its scopes, switch expressions over strings and constants. */
public class Sealed {
    sealed interface Expr permits Num, Add, Mul, Neg, Var {}
    record Num(int v) implements Expr {}
    record Add(Expr l, Expr r) implements Expr {}
    record Mul(Expr l, Expr r) implements Expr {}
    record Neg(Expr e) implements Expr {}
    static final class Var implements Expr { final String name; Var(String n) { name = n; } }

    sealed static abstract class Animal permits Dog, Cat {}
    static non-sealed class Dog extends Animal {}
    static final class Cat extends Animal {}
    static class Poodle extends Dog {}

    static int eval(Expr e, int x) {
        if (e instanceof Num n) return n.v();
        if (e instanceof Add a) return eval(a.l(), x) + eval(a.r(), x);
        if (e instanceof Mul m && m.l() instanceof Num z && z.v() == 0) return 0;
        if (e instanceof Mul m) return eval(m.l(), x) * eval(m.r(), x);
        if (!(e instanceof Neg n)) {
            return e instanceof Var v && v.name.equals("x") ? x : Integer.MIN_VALUE;
        }
        return -eval(n.e(), x);
    }

    static String classify(Object o) {
        if (o instanceof String s && !s.isEmpty()) return "text " + s.charAt(0);
        if (o instanceof Integer i && i > 10 || o instanceof Long) return "big " + o;
        if (o instanceof int[] a && a.length > 1 && a[0] == a[1]) return "twins " + a[0];
        if (!(o instanceof Number n)) return o == null ? "null" : "other " + o.getClass().getSimpleName();
        return "number " + n.intValue();
    }

    static String s = "field";

    static String scopes(Object o) {
        String out = "";
        if (o instanceof String s && s.length() > 3) out += s; else out += s;
        if (!(o instanceof String s)) return out + "!";
        out += "/" + s;
        while (!(o instanceof StringBuilder b)) o = new StringBuilder(s).reverse();
        return out + "/" + b.append('.');
    }

    static int days(String month, boolean leap) {
        return switch (month) {
            case "feb" -> leap ? 29 : 28;
            case "apr", "jun", "sep", "nov" -> 30;
            case "jan", "mar", "may", "jul", "aug", "oct", "dec" -> {
                int x = 30;
                x++;
                yield x;
            }
            default -> throw new IllegalArgumentException(month);
        };
    }

    static String mix(int k) {
        String r = "";
        int v = switch (k) {
            case 1:
            case 2:
                r += "a";
            case 3:
                r += "b";
                yield 30;
            default:
                try {
                    yield Integer.parseInt("x" + k);
                } catch (NumberFormatException e) {
                    r += "c";
                    yield switch (k % 2) { case 0 -> -1; default -> -2; };
                } finally {
                    r += "f";
                }
        };
        return r + v;
    }

    public static void main(String[] args) {
        Expr e = new Add(new Mul(new Num(3), new Var("x")), new Neg(new Add(new Num(4), new Mul(new Num(0), new Var("y")))));
        System.out.println(eval(e, 5) + " " + eval(new Var("q"), 1) + " " + e.hashCode() / Integer.MAX_VALUE);
        for (Object o : new Object[] {"", "abc", 5, 50, 7L, 2.9, null, new int[] {3, 3}, new int[] {3}, 'c', Sealed.class}) System.out.print(classify(o) + "; ");
        System.out.println();
        System.out.println(scopes("abcdef") + " " + scopes("ab") + " " + scopes(1));
        for (String m : new String[] {"jan", "feb", "jun"}) System.out.print(days(m, m.equals("feb")) + " ");
        try { days("xyz", false); } catch (IllegalArgumentException x) { System.out.println(x.getMessage()); }
        try { days(null, false); } catch (NullPointerException x) { System.out.println("null month"); }
        for (int k = 0; k < 6; k++) System.out.print(mix(k) + " ");
        System.out.println();
        for (Class<?> c : new Class<?>[] {Expr.class, Animal.class, Dog.class, Cat.class, Poodle.class, Num.class}) {
            System.out.print(c.getSimpleName() + " " + c.isSealed() + " " + (c.getPermittedSubclasses() == null ? "-" : java.util.Arrays.stream(c.getPermittedSubclasses())
                    .map(Class::getSimpleName).toList()) + "; ");
        }
        System.out.println(new Poodle() instanceof Animal);
    }
}

/* expect-output:
11 -2147483648 0
other String; text a; number 5; big 50; big 7; number 2; null; twins 3; other int[]; other Character; other Class; 
abcdef/abcdef/fedcba. field/ab/ba. field!
31 29 30 xyz
null month
cf-1 ab30 ab30 b30 cf-1 cf-2 
Expr true [Num, Add, Mul, Neg, Var]; Animal true [Dog, Cat]; Dog false -; Cat false -; Poodle false -; Num false -; true
*/
