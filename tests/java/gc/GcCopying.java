// The old generation with two halves (copying): objects die at random places, the heap is filled, all is verified.
// vm-options: -XX:+IgnoreUnrecognizedVMOptions -XX:+UseCopyingGC -Xmx20m -Xmn3m -XX:+VerifyHeap -XX:+PoisonFromSpace
// modes: hotspot int jit deopt comp
import support.LiveSet;

public class GcCopying {
    public static void main(String[] args) {
        LiveSet.main(args);
    }
}

/* expect-output:
round 0: -7503161273960495802
round 1: -5539060644910827563
round 2: 788148613809987836
round 3: 4493733520365741
round 4: -8685797884345639789
round 5: 1683272137723320978
*/
