// Thread.stop ends a thread wherever it is: running, asleep, waiting, parked, suspended.
import java.util.concurrent.locks.LockSupport;

@SuppressWarnings("removal")
public class ThreadStop {
    static volatile long count;

    static void stop(String title, Thread.State state, boolean suspend, Runnable body) throws Exception {
        count = 0;
        Thread thread = new Thread(() -> {
            try {
                body.run();
            } catch (ThreadDeath death) {
                System.out.println(title + " " + death);
                throw death;
            }
        });
        thread.start();
        while (thread.getState() != state || state == Thread.State.RUNNABLE && count == 0) Thread.onSpinWait();
        if (suspend) thread.suspend();
        thread.stop();
        thread.join();
    }

    public static void main(String[] args) throws Exception {
        Runnable spin = () -> {
            while (true) count++;
        };
        stop("running", Thread.State.RUNNABLE, false, spin); // expect: running java.lang.ThreadDeath
        stop("suspended", Thread.State.RUNNABLE, true, spin); // expect: suspended java.lang.ThreadDeath
        stop("asleep", Thread.State.TIMED_WAITING, false, () -> { // expect: asleep java.lang.ThreadDeath
            try {
                Thread.sleep(1_000_000_000);
            } catch (InterruptedException e) {
                System.out.println(e);
            }
        });
        Object lock = new Object();
        stop("waiting", Thread.State.WAITING, false, () -> {
            synchronized (lock) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    System.out.println(e);
                } finally {
                    System.out.println(Thread.holdsLock(lock)); // expect: true
                    // expect: waiting java.lang.ThreadDeath
                }
            }
        });
        stop("parked", Thread.State.WAITING, false, () -> { // expect: parked java.lang.ThreadDeath
            while (true) LockSupport.park();
        });
        synchronized (lock) {
            System.out.println("end"); // expect: end
        }
    }
}
