// --add-modules, --add-reads, --limit-modules: what is in the boot layer and who reads whom.
// vm-options: --limit-modules java.base,java.logging,java.xml --add-modules java.xml --add-reads java.xml=java.logging --add-reads=java.logging=ALL-UNNAMED
import java.util.stream.Collectors;

public class ModulesReads {
    public static void main(String[] args) throws Exception {
        ModuleLayer boot = ModuleLayer.boot();
        System.out.println(boot.modules().stream().map(Module::getName).sorted().collect(Collectors.joining(" ")));
        Module xml = boot.findModule("java.xml").get(), logging = boot.findModule("java.logging").get(), mine = ModulesReads.class.getModule();
        System.out.println(xml.canRead(logging) + " " + logging.canRead(xml) + " " + logging.canRead(mine) + " " + xml.canRead(mine) + " " + mine.canRead(xml));
        System.out.println(logging.canRead(new ClassLoader() { }.getUnnamedModule()));
        for (String name : new String[] {"java.sql.Driver", "java.util.logging.Logger", "org.w3c.dom.Node", "java.lang.management.ManagementFactory", "sun.misc.Unsafe"}) {
            try {
                System.out.println(Class.forName(name).getModule());
            } catch (ClassNotFoundException e) {
                System.out.println("absent " + e.getMessage());
            }
        }
        try {
            Absent.touch();
        } catch (NoClassDefFoundError e) {
            System.out.println(e + " cause " + e.getCause());
        }
        System.out.println(System.getProperty("jdk.module.main") + " " + System.getProperty("jdk.module.path"));
        System.out.println(java.lang.module.ModuleFinder.ofSystem().find("java.sql").isPresent() + " " + boot.configuration().findModule("java.xml").get().reference().location().get());
    }

    static class Absent {
        static void touch() { System.out.println(java.sql.Types.BIGINT + java.sql.DriverManager.getLoginTimeout()); }
    }
}

/* expect-output:
java.base java.logging java.xml
true false true false true
true
absent java.sql.Driver
module java.logging
module java.xml
absent java.lang.management.ManagementFactory
absent sun.misc.Unsafe
java.lang.NoClassDefFoundError: java/sql/DriverManager cause java.lang.ClassNotFoundException: java.sql.DriverManager
null null
true jrt:/java.xml
*/
