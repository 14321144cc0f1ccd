//! The module graph as `java.lang.Module` reports it: hands on to `linker::modules`.

use heap::Handle;
use linker::modules;

use crate::entry::jvm;

jvm! {
    /// `packages` is an `Object[]` of `String`s with dots.
    fn JVM_DefineModule(
        t, module: Option<Handle>, is_open: bool, version: Option<Handle>, location: Option<Handle>, packages: Option<Handle>,
    ) {
        modules::define_module(t, module, is_open, version, location, packages)
    }
    fn JVM_AddReadsModule(t, from: Option<Handle>, to: Option<Handle>) {
        modules::add_reads(t, from, to)
    }
    fn JVM_AddModuleExports(t, from: Option<Handle>, package: Option<Handle>, to: Option<Handle>) {
        modules::add_exports(t, from, package, to)
    }
    fn JVM_AddModuleExportsToAll(t, from: Option<Handle>, package: Option<Handle>) {
        modules::add_exports_to_all(t, from, package)
    }
    fn JVM_AddModuleExportsToAllUnnamed(t, from: Option<Handle>, package: Option<Handle>) {
        modules::add_exports_to_all_unnamed(t, from, package)
    }
    fn JVM_SetBootLoaderUnnamedModule(t, module: Option<Handle>) {
        modules::set_boot_unnamed_module(t, module)
    }
}
