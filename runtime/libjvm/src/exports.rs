//! THE table of exported symbols: what the JDK's libraries, launchers and embedders may bind.
//!
//! What it is: the union of the names that the libraries of JDK 17, 21 and 25 import (they are linked `-z now`, so every
//! name must exist), by family, each with its status. What it is not: code. The body of `JVM_X` is
//! `#[unsafe(export_name = "rs_JVM_X")] pub unsafe extern "C" fn JVM_X(..)` in `natives` (or in `jni` for `JNI_*` and
//! `jio_*`).
//!
//! | status | the symbol jumps to | when the body is missing |
//! |---|---|---|
//! | `done` | `rs_JVM_X` | link error |
//! | `later` | a generated body: throws `InternalError: JVM_X is not implemented`, returns 0 | - |
//!
//! To add a body: write it, and turn `later` into `done`. `tests/exports.rs` fails when the two disagree.
//! Read next: `veneers.rs`.

/// Calls `$then!` with all families and their rows.
macro_rules! for_each_export {
    ($then:ident) => {
        $then! {
            entry {
                later AsyncGetCallTrace;
                done JNI_CreateJavaVM;
                done JNI_GetCreatedJavaVMs;
                done JNI_GetDefaultJavaVMInitArgs;
                later JVM_GetManagement;
            }
            system {
                later JVM_ActiveProcessorCount;
                later JVM_BeforeHalt;
                later JVM_CurrentTimeMillis;
                later JVM_FreeMemory;
                later JVM_GC;
                later JVM_GetNanoTimeAdjustment;
                later JVM_GetProperties;
                later JVM_GetTemporaryDirectory;
                later JVM_GetVmArguments;
                later JVM_Halt;
                later JVM_InitAgentProperties;
                later JVM_IsContainerized;
                later JVM_IsForeignLinkerSupported;
                later JVM_IsPreviewEnabled;
                later JVM_IsStaticallyLinked;
                later JVM_IsSupportedJNIVersion;
                later JVM_IsUseContainerSupport;
                later JVM_MaxMemory;
                later JVM_MaxObjectInspectionAge;
                later JVM_NanoTime;
                later JVM_NativePath;
                later JVM_PrintWarningAtDynamicAgentLoad;
                later JVM_SupportsCX8;
                later JVM_TotalMemory;
            }
            printf {
                done jio_fprintf;
                done jio_printf;
                done jio_snprintf;
                done jio_vfprintf;
                done jio_vsnprintf;
            }
            class_loading {
                later JVM_DefineClass;
                later JVM_DefineClassWithSource;
                later JVM_FindClassFromBootLoader;
                later JVM_FindClassFromCaller;
                later JVM_FindClassFromClass;
                later JVM_FindLoadedClass;
                later JVM_FindPrimitiveClass;
                later JVM_LatestUserDefinedLoader;
                later JVM_LookupDefineClass;
            }
            reflection {
                later JVM_AreNestMates;
                later JVM_AssertionStatusDirectives;
                later JVM_DesiredAssertionStatus;
                later JVM_GetClassAccessFlags;
                later JVM_GetClassAnnotations;
                later JVM_GetClassDeclaredConstructors;
                later JVM_GetClassDeclaredFields;
                later JVM_GetClassDeclaredMethods;
                later JVM_GetClassFileVersion;
                later JVM_GetClassInterfaces;
                later JVM_GetClassModifiers;
                later JVM_GetClassSignature;
                later JVM_GetClassSigners;
                later JVM_GetClassTypeAnnotations;
                later JVM_GetDeclaredClasses;
                later JVM_GetDeclaringClass;
                later JVM_GetEnclosingMethodInfo;
                later JVM_GetFieldTypeAnnotations;
                later JVM_GetMethodParameters;
                later JVM_GetMethodTypeAnnotations;
                later JVM_GetNestHost;
                later JVM_GetNestMembers;
                later JVM_GetPermittedSubclasses;
                later JVM_GetProtectionDomain;
                later JVM_GetRecordComponents;
                later JVM_GetSimpleBinaryName;
                later JVM_GetSystemPackage;
                later JVM_GetSystemPackages;
                later JVM_InitClassName;
                later JVM_InvokeMethod;
                later JVM_IsArrayClass;
                later JVM_IsHiddenClass;
                later JVM_IsInterface;
                later JVM_IsPrimitiveClass;
                later JVM_IsRecord;
                later JVM_NewInstanceFromConstructor;
                later JVM_SetClassSigners;
            }
            constant_pool {
                later JVM_ConstantPoolGetClassAt;
                later JVM_ConstantPoolGetClassAtIfLoaded;
                later JVM_ConstantPoolGetClassRefIndexAt;
                later JVM_ConstantPoolGetDoubleAt;
                later JVM_ConstantPoolGetFieldAt;
                later JVM_ConstantPoolGetFieldAtIfLoaded;
                later JVM_ConstantPoolGetFloatAt;
                later JVM_ConstantPoolGetIntAt;
                later JVM_ConstantPoolGetLongAt;
                later JVM_ConstantPoolGetMemberRefInfoAt;
                later JVM_ConstantPoolGetMethodAt;
                later JVM_ConstantPoolGetMethodAtIfLoaded;
                later JVM_ConstantPoolGetNameAndTypeRefIndexAt;
                later JVM_ConstantPoolGetNameAndTypeRefInfoAt;
                later JVM_ConstantPoolGetSize;
                later JVM_ConstantPoolGetStringAt;
                later JVM_ConstantPoolGetTagAt;
                later JVM_ConstantPoolGetUTF8At;
                later JVM_GetClassConstantPool;
            }
            objects {
                later JVM_ArrayCopy;
                later JVM_Clone;
                later JVM_GetArrayElement;
                later JVM_GetArrayLength;
                later JVM_GetPrimitiveArrayElement;
                later JVM_IHashCode;
                later JVM_InternString;
                later JVM_MonitorNotify;
                later JVM_MonitorNotifyAll;
                later JVM_MonitorWait;
                later JVM_NewArray;
                later JVM_NewMultiArray;
                later JVM_RawMonitorCreate;
                later JVM_RawMonitorDestroy;
                later JVM_RawMonitorEnter;
                later JVM_RawMonitorExit;
                later JVM_SetArrayElement;
                later JVM_SetPrimitiveArrayElement;
            }
            stack {
                later JVM_CallStackWalk;
                later JVM_EnsureMaterializedForStackWalk_func;
                later JVM_ExpandStackFrameInfo;
                later JVM_FillInStackTrace;
                later JVM_GetCallerClass;
                later JVM_GetClassContext;
                later JVM_GetExtendedNPEMessage;
                later JVM_GetInheritedAccessControlContext;
                later JVM_GetStackAccessControlContext;
                later JVM_GetStackTrace;
                later JVM_InitStackTraceElement;
                later JVM_InitStackTraceElementArray;
                later JVM_MoreStackWalk;
            }
            threads {
                later JVM_CreateThreadSnapshot;
                later JVM_CurrentThread;
                later JVM_DumpAllStacks;
                later JVM_DumpThreads;
                later JVM_GetAllThreads;
                later JVM_HoldsLock;
                later JVM_Interrupt;
                later JVM_ResumeThread;
                later JVM_SetNativeThreadName;
                later JVM_SetThreadPriority;
                later JVM_Sleep;
                later JVM_SleepNanos;
                later JVM_StartThread;
                later JVM_StopThread;
                later JVM_SuspendThread;
                later JVM_Yield;
            }
            virtual_threads {
                later JVM_CurrentCarrierThread;
                later JVM_FindScopedValueBindings;
                later JVM_GetNextThreadIdOffset;
                later JVM_IsContinuationsSupported;
                later JVM_RegisterContinuationMethods;
                later JVM_ScopedValueCache;
                later JVM_SetCurrentThread;
                later JVM_SetScopedValueCache;
                later JVM_SetStackWalkContinuation;
                later JVM_TakeVirtualThreadListToUnblock;
                later JVM_VirtualThreadDisableSuspend;
                later JVM_VirtualThreadEnd;
                later JVM_VirtualThreadMount;
                later JVM_VirtualThreadPinnedEvent;
                later JVM_VirtualThreadStart;
                later JVM_VirtualThreadUnmount;
            }
            references {
                later JVM_GetAndClearReferencePendingList;
                later JVM_HasReferencePendingList;
                later JVM_IsFinalizationEnabled;
                later JVM_PhantomReferenceRefersTo;
                later JVM_ReferenceClear;
                later JVM_ReferenceRefersTo;
                later JVM_ReportFinalizationComplete;
                later JVM_WaitForReferencePendingList;
            }
            modules {
                later JVM_AddModuleExports;
                later JVM_AddModuleExportsToAll;
                later JVM_AddModuleExportsToAllUnnamed;
                later JVM_AddReadsModule;
                later JVM_DefineModule;
                later JVM_SetBootLoaderUnnamedModule;
            }
            libraries {
                later JVM_FindLibraryEntry;
                later JVM_FindSignal;
                later JVM_LoadLibrary;
                later JVM_LoadZipLibrary;
                later JVM_RaiseSignal;
                later JVM_RegisterSignal;
                later JVM_UnloadLibrary;
                later JVM_handle_linux_signal;
            }
            archive {
                later JVM_DefineArchivedModules;
                later JVM_DumpClassListToFile;
                later JVM_DumpDynamicArchive;
                later JVM_GetCDSConfigStatus;
                later JVM_GetRandomSeedForDumping;
                later JVM_InitializeFromArchive;
                later JVM_IsCDSDumpingEnabled;
                later JVM_IsDumpingClassList;
                later JVM_IsSharingEnabled;
                later JVM_LogLambdaFormInvoker;
                later JVM_LookupLambdaProxyClassFromArchive;
                later JVM_NeedsClassInitBarrierForCDS;
                later JVM_RegisterLambdaProxyClassForArchiving;
            }
            old_verifier {
                later JVM_GetCPClassNameUTF;
                later JVM_GetCPFieldClassNameUTF;
                later JVM_GetCPFieldModifiers;
                later JVM_GetCPFieldNameUTF;
                later JVM_GetCPFieldSignatureUTF;
                later JVM_GetCPMethodClassNameUTF;
                later JVM_GetCPMethodModifiers;
                later JVM_GetCPMethodNameUTF;
                later JVM_GetCPMethodSignatureUTF;
                later JVM_GetClassCPEntriesCount;
                later JVM_GetClassCPTypes;
                later JVM_GetClassFieldsCount;
                later JVM_GetClassMethodsCount;
                later JVM_GetClassNameUTF;
                later JVM_GetFieldIxModifiers;
                later JVM_GetMethodIxArgsSize;
                later JVM_GetMethodIxByteCode;
                later JVM_GetMethodIxByteCodeLength;
                later JVM_GetMethodIxExceptionIndexes;
                later JVM_GetMethodIxExceptionTableEntry;
                later JVM_GetMethodIxExceptionTableLength;
                later JVM_GetMethodIxExceptionsCount;
                later JVM_GetMethodIxLocalsCount;
                later JVM_GetMethodIxMaxStack;
                later JVM_GetMethodIxModifiers;
                later JVM_GetMethodIxNameUTF;
                later JVM_GetMethodIxSignatureUTF;
                later JVM_IsConstructorIx;
                later JVM_IsSameClassPackage;
                later JVM_IsVMGeneratedMethodIx;
                later JVM_ReleaseUTF;
            }
        }
    };
}
pub(crate) use for_each_export;
