// modes: !gc
// (The compiler under GC stress takes half a minute.) Layers made at run time: modules written here as class files by the compiler's API, resolved, defined with one and many loaders.
import java.lang.module.*;
import java.nio.file.*;
import java.util.*;
import javax.tools.ToolProvider;

public class ModulesLayers {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (java.lang.reflect.InvocationTargetException e) {
            System.out.println(name + ": wraps " + clean(e.getCause()));
        } catch (Throwable e) {
            System.out.println(name + ": " + clean(e));
        }
    }

    static String clean(Object o) { return String.valueOf(o).replaceAll("@[0-9a-f]{3,}", "@N"); }

    static void write(Path dir, String file, String text) throws Exception {
        Path path = dir.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    public static void main(String[] args) throws Exception {
        Path dir = Files.createTempDirectory("layers");
        write(dir, "src/one/module-info.java", "module one { exports one.api; opens one.open; provides java.util.function.IntSupplier with one.impl.Five; uses java.util.function.IntSupplier; }");
        write(dir, "src/one/one/api/Api.java", "package one.api; public class Api { public static String hi() { return one.impl.Five.text(); } private int secret = 1; public static int reach() throws Exception { return ((Runnable) Class.forName(\"two.Two\").getConstructor().newInstance()).hashCode(); } }");
        write(dir, "src/one/one/impl/Five.java", "package one.impl; public class Five implements java.util.function.IntSupplier { public int getAsInt() { return 5; } public static String text() { return \"hi from \" + Five.class.getModule(); } }");
        write(dir, "src/one/one/open/Opened.java", "package one.open; public class Opened { private String secret = \"opened\"; }");
        write(dir, "src/two/module-info.java", "module two { requires transitive one; exports two; }");
        write(dir, "src/two/two/Two.java", "package two; public class Two { public static String call() { return one.api.Api.hi(); } public static Object bad() throws Exception { return Class.forName(\"one.impl.Five\").getConstructor().newInstance(); } }");
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", dir.resolve("mods").toString(), "--module-source-path", dir.resolve("src").toString(), "--module", "one,two", "-proc:none");
        System.out.println("compiled " + status);
        ModuleFinder finder = ModuleFinder.of(dir.resolve("mods"));
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration().resolve(finder, ModuleFinder.of(), Set.of("two"));
        show("resolved", () -> configuration.modules().stream().map(ResolvedModule::name).sorted().toList());
        show("bound", () -> boot.configuration().resolveAndBind(finder, ModuleFinder.of(), Set.of("two")).modules().size());
        ModuleLayer layer = boot.defineModulesWithOneLoader(configuration, ClassLoader.getSystemClassLoader());
        ModuleLayer many = boot.defineModulesWithManyLoaders(configuration, ClassLoader.getSystemClassLoader());
        Class<?> two = layer.findLoader("two").loadClass("two.Two"), api = layer.findLoader("one").loadClass("one.api.Api");
        show("class", () -> two + " " + two.getModule() + " " + two.getModule().getLayer().modules().size() + " " + (two.getClassLoader() == api.getClassLoader()));
        show("many loaders", () -> many.findLoader("one") == many.findLoader("two"));
        show("reads", () -> two.getModule().canRead(api.getModule()) + " " + api.getModule().canRead(two.getModule()) + " " + two.getModule().canRead(ModulesLayers.class.getModule()) + " " + ModulesLayers.class.getModule().canRead(two.getModule()));
        show("call", () -> two.getMethod("call").invoke(null));
        show("call in many", () -> many.findLoader("two").loadClass("two.Two").getMethod("call").invoke(null));
        show("reflection inside, not exported", () -> two.getMethod("bad").invoke(null));
        show("not read, but reflection reads", () -> { api.getMethod("reach").invoke(null); return 0; });
        Class<?> five = Class.forName(api.getModule(), "one.impl.Five");
        show("from outside, not exported", () -> five.getConstructor().newInstance());
        show("from outside, exported", () -> api.getMethod("hi").invoke(null));
        show("exported is not opened", () -> { var f = api.getDeclaredField("secret"); f.setAccessible(true); return f; });
        show("opened", () -> { Class<?> c = Class.forName(api.getModule(), "one.open.Opened"); var f = c.getDeclaredField("secret"); f.setAccessible(true); return c.getConstructor().newInstance().getClass().getSimpleName() + f.get(c.getConstructor().newInstance()); });
        show("service of the layer", () -> ServiceLoader.load(layer, java.util.function.IntSupplier.class).stream().map(p -> p.type().getName() + " " + p.get().getAsInt()).toList());
        show("stack frame", () -> new Throwable().getStackTrace()[0].getModuleName() + " " + clean(two.getMethod("call").invoke(null)));
        show("controller", () -> { var c = ModuleLayer.defineModules(configuration, List.of(boot), n -> new ClassLoader() { }); c.addOpens(c.layer().findModule("one").get(), "one.impl", ModulesLayers.class.getModule()); return c.layer().findModule("one").get().isOpen("one.impl", ModulesLayers.class.getModule()); });
        show("java.base in a layer", () -> boot.defineModulesWithOneLoader(boot.configuration().resolve(ModuleFinder.ofSystem(), ModuleFinder.of(), Set.of("java.base")), null).modules().size());
        show("absent root", () -> boot.configuration().resolve(finder, ModuleFinder.of(), Set.of("absent")));
        write(dir, "src3/three/module-info.java", "module three { exports one.api; }");
        write(dir, "src3/three/one/api/Other.java", "package one.api; public class Other { }");
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", dir.resolve("mods3").toString(), "--module-source-path", dir.resolve("src3").toString(), "--module", "three", "-proc:none");
        ModuleFinder split = ModuleFinder.compose(finder, ModuleFinder.of(dir.resolve("mods3")));
        show("split package, one loader", () -> boot.defineModulesWithOneLoader(boot.configuration().resolve(split, ModuleFinder.of(), Set.of("two", "three")), null));
        show("split package, many loaders", () -> boot.defineModulesWithManyLoaders(boot.configuration().resolve(split, ModuleFinder.of(), Set.of("two", "three")), null).modules().size());
        try (var walk = Files.walk(dir)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}

/* expect-output:
compiled 0
resolved: [one, two]
bound: 2
class: class two.Two module two 2 true
many loaders: false
reads: true false false true
call: hi from module one
call in many: hi from module one
reflection inside, not exported: wraps java.lang.IllegalAccessException: class two.Two (in module two) cannot access class one.impl.Five (in module one) because module one does not export one.impl to module two
not read, but reflection reads: wraps java.lang.ClassCastException: class two.Two cannot be cast to class java.lang.Runnable (two.Two is in module two of loader jdk.internal.loader.Loader @N; java.lang.Runnable is in module java.base of loader 'bootstrap')
from outside, not exported: java.lang.IllegalAccessException: class ModulesLayers cannot access class one.impl.Five (in module one) because module one does not export one.impl to unnamed module @N
from outside, exported: hi from module one
exported is not opened: java.lang.reflect.InaccessibleObjectException: Unable to make field private int one.api.Api.secret accessible: module one does not "opens one.api" to unnamed module @N
opened: Openedopened
service of the layer: [one.impl.Five 5]
stack frame: null hi from module one
controller: true
java.base in a layer: java.lang.LayerInstantiationException: Class loader must be the boot class loader
absent root: java.lang.module.FindException: Module absent not found
split package, one loader: java.lang.LayerInstantiationException: Package one.api in more than one module
split package, many loaders: 3
*/
