// options: -Xmx16m
// peak: hotspot

/** {@code new byte[1024]} dropped two million times in a small heap: the peak of memory is HotSpot's or less. */
public class Drop {
    static byte[] last;

    public static void main(String[] args) {
        long sum = 0;
        for (int i = 0; i < 2_000_000; i++) {
            byte[] b = new byte[1024];
            b[i & 1023] = (byte) i;
            sum += b[i & 1023];
            last = b;
        }
        System.out.println(sum + " " + last.length);
    }
}
