//! THE table of exported symbols: what the JDK's libraries, launchers and embedders may bind.
//!
//! What it is: the union of the names that the libraries of JDK 17, 21 and 25 import (they are linked `-z now`, so every
//! name must exist), by family, each with its status. What it is not: code. The body of `JVM_X` is
//! `#[unsafe(export_name = "rs_JVM_X")] pub unsafe extern "C" fn JVM_X(..)` in `natives` (in `jni` for `JNI_*` and `jio_*`,
//! in `boot.rs` for `JNI_CreateJavaVM`).
//!
//! | status | the symbol jumps to | when the body is missing |
//! |---|---|---|
//! | `done` | `rs_JVM_X` | link error |
//! | `later` | a generated body: throws `InternalError: JVM_X is not implemented`, returns 0 | - |
//!
//! To add a body: write it, and turn `later` into `done`. `tests/library/exports.rs` fails when the two disagree.
//! Read next: `veneers.rs`.

/// Calls `$then!` with all families and their rows.
macro_rules! for_each_export {
    ($then:ident) => {
        $then! {
            entry {
                done AsyncGetCallTrace;
                done JNI_CreateJavaVM;
                done JNI_GetCreatedJavaVMs;
                done JNI_GetDefaultJavaVMInitArgs;
                done JVM_GetManagement;
            }
            system {
                done JVM_ActiveProcessorCount;
                done JVM_BeforeHalt;
                done JVM_CurrentTimeMillis;
                done JVM_FreeMemory;
                done JVM_GC;
                done JVM_GetNanoTimeAdjustment;
                done JVM_GetProperties;
                done JVM_GetTemporaryDirectory;
                done JVM_GetVmArguments;
                done JVM_Halt;
                done JVM_InitAgentProperties;
                done JVM_IsContainerized;
                done JVM_IsForeignLinkerSupported;
                done JVM_IsPreviewEnabled;
                done JVM_IsStaticallyLinked;
                done JVM_IsSupportedJNIVersion;
                done JVM_IsUseContainerSupport;
                done JVM_MaxMemory;
                done JVM_MaxObjectInspectionAge;
                done JVM_NanoTime;
                done JVM_NativePath;
                done JVM_PrintWarningAtDynamicAgentLoad;
                done JVM_SupportsCX8;
                done JVM_TotalMemory;
            }
            printf {
                done jio_fprintf;
                done jio_printf;
                done jio_snprintf;
                done jio_vfprintf;
                done jio_vsnprintf;
            }
            class_loading {
                done JVM_DefineClass;
                done JVM_DefineClassWithSource;
                done JVM_FindClassFromBootLoader;
                done JVM_FindClassFromCaller;
                done JVM_FindClassFromClass;
                done JVM_FindLoadedClass;
                done JVM_FindPrimitiveClass;
                done JVM_LatestUserDefinedLoader;
                done JVM_LookupDefineClass;
            }
            reflection {
                done JVM_AreNestMates;
                done JVM_AssertionStatusDirectives;
                done JVM_DesiredAssertionStatus;
                done JVM_GetClassAccessFlags;
                done JVM_GetClassAnnotations;
                done JVM_GetClassDeclaredConstructors;
                done JVM_GetClassDeclaredFields;
                done JVM_GetClassDeclaredMethods;
                done JVM_GetClassFileVersion;
                done JVM_GetClassInterfaces;
                done JVM_GetClassModifiers;
                done JVM_GetClassSignature;
                done JVM_GetClassSigners;
                done JVM_GetClassTypeAnnotations;
                done JVM_GetDeclaredClasses;
                done JVM_GetDeclaringClass;
                done JVM_GetEnclosingMethodInfo;
                done JVM_GetFieldTypeAnnotations;
                done JVM_GetMethodParameters;
                done JVM_GetMethodTypeAnnotations;
                done JVM_GetNestHost;
                done JVM_GetNestMembers;
                done JVM_GetPermittedSubclasses;
                done JVM_GetProtectionDomain;
                done JVM_GetRecordComponents;
                done JVM_GetSimpleBinaryName;
                done JVM_GetSystemPackage;
                done JVM_GetSystemPackages;
                done JVM_InitClassName;
                done JVM_InvokeMethod;
                done JVM_IsArrayClass;
                done JVM_IsHiddenClass;
                done JVM_IsInterface;
                done JVM_IsPrimitiveClass;
                done JVM_IsRecord;
                done JVM_NewInstanceFromConstructor;
                done JVM_SetClassSigners;
            }
            constant_pool {
                done JVM_ConstantPoolGetClassAt;
                done JVM_ConstantPoolGetClassAtIfLoaded;
                done JVM_ConstantPoolGetClassRefIndexAt;
                done JVM_ConstantPoolGetDoubleAt;
                done JVM_ConstantPoolGetFieldAt;
                done JVM_ConstantPoolGetFieldAtIfLoaded;
                done JVM_ConstantPoolGetFloatAt;
                done JVM_ConstantPoolGetIntAt;
                done JVM_ConstantPoolGetLongAt;
                done JVM_ConstantPoolGetMemberRefInfoAt;
                done JVM_ConstantPoolGetMethodAt;
                done JVM_ConstantPoolGetMethodAtIfLoaded;
                done JVM_ConstantPoolGetNameAndTypeRefIndexAt;
                done JVM_ConstantPoolGetNameAndTypeRefInfoAt;
                done JVM_ConstantPoolGetSize;
                done JVM_ConstantPoolGetStringAt;
                done JVM_ConstantPoolGetTagAt;
                done JVM_ConstantPoolGetUTF8At;
                done JVM_GetClassConstantPool;
            }
            objects {
                done JVM_ArrayCopy;
                done JVM_Clone;
                done JVM_GetArrayElement;
                done JVM_GetArrayLength;
                done JVM_GetPrimitiveArrayElement;
                done JVM_IHashCode;
                done JVM_InternString;
                done JVM_MonitorNotify;
                done JVM_MonitorNotifyAll;
                done JVM_MonitorWait;
                done JVM_NewArray;
                done JVM_NewMultiArray;
                done JVM_RawMonitorCreate;
                done JVM_RawMonitorDestroy;
                done JVM_RawMonitorEnter;
                done JVM_RawMonitorExit;
                done JVM_SetArrayElement;
                done JVM_SetPrimitiveArrayElement;
            }
            stack {
                done JVM_CallStackWalk;
                done JVM_EnsureMaterializedForStackWalk_func;
                later JVM_ExpandStackFrameInfo;
                done JVM_FillInStackTrace;
                done JVM_GetCallerClass;
                done JVM_GetClassContext;
                done JVM_GetExtendedNPEMessage;
                done JVM_GetInheritedAccessControlContext;
                done JVM_GetStackAccessControlContext;
                done JVM_GetStackTrace;
                done JVM_InitStackTraceElement;
                done JVM_InitStackTraceElementArray;
                done JVM_MoreStackWalk;
            }
            threads {
                later JVM_CreateThreadSnapshot;
                done JVM_CurrentThread;
                done JVM_DumpAllStacks;
                done JVM_DumpThreads;
                done JVM_GetAllThreads;
                done JVM_HoldsLock;
                done JVM_Interrupt;
                done JVM_ResumeThread;
                done JVM_SetNativeThreadName;
                done JVM_SetThreadPriority;
                done JVM_Sleep;
                done JVM_SleepNanos;
                done JVM_StartThread;
                done JVM_StopThread;
                done JVM_SuspendThread;
                done JVM_Yield;
            }
            virtual_threads {
                done JVM_CurrentCarrierThread;
                later JVM_FindScopedValueBindings;
                done JVM_GetNextThreadIdOffset;
                done JVM_IsContinuationsSupported;
                done JVM_RegisterContinuationMethods;
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
                done JVM_GetAndClearReferencePendingList;
                done JVM_HasReferencePendingList;
                done JVM_IsFinalizationEnabled;
                done JVM_PhantomReferenceRefersTo;
                done JVM_ReferenceClear;
                done JVM_ReferenceRefersTo;
                done JVM_ReportFinalizationComplete;
                done JVM_WaitForReferencePendingList;
            }
            modules {
                done JVM_AddModuleExports;
                done JVM_AddModuleExportsToAll;
                done JVM_AddModuleExportsToAllUnnamed;
                done JVM_AddReadsModule;
                done JVM_DefineModule;
                done JVM_SetBootLoaderUnnamedModule;
            }
            libraries {
                done JVM_FindLibraryEntry;
                done JVM_FindSignal;
                done JVM_LoadLibrary;
                done JVM_LoadZipLibrary;
                done JVM_RaiseSignal;
                done JVM_RegisterSignal;
                done JVM_UnloadLibrary;
                done JVM_handle_linux_signal;
            }
            archive {
                done JVM_DefineArchivedModules;
                done JVM_DumpClassListToFile;
                done JVM_DumpDynamicArchive;
                done JVM_GetCDSConfigStatus;
                done JVM_GetRandomSeedForDumping;
                done JVM_InitializeFromArchive;
                done JVM_IsCDSDumpingEnabled;
                done JVM_IsDumpingClassList;
                done JVM_IsSharingEnabled;
                done JVM_LogLambdaFormInvoker;
                done JVM_LookupLambdaProxyClassFromArchive;
                done JVM_NeedsClassInitBarrierForCDS;
                done JVM_RegisterLambdaProxyClassForArchiving;
            }
            old_verifier {
                done JVM_GetCPClassNameUTF;
                done JVM_GetCPFieldClassNameUTF;
                done JVM_GetCPFieldModifiers;
                done JVM_GetCPFieldNameUTF;
                done JVM_GetCPFieldSignatureUTF;
                done JVM_GetCPMethodClassNameUTF;
                done JVM_GetCPMethodModifiers;
                done JVM_GetCPMethodNameUTF;
                done JVM_GetCPMethodSignatureUTF;
                done JVM_GetClassCPEntriesCount;
                done JVM_GetClassCPTypes;
                done JVM_GetClassFieldsCount;
                done JVM_GetClassMethodsCount;
                done JVM_GetClassNameUTF;
                done JVM_GetFieldIxModifiers;
                done JVM_GetMethodIxArgsSize;
                done JVM_GetMethodIxByteCode;
                done JVM_GetMethodIxByteCodeLength;
                done JVM_GetMethodIxExceptionIndexes;
                done JVM_GetMethodIxExceptionTableEntry;
                done JVM_GetMethodIxExceptionTableLength;
                done JVM_GetMethodIxExceptionsCount;
                done JVM_GetMethodIxLocalsCount;
                done JVM_GetMethodIxMaxStack;
                done JVM_GetMethodIxModifiers;
                done JVM_GetMethodIxNameUTF;
                done JVM_GetMethodIxSignatureUTF;
                done JVM_IsConstructorIx;
                done JVM_IsSameClassPackage;
                done JVM_IsVMGeneratedMethodIx;
                done JVM_ReleaseUTF;
            }
        }
    };
}
pub(crate) use for_each_export;
