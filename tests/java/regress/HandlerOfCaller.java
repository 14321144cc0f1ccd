// vm-options: -Xbatch
/** An inlined callee leaves the code and then throws: the handler of its caller finds the locals that only it needs. */
public class HandlerOfCaller {
    static int count;

    static void check(int i, int limit) {
        count++;
        if (i > limit) throw new IllegalStateException("at " + i);
    }

    static String guarded(int i, int limit, String tag, long wide, double real) {
        String own = tag + "!";
        try {
            check(i, limit);
        } catch (IllegalStateException e) {
            return own + tag + wide + real + e.getMessage();
        }
        return null;
    }

    static int twice(int i, int limit, Object o) {
        int k = i * 3;
        try {
            guarded(i, limit + 1, "in", i, i);
            check(i, limit);
            k = 0;
        } catch (RuntimeException e) {
            return o.hashCode() + k;
        }
        return -1;
    }

    public static void main(String[] args) {
        int fine = 0;
        for (int i = 0; i < 20_000; i++) {
            if (guarded(i, 20_000, "tag", i, i) == null) fine++;
            fine += twice(i, 20_000, "o");
        }
        System.out.println(fine + " " + count); // expect: 0 60000
        System.out.println(guarded(20_001, 20_000, "tag", 5L << 40, 0.5)); // expect: tag!tag54975581388800.5at 20001
        System.out.println(twice(20_001, 20_000, "o")); // expect: 60114
    }
}
