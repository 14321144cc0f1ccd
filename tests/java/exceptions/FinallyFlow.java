/** finally against return, break, continue, throw; nested; values computed before finally runs. */
public class FinallyFlow {
    static StringBuilder log = new StringBuilder();
    static int field;

    @SuppressWarnings("finally")
    static int override() {
        try {
            return 1;
        } finally {
            return 2;
        }
    }

    @SuppressWarnings("finally")
    static int swallow() {
        try {
            throw new RuntimeException("lost");
        } finally {
            return 3;
        }
    }

    static int saved() {
        int x = 1;
        try {
            return x;
        } finally {
            x = 50;
            field = x;
        }
    }

    static int[] savedReference() {
        int[] x = {1};
        try {
            return x;
        } finally {
            x[0] = 60;
            x = new int[] {70};
        }
    }

    static String nested(int how) {
        log.setLength(0);
        try {
            try {
                log.append("a");
                if (how == 1) return log.append("r").toString();
                if (how == 2) throw new IllegalStateException("inner");
                log.append("b");
            } catch (IllegalArgumentException e) {
                log.append("never");
            } finally {
                log.append("f");
                if (how == 3) throw new UnsupportedOperationException("from finally");
            }
            log.append("c");
        } catch (IllegalStateException e) {
            log.append("[").append(e.getMessage()).append("]");
        } finally {
            log.append("F");
        }
        return log.append(".").toString();
    }

    static String loops() {
        StringBuilder s = new StringBuilder();
        outer:
        for (int i = 0; i < 5; i++) {
            for (int j = 0; ; j++) {
                try {
                    if (j == 1 && i == 1) continue outer;
                    if (j == 2) break;
                    if (i == 3) break outer;
                    s.append(i).append(j).append(' ');
                } finally {
                    s.append('f');
                }
            }
            s.append('|');
        }
        return s.toString();
    }

    @SuppressWarnings("finally")
    static int dropThrow() {
        int n = 0;
        while (true) {
            try {
                n++;
                if (n < 4) throw new Error("dropped " + n);
                return n;
            } finally {
                if (n < 4) continue;
                n = 100;
            }
        }
    }

    static String order() throws Exception {
        String s = "";
        try {
            s += "1";
            try {
                s += "2";
                throw new Exception("x");
            } finally {
                s += "3";
                try {
                    s += "4";
                    throw new Error("y");
                } catch (Error e) {
                    s += e.getMessage();
                } finally {
                    s += "5";
                }
            }
        } catch (Exception e) {
            return s + e.getMessage();
        }
    }

    static long wide(long a, double d) {
        try {
            a += (long) d;
            return a / (a - 8);
        } catch (ArithmeticException e) {
            return a = -1;
        } finally {
            a = 0;
            d = 0;
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.println(override() + " " + swallow() + " " + saved() + " " + field + " " + savedReference()[0]);
        for (int how = 0; how < 3; how++) {
            System.out.println(nested(how));
        }
        try {
            nested(3);
        } catch (UnsupportedOperationException e) {
            System.out.println(e.getMessage() + " " + log);
        }
        System.out.println(loops());
        System.out.println(dropThrow() + " " + order() + " " + wide(5, 3.5) + " " + wide(50, 0.5));
    }
}

/* expect-output:
2 3 1 50 60
abfcF.
ar
af[inner]F.
from finally abfF
00 f01 ff|10 ff20 f21 ff|f
4 1234y5x -1 1
*/
