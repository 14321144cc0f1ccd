import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Every group of JNI functions, driven from Java; suite.c is the native side. Prints one line per check. */
public class JniSuite {
    // Arguments and results.
    static native double mixed(int a, float b, long c, double d, Object e, boolean f, double g, short h, float i,
            float j, byte k, double l, float m, double n, float o, long p, char q, double r);
    native String instance(Object other, int n);
    static native boolean returnZ(int x);
    static native byte returnB(int x);
    static native char returnC(int x);
    static native short returnS(int x);
    static native int returnI(int x);
    static native long returnJ(long x);
    static native float returnF(float x);
    static native double returnD(double x);
    static native Object returnL(Object x);
    static native void returnV();
    static native int overloaded(int x);
    static native int overloaded(String x);
    static native int has_under$score(int[] x);
    static synchronized native boolean holdsClassLock();
    synchronized native boolean holdsLock();

    // Calls, fields, arrays, strings, references, exceptions and the rest.
    static native String calls(JniSuite o);
    static native Object construct(int n, String s);
    static native void fields(JniSuite o);
    static native void statics();
    static native String arrays(int[] ints, boolean[] flags, Object[] objects, double[] doubles);
    static native int[] newInts(int n);
    static native Object[] newObjects(int n, Class<?> c, Object init);
    static native String strings(String s);
    static native void arrayRegion(int[] array, int start, int length);
    static native String stringRegion(String s, int start, int length);
    static native void storeElement(Object[] array, int index, Object value);
    static native String references(Object o);
    static native void throwIt(Throwable t);
    static native void throwNew(String className, String message);
    static native String catching();
    static native Object find(String name);
    static native Object fieldId(Class<?> c, String name, String signature, boolean isStatic);
    static native Object methodId(Class<?> c, String name, String signature, boolean isStatic);
    static native Object bridge(Method m, Field f);
    static native String classes(Class<?> c, Object o);
    static native String monitors(Object o);
    static native Object direct(int size);
    static native String directInfo(Object buffer);
    static native int register();
    static native int registered(int x);
    static native String version();
    static native String attach(Runnable r);
    static native Object allocate(Class<?> c);
    static native void monitorExit(Object o);

    static native int onLoad();
    static native Object nested(int depth);
    static native int unregister();
    synchronized native void lockedThrow(RuntimeException e);
    static native String collected(Object kept);
    static native void noClear();
    static native long manyLocals(int n);

    // Not implemented anywhere.
    static native void missing(int a, String[][] b, long c);

    boolean z; byte b; char c; short s; int i; long j; float f; double d; Object l;
    static boolean sz; static byte sb; static char sc; static short ss; static int si; static long sj; static float sf;
    static double sd; static Object sl = "unset";
    final int made;
    final String text;

    JniSuite(int made, String text) { this.made = made; this.text = text; }

    boolean mz(boolean x) { return !x; }
    byte mb(byte x) { return (byte) -x; }
    char mc(char x) { return (char) (x + 1); }
    short ms(short x) { return (short) -x; }
    int mi(int x, long y) { return (int) (x + y); }
    long mj(long x) { return -x; }
    float mf(float x) { return x * 2; }
    double md(double x, float y) { return x + y; }
    Object ml(Object x) { return "ml:" + x; }
    void mv(int x) { i = x; }
    static boolean smz(boolean x) { return !x; }
    static byte smb(byte x) { return (byte) -x; }
    static char smc(char x) { return (char) (x + 1); }
    static short sms(short x) { return (short) -x; }
    static int smi(int x, long y) { return (int) (x + y); }
    static long smj(long x) { return -x; }
    static float smf(float x) { return x * 2; }
    static double smd(double x, float y) { return x + y; }
    static Object sml(Object x) { return "sml:" + x; }
    static void smv(int x) { si = x; }
    static void fail() { throw new IllegalStateException("from Java"); }
    static Object down(int depth) {
        if (depth == 0) throw new IllegalArgumentException("bottom");
        Object[] garbage = new Object[depth];
        garbage[0] = nested(depth - 1);
        return garbage[0];
    }
    static Object fresh() { return new byte[100]; }
    @Override public String toString() { return "suite " + made + " " + text; }

    static class Sub extends JniSuite {
        Sub() { super(7, "sub"); }
        @Override int mi(int x, long y) { return -1; }
        @Override Object ml(Object x) { return "sub:" + x; }
    }

    static class Lazy {
        static int value = init();
        static int init() { System.out.println("Lazy initialised"); return 5; }
        static native void never();
    }

    interface Code { Object run() throws Throwable; }

    static void show(String name, Code code) {
        String result;
        try {
            Object value = code.run();
            result = value instanceof int[] ? Arrays.toString((int[]) value)
                : value instanceof Object[] ? Arrays.toString((Object[]) value) : String.valueOf(value);
        } catch (Throwable t) {
            result = "threw " + t;
        }
        System.out.println(name + ": " + result);
    }

    public static void main(String[] args) {
        System.load(args[0]);
        JniSuite o = new JniSuite(3, "three");
        Sub sub = new Sub();
        show("version", JniSuite::version);
        show("mixed", () -> mixed(-1, 2, 3, 4, "e", true, 6, (short) -7, 8, 9, (byte) -10, 11, 12, 13, 14, 1L << 40,
            '\uffff', 17));
        show("instance", () -> o.instance(sub, 42));
        show("Z", () -> returnZ(0x100) + " " + returnZ(0x101) + " " + returnZ(2));
        show("B", () -> returnB(0x17f) + " " + returnB(0x180));
        show("C", () -> (int) returnC(-1) + " " + (int) returnC(0x10041));
        show("S", () -> returnS(0x17fff) + " " + returnS(0x18000));
        show("IJFD", () -> returnI(-5) + " " + returnJ(-1L << 40) + " " + returnF(1.5f) + " " + returnD(-2.5));
        show("L", () -> returnL("same") + " " + returnL(null));
        show("V", () -> { returnV(); return "void"; });
        show("overloaded", () -> overloaded(1) + " " + overloaded("x") + " " + has_under$score(new int[3]));
        show("synchronized", () -> holdsClassLock() + " " + o.holdsLock() + " " + Thread.holdsLock(o));
        show("missing", () -> { missing(1, null, 2); return null; });
        show("calls", () -> calls(o));
        show("calls sub", () -> calls(sub));
        show("construct", () -> construct(9, "nine"));
        show("fields", () -> {
            fields(o);
            return o.z + " " + o.b + " " + (int) o.c + " " + o.s + " " + o.i + " " + o.j + " " + o.f + " " + o.d + " " + o.l;
        });
        show("statics", () -> {
            statics();
            return sz + " " + sb + " " + (int) sc + " " + ss + " " + si + " " + sj + " " + sf + " " + sd + " " + sl;
        });
        int[] ints = {1, 2, 3};
        boolean[] flags = {true, false};
        Object[] objects = {"a", null, 5};
        double[] doubles = {0.5, 1.5};
        show("arrays", () -> arrays(ints, flags, objects, doubles));
        show("arrays after", () -> Arrays.toString(ints) + Arrays.toString(flags) + Arrays.toString(objects)
            + Arrays.toString(doubles));
        show("newInts", () -> newInts(4));
        show("newInts -1", () -> newInts(-1));
        show("newObjects", () -> newObjects(2, String.class, "x"));
        show("newObjects arrays", () -> newObjects(1, int[].class, null).getClass());
        show("strings", () -> strings("h\u00e9\u20ac\ud83d\ude00\0!"));
        show("strings latin", () -> strings("plain"));
        show("array region low", () -> { arrayRegion(ints, -1, 2); return null; });
        show("array region high", () -> { arrayRegion(ints, 2, 2); return null; });
        show("array region negative", () -> { arrayRegion(ints, 0, -1); return null; });
        show("string region", () -> stringRegion("abcdef", 2, 3));
        show("string region high", () -> stringRegion("abc", 2, 3));
        show("store", () -> { storeElement(objects, 1, "stored"); return objects; });
        show("store bounds", () -> { storeElement(objects, 3, "x"); return null; });
        show("store type", () -> { storeElement(new Integer[1], 0, "x"); return null; });
        show("references", () -> references(o));
        show("throw", () -> { throwIt(new RuntimeException("thrown")); return null; });
        show("throwNew", () -> { throwNew("java/lang/ArithmeticException", "zero?"); return null; });
        show("throwNew null", () -> { throwNew("java/lang/ArithmeticException", null); return null; });
        show("throwNew missing", () -> { throwNew("no/such/Exception", "x"); return null; });
        show("catching", JniSuite::catching);
        show("find", () -> find("java/lang/String") + " " + find("[[I") + " " + find("[LJniSuite;") + " " + find("JniSuite$Sub"));
        show("find missing", () -> find("no/such/Thing"));
        show("find dotted", () -> find("java.lang.String"));
        show("find descriptor", () -> find("Ljava/lang/String;"));
        show("field ids", () -> fieldId(JniSuite.class, "i", "I", false) + " " + fieldId(Sub.class, "l", "Ljava/lang/Object;", false)
            + " " + fieldId(Sub.class, "sl", "Ljava/lang/Object;", true));
        show("field missing", () -> fieldId(JniSuite.class, "i", "J", false));
        show("field static", () -> fieldId(JniSuite.class, "i", "I", true));
        show("method ids", () -> methodId(Sub.class, "mi", "(IJ)I", false) + " " + methodId(Sub.class, "hashCode", "()I", false)
            + " " + methodId(Sub.class, "smi", "(IJ)I", true) + " " + methodId(Sub.class, "<init>", "()V", false));
        show("method missing", () -> methodId(JniSuite.class, "nope", "()V", false));
        show("method static", () -> methodId(JniSuite.class, "mi", "(IJ)I", true));
        show("method init inherited", () -> methodId(Sub.class, "<init>", "(ILjava/lang/String;)V", false));
        show("method initialises", () -> methodId(Lazy.class, "init", "()I", true));
        show("bridge", () -> bridge(JniSuite.class.getDeclaredMethod("mj", long.class), JniSuite.class.getDeclaredField("d")));
        show("classes", () -> classes(Sub.class, sub));
        show("monitors", () -> monitors(o) + " " + Thread.holdsLock(o));
        show("monitor exit", () -> { monitorExit(o); return null; });
        show("direct", () -> {
            ByteBuffer buffer = (ByteBuffer) direct(16);
            return buffer + " " + buffer.get(3) + " " + directInfo(buffer);
        });
        show("direct heap", () -> directInfo(ByteBuffer.allocate(4)) + " " + directInfo(ByteBuffer.allocateDirect(8)).endsWith(" 8"));
        show("before register", () -> registered(4));
        show("register", JniSuite::register);
        show("after register", () -> registered(4));
        show("onLoad", JniSuite::onLoad);
        show("nested", () -> nested(20));
        show("unregister", JniSuite::unregister);
        show("after unregister", () -> registered(4));
        show("locked throw", () -> { o.lockedThrow(new IllegalStateException("locked")); return null; });
        show("lock left", () -> Thread.holdsLock(o));
        show("collected", () -> collected("kept"));
        show("uncleared", () -> { noClear(); return null; });
        show("many locals", () -> manyLocals(100000));
        show("load missing", () -> { System.load("/no/such/library.so"); return null; });
        show("allocate", () -> ((JniSuite) allocate(JniSuite.class)).text);
        show("allocate abstract", () -> allocate(Number.class));
        show("allocate interface", () -> allocate(Runnable.class));
        show("attach", () -> {
            Thread main = Thread.currentThread();
            return attach(() -> System.out.println("on " + Thread.currentThread().getName() + " "
                + (Thread.currentThread() != main) + " " + Thread.currentThread().isDaemon()));
        });
    }
}
