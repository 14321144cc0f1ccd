/** Six threads in and out of native code (suite.c) while one of them collects. */
public class JniThreads {
    static void check(boolean holds, String what) {
        if (!holds) throw new AssertionError(what);
    }

    static void work(int rounds, boolean collects) {
        for (int i = 0; i < rounds; i++) {
            String text = "s" + i;
            check(JniSuite.returnL(text) == text, "returned reference");
            Object[] objects = JniSuite.newObjects(10, String.class, text);
            for (Object object : objects) check(object == text, "array element");
            check(JniSuite.newInts(100).length == 100, "length");
            JniSuite made = (JniSuite) JniSuite.construct(i, text);
            check(made.made == i && made.text == text, "constructed object");
            try {
                JniSuite.nested(3);
                check(false, "exception through native frames");
            } catch (IllegalArgumentException expected) {
                check(expected.getMessage().equals("bottom"), "message");
            }
            synchronized (JniThreads.class) {
                JniSuite.storeElement(objects, 3, "z");
                check(objects[3].equals("z"), "stored element");
            }
            if (collects && i % 500 == 0) System.gc();
        }
    }

    public static void main(String[] args) throws Exception {
        System.load(args[0]);
        Thread[] threads = new Thread[6];
        int[] finished = {0};
        for (int k = 0; k < threads.length; k++) {
            boolean collects = k == 0;
            threads[k] = new Thread(() -> {
                work(2000, collects);
                synchronized (finished) {
                    finished[0]++;
                }
            });
            threads[k].start();
        }
        for (Thread thread : threads) thread.join();
        System.out.println("finished: " + finished[0]);
    }
}
