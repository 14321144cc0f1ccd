import java.util.Arrays;
import support.ClassBuilder;
import support.Loader;
import support.Show;

/** multianewarray: fewer dimensions than the type, zero in the middle, 10 and 255 dimensions, the order of checks. */
public class MultiArrays {
    static String log = "";

    static int say(int n) {
        log += n + ",";
        return n;
    }

    public static void main(String[] args) throws Throwable {
        int[][][] cube = new int[2][3][4];
        cube[1][2][3] = 7;
        System.out.println(Arrays.deepToString(cube) + cube.getClass().getName());
        String[][][] partial = new String[2][3][];
        System.out.println(Arrays.deepToString(partial) + partial[0].getClass().getName());
        System.out.println(Arrays.deepToString(new Object[2][0][5]) + Arrays.deepToString(new char[0][5][5]) + new double[1][1][1][1].length);
        int[][][][][][][][][][] ten = new int[1][2][1][2][1][2][1][2][1][2];
        ten[0][1][0][1][0][1][0][1][0][1] = 10;
        System.out.println(Arrays.deepToString(ten[0][1][0][1][0][1]) + ten.getClass().getName());
        Show.outcome("negative", () -> new int[say(2)][say(-3)][say(-5)]);
        Show.outcome("zero hides nothing", () -> new int[say(0)][say(-1)]);
        Show.outcome("null dimension", () -> new int[((Integer) null)][say(9)]);
        System.out.println(log);
        int[][] ragged = {{}, {1}, {1, 2}, null};
        System.out.println(Arrays.deepToString(ragged) + ragged[2].length);
        Object[] up = ragged;
        Show.outcome("store", () -> up[0] = new int[1][1]);
        Show.outcome("store same", () -> ((int[]) (up[0] = new int[] {5}))[0] + ragged[0][0]);
        long[][] self = new long[3][];
        self[0] = self[1] = self[2] = new long[] {1, 2};
        self[2][1] = 99;
        System.out.println(Arrays.deepToString(self));

        StringBuilder type = new StringBuilder();
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 255; i++) {
            type.append('[');
            code.append("iconst_1;; ");
        }
        int ps = ClassBuilder.PUBLIC | ClassBuilder.STATIC;
        ClassBuilder b = new ClassBuilder("MultiArrays$Made");
        b.method(ps, "all", "()Ljava/lang/Object;", 255, 0, code + "multianewarray " + type + "J 255", "areturn");
        b.method(ps, "one", "()Ljava/lang/Object;", 1, 0, "iconst_2", "multianewarray [[Ljava/lang/String; 1", "areturn");
        b.method(ps, "tooMany", "()Ljava/lang/Object;", 3, 0, "iconst_2;; iconst_2;; iconst_2;; multianewarray [[I 3", "areturn");
        Loader loader = new Loader().add(b);
        Show.outcome("one", () -> Arrays.toString((Object[]) new Loader().add("MultiArrays$Made", only(b, "one")).call("MultiArrays$Made", "one")));
        Show.outcome("tooMany", () -> loader.call("MultiArrays$Made", "tooMany"));
        ClassBuilder c = new ClassBuilder("MultiArrays$Deep");
        c.method(ps, "all", "()Ljava/lang/Object;", 255, 0, code + "multianewarray " + type + "J 255", "areturn");
        Show.outcome("255", () -> {
            Object o = new Loader().add(c).call("MultiArrays$Deep", "all");
            int depth = 0;
            while (o instanceof Object[] inner) {
                depth++;
                o = inner[0];
            }
            return depth + " " + o.getClass().getName() + " " + ((long[]) o).length;
        });
        Show.outcome("256", () -> Class.forName("[".repeat(256) + "I"));
        Show.outcome("255 by reflection", () -> java.lang.reflect.Array.newInstance(int.class, new int[255]).getClass().getName().length());
        Show.outcome("256 by reflection", () -> java.lang.reflect.Array.newInstance(int.class, new int[256]));
    }

    private static byte[] only(ClassBuilder b, String name) {
        ClassBuilder c = new ClassBuilder("MultiArrays$Made");
        c.method(ClassBuilder.PUBLIC | ClassBuilder.STATIC, name, "()Ljava/lang/Object;", 1, 0, "iconst_2", "multianewarray [[Ljava/lang/String; 1",
                "areturn");
        return c.bytes();
    }
}

/* expect-output:
[[[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]], [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 7]]][[[I
[[null, null, null], [null, null, null]][[Ljava.lang.String;
[[], []][]1
[[[[0, 0]], [[0, 10]]]][[[[[[[[[[I
negative: java.lang.NegativeArraySizeException: -3
zero hides nothing: java.lang.NegativeArraySizeException: -1
null dimension: java.lang.NullPointerException: Cannot invoke "java.lang.Integer.intValue()" because "null" is null
2,-3,-5,0,-1,
[[], [1], [1, 2], null]2
store: java.lang.ArrayStoreException: [[I
store same: 10
[[1, 99], [1, 99], [1, 99]]
one: [null, null]
tooMany: java.lang.VerifyError: (class: MultiArrays$Made, method: tooMany signature: ()Ljava/lang/Object;) Illegal dimension argument
255: 254 [J 1
256: java.lang.ClassNotFoundException: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[I
255 by reflection: 256
256 by reflection: java.lang.IllegalArgumentException
*/
