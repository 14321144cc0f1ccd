// Platform MXBeans: runtime, memory, threads, classes, collectors, pools, compilation, operating system; the MBean server.
// vm-options: -Xmx64m -Dmy.key=value
import java.lang.management.*;
import java.util.*;
import javax.management.*;

public class MgmtBeans {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public interface CounterMBean { int getCount(); void setCount(int n); String act(String a, int b); boolean isOn(); }
    public static class Counter implements CounterMBean {
        int n = 1;
        public int getCount() { return n; }
        public void setCount(int n) { if (n < 0) throw new IllegalArgumentException("negative"); this.n = n; }
        public String act(String a, int b) { return a + b; }
        public boolean isOn() { return true; }
    }

    public static void main(String[] args) throws Throwable {
        RuntimeMXBean r = ManagementFactory.getRuntimeMXBean();
        show("runtime", () -> r.getSpecVersion() + " " + r.getSystemProperties().get("my.key") + " " + r.getInputArguments().contains("-Xmx64m") + " " + (r.getUptime() > 0) + " " + (r.getStartTime() > 1_600_000_000_000L) + " " + (r.getPid() == ProcessHandle.current().pid()) + " " + r.getName().startsWith(r.getPid() + "@") + " " + r.getClassPath().isEmpty() + " " + r.isBootClassPathSupported() + " " + r.getManagementSpecVersion() + " " + r.getSpecName());
        MemoryMXBean m = ManagementFactory.getMemoryMXBean();
        show("heap", () -> { MemoryUsage u = m.getHeapMemoryUsage(); return (u.getUsed() > 0) + " " + (u.getUsed() <= u.getCommitted()) + " " + (u.getCommitted() <= u.getMax()) + " " + (u.getMax() <= 64 << 20); });
        show("non-heap", () -> { MemoryUsage u = m.getNonHeapMemoryUsage(); return (u.getUsed() > 100_000) + " " + (u.getUsed() <= u.getCommitted()); });
        show("gc", () -> { long before = 0, after = 0; for (var g : ManagementFactory.getGarbageCollectorMXBeans()) before += g.getCollectionCount(); m.gc(); System.gc(); for (var g : ManagementFactory.getGarbageCollectorMXBeans()) after += g.getCollectionCount(); return after >= before + 2; });
        show("collectors", () -> { boolean good = true; for (var g : ManagementFactory.getGarbageCollectorMXBeans()) good &= g.isValid() && g.getCollectionTime() >= 0 && g.getMemoryPoolNames().length > 0 && g.getObjectName().getCanonicalName().contains("GarbageCollector"); return good + " " + ManagementFactory.getGarbageCollectorMXBeans().size(); });
        show("pools", () -> { long used = 0; boolean good = true; for (var p : ManagementFactory.getMemoryPoolMXBeans()) { MemoryUsage u = p.getUsage(); good &= p.isValid() && u.getUsed() <= u.getCommitted() && p.getPeakUsage().getUsed() >= 0 && p.getMemoryManagerNames().length > 0; if (p.getType() == MemoryType.HEAP) used += u.getUsed(); } return good + " " + (used > 0); });
        show("used grows", () -> { long a = m.getHeapMemoryUsage().getUsed(); byte[] b = new byte[12 << 20]; long c = m.getHeapMemoryUsage().getUsed(); return (c - a > 8 << 20) + " " + b.length; });
        ThreadMXBean t = ManagementFactory.getThreadMXBean();
        show("threads", () -> { int n = t.getThreadCount(); Thread x = new Thread(() -> { try { Thread.sleep(100_000); } catch (InterruptedException e) { } }); x.start(); boolean more = t.getThreadCount() > n - 1 && Arrays.stream(t.getAllThreadIds()).anyMatch(i -> i == x.getId()); ThreadInfo info = t.getThreadInfo(x.getId()); x.interrupt(); x.join(); return more + " " + info.getThreadId() / x.getId() + " " + info.getStackTrace().length + " " + t.getThreadInfo(x.getId()); });
        show("counts", () -> { t.resetPeakThreadCount(); return (t.getPeakThreadCount() >= t.getThreadCount() - 1) + " " + (t.getTotalStartedThreadCount() >= t.getThreadCount()) + " " + (t.getDaemonThreadCount() < t.getThreadCount()); });
        show("waited", () -> { Thread.sleep(1); Object o = new Object(); synchronized (o) { o.wait(1); } ThreadInfo i = t.getThreadInfo(Thread.currentThread().getId()); return (i.getWaitedCount() >= 2) + " " + i.getBlockedTime() + " " + i.getLockName() + " " + i.getThreadState() + " " + i.isDaemon() + " " + i.getPriority(); });
        show("allocated", () -> { var s = (com.sun.management.ThreadMXBean) t; long a = s.getThreadAllocatedBytes(Thread.currentThread().getId()); byte[] b = new byte[1 << 20]; return s.getThreadAllocatedBytes(Thread.currentThread().getId()) - a >= b.length; });
        ClassLoadingMXBean c = ManagementFactory.getClassLoadingMXBean();
        show("classes", () -> (c.getLoadedClassCount() > 300) + " " + (c.getTotalLoadedClassCount() >= c.getLoadedClassCount()) + " " + (c.getUnloadedClassCount() >= 0) + " " + c.isVerbose());
        OperatingSystemMXBean o = ManagementFactory.getOperatingSystemMXBean();
        show("system", () -> o.getName() + " " + (o.getAvailableProcessors() == Runtime.getRuntime().availableProcessors()) + " " + (o.getSystemLoadAverage() >= 0) + " " + (((com.sun.management.OperatingSystemMXBean) o).getTotalMemorySize() > 1 << 20) + " " + (((com.sun.management.OperatingSystemMXBean) o).getProcessCpuTime() > 0) + " " + (((com.sun.management.UnixOperatingSystemMXBean) o).getOpenFileDescriptorCount() > 2));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("test:type=Counter");
        show("register", () -> server.registerMBean(new Counter(), name).getClassName());
        show("attributes", () -> { server.setAttribute(name, new Attribute("Count", 9)); return server.getAttribute(name, "Count") + " " + server.getAttribute(name, "On") + " " + server.invoke(name, "act", new Object[] {"x", 3}, new String[] {"java.lang.String", "int"}) + " " + Arrays.stream(server.getMBeanInfo(name).getAttributes()).map(MBeanAttributeInfo::getName).sorted().toList(); });
        show("no attribute", () -> server.getAttribute(name, "None"));
        show("setter throws", () -> { server.setAttribute(name, new Attribute("Count", -1)); return 0; });
        show("no bean", () -> server.getAttribute(new ObjectName("a:b=c"), "X"));
        show("twice", () -> server.registerMBean(new Counter(), name));
        show("not compliant", () -> server.registerMBean("text", new ObjectName("a:b=d")));
        show("bad name", () -> new ObjectName("nocolon"));
        show("query", () -> server.queryNames(new ObjectName("java.lang:type=*"), null).stream().map(n -> n.getKeyProperty("type")).filter(n -> n.length() < 9).sorted().toList() + " " + server.isRegistered(name));
        show("composite", () -> { var u = (javax.management.openmbean.CompositeData) server.getAttribute(new ObjectName("java.lang:type=Memory"), "HeapMemoryUsage"); return u.containsKey("used") + " " + MemoryUsage.from(u).getInit() / Integer.MAX_VALUE; });
        show("proxy", () -> { CounterMBean p = JMX.newMBeanProxy(server, name, CounterMBean.class); p.setCount(4); return p.getCount() + p.act("a", 1); });
    }
}

/* expect-output:
runtime: 17 value true true true true true false false 3.0 Java Virtual Machine Specification
heap: true true true true
non-heap: true true
gc: true
collectors: true 2
pools: true true
used grows: true 12582912
threads: true 1 0 null
counts: true true true
waited: true -1 null RUNNABLE false 5
allocated: true
classes: true true true false
system: Linux true true true true true
register: MgmtBeans$Counter
attributes: 9 true x3 [Count, On]
no attribute: javax.management.AttributeNotFoundException: No such attribute: None
setter throws: javax.management.RuntimeMBeanException: java.lang.IllegalArgumentException: negative
no bean: javax.management.InstanceNotFoundException: a:b=c
twice: javax.management.InstanceAlreadyExistsException: test:type=Counter
not compliant: javax.management.NotCompliantMBeanException: MBean class java.lang.String does not implement DynamicMBean, and neither follows the Standard MBean conventions (javax.management.NotCompliantMBeanException: Class java.lang.String is not a JMX compliant Standard MBean) nor the MXBean conventions (javax.management.NotCompliantMBeanException: java.lang.String: Class java.lang.String is not a JMX compliant MXBean)
bad name: javax.management.MalformedObjectNameException: Key properties cannot be empty
query: [Memory, Runtime] true
composite: true 0
proxy: 4a1
*/
