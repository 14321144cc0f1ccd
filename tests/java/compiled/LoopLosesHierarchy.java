// vm-options: -Xbatch
// expect-jit: jit loops>=1
// expect-jit: jit class_hierarchy at LoopLosesHierarchy.loop

/** A class is loaded, by another thread, whose method overrides what a running compiled loop calls: the loop goes on with the right one. */
public class LoopLosesHierarchy {
    static class Base { int step(int k) { return k & 3; } }
    static class Loader {
        static class Overrides extends Base { @Override int step(int k) { return (k & 3) + 1_000_000; } }
        static Base make() { return new Overrides(); }
    }

    static volatile Base base = new Base();
    static volatile boolean runs;

    /** Until the other class was seen: what a call gave before and after that. */
    static long loop() {
        int before = 0, after = 0;
        for (int i = 0; after < 1000; i++) {
            int x = base.step(i);
            if (x == (i & 3)) before |= 1; else if (x == (i & 3) + 1_000_000) after++; else return -1;
            if (i == 200_000) runs = true;
        }
        return before * 10_000 + after;
    }

    public static void main(String[] args) throws Exception {
        long[] result = new long[1];
        Thread looper = new Thread(() -> result[0] = loop());
        looper.start();
        while (!runs) Thread.onSpinWait();
        base = Loader.make();
        looper.join();
        System.out.println(result[0]); // expect: 11000
    }
}
