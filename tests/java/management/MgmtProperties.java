// System properties, environment, version objects, security manager basics.
// vm-options: -Da=b -Dempty -Dspace=x=y -Djava.security.manager=allow
import java.util.*;
import java.security.*;

public class MgmtProperties {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        for (String key : new String[] {"a", "empty", "space", "java.specification.version", "java.vendor", "java.vm.specification.name", "java.class.version", "os.name", "os.arch", "file.separator", "path.separator", "user.dir.none", "java.vm.specification.version", "sun.arch.data.model", "java.vm.compressedOopsMode.none", "jdk.debug"}) show(key, () -> System.getProperty(key) == null ? "null" : "[" + (key.startsWith("java.ven") ? "" : System.getProperty(key)) + "]");
        show("set", () -> System.setProperty("a", "c") + System.getProperty("a") + System.clearProperty("a") + System.getProperty("a") + System.getProperty("a", "default"));
        show("null key", () -> System.getProperty(null));
        show("empty key", () -> System.getProperty(""));
        show("null value", () -> System.setProperty("x", null));
        show("numbers", () -> { System.setProperty("n", "0x10"); System.setProperty("t", "TRUE"); return Integer.getInteger("n") + " " + Long.getLong("none", 5) + " " + Boolean.getBoolean("t") + " " + Integer.getInteger("t"); });
        show("environment", () -> (System.getenv("PATH") != null) + " " + System.getenv("ABSENT_VARIABLE") + " " + System.getenv().containsKey("PATH"));
        show("environment is fixed", () -> System.getenv().put("a", "b"));
        show("version", () -> Runtime.version().feature() + " " + Runtime.Version.parse("11.0.2+9-LTS").compareTo(Runtime.Version.parse("11.0.10")) + " " + Runtime.Version.parse("17").interim());
        show("bad version", () -> Runtime.Version.parse("x"));
        show("time", () -> (System.nanoTime() - System.nanoTime() <= 0) + " " + (System.currentTimeMillis() > 1_600_000_000_000L));
        show("line", () -> System.lineSeparator().length() + " " + System.mapLibraryName("x"));
        show("identity", () -> (System.identityHashCode("a") == System.identityHashCode("a")) + " " + System.identityHashCode(null));
        show("no manager", () -> System.getSecurityManager());
        System.setSecurityManager(new SecurityManager() {
            @Override public void checkPermission(Permission p) { if (p.getName().equals("secret") || p.getName().startsWith("exitVM")) throw new SecurityException("no " + p.getName()); }
        });
        show("manager", () -> System.getSecurityManager() != null);
        show("property refused", () -> System.getProperty("secret"));
        show("exit refused", () -> { System.exit(9); return 0; });
        show("halt refused", () -> { Runtime.getRuntime().halt(9); return 0; });
        show("other allowed", () -> System.getProperty("os.name"));
        show("check", () -> { System.getSecurityManager().checkRead("/tmp/x"); AccessController.checkPermission(new RuntimePermission("any")); return 0; });
        show("privileged", () -> AccessController.doPrivileged((PrivilegedAction<String>) () -> "done") + AccessController.doPrivileged((PrivilegedExceptionAction<Integer>) () -> 5));
        show("privileged fails", () -> AccessController.doPrivileged((PrivilegedExceptionAction<Integer>) () -> { throw new java.io.IOException("x"); }));
        show("context", () -> AccessController.getContext() != null);
        show("limited", () -> AccessController.doPrivileged((PrivilegedAction<Object>) () -> { AccessController.checkPermission(new PropertyPermission("q", "read")); return "allowed"; }, new AccessControlContext(new ProtectionDomain[] {new ProtectionDomain(null, new Permissions())})));
        System.setSecurityManager(null);
        show("gone", () -> System.getSecurityManager() == null);
    }
}

/* expect-output:
a: [b]
empty: []
space: [x=y]
java.specification.version: [17]
java.vendor: []
java.vm.specification.name: [Java Virtual Machine Specification]
java.class.version: [61.0]
os.name: [Linux]
os.arch: [amd64]
file.separator: [/]
path.separator: [:]
user.dir.none: null
java.vm.specification.version: [17]
sun.arch.data.model: [64]
java.vm.compressedOopsMode.none: null
jdk.debug: [release]
set: bccnulldefault
null key: java.lang.NullPointerException: key can't be null
empty key: java.lang.IllegalArgumentException: key can't be empty
null value: java.lang.NullPointerException
numbers: 16 5 true null
environment: true null true
environment is fixed: java.lang.UnsupportedOperationException
version: 17 -8 0
bad version: java.lang.IllegalArgumentException: Invalid version string: 'x'
time: true true
line: 1 libx.so
identity: true 0
no manager: null
manager: true
property refused: java.lang.SecurityException: no secret
exit refused: java.lang.SecurityException: no exitVM.9
halt refused: java.lang.SecurityException: no exitVM.9
other allowed: Linux
check: java.security.AccessControlException: access denied ("java.lang.RuntimePermission" "any")
privileged: done5
privileged fails: java.security.PrivilegedActionException: java.io.IOException: x
context: true
limited: java.security.AccessControlException: access denied ("java.util.PropertyPermission" "q" "read")
gone: true
*/
