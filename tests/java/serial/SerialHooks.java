// Serialization hooks: writeObject/readObject, Externalizable, readResolve, writeReplace, persistent fields, versions, filters, lambdas, proxies.
import java.io.*;
import java.lang.reflect.Proxy;
import java.util.*;
import java.util.function.*;

public class SerialHooks {
    static class Custom implements Serializable {
        transient int[] data = {1, 2, 3};
        String name = "n";
        private void writeObject(ObjectOutputStream out) throws IOException { out.defaultWriteObject(); out.writeInt(data.length); for (int d : data) out.writeInt(d * 10); }
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException { in.defaultReadObject(); data = new int[in.readInt()]; for (int i = 0; i < data.length; i++) data[i] = in.readInt(); }
    }
    public static class Ext implements Externalizable {
        int x = 1; String y = "y";
        public Ext() { System.out.println("  Ext()"); }
        public void writeExternal(ObjectOutput out) throws IOException { out.writeInt(x + 1); out.writeObject(y); }
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException { x = in.readInt(); y = (String) in.readObject() + "!"; }
    }
    static class HiddenExt implements Externalizable {
        HiddenExt(int x) { }
        public void writeExternal(ObjectOutput out) { }
        public void readExternal(ObjectInput in) { }
    }
    static class Single implements Serializable { static final Single ONE = new Single(); private Object readResolve() { return ONE; } }
    static class Replaced implements Serializable { final int v; Replaced(int v) { this.v = v; } private Object writeReplace() { return new Stand(v); } }
    static class Stand implements Serializable { final int v; Stand(int v) { this.v = v; } private Object readResolve() { return new Replaced(v + 100); } }
    static class Fields implements Serializable {
        private static final ObjectStreamField[] serialPersistentFields = {new ObjectStreamField("sum", int.class), new ObjectStreamField("text", String.class)};
        transient int a = 3, b = 4;
        private void writeObject(ObjectOutputStream out) throws IOException { ObjectOutputStream.PutField f = out.putFields(); f.put("sum", a + b); f.put("text", "x"); out.writeFields(); }
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException { ObjectInputStream.GetField f = in.readFields(); a = f.get("sum", 0); b = f.defaulted("text") ? 1 : 2; }
    }
    static class Versioned implements Serializable { private static final long serialVersionUID = 5; int x; }
    static class Plain implements Serializable { int x; private String y; static int z; void m(int q) { } protected Plain() { } }
    static class Failing implements Serializable { private void readObject(ObjectInputStream in) throws IOException { throw new InvalidObjectException("refused"); } }
    static class Validated implements Serializable, ObjectInputValidation { int low = 1, high = 2; private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException { in.registerValidation(this, 0); in.defaultReadObject(); } public void validateObject() throws InvalidObjectException { if (low > high) throw new InvalidObjectException("low > high"); } }
    interface SerialSupplier extends Supplier<String>, Serializable { }

    static byte[] write(Object o) throws Exception { ByteArrayOutputStream b = new ByteArrayOutputStream(); try (ObjectOutputStream out = new ObjectOutputStream(b)) { out.writeObject(o); } return b.toByteArray(); }
    static Object read(byte[] b) throws Exception { return new ObjectInputStream(new ByteArrayInputStream(b)).readObject(); }
    static void show(String name, java.util.concurrent.Callable<?> action) {
        try { System.out.println(name + ": " + action.call()); } catch (Throwable e) { System.out.println(name + ": " + e); }
    }

    public static void main(String[] args) throws Exception {
        show("custom", () -> Arrays.toString(((Custom) read(write(new Custom()))).data) + ((Custom) read(write(new Custom()))).name);
        show("external", () -> { Ext e = (Ext) read(write(new Ext())); return e.x + e.y; });
        show("external without constructor", () -> read(write(new HiddenExt(1))));
        show("singleton", () -> read(write(Single.ONE)) == Single.ONE);
        show("replaced", () -> ((Replaced) read(write(new Replaced(5)))).v);
        show("fields", () -> { Fields f = (Fields) read(write(new Fields())); return f.a + " " + f.b; });
        show("failing", () -> read(write(new Failing())));
        show("validated", () -> { Validated v = new Validated(); v.low = 9; return read(write(v)); });
        show("uid", () -> ObjectStreamClass.lookup(Versioned.class).getSerialVersionUID() + " " + ObjectStreamClass.lookup(Plain.class).getSerialVersionUID() + " " + ObjectStreamClass.lookup(String.class).getSerialVersionUID() + " " + ObjectStreamClass.lookup(Object.class) + " " + ObjectStreamClass.lookupAny(Object.class).getSerialVersionUID());
        show("descriptor", () -> ObjectStreamClass.lookup(Plain.class) + " " + Arrays.toString(ObjectStreamClass.lookup(Plain.class).getFields()));
        show("version mismatch", () -> {
            byte[] b = write(new Versioned());
            for (int i = 0; i < b.length - 8; i++) if (new DataInputStream(new ByteArrayInputStream(b, i, 8)).readLong() == 5) { b[i + 7] = 6; break; }
            return read(b);
        });
        show("absent class", () -> { byte[] b = write(new Versioned()); String s = new String(b, "ISO-8859-1").replace("Hooks$Versioned", "Hooks$Verzioned"); return read(s.getBytes("ISO-8859-1")); });
        String captured = "captured " + args.length;
        show("lambda", () -> ((SerialSupplier) read(write((SerialSupplier) () -> captured))).get());
        show("method reference", () -> ((Function<?, ?>) read(write((Function<String, Integer> & Serializable) String::length))).getClass().isSynthetic());
        show("constructor reference", () -> ((Supplier<?>) read(write((Supplier<ArrayList<?>> & Serializable) ArrayList::new))).get());
        show("plain lambda", () -> { try { write((Runnable) () -> { }); return 0; } catch (NotSerializableException e) { return e.getMessage().startsWith("SerialHooks$$Lambda"); } });
        show("proxy", () -> { Comparable<?> p = (Comparable<?>) Proxy.newProxyInstance(SerialHooks.class.getClassLoader(), new Class<?>[] {Comparable.class}, new Handler()); return ((Comparable<?>) read(write(p))).compareTo(null); });
        byte[] list = write(new ArrayList<>(List.of("a", 1, new int[5])));
        for (String pattern : new String[] {"java.util.*;java.lang.*;!*", "!java.lang.Integer", "maxarray=4", "maxdepth=1", "maxrefs=2", "maxbytes=10", "java.base/*"}) {
            show("filter " + pattern, () -> { ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(list)); in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(pattern)); return ((List<?>) in.readObject()).size(); });
        }
        show("filter seen", () -> { List<Object> seen = new ArrayList<>(); ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(list)); in.setObjectInputFilter(i -> { seen.add(i.serialClass() == null ? "-" : i.serialClass().getSimpleName() + (i.arrayLength() >= 0 ? i.arrayLength() : "")); return ObjectInputFilter.Status.UNDECIDED; }); in.readObject(); return seen; });
        show("replacing streams", () -> { ByteArrayOutputStream b = new ByteArrayOutputStream(); new ObjectOutputStream(b) { { enableReplaceObject(true); } @Override protected Object replaceObject(Object o) { return o instanceof Integer i ? "int " + i : o; } }.writeObject(new Object[] {1, "x"}); return Arrays.toString((Object[]) new ObjectInputStream(new ByteArrayInputStream(b.toByteArray())) { { enableResolveObject(true); } @Override protected Object resolveObject(Object o) { return o.equals("x") ? "resolved" : o; } @Override protected Class<?> resolveClass(ObjectStreamClass d) throws IOException, ClassNotFoundException { System.out.println("  class " + d.getName()); return super.resolveClass(d); } }.readObject()); });
        show("not active", () -> { new ObjectOutputStream(new ByteArrayOutputStream()).defaultWriteObject(); return 0; });
    }

    static class Handler implements java.lang.reflect.InvocationHandler, Serializable {
        public Object invoke(Object p, java.lang.reflect.Method m, Object[] a) { return 42; }
    }
}

/* expect-output:
custom: [10, 20, 30]n
  Ext()
  Ext()
external: 2y!
external without constructor: java.io.InvalidClassException: SerialHooks$HiddenExt; no valid constructor
singleton: true
replaced: 105
fields: 7 2
failing: java.io.InvalidObjectException: refused
validated: java.io.InvalidObjectException: low > high
uid: 5 8608584177795328808 -6849794470754667710 null 0
descriptor: SerialHooks$Plain: static final long serialVersionUID = 8608584177795328808L; [I x, Ljava/lang/String; y]
version mismatch: java.io.InvalidClassException: SerialHooks$Versioned; local class incompatible: stream classdesc serialVersionUID = 6, local class serialVersionUID = 5
absent class: java.lang.ClassNotFoundException: SerialHooks$Verzioned
lambda: captured 0
method reference: true
constructor reference: []
plain lambda: true
proxy: 42
filter java.util.*;java.lang.*;!*: 3
filter !java.lang.Integer: java.io.InvalidClassException: filter status: REJECTED
filter maxarray=4: java.io.InvalidClassException: filter status: REJECTED
filter maxdepth=1: java.io.InvalidClassException: filter status: REJECTED
filter maxrefs=2: java.io.InvalidClassException: filter status: REJECTED
filter maxbytes=10: java.io.InvalidClassException: filter status: REJECTED
filter java.base/*: 3
filter seen: [ArrayList, Object[]3, Integer, Number, int[], int[]5]
  class [Ljava.lang.Object;
replacing streams: [int 1, resolved]
not active: java.io.NotActiveException: not in call to writeObject
*/
