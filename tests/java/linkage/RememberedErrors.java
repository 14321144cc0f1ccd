import support.Bytes;
import support.ClassBuilder;
import support.Loader;
import support.Show;

/** Resolution that failed fails again in the same way; loading that failed may succeed later; errors are fresh objects each time. */
public class RememberedErrors {
    static int asked;

    static class Flaky extends Loader {
        boolean now;
        @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("x.")) { asked++; if (!now) throw new ClassNotFoundException(name + " not yet (" + asked + ")"); }
            return super.loadClass(name, resolve);
        }
    }

    public static void main(String[] args) throws Throwable {
        Flaky l = new Flaky();
        l.add(new ClassBuilder("x/Late").method(9, "id", "()I", 1, 0, "bipush 42", "ireturn").constructor("java/lang/Object").field(9, "f", "I"));
        ClassBuilder user = new ClassBuilder("u/User");
        user.method(9, "one", "()I", 2, 0, "invokestatic x/Late.id ()I", "ireturn").method(9, "again", "()I", 2, 0, "invokestatic x/Late.id ()I", "ireturn");
        user.method(9, "field", "()I", 2, 0, "getstatic x/Late.f I", "ireturn").method(9, "make", "()I", 2, 0, "new x/Late", "pop", "iconst_1", "ireturn");
        user.method(9, "missing", "()I", 2, 0, "invokestatic u/User.nope ()I", "ireturn").method(9, "missingField", "()I", 2, 0, "getstatic u/User.nope I", "ireturn");
        l.add(user);
        ClassBuilder other = new ClassBuilder("u/Other").method(9, "one", "()I", 2, 0, "invokestatic x/Late.id ()I", "ireturn");
        l.add(other);
        for (String call : new String[] {"one", "one", "again", "field", "make"}) {
            Show.outcome(call, () -> l.call("u.User", call));
        }
        Show.outcome("forName", () -> Class.forName("x.Late", true, l));
        l.now = true;
        for (String call : new String[] {"one", "again", "field", "make"}) {
            Show.outcome(call + " later", () -> l.call("u.User", call));
        }
        Show.outcome("another class", () -> l.call("u.Other", "one"));
        Show.outcome("forName later", () -> Class.forName("x.Late", true, l).getName());
        System.out.println(asked);
        Throwable first = null;
        for (int i = 0; i < 3; i++) {
            try { l.call("u.User", "missing"); } catch (NoSuchMethodError e) { System.out.println(e.getMessage() + " " + (first == e) + " " + e.getStackTrace()[0].getMethodName()); first = e; }
            try { l.call("u.User", "missingField"); } catch (NoSuchFieldError e) { System.out.println(e.getMessage()); }
        }
        Loader bad = new Loader().add("b.Bad", Bytes.cut(new ClassBuilder("b/Bad").bytes(), 20));
        for (int i = 0; i < 2; i++) Show.outcome("broken file", () -> bad.loadClass("b.Bad"));
        Loader unverifiable = new Loader().add(new ClassBuilder("b/V").method(9, "m", "()I", 1, 0, "lconst_0", "ireturn").method(9, "run", "()I", 1, 0, "iconst_1", "ireturn"));
        for (int i = 0; i < 2; i++) Show.outcome("does not verify", () -> { try { return unverifiable.call("b.V", "run"); } catch (VerifyError e) { return "VerifyError"; } });
        Show.outcome("does not verify, state", () -> unverifiable.loadClass("b.V").getName());
    }
}

/* expect-output:
one: java.lang.NoClassDefFoundError: x/Late <- java.lang.ClassNotFoundException: x.Late not yet (1)
one: java.lang.NoClassDefFoundError: x/Late <- java.lang.ClassNotFoundException: x.Late not yet (1)
again: java.lang.NoClassDefFoundError: x/Late <- java.lang.ClassNotFoundException: x.Late not yet (1)
field: java.lang.NoClassDefFoundError: x/Late <- java.lang.ClassNotFoundException: x.Late not yet (1)
make: java.lang.NoClassDefFoundError: x/Late <- java.lang.ClassNotFoundException: x.Late not yet (1)
forName: java.lang.ClassNotFoundException: x.Late not yet (2)
one later: java.lang.NoClassDefFoundError: x/Late <- java.lang.ClassNotFoundException: x.Late not yet (1)
again later: java.lang.NoClassDefFoundError: x/Late <- java.lang.ClassNotFoundException: x.Late not yet (1)
field later: java.lang.NoClassDefFoundError: x/Late <- java.lang.ClassNotFoundException: x.Late not yet (1)
make later: java.lang.NoClassDefFoundError: x/Late <- java.lang.ClassNotFoundException: x.Late not yet (1)
another class: 42
forName later: x.Late
3
'int u.User.nope()' false missing
nope
'int u.User.nope()' false missing
nope
'int u.User.nope()' false missing
nope
broken file: java.lang.ClassFormatError: Truncated class file
broken file: java.lang.ClassFormatError: Truncated class file
does not verify: VerifyError
does not verify: VerifyError
does not verify, state: b.V
*/
