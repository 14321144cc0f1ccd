// Thread.suspend and resume: a suspended thread runs no more, and goes on where it was.
@SuppressWarnings("removal")
public class ThreadSuspend {
    static volatile long count;
    static volatile boolean done;

    public static void main(String[] args) throws Exception {
        Thread thread = new Thread(() -> {
            while (!done) count++;
        });
        thread.start();
        while (count == 0) Thread.onSpinWait();
        for (int i = 0; i < 100; i++) {
            thread.suspend();
            thread.suspend();
            long first = count;
            if (i % 10 == 0) System.gc();
            Thread.yield();
            if (count != first) System.out.println("it ran on");
            thread.resume();
            while (count == first) Thread.onSpinWait();
        }
        System.out.println(thread.getState()); // expect: RUNNABLE

        Thread sleeper = new Thread(() -> {
            try {
                Thread.sleep(1_000_000_000);
            } catch (InterruptedException e) {
                System.out.println("woken");
            }
        });
        sleeper.start();
        while (sleeper.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
        sleeper.suspend();
        sleeper.interrupt();
        sleeper.join(20);
        System.out.println(sleeper.isAlive()); // expect: true
        sleeper.resume();
        sleeper.join(); // expect: woken

        Thread itself = new Thread(() -> {
            Thread.currentThread().suspend();
            System.out.println("resumed"); // expect: resumed
        });
        itself.start();
        while (itself.isAlive()) itself.resume();
        done = true;
        thread.join();
        thread.suspend();
        thread.resume();
        System.out.println("end"); // expect: end
    }
}
