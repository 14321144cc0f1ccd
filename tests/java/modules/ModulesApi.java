// java.lang.Module and its descriptors: names, packages, exports, opens, reads, annotations, layers.
import java.lang.module.*;
import java.util.*;
import java.util.stream.*;

public class ModulesApi {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + String.valueOf(e).replaceAll("@[0-9a-f]{3,}", "@N"));
        }
    }

    public static void main(String[] args) throws Exception {
        Module base = Object.class.getModule(), mine = ModulesApi.class.getModule(), sql = java.sql.Driver.class.getModule();
        show("names", () -> base + " " + mine.getName() + " " + mine.toString().replaceAll("@.*", "@N") + " " + sql.getName() + " " + int.class.getModule() + " " + String[].class.getModule() + " " + (ModulesApi[].class.getModule() == mine));
        show("named", () -> base.isNamed() + " " + mine.isNamed() + " " + mine.getDescriptor() + " " + mine.getLayer() + " " + mine.getClassLoader().getName() + " " + base.getClassLoader() + " " + sql.getClassLoader().getName());
        show("unnamed is the loader's", () -> mine == ClassLoader.getSystemClassLoader().getUnnamedModule());
        show("packages", () -> base.getPackages().contains("java.lang") + " " + base.getPackages().contains("jdk.internal.misc") + " " + sql.getPackages().stream().filter(p -> p.startsWith("java")).sorted().toList() + " " + mine.getPackages().contains(""));
        show("exports", () -> base.isExported("java.lang") + " " + base.isExported("jdk.internal.misc") + " " + base.isExported("jdk.internal.misc", mine) + " " + base.isExported("jdk.internal.misc", Class.forName("com.sun.tools.javac.Main").getModule())
                + " " + base.isExported("absent") + " " + mine.isExported("anything") + " " + base.isExported("jdk.internal.misc", base));
        show("opens", () -> base.isOpen("java.lang") + " " + base.isOpen("java.lang", mine) + " " + mine.isOpen("x") + " " + base.isOpen("java.lang", base) + " " + sql.isOpen("java.sql"));
        show("reads", () -> mine.canRead(base) + " " + base.canRead(mine) + " " + sql.canRead(base) + " " + base.canRead(sql) + " " + sql.canRead(Class.forName("org.w3c.dom.Node").getModule()) + " " + base.canRead(base));
        show("uses", () -> base.canUse(java.nio.file.spi.FileSystemProvider.class) + " " + base.canUse(Runnable.class) + " " + mine.canUse(Runnable.class));
        ModuleDescriptor d = sql.getDescriptor();
        show("descriptor", () -> d.name() + " " + d.isOpen() + " " + d.isAutomatic() + " " + d.mainClass() + " " + d.modifiers());
        show("requires", () -> d.requires().stream().sorted().map(r -> r.modifiers() + r.name()).toList());
        show("descriptor exports", () -> d.exports().stream().map(e -> e.source() + e.targets()).sorted().toList());
        show("descriptor uses", () -> d.uses() + " " + d.provides());
        show("qualified", () -> base.getDescriptor().exports().stream().filter(e -> e.source().equals("jdk.internal.loader")).findFirst().get().targets().contains("java.logging"));
        ModuleLayer boot = ModuleLayer.boot();
        show("layer", () -> (base.getLayer() == boot) + " " + boot.parents().size() + " " + boot.findModule("java.sql").isPresent() + " " + boot.findModule("absent").isPresent() + " " + ModuleLayer.empty().modules().isEmpty() + " " + boot.findLoader("java.base") + " " + boot.findLoader("java.sql").getName());
        show("findLoader absent", () -> boot.findLoader("absent"));
        show("configuration", () -> boot.configuration().findModule("java.sql").get().reads().stream().map(ResolvedModule::name).sorted().toList());
        show("no export by a stranger", () -> base.addExports("jdk.internal.misc", mine));
        show("no opening by a stranger", () -> base.addOpens("java.lang", mine));
        show("no reading by a stranger", () -> base.addReads(mine));
        show("no uses by a stranger", () -> base.addUses(Runnable.class));
        show("own", () -> (mine.addExports("x", base) == mine) + " " + (mine.addReads(sql) == mine) + " " + (mine.addOpens("x", base) == mine) + " " + (mine.addUses(Runnable.class) == mine));
        show("annotations", () -> base.getAnnotations().length + " " + Arrays.toString(ModuleLayer.boot().findModule("jdk.unsupported").get().getAnnotations()));
        show("system modules", () -> ModuleFinder.ofSystem().find("java.xml").get().descriptor().exports().size());
        show("reference", () -> ModuleFinder.ofSystem().find("java.base").get().location().get());
        try (ModuleReader reader = ModuleFinder.ofSystem().find("java.base").get().open()) {
            show("reader", () -> reader.find("java/lang/Object.class").get() + " " + reader.open("absent"));
        }
        show("package info", () -> String.class.getPackage().getImplementationTitle() + " " + String.class.getPackage().isSealed() + " " + base.getDescriptor().version().isPresent());
        show("forName in module", () -> Class.forName(base, "java.util.List") + " " + Class.forName(base, "absent.X") + " " + Class.forName(sql, "java.util.List"));
    }
}

/* expect-output:
names: module java.base null unnamed module @N java.sql module java.base module java.base true
named: true false null null app null platform
unnamed is the loader's: true
packages: true true [java.sql, javax.sql] true
exports: true false false true false true true
opens: false false true true false
reads: true false true false true true
uses: true false true
descriptor: java.sql false false Optional.empty []
requires: [[MANDATED]java.base, [TRANSITIVE]java.logging, [TRANSITIVE]java.transaction.xa, [TRANSITIVE]java.xml]
descriptor exports: [java.sql[], javax.sql[]]
descriptor uses: [java.sql.Driver] []
qualified: true
layer: true 1 true false true null platform
findLoader absent: java.lang.IllegalArgumentException: Module absent not known to this layer
configuration: [java.base, java.logging, java.transaction.xa, java.xml]
no export by a stranger: java.lang.IllegalCallerException: unnamed module @N != module java.base
no opening by a stranger: java.lang.IllegalCallerException: java.lang is not open to unnamed module @N
no reading by a stranger: java.lang.IllegalCallerException: unnamed module @N != module java.base
no uses by a stranger: java.lang.IllegalCallerException: unnamed module @N != module java.base
own: true true true true
annotations: 0 []
system modules: 32
reference: jrt:/java.base
reader: jrt:/java.base/java/lang/Object.class Optional.empty
package info: null true true
forName in module: interface java.util.List null null
*/
