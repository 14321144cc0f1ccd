import support.ClassBuilder;
import support.Loader;

/** Line numbers of made code: several tables, none at all, lines that go backwards, source file names missing and odd, native and unknown. */
public class HelperFrames {
    static String trace(Throwable t) {
        StringBuilder s = new StringBuilder();
        for (StackTraceElement e : t.getStackTrace()) {
            // (Their lines are other ones in each release of the library.)
            if (e.getClassName().startsWith("java.lang.Class")) continue;
            if (e.getClassName().startsWith("jdk.") || e.getClassName().startsWith("java.lang.reflect")) break;
            s.append(e).append("; ");
        }
        return s.toString();
    }

    static byte[] u2(int... v) { byte[] b = new byte[v.length * 2]; for (int i = 0; i < v.length; i++) { b[2 * i] = (byte) (v[i] >> 8); b[2 * i + 1] = (byte) v[i]; } return b; }

    public static void main(String[] args) throws Throwable {
        for (String file : new String[] {null, "Made.java", "no extension", "", "dir/Other.kt"}) {
            ClassBuilder b = new ClassBuilder(52, 0x21, "f/Made", "java/lang/Object");
            if (file != null) b.attribute("SourceFile", u2(b.utf8(file)));
            b.method(9, "lines", "()V", 3, 0, ".line 5;; iconst_1;; pop;; .line 3;; iconst_1;; iconst_0;; idiv;; pop;; .line 99;; return");
            b.method(9, "none", "()V", 3, 0, "aconst_null;; athrow");
            b.method(9, "big", "()V", 3, 0, ".line 65535;; aconst_null;; athrow");
            b.method(9, "call", "()V", 3, 0, ".line 10;; nop;; .line 11;; invokestatic f/Made.lines ()V;; .line 12;; return");
            b.method(9, "clash", "()V", 3, 0, ".line 1;; .line 2;; aconst_null;; .line 4;; athrow");
            b.method(9, "rethrow", "()V", 3, 1, "A:;; .line 20;; invokestatic f/Made.lines ()V;; B:;; return;; H:;; .line 30;; astore_0;; .line 31;; aload_0;; athrow", ".catch any A B H");
            b.method(9, "fresh", "()V", 3, 0, ".line 40;; new java/lang/Error;; .line 41;; dup;; .line 42;; invokespecial java/lang/Error.<init> ()V;; .line 43;; athrow");
            b.method(9, "odd name $1", "()V", 3, 0, ".line 7;; aconst_null;; arraylength;; pop;; return");
            Loader l = new Loader(null, HelperFrames.class.getClassLoader()).add(b);
            System.out.println("file " + file);
            for (String m : new String[] {"lines", "none", "big", "call", "clash", "rethrow", "fresh", "odd name $1"}) {
                try { l.call("f.Made", m); } catch (Throwable t) { System.out.println("  " + m + " " + t.getClass().getSimpleName() + " " + trace(t)); }
            }
        }
    }
}

/* expect-output:
file null
  lines VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  none VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  big VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  call VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  clash VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  rethrow VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  fresh VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  odd name $1 VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
file Made.java
  lines VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  none VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  big VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  call VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  clash VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  rethrow VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  fresh VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  odd name $1 VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
file no extension
  lines VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  none VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  big VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  call VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  clash VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  rethrow VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  fresh VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  odd name $1 VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
file 
  lines VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  none VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  big VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  call VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  clash VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  rethrow VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  fresh VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  odd name $1 VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
file dir/Other.kt
  lines VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  none VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  big VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  call VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  clash VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  rethrow VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  fresh VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
  odd name $1 VerifyError support.Loader.call(Loader.java:68); HelperFrames.main(HelperFrames.java:34); 
*/
