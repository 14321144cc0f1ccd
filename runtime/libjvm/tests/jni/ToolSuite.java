import java.util.concurrent.CountDownLatch;

/** What `tool_suite.c` looks at. Its library is the agent, and has the native methods. */
public class ToolSuite {
    static native void functions(Thread worker);

    static native void ends(Thread worker);

    static native int wrapped_answer(int number);

    static int answer(int number) {
        return wrapped_answer(number) + 1;
    }

    @Deprecated
    interface Shape<T> extends Comparable<T> {
        int CORNERS = 4;

        double area();
    }

    static class Probe<T extends CharSequence> implements Shape<T>, Runnable {
        static final String NAME = "probe";
        protected volatile long count;
        private transient T text;

        @Override
        public double area() {
            return 1.5;
        }

        @Override
        public int compareTo(T other) {
            return text.length() - other.length();
        }

        @Override
        public synchronized void run() {
            for (int i = 0; i < 3; i++) {
                count += i;
            }
        }
    }

    static void deep(int depth, Runnable at) {
        if (depth == 0) {
            at.run();
        } else {
            deep(depth - 1, at);
        }
    }

    public static void main(String[] args) throws Exception {
        System.load(args[0]);
        System.out.println("property " + System.getProperty("tool.suite") + " " + System.getProperty("tool.empty"));
        new Probe<String>().run();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread worker = new Thread(() -> {
            deep(3, () -> {
                started.countDown();
                boolean interrupted = false;
                while (true) {
                    try {
                        end.await();
                        break;
                    } catch (InterruptedException exception) {
                        interrupted = true;
                    }
                }
                System.out.println("interrupted " + interrupted);
            });
        }, "worker");
        worker.setDaemon(true);
        worker.setPriority(7);
        worker.start();
        started.await();
        while (worker.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        deep(2, () -> functions(worker));
        end.countDown();
        worker.join();
        ends(worker);
        System.out.println("answer " + answer(20));
        System.out.println("main ends");
    }
}
