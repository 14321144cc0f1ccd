// Two slots hold a long on one way and a double on the other; then they hold a reference and an int.
public class LongMeetsDouble {
    static String f(boolean way, Object o) {
        if (way) {
            long x = o.hashCode();
            o = x + "l";
        } else {
            double x = 0.5;
            o = x + "d";
        }
        Object lower = o;
        int upper = o.hashCode() & 1;
        System.gc();
        String s;
        synchronized (lower) {
            s = lower.toString() + (upper & 0);
        }
        return s + lower;
    }

    public static void main(String[] args) {
        System.out.println(f(true, "")); // expect: 0l00l
        System.out.println(f(false, "")); // expect: 0.5d00.5d
    }
}
