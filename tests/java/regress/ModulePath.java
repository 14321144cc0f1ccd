// vm-options: -p no-such-folder
// With a module path the file system's library is needed before there are class loaders.
public class ModulePath {
    public static void main(String[] args) {
        System.out.println(System.getProperty("jdk.module.path")); // expect: no-such-folder
    }
}
