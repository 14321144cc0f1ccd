import support.Bytes;
import support.Loader;
import support.Show;

/** Duplicate definitions, and loader constraints: two loaders that disagree about a class in a signature. */
public class LoaderConstraints {
    public static class Shared {
        public String who() {
            return String.valueOf(Shared.class.getClassLoader().getName());
        }
    }

    public static class Library {
        public static Shared make() {
            return new Shared();
        }

        public static String take(Shared s) {
            return s.who();
        }

        public Shared field = new Shared();

        public Shared virtual() {
            return new Shared();
        }

        public Shared[] array() {
            return null;
        }
    }

    public interface Face {
        Shared get();
    }

    public static class Parent {
        public Shared get() {
            return null;
        }
    }

    public static class Child extends Parent {
        @Override
        public Shared get() {
            return new Shared();
        }
    }

    public static class FaceImpl implements Face {
        public Shared get() {
            return new Shared();
        }
    }

    public static class Client {
        static Object call() { new Shared(); return Library.make().who(); }
        static Object pass() { return Library.take(new Shared()); }
        static Object field() { new Shared(); return new Library().field.who(); }
        static Object virtual() { new Shared(); return new Library().virtual().who(); }
        static Object array() { new Shared(); return new Library().array(); }
        static Object override() { new Shared(); return new Child().get().who(); }
        static Object face() { new Shared(); return new FaceImpl().get().who(); }
        static Object handle() throws Throwable {
            new Shared();
            return java.lang.invoke.MethodHandles.lookup().findStatic(Library.class, "make", java.lang.invoke.MethodType.methodType(Shared.class)).invoke();
        }
        static Object unrelated() { return "fine"; }
    }

    static Loader client(Class<?> given, Class<?>... own) throws Exception {
        // The library's loader has its own Shared; the client's too.
        Loader library = new Loader("library", LoaderConstraints.class.getClassLoader()).copy(Shared.class, Library.class, Parent.class, Face.class);
        Loader client = new Loader("client", LoaderConstraints.class.getClassLoader()).copy(Shared.class, Client.class).copy(own);
        String name = given.getName();
        return client.give(name, library.loadClass(name));
    }

    public static void main(String[] args) throws Exception {
        for (String call : new String[] {"call", "pass", "field", "virtual", "array", "handle", "unrelated"}) {
            Show.outcome(call, () -> client(Library.class).call("LoaderConstraints$Client", call));
        }
        Show.outcome("override", () -> client(Parent.class, Child.class).call("LoaderConstraints$Client", "override"));
        Show.outcome("face", () -> client(Face.class, FaceImpl.class).call("LoaderConstraints$Client", "face"));
        Loader same = new Loader("one", LoaderConstraints.class.getClassLoader()).copy(Shared.class, Client.class, Library.class);
        Show.outcome("one loader", () -> same.call("LoaderConstraints$Client", "call"));
        Loader twice = new Loader("twice", null);
        Show.outcome("first definition", () -> twice.define("LoaderConstraints$Shared", Bytes.of(Shared.class)));
        Show.outcome("second definition", () -> twice.define("LoaderConstraints$Shared", Bytes.of(Shared.class)));
        Show.outcome("cast between loaders", () -> {
            Object o = new Loader("other", LoaderConstraints.class.getClassLoader()).copy(Shared.class).loadClass("LoaderConstraints$Shared")
                    .getDeclaredConstructor().newInstance();
            return (Shared) o;
        });
        Show.outcome("wrong name from loadClass", () -> {
            Loader liar = new Loader("liar", LoaderConstraints.class.getClassLoader()).give("LoaderConstraints$Missing", String.class);
            return Class.forName("LoaderConstraints$Missing", false, liar);
        });
        Show.outcome("null from loadClass", () -> Class.forName("x.Y", false, new ClassLoader(null) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) {
                return null;
            }
        }));
        Show.outcome("exception from loadClass", () -> Class.forName("x.Y", false, new ClassLoader(null) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) {
                throw new IllegalStateException("asked for " + name);
            }
        }));
    }
}

/* expect-output:
call: java.lang.LinkageError: loader constraint violation: loader 'library' @HASH wants to load class LoaderConstraints$Shared. A different class with the same name was previously loaded by 'client' @HASH. (LoaderConstraints$Shared is in unnamed module of loader 'client' @HASH, parent loader 'app')
pass: java.lang.LinkageError: loader constraint violation: loader 'library' @HASH wants to load class LoaderConstraints$Shared. A different class with the same name was previously loaded by 'client' @HASH. (LoaderConstraints$Shared is in unnamed module of loader 'client' @HASH, parent loader 'app')
field: java.lang.LinkageError: loader constraint violation: when resolving field "field" of type LoaderConstraints$Shared, the class loader 'client' @HASH of the current class, LoaderConstraints$Client, and the class loader 'library' @HASH for the field's defining class, LoaderConstraints$Library, have different Class objects for type LoaderConstraints$Shared (LoaderConstraints$Client is in unnamed module of loader 'client' @HASH, parent loader 'app'; LoaderConstraints$Library is in unnamed module of loader 'library' @HASH, parent loader 'app')
virtual: java.lang.LinkageError: loader constraint violation: when resolving method 'LoaderConstraints$Shared LoaderConstraints$Library.virtual()' the class loader 'client' @HASH of the current class, LoaderConstraints$Client, and the class loader 'library' @HASH for the method's defining class, LoaderConstraints$Library, have different Class objects for the type LoaderConstraints$Shared used in the signature (LoaderConstraints$Client is in unnamed module of loader 'client' @HASH, parent loader 'app'; LoaderConstraints$Library is in unnamed module of loader 'library' @HASH, parent loader 'app')
array: java.lang.LinkageError: loader constraint violation: when resolving method 'LoaderConstraints$Shared[] LoaderConstraints$Library.array()' the class loader 'client' @HASH of the current class, LoaderConstraints$Client, and the class loader 'library' @HASH for the method's defining class, LoaderConstraints$Library, have different Class objects for the type [LLoaderConstraints$Shared; used in the signature (LoaderConstraints$Client is in unnamed module of loader 'client' @HASH, parent loader 'app'; LoaderConstraints$Library is in unnamed module of loader 'library' @HASH, parent loader 'app')
handle: java.lang.IncompatibleClassChangeError: LoaderConstraints and LoaderConstraints$Shared disagree on InnerClasses attribute
unrelated: fine
override: client
face: client
one loader: one
first definition: class LoaderConstraints$Shared
second definition: java.lang.LinkageError: loader 'twice' @HASH attempted duplicate class definition for LoaderConstraints$Shared. (LoaderConstraints$Shared is in unnamed module of loader 'twice' @HASH, parent loader 'bootstrap')
cast between loaders: java.lang.ClassCastException: class LoaderConstraints$Shared cannot be cast to class LoaderConstraints$Shared (LoaderConstraints$Shared is in unnamed module of loader 'other' @HASH; LoaderConstraints$Shared is in unnamed module of loader 'app')
wrong name from loadClass: java.lang.ClassNotFoundException: LoaderConstraints$Missing
null from loadClass: java.lang.ClassNotFoundException: x/Y
exception from loadClass: java.lang.IllegalStateException: asked for x.Y
*/
