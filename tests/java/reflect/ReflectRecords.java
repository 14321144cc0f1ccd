// Records through reflection: components, accessors, canonical constructor, generated methods.
import java.lang.annotation.*;
import java.lang.reflect.*;
import java.util.*;

public class ReflectRecords {
    @Retention(RetentionPolicy.RUNTIME) @interface Mark { String value(); }
    record Empty() { }
    record Pair<A, B extends Comparable<B>>(@Mark("left") A left, B right) { }
    record All(boolean z, byte b, short s, char c, int i, long l, float f, double d, String t, int[] a, List<? extends Number> n) { }
    record Compact(int low, int high) {
        Compact {
            if (low > high) throw new IllegalArgumentException(low + " > " + high);
        }
        Compact(int both) { this(both, both); }
        static int made;
        public int low() { return -low; }
        int width() { return high - low; }
    }
    record Var(String... parts) { }

    public static void main(String[] args) throws Exception {
        for (Class<?> c : new Class<?>[] {Empty.class, Pair.class, All.class, Compact.class, Var.class, String.class}) {
            System.out.println(c.getSimpleName() + " record=" + c.isRecord() + " super=" + c.getSuperclass().getSimpleName()
                    + " modifiers=" + Modifier.toString(c.getModifiers()));
            RecordComponent[] components = c.getRecordComponents();
            if (components == null) continue;
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                RecordComponent r = components[i];
                types[i] = r.getType();
                System.out.println("  " + r + " | " + r.getGenericType() + " | " + r.getGenericSignature() + " | " + r.getAccessor()
                        + " | " + r.getDeclaringRecord().getSimpleName() + " | " + Arrays.toString(r.getAnnotations()));
            }
            Constructor<?> canonical = c.getDeclaredConstructor(types);
            System.out.println("  " + canonical.toGenericString() + " " + canonical.isVarArgs() + Arrays.toString(canonical.getParameters()));
            TreeSet<String> methods = new TreeSet<>();
            for (Method method : c.getDeclaredMethods()) methods.add(method.toString());
            System.out.println("  " + methods);
            for (Field field : c.getDeclaredFields()) System.out.println("  " + field);
        }
        All all = new All(true, (byte) 1, (short) 2, 'c', 4, 5L, 6f, -0.0, null, null, List.of(1));
        System.out.println(all);
        System.out.println(all.equals(new All(true, (byte) 1, (short) 2, 'c', 4, 5L, 6f, -0.0, null, null, List.of(1))) + " "
                + all.equals(new All(true, (byte) 1, (short) 2, 'c', 4, 5L, 6f, 0.0, null, null, List.of(1))) + " "
                + all.equals(null) + " " + all.equals("x"));
        System.out.println(new Pair<>(null, 1).hashCode() + " " + new Pair<>("a", "b").equals(new Pair<>("a", "b")) + " " + new Empty().hashCode()
                + " " + new Empty().equals(new Empty()) + " " + new Empty());
        try {
            Compact.class.getDeclaredConstructor(int.class, int.class).newInstance(2, 1);
        } catch (InvocationTargetException e) {
            System.out.println(e.getCause());
        }
        Compact compact = Compact.class.getDeclaredConstructor(int.class).newInstance(5);
        System.out.println(compact + " " + compact.low() + " " + compact.width() + " "
                + Compact.class.getRecordComponents()[0].getAccessor().invoke(compact) + " " + compact.equals(new Compact(5, 5)));
    }
}

/* expect-output:
Empty record=true super=Record modifiers=static final
  ReflectRecords$Empty() false[]
  [public final boolean ReflectRecords$Empty.equals(java.lang.Object), public final int ReflectRecords$Empty.hashCode(), public final java.lang.String ReflectRecords$Empty.toString()]
Pair record=true super=Record modifiers=static final
  java.lang.Object left | A | TA; | public java.lang.Object ReflectRecords$Pair.left() | Pair | [@ReflectRecords$Mark("left")]
  java.lang.Comparable right | B | TB; | public java.lang.Comparable ReflectRecords$Pair.right() | Pair | []
  ReflectRecords$Pair(A,B) false[A left, B right]
  [public final boolean ReflectRecords$Pair.equals(java.lang.Object), public final int ReflectRecords$Pair.hashCode(), public final java.lang.String ReflectRecords$Pair.toString(), public java.lang.Comparable ReflectRecords$Pair.right(), public java.lang.Object ReflectRecords$Pair.left()]
  private final java.lang.Object ReflectRecords$Pair.left
  private final java.lang.Comparable ReflectRecords$Pair.right
All record=true super=Record modifiers=static final
  boolean z | boolean | null | public boolean ReflectRecords$All.z() | All | []
  byte b | byte | null | public byte ReflectRecords$All.b() | All | []
  short s | short | null | public short ReflectRecords$All.s() | All | []
  char c | char | null | public char ReflectRecords$All.c() | All | []
  int i | int | null | public int ReflectRecords$All.i() | All | []
  long l | long | null | public long ReflectRecords$All.l() | All | []
  float f | float | null | public float ReflectRecords$All.f() | All | []
  double d | double | null | public double ReflectRecords$All.d() | All | []
  java.lang.String t | class java.lang.String | null | public java.lang.String ReflectRecords$All.t() | All | []
  int[] a | class [I | null | public int[] ReflectRecords$All.a() | All | []
  java.util.List n | java.util.List<? extends java.lang.Number> | Ljava/util/List<+Ljava/lang/Number;>; | public java.util.List ReflectRecords$All.n() | All | []
  ReflectRecords$All(boolean,byte,short,char,int,long,float,double,java.lang.String,int[],java.util.List<? extends java.lang.Number>) false[boolean z, byte b, short s, char c, int i, long l, float f, double d, java.lang.String t, int[] a, java.util.List<? extends java.lang.Number> n]
  [public boolean ReflectRecords$All.z(), public byte ReflectRecords$All.b(), public char ReflectRecords$All.c(), public double ReflectRecords$All.d(), public final boolean ReflectRecords$All.equals(java.lang.Object), public final int ReflectRecords$All.hashCode(), public final java.lang.String ReflectRecords$All.toString(), public float ReflectRecords$All.f(), public int ReflectRecords$All.i(), public int[] ReflectRecords$All.a(), public java.lang.String ReflectRecords$All.t(), public java.util.List ReflectRecords$All.n(), public long ReflectRecords$All.l(), public short ReflectRecords$All.s()]
  private final boolean ReflectRecords$All.z
  private final byte ReflectRecords$All.b
  private final short ReflectRecords$All.s
  private final char ReflectRecords$All.c
  private final int ReflectRecords$All.i
  private final long ReflectRecords$All.l
  private final float ReflectRecords$All.f
  private final double ReflectRecords$All.d
  private final java.lang.String ReflectRecords$All.t
  private final int[] ReflectRecords$All.a
  private final java.util.List ReflectRecords$All.n
Compact record=true super=Record modifiers=static final
  int low | int | null | public int ReflectRecords$Compact.low() | Compact | []
  int high | int | null | public int ReflectRecords$Compact.high() | Compact | []
  ReflectRecords$Compact(int,int) false[int low, int high]
  [int ReflectRecords$Compact.width(), public final boolean ReflectRecords$Compact.equals(java.lang.Object), public final int ReflectRecords$Compact.hashCode(), public final java.lang.String ReflectRecords$Compact.toString(), public int ReflectRecords$Compact.high(), public int ReflectRecords$Compact.low()]
  private final int ReflectRecords$Compact.low
  private final int ReflectRecords$Compact.high
  static int ReflectRecords$Compact.made
Var record=true super=Record modifiers=static final
  java.lang.String[] parts | class [Ljava.lang.String; | null | public java.lang.String[] ReflectRecords$Var.parts() | Var | []
  ReflectRecords$Var(java.lang.String...) true[java.lang.String... parts]
  [public final boolean ReflectRecords$Var.equals(java.lang.Object), public final int ReflectRecords$Var.hashCode(), public final java.lang.String ReflectRecords$Var.toString(), public java.lang.String[] ReflectRecords$Var.parts()]
  private final java.lang.String[] ReflectRecords$Var.parts
String record=false super=Object modifiers=public final
All[z=true, b=1, s=2, c=c, i=4, l=5, f=6.0, d=-0.0, t=null, a=null, n=[1]]
true false false false
1 true 0 true Empty[]
java.lang.IllegalArgumentException: 2 > 1
Compact[low=5, high=5] -5 0 -5 true
*/
