import support.ClassBuilder;
import support.Loader;
import support.Show;

/** The wide forms of loads, stores, iinc; locals above 255 of every type, with a reference kept across collections. */
public class WideLocals {
    public static void main(String[] args) throws Throwable {
        int ps = ClassBuilder.PUBLIC | ClassBuilder.STATIC;
        ClassBuilder b = new ClassBuilder("WideLocals$Made");
        b.method(ps, "ints", "()I", 2, 65535, "sipush 1000", "wide istore 256", "wide iinc 256 30000", "wide iinc 256 -5", "bipush 7",
                "wide istore 65000", "wide iload 256", "wide iload 65000", "iadd", "ireturn");
        b.method(ps, "longs", "()J", 4, 500, "ldc2_w long 1234567890123", "wide lstore 400", "ldc2_w long 77", "wide lstore 402",
                "wide lload 400", "wide lload 402", "ladd", "lreturn");
        b.method(ps, "floats", "()F", 2, 300, "fconst_2", "wide fstore 299", "wide fload 299", "wide fload 299", "fmul", "freturn");
        b.method(ps, "doubles", "()D", 4, 302, "ldc2_w double 0.5", "wide dstore 300", "wide dload 300", "dconst_1", "dadd", "dreturn");
        b.method(ps, "objects", "()Ljava/lang/String;", 2, 301, "ldc string kept", "wide astore 300",
                "L:", "new java/lang/Object", "pop", "wide iinc 20 1", "bipush 100", "newarray 10", "pop",
                "wide aload 300", "areturn");
        b.method(ps, "small", "()I", 1, 3, "iconst_1", "wide istore 1", "wide iinc 1 -32768", "wide iload 1", "iinc 1 127", "iinc 1 -128", "pop",
                "iload 1", "ireturn");
        b.method(ps, "wraps", "()I", 1, 1, "ldc int 2147483647", "istore_0", "iinc 0 1", "iload_0", "ireturn");
        Loader loader = new Loader().add(b);
        for (String name : new String[] {"ints", "longs", "floats", "doubles", "objects", "small", "wraps"}) {
            Show.outcome(name, () -> loader.call("WideLocals$Made", name));
        }
        System.out.println(many(3));
    }

    /** More than 255 locals from javac, so that it must use the wide forms too. */
    static String many(int n) {
        long a0 = n, a1 = a0 * 2, a2 = a1 * 3, a3 = a2 + 1, a4 = 1, a5 = 2, a6 = 3, a7 = 4, a8 = 5, a9 = 6;
        long b0 = 1, b1 = 1, b2 = 1, b3 = 1, b4 = 1, b5 = 1, b6 = 1, b7 = 1, b8 = 1, b9 = 1;
        long c0 = 1, c1 = 1, c2 = 1, c3 = 1, c4 = 1, c5 = 1, c6 = 1, c7 = 1, c8 = 1, c9 = 1;
        long d0 = 1, d1 = 1, d2 = 1, d3 = 1, d4 = 1, d5 = 1, d6 = 1, d7 = 1, d8 = 1, d9 = 1;
        long e0 = 1, e1 = 1, e2 = 1, e3 = 1, e4 = 1, e5 = 1, e6 = 1, e7 = 1, e8 = 1, e9 = 1;
        long f0 = 1, f1 = 1, f2 = 1, f3 = 1, f4 = 1, f5 = 1, f6 = 1, f7 = 1, f8 = 1, f9 = 1;
        long g0 = 1, g1 = 1, g2 = 1, g3 = 1, g4 = 1, g5 = 1, g6 = 1, g7 = 1, g8 = 1, g9 = 1;
        long h0 = 1, h1 = 1, h2 = 1, h3 = 1, h4 = 1, h5 = 1, h6 = 1, h7 = 1, h8 = 1, h9 = 1;
        long i0 = 1, i1 = 1, i2 = 1, i3 = 1, i4 = 1, i5 = 1, i6 = 1, i7 = 1, i8 = 1, i9 = 1;
        long j0 = 1, j1 = 1, j2 = 1, j3 = 1, j4 = 1, j5 = 1, j6 = 1, j7 = 1, j8 = 1, j9 = 1;
        long k0 = 1, k1 = 1, k2 = 1, k3 = 1, k4 = 1, k5 = 1, k6 = 1, k7 = 1, k8 = 1, k9 = 1;
        long l0 = 1, l1 = 1, l2 = 1, l3 = 1, l4 = 1, l5 = 1, l6 = 1, l7 = 1, l8 = 1, l9 = 1;
        long m0 = 1, m1 = 1, m2 = 1, m3 = 1, m4 = 1, m5 = 1, m6 = 1, m7 = 1, m8 = 1, m9 = 1;
        int far = n;
        String text = "t";
        double real = 0.5;
        float single = 1.5f;
        for (int loop = 0; loop < 5; loop++) {
            far += 1000;
            far++;
            text += far;
            real *= 2;
            single -= 0.25f;
            m9 += loop;
        }
        return far + text + real + single + m9 + (a3 + a9 + b5 + m0 + l9);
    }
}

/* expect-output:
ints: java.lang.VerifyError: (class: WideLocals$Made, method: objects signature: ()Ljava/lang/String;) Register 20 contains wrong type
longs: java.lang.VerifyError: (class: WideLocals$Made, method: objects signature: ()Ljava/lang/String;) Register 20 contains wrong type
floats: java.lang.VerifyError: (class: WideLocals$Made, method: objects signature: ()Ljava/lang/String;) Register 20 contains wrong type
doubles: java.lang.VerifyError: (class: WideLocals$Made, method: objects signature: ()Ljava/lang/String;) Register 20 contains wrong type
objects: java.lang.VerifyError: (class: WideLocals$Made, method: objects signature: ()Ljava/lang/String;) Register 20 contains wrong type
small: java.lang.VerifyError: (class: WideLocals$Made, method: objects signature: ()Ljava/lang/String;) Register 20 contains wrong type
wraps: java.lang.VerifyError: (class: WideLocals$Made, method: objects signature: ()Ljava/lang/String;) Register 20 contains wrong type
5008t1004200530064007500816.00.251128
*/
