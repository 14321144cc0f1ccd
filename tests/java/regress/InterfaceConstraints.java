// A class that gets an interface of its own loader and the default method from another loader: the types of the signature differ.
import support.Loader;
import support.Show;

public class InterfaceConstraints {
    public static class Shared { }
    public interface Wanted {
        Shared make();
    }
    public interface Given {
        default Shared make() {
            return new Shared();
        }
    }
    public static abstract class Base implements Wanted { }
    public static class Impl implements Given {
    }

    public static class User {
        static Object run() {
            Object shared = Shared.class;
            Object made = new Both();
            return ((Wanted) made).make() + " " + shared;
        }
    }
    public static class Both implements Wanted, Given {
        public Shared make() {
            return null;
        }
    }

    public static void main(String[] args) {
        Object first = Shared.class;
        // `Both` overrides what `Given` (of the application's loader) declares.
        Loader loader = new Loader("own", InterfaceConstraints.class.getClassLoader()).copy(User.class, Shared.class, Both.class, Wanted.class);
        Show.outcome("overrides", () -> loader.call("InterfaceConstraints$User", "run"));
        // The selected default method comes from the other loader.
        var both = new support.ClassBuilder(52, support.ClassBuilder.PUBLIC | support.ClassBuilder.SUPER, "InterfaceConstraints$Both",
                "java/lang/Object", "InterfaceConstraints$Wanted", "InterfaceConstraints$Given");
        both.method(support.ClassBuilder.PUBLIC, "<init>", "()V", 1, 1, "aload_0", "invokespecial java/lang/Object.<init> ()V", "return");
        Loader second = new Loader("own", InterfaceConstraints.class.getClassLoader()).copy(User.class, Shared.class, Wanted.class).add(both);
        Show.outcome("inherits", () -> second.call("InterfaceConstraints$User", "run"));
    }
}

/* expect-output:
overrides: java.lang.LinkageError: loader constraint violation in interface itable initialization for class InterfaceConstraints$Both: when selecting method 'InterfaceConstraints$Shared InterfaceConstraints$Given.make()' the class loader 'app' for super interface InterfaceConstraints$Given, and the class loader 'own' @HASH of the selected method's class, InterfaceConstraints$Both have different Class objects for the type InterfaceConstraints$Shared used in the signature (InterfaceConstraints$Given is in unnamed module of loader 'app'; InterfaceConstraints$Both is in unnamed module of loader 'own' @HASH, parent loader 'app')
inherits: java.lang.LinkageError: loader constraint violation in interface itable initialization for class InterfaceConstraints$Both: when selecting method 'InterfaceConstraints$Shared InterfaceConstraints$Wanted.make()' the class loader 'own' @HASH for super interface InterfaceConstraints$Wanted, and the class loader 'app' of the selected method's interface, InterfaceConstraints$Given have different Class objects for the type InterfaceConstraints$Shared used in the signature (InterfaceConstraints$Wanted is in unnamed module of loader 'own' @HASH, parent loader 'app'; InterfaceConstraints$Given is in unnamed module of loader 'app')
*/
