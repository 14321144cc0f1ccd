/** tableswitch and lookupswitch: dense, sparse, negative, extreme keys, fall-through, no cases, long code between. */
public class Switches {
    static int dense(int i) {
        switch (i) {
            case -2: return 1;
            case -1: return 2;
            case 0:
            case 1: return 3;
            case 2: i += 10;
            case 3: return i;
            case 5: break;
            default: return -1;
        }
        return 99;
    }

    static int sparse(int i) {
        return switch (i) {
            case Integer.MIN_VALUE -> 1;
            case -1000000 -> 2;
            case 0 -> 3;
            case 17 -> 4;
            case 1 << 20 -> 5;
            case Integer.MAX_VALUE -> 6;
            default -> 7;
        };
    }

    static String extremes(int i) {
        switch (i) {
            case Integer.MAX_VALUE - 2: return "m2";
            case Integer.MAX_VALUE - 1: return "m1";
            case Integer.MAX_VALUE: return "m0";
            default: return "other";
        }
    }

    static String lowest(int i) {
        switch (i) {
            case Integer.MIN_VALUE: return "n0";
            case Integer.MIN_VALUE + 1: return "n1";
            case Integer.MIN_VALUE + 3: return "n3";
        }
        return "other";
    }

    static int only(int i) {
        switch (i) {
            default: return i * 2;
        }
    }

    static int chars(char c) {
        return switch (c) {
            case 'a', 'e', 'i', 'o', 'u' -> 1;
            case '0' -> {
                int x = c;
                yield x + 1;
            }
            case '\uffff' -> 3;
            default -> 0;
        };
    }

    static String bytes(byte b) {
        switch (b) {
            case -128: return "min";
            case 127: return "max";
            case 0: return "zero";
        }
        return "" + b;
    }

    public static void main(String[] args) {
        for (int i = -4; i <= 7; i++) {
            System.out.print(dense(i) + " " + only(i) + "; ");
        }
        System.out.println(dense(Integer.MIN_VALUE) + " " + dense(Integer.MAX_VALUE));
        int[] keys = {Integer.MIN_VALUE, Integer.MIN_VALUE + 1, Integer.MIN_VALUE + 2, Integer.MIN_VALUE + 3, -1000001, -1000000, -1, 0, 1, 16,
            17, 18, 1 << 20, Integer.MAX_VALUE - 3, Integer.MAX_VALUE - 2, Integer.MAX_VALUE - 1, Integer.MAX_VALUE};
        for (int k : keys) {
            System.out.println(k + " " + sparse(k) + " " + extremes(k) + " " + lowest(k));
        }
        System.out.println(chars('a') + " " + chars('b') + " " + chars('0') + " " + chars('\uffff') + " " + chars('u'));
        System.out.println(bytes((byte) -128) + bytes((byte) 127) + bytes((byte) 0) + bytes((byte) 5));
        int state = 0, steps = 0;
        StringBuilder trace = new StringBuilder();
        machine:
        while (true) {
            steps++;
            switch (state) {
                case 0: state = 3; continue;
                case 1: trace.append('b'); state = 4; break;
                case 3: trace.append('a'); state = 1; continue machine;
                case 4: if (steps < 20) { state = 0; break; } break machine;
            }
            trace.append('.');
        }
        System.out.println(trace + " " + steps);
    }
}

/* expect-output:
-1 -8; -1 -6; 1 -4; 2 -2; 3 0; 3 2; 12 4; 3 6; -1 8; 99 10; -1 12; -1 14; -1 -1
-2147483648 1 other n0
-2147483647 7 other n1
-2147483646 7 other other
-2147483645 7 other n3
-1000001 7 other other
-1000000 2 other other
-1 7 other other
0 3 other other
1 7 other other
16 7 other other
17 4 other other
18 7 other other
1048576 5 other other
2147483644 7 other other
2147483645 7 m2 other
2147483646 7 m1 other
2147483647 6 m0 other
1 0 49 3 1
minmaxzero5
ab..ab..ab..ab..ab. 20
*/
