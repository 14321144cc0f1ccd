import support.ClassBuilder;
import support.Loader;

/** Narrowing at ireturn, in stores to fields and arrays of small types from made code that puts wide ints there; baload on booleans. */
public class Returns {
    public static void main(String[] args) throws Throwable {
        ClassBuilder b = new ClassBuilder("Returns$Made");
        String[] types = {"Z", "B", "C", "S", "I"};
        int[] codes = {4, 8, 5, 9, 10};
        String[] store = {"bastore", "bastore", "castore", "sastore", "iastore"}, load = {"baload", "baload", "caload", "saload", "iaload"};
        for (int i = 0; i < 5; i++) {
            String t = types[i];
            b.field(9, "s" + t, t).field(1, "f" + t, t);
            b.method(9, "ret" + t, "(I)" + t, 1, 1, "iload_0", "ireturn");
            b.method(9, "arg" + t, "(" + t + ")I", 1, 1, "iload_0", "ireturn");
            b.method(9, "viaArg" + t, "(I)I", 1, 1, "iload_0", "invokestatic Returns$Made.arg" + t + " (" + t + ")I", "ireturn");
            b.method(9, "viaRet" + t, "(I)I", 1, 1, "iload_0", "invokestatic Returns$Made.ret" + t + " (I)" + t, "ireturn");
            b.method(9, "stat" + t, "(I)I", 1, 1, "iload_0", "putstatic Returns$Made.s" + t + " " + t, "getstatic Returns$Made.s" + t + " " + t, "ireturn");
            b.method(9, "field" + t, "(I)I", 3, 1, "new Returns$Made;; dup;; invokespecial Returns$Made.<init> ()V;; dup;; iload_0", "putfield Returns$Made.f" + t + " " + t, "getfield Returns$Made.f" + t + " " + t, "ireturn");
            b.method(9, "array" + t, "(I)I", 4, 1, "iconst_2;; newarray " + codes[i] + ";; dup;; iconst_1;; iload_0;; " + store[i] + ";; iconst_1;; " + load[i] + ";; ireturn");
            b.method(9, "const" + t, "()" + t, 1, 0, "ldc int 74565", "ireturn");
            b.method(9, "branch" + t, "(I)I", 2, 1, "iload_0", "invokestatic Returns$Made.ret" + t + " (I)" + t, "ifeq L", "bipush 11", "ireturn", "L:", "bipush 22", "ireturn");
        }
        b.constructor("java/lang/Object");
        Class<?> made = new Loader().add(b).loadClass("Returns$Made");
        for (String t : types) {
            for (String kind : new String[] {"ret", "viaRet", "stat", "field", "array", "branch"}) {
                StringBuilder s = new StringBuilder(kind + t + ":");
                for (int v : new int[] {0, 1, 2, -1, 127, 128, 255, 256, 65535, 65536, 0x12345, Integer.MIN_VALUE}) {
                    Object r = made.getMethod(kind + t, int.class).invoke(null, v);
                    s.append(' ').append(r instanceof Character c ? (int) c : r);
                }
                System.out.println(s);
            }
            Object c = made.getMethod("const" + t).invoke(null);
            System.out.println("const" + t + ": " + (c instanceof Character x ? (int) x : c));
        }
    }
}

/* expect-output:
retZ: false true false true true false true false true false true false
viaRetZ: 0 1 0 1 1 0 1 0 1 0 1 0
statZ: 0 1 0 1 1 0 1 0 1 0 1 0
fieldZ: 0 1 0 1 1 0 1 0 1 0 1 0
arrayZ: 0 1 0 1 1 0 1 0 1 0 1 0
branchZ: 22 11 22 11 11 22 11 22 11 22 11 22
constZ: true
retB: 0 1 2 -1 127 -128 -1 0 -1 0 69 0
viaRetB: 0 1 2 -1 127 -128 -1 0 -1 0 69 0
statB: 0 1 2 -1 127 -128 -1 0 -1 0 69 0
fieldB: 0 1 2 -1 127 -128 -1 0 -1 0 69 0
arrayB: 0 1 2 -1 127 -128 -1 0 -1 0 69 0
branchB: 22 11 11 11 11 11 11 22 11 22 11 22
constB: 69
retC: 0 1 2 65535 127 128 255 256 65535 0 9029 0
viaRetC: 0 1 2 65535 127 128 255 256 65535 0 9029 0
statC: 0 1 2 65535 127 128 255 256 65535 0 9029 0
fieldC: 0 1 2 65535 127 128 255 256 65535 0 9029 0
arrayC: 0 1 2 65535 127 128 255 256 65535 0 9029 0
branchC: 22 11 11 11 11 11 11 11 11 22 11 22
constC: 9029
retS: 0 1 2 -1 127 128 255 256 -1 0 9029 0
viaRetS: 0 1 2 -1 127 128 255 256 -1 0 9029 0
statS: 0 1 2 -1 127 128 255 256 -1 0 9029 0
fieldS: 0 1 2 -1 127 128 255 256 -1 0 9029 0
arrayS: 0 1 2 -1 127 128 255 256 -1 0 9029 0
branchS: 22 11 11 11 11 11 11 11 11 22 11 22
constS: 9029
retI: 0 1 2 -1 127 128 255 256 65535 65536 74565 -2147483648
viaRetI: 0 1 2 -1 127 128 255 256 65535 65536 74565 -2147483648
statI: 0 1 2 -1 127 128 255 256 65535 65536 74565 -2147483648
fieldI: 0 1 2 -1 127 128 255 256 65535 65536 74565 -2147483648
arrayI: 0 1 2 -1 127 128 255 256 65535 65536 74565 -2147483648
branchI: 22 11 11 11 11 11 11 11 11 11 11 11
constI: 74565
*/
