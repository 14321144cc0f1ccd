// A thread that was joined is counted and told no more.
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

public class ThreadGone {
    public static void main(String[] args) throws Exception {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        int before = bean.getThreadCount();
        for (int i = 0; i < 300; i++) {
            Thread thread = new Thread(() -> { });
            thread.start();
            thread.join();
            long id = thread.getId();
            if (bean.getThreadInfo(id) != null) System.out.println("info of a thread that ended");
            if (Thread.getAllStackTraces().containsKey(thread)) System.out.println("trace of a thread that ended");
            if (Arrays.stream(bean.getAllThreadIds()).anyMatch(other -> other == id)) System.out.println("id of a thread that ended");
            if (bean.getThreadCount() > before) System.out.println("counted");
        }
        System.out.println("end"); // expect: end
    }
}
