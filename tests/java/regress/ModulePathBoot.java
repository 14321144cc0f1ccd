// vm-options: --module-path .
// The boot layer that is made from a module path calls natives of libnio before anything has initialised ClassLoader.
public class ModulePathBoot {
    public static void main(String[] args) {
        System.out.println(System.getProperty("jdk.module.path")); // expect: .
        System.out.println(ModuleLayer.boot().findModule("java.base").isPresent()); // expect: true
    }
}
