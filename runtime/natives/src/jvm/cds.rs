//! Class data sharing: there is no archive. Constant answers that tell the class library so.

use heap::Handle;

use crate::entry::{jvm, jvm_plain};

jvm! {
    fn JVM_IsSharingEnabled(_t) -> bool {
        Ok(false)
    }
    fn JVM_IsCDSDumpingEnabled(_t) -> bool {
        Ok(false)
    }
    fn JVM_IsDumpingClassList(_t) -> bool {
        Ok(false)
    }
    /// Leaves the class's archived fields null: its initialiser computes them.
    fn JVM_InitializeFromArchive(_t, _class: Option<Handle>) {
        Ok(())
    }
    fn JVM_DefineArchivedModules(_t, _platform: Option<Handle>, _system: Option<Handle>) {
        Ok(())
    }
    fn JVM_LogLambdaFormInvoker(_t, _line: Option<Handle>) {
        Ok(())
    }
    /// Only called while an archive is written.
    fn JVM_RegisterLambdaProxyClassForArchiving(
        _t, _caller: Option<Handle>, _name: Option<Handle>, _method_type: Option<Handle>, _sam_type: Option<Handle>,
        _member: Option<Handle>, _instantiated: Option<Handle>, _lambda: Option<Handle>,
    ) {
        Ok(())
    }
    fn JVM_LookupLambdaProxyClassFromArchive(
        _t, _caller: Option<Handle>, _name: Option<Handle>, _method_type: Option<Handle>, _sam_type: Option<Handle>,
        _member: Option<Handle>, _instantiated: Option<Handle>,
    ) -> Option<Handle> {
        Ok(None)
    }
    fn JVM_DumpClassListToFile(t, _file: Option<Handle>) {
        Err(t.throw_new("java/lang/UnsupportedOperationException", "class data sharing is not supported"))
    }
    fn JVM_DumpDynamicArchive(t, _file: Option<Handle>) {
        Err(t.throw_new("java/lang/UnsupportedOperationException", "class data sharing is not supported"))
    }
    fn JVM_NeedsClassInitBarrierForCDS(_t, _class: Option<Handle>) -> bool {
        Ok(false)
    }
}

jvm_plain! {
    fn JVM_GetRandomSeedForDumping() -> i64 {
        0
    }
    fn JVM_GetCDSConfigStatus() -> i32 {
        0
    }
}
