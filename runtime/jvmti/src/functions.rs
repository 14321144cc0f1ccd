//! THE table of JVMTI functions: every slot of `jvmtiInterface_1`, in binary order.
//!
//! What it is: one macro that lists all rows to the macro given to it (JVM Tool Interface 17, "Function Index"). The table that agents see
//! and the wrappers (`table.rs`) are expanded from it. What it is not: any behaviour. The body of `Allocate` is the function `Allocate`
//! of `bodies/`.
//!
//! Row: `kind phases capability Name(arguments after the environment);`
//!
//! | kind | the slot holds |
//! |---|---|
//! | `reserved` | null |
//! | `raw` | a wrapper without a change of state: the body touches no object |
//! | `vm` | a wrapper: in_native -> in_vm, body, in_vm -> in_native; the caller is a thread of the VM |
//! | `absent` | a function that answers `MUST_POSSESS_CAPABILITY`: the capability in its row is never given out |
//!
//! Phases: when it may be called: `any`, `onload` (OnLoad and live), `start` (start and live), `live`, `load` (OnLoad alone).
//!
//! Invariant: the order is binary interface. Read next: `table.rs`.

/// Calls `$then!` with all 156 rows.
macro_rules! for_each_tool_function {
    ($then:ident) => {
        $then! {
            reserved any none reserved1();
            raw onload none SetEventNotificationMode(mode: jint, event: jint, thread: jobject);
            vm live none GetAllModules(count: Out<jint>, modules: Out<*mut jobject>);
            vm live none GetAllThreads(count: Out<jint>, threads: Out<*mut jobject>);
            vm live can_suspend SuspendThread(thread: jobject);
            vm live can_suspend ResumeThread(thread: jobject);
            vm live can_signal_thread StopThread(thread: jobject, exception: jobject);
            vm live can_signal_thread InterruptThread(thread: jobject);
            vm live none GetThreadInfo(thread: jobject, info: Out<ThreadInfo>);
            vm live can_get_owned_monitor_info GetOwnedMonitorInfo(thread: jobject, count: Out<jint>, monitors: Out<*mut jobject>);
            vm live can_get_current_contended_monitor GetCurrentContendedMonitor(thread: jobject, monitor: Out<jobject>);
            vm live none RunAgentThread(thread: jobject, start: StartFunction, argument: *const c_void, priority: jint);
            vm live none GetTopThreadGroups(count: Out<jint>, groups: Out<*mut jobject>);
            vm live none GetThreadGroupInfo(group: jobject, info: Out<ThreadGroupInfo>);
            vm live none GetThreadGroupChildren(
                group: jobject, thread_count: Out<jint>, threads: Out<*mut jobject>, group_count: Out<jint>, groups: Out<*mut jobject>
            );
            vm live none GetFrameCount(thread: jobject, count: Out<jint>);
            vm live none GetThreadState(thread: jobject, state: Out<jint>);
            vm start none GetCurrentThread(thread: Out<jobject>);
            vm live none GetFrameLocation(thread: jobject, depth: jint, method: Out<jmethodID>, location: Out<jlong>);
            vm live can_generate_frame_pop_events NotifyFramePop(thread: jobject, depth: jint);
            vm live can_access_local_variables GetLocalObject(thread: jobject, depth: jint, slot: jint, value: Out<jobject>);
            vm live can_access_local_variables GetLocalInt(thread: jobject, depth: jint, slot: jint, value: Out<jint>);
            vm live can_access_local_variables GetLocalLong(thread: jobject, depth: jint, slot: jint, value: Out<jlong>);
            vm live can_access_local_variables GetLocalFloat(thread: jobject, depth: jint, slot: jint, value: Out<f32>);
            vm live can_access_local_variables GetLocalDouble(thread: jobject, depth: jint, slot: jint, value: Out<f64>);
            vm live can_access_local_variables SetLocalObject(thread: jobject, depth: jint, slot: jint, value: jobject);
            vm live can_access_local_variables SetLocalInt(thread: jobject, depth: jint, slot: jint, value: jint);
            vm live can_access_local_variables SetLocalLong(thread: jobject, depth: jint, slot: jint, value: jlong);
            vm live can_access_local_variables SetLocalFloat(thread: jobject, depth: jint, slot: jint, value: f32);
            vm live can_access_local_variables SetLocalDouble(thread: jobject, depth: jint, slot: jint, value: f64);
            raw onload none CreateRawMonitor(name: Text, monitor: Out<*mut RawMonitor>);
            raw onload none DestroyRawMonitor(monitor: *mut RawMonitor);
            raw any none RawMonitorEnter(monitor: *mut RawMonitor);
            raw any none RawMonitorExit(monitor: *mut RawMonitor);
            raw any none RawMonitorWait(monitor: *mut RawMonitor, millis: jlong);
            raw any none RawMonitorNotify(monitor: *mut RawMonitor);
            raw any none RawMonitorNotifyAll(monitor: *mut RawMonitor);
            vm live can_generate_breakpoint_events SetBreakpoint(method: jmethodID, location: jlong);
            vm live can_generate_breakpoint_events ClearBreakpoint(method: jmethodID, location: jlong);
            vm live none GetNamedModule(loader: jobject, package: Text, module: Out<jobject>);
            vm live can_generate_field_access_events SetFieldAccessWatch(class: jclass, field: jfieldID);
            vm live can_generate_field_access_events ClearFieldAccessWatch(class: jclass, field: jfieldID);
            vm live can_generate_field_modification_events SetFieldModificationWatch(class: jclass, field: jfieldID);
            vm live can_generate_field_modification_events ClearFieldModificationWatch(class: jclass, field: jfieldID);
            vm start none IsModifiableClass(class: jclass, is_modifiable: Out<jboolean>);
            raw any none Allocate(size: jlong, memory: Out<*mut u8>);
            raw any none Deallocate(memory: *mut u8);
            vm start none GetClassSignature(class: jclass, signature: *mut *mut c_char, generic: *mut *mut c_char);
            vm start none GetClassStatus(class: jclass, status: Out<jint>);
            vm start can_get_source_file_name GetSourceFileName(class: jclass, name: Out<*mut c_char>);
            vm start none GetClassModifiers(class: jclass, modifiers: Out<jint>);
            vm start none GetClassMethods(class: jclass, count: Out<jint>, methods: Out<*mut jmethodID>);
            vm start none GetClassFields(class: jclass, count: Out<jint>, fields: Out<*mut jfieldID>);
            vm start none GetImplementedInterfaces(class: jclass, count: Out<jint>, interfaces: Out<*mut jclass>);
            vm start none IsInterface(class: jclass, is_interface: Out<jboolean>);
            vm start none IsArrayClass(class: jclass, is_array: Out<jboolean>);
            vm start none GetClassLoader(class: jclass, loader: Out<jobject>);
            vm start none GetObjectHashCode(object: jobject, hash: Out<jint>);
            vm live can_get_monitor_info GetObjectMonitorUsage(object: jobject, usage: Out<MonitorUsage>);
            vm start none GetFieldName(
                class: jclass, field: jfieldID, name: *mut *mut c_char, signature: *mut *mut c_char, generic: *mut *mut c_char
            );
            vm start none GetFieldDeclaringClass(class: jclass, field: jfieldID, declaring: Out<jclass>);
            vm start none GetFieldModifiers(class: jclass, field: jfieldID, modifiers: Out<jint>);
            vm start can_get_synthetic_attribute IsFieldSynthetic(class: jclass, field: jfieldID, is_synthetic: Out<jboolean>);
            vm start none GetMethodName(
                method: jmethodID, name: *mut *mut c_char, signature: *mut *mut c_char, generic: *mut *mut c_char
            );
            vm start none GetMethodDeclaringClass(method: jmethodID, declaring: Out<jclass>);
            vm start none GetMethodModifiers(method: jmethodID, modifiers: Out<jint>);
            reserved any none reserved67();
            vm start none GetMaxLocals(method: jmethodID, max: Out<jint>);
            vm start none GetArgumentsSize(method: jmethodID, size: Out<jint>);
            vm start can_get_line_numbers GetLineNumberTable(method: jmethodID, count: Out<jint>, table: Out<*mut LineNumberEntry>);
            vm start none GetMethodLocation(method: jmethodID, start: Out<jlong>, end: Out<jlong>);
            vm live can_access_local_variables GetLocalVariableTable(method: jmethodID, count: Out<jint>, table: Out<*mut LocalVariableEntry>);
            raw any can_set_native_method_prefix SetNativeMethodPrefix(prefix: *const c_char);
            raw any can_set_native_method_prefix SetNativeMethodPrefixes(count: jint, prefixes: *const *const c_char);
            vm start can_get_bytecodes GetBytecodes(method: jmethodID, count: Out<jint>, bytecodes: Out<*mut u8>);
            vm start none IsMethodNative(method: jmethodID, is_native: Out<jboolean>);
            vm start can_get_synthetic_attribute IsMethodSynthetic(method: jmethodID, is_synthetic: Out<jboolean>);
            vm live none GetLoadedClasses(count: Out<jint>, classes: Out<*mut jclass>);
            vm live none GetClassLoaderClasses(loader: jobject, count: Out<jint>, classes: Out<*mut jclass>);
            vm live can_pop_frame PopFrame(thread: jobject);
            vm live can_force_early_return ForceEarlyReturnObject(thread: jobject, value: jobject);
            vm live can_force_early_return ForceEarlyReturnInt(thread: jobject, value: jint);
            vm live can_force_early_return ForceEarlyReturnLong(thread: jobject, value: jlong);
            vm live can_force_early_return ForceEarlyReturnFloat(thread: jobject, value: f32);
            vm live can_force_early_return ForceEarlyReturnDouble(thread: jobject, value: f64);
            vm live can_force_early_return ForceEarlyReturnVoid(thread: jobject);
            vm live can_redefine_classes RedefineClasses(count: jint, definitions: *const ClassDefinition);
            raw any none GetVersionNumber(version: Out<jint>);
            raw any none GetCapabilities(capabilities: Out<Capabilities>);
            vm start can_get_source_debug_extension GetSourceDebugExtension(class: jclass, extension: Out<*mut c_char>);
            vm start none IsMethodObsolete(method: jmethodID, is_obsolete: Out<jboolean>);
            vm live can_suspend SuspendThreadList(count: jint, threads: *const jobject, results: *mut jint);
            vm live can_suspend ResumeThreadList(count: jint, threads: *const jobject, results: *mut jint);
            vm live none AddModuleReads(module: jobject, to: jobject);
            vm live none AddModuleExports(module: jobject, package: Text, to: jobject);
            vm live none AddModuleOpens(module: jobject, package: Text, to: jobject);
            vm live none AddModuleUses(module: jobject, service: jclass);
            vm live none AddModuleProvides(module: jobject, service: jclass, implementation: jclass);
            vm live none IsModifiableModule(module: jobject, is_modifiable: Out<jboolean>);
            vm live none GetAllStackTraces(max_frames: jint, infos: Out<*mut StackInfo>, count: Out<jint>);
            vm live none GetThreadListStackTraces(count: jint, threads: *const jobject, max_frames: jint, infos: Out<*mut StackInfo>);
            vm start none GetThreadLocalStorage(thread: jobject, data: Out<*mut c_void>);
            vm start none SetThreadLocalStorage(thread: jobject, data: *mut c_void);
            vm live none GetStackTrace(thread: jobject, start: jint, max_frames: jint, frames: Out<FrameInfo>, count: Out<jint>);
            reserved any none reserved105();
            vm start can_tag_objects GetTag(object: jobject, tag: Out<jlong>);
            vm start can_tag_objects SetTag(object: jobject, tag: jlong);
            vm live none ForceGarbageCollection();
            vm live can_tag_objects IterateOverObjectsReachableFromObject(object: jobject, call: ReferenceCallback, data: *const c_void);
            vm live can_tag_objects IterateOverReachableObjects(root: RootCallback, stack: StackCallback, reference: ReferenceCallback, data: *const c_void);
            vm live can_tag_objects IterateOverHeap(filter: jint, call: ObjectCallback, data: *const c_void);
            vm live can_tag_objects IterateOverInstancesOfClass(class: jclass, filter: jint, call: ObjectCallback, data: *const c_void);
            reserved any none reserved113();
            vm live can_tag_objects GetObjectsWithTags(count: jint, tags: *const jlong, found: Out<jint>, objects: *mut *mut jobject, object_tags: *mut *mut jlong);
            vm live can_tag_objects FollowReferences(filter: jint, class: jclass, first: jobject, callbacks: In<HeapCallbacks>, data: *const c_void);
            vm live can_tag_objects IterateThroughHeap(filter: jint, class: jclass, callbacks: In<HeapCallbacks>, data: *const c_void);
            reserved any none reserved117();
            reserved any none reserved118();
            reserved any none reserved119();
            raw start none SetJNIFunctionTable(table: In<JNINativeInterface>);
            raw start none GetJNIFunctionTable(table: Out<*mut JNINativeInterface>);
            raw onload none SetEventCallbacks(callbacks: *const Callback, bytes: jint);
            raw live none GenerateEvents(event: jint);
            raw onload none GetExtensionFunctions(count: Out<jint>, extensions: Out<*mut c_void>);
            raw onload none GetExtensionEvents(count: Out<jint>, extensions: Out<*mut c_void>);
            raw onload none SetExtensionEventCallback(index: jint, callback: Callback);
            raw any none DisposeEnvironment();
            raw any none GetErrorName(error: jint, name: Out<*mut c_char>);
            raw any none GetJLocationFormat(format: Out<jint>);
            raw onload none GetSystemProperties(count: Out<jint>, keys: Out<*mut *mut c_char>);
            raw onload none GetSystemProperty(key: Text, value: Out<*mut c_char>);
            raw load none SetSystemProperty(key: Text, value: *const c_char);
            raw any none GetPhase(phase: Out<jint>);
            raw start can_get_current_thread_cpu_time GetCurrentThreadCpuTimerInfo(info: Out<TimerInfo>);
            raw start can_get_current_thread_cpu_time GetCurrentThreadCpuTime(nanos: Out<jlong>);
            raw live can_get_thread_cpu_time GetThreadCpuTimerInfo(info: Out<TimerInfo>);
            vm live can_get_thread_cpu_time GetThreadCpuTime(thread: jobject, nanos: Out<jlong>);
            raw any none GetTimerInfo(info: Out<TimerInfo>);
            raw any none GetTime(nanos: Out<jlong>);
            raw onload none GetPotentialCapabilities(capabilities: Out<Capabilities>);
            reserved any none reserved141();
            raw onload none AddCapabilities(capabilities: In<Capabilities>);
            raw onload none RelinquishCapabilities(capabilities: In<Capabilities>);
            raw any none GetAvailableProcessors(count: Out<jint>);
            vm start none GetClassVersionNumbers(class: jclass, minor: Out<jint>, major: Out<jint>);
            vm start can_get_constant_pool GetConstantPool(class: jclass, count: Out<jint>, byte_count: Out<jint>, bytes: Out<*mut u8>);
            raw any none GetEnvironmentLocalStorage(data: Out<*mut c_void>);
            raw any none SetEnvironmentLocalStorage(data: *mut c_void);
            raw onload none AddToBootstrapClassLoaderSearch(segment: Text);
            raw any none SetVerboseFlag(flag: jint, value: jboolean);
            raw onload none AddToSystemClassLoaderSearch(segment: Text);
            vm live can_retransform_classes RetransformClasses(count: jint, classes: *const jclass);
            vm live can_get_owned_monitor_stack_depth_info GetOwnedMonitorStackDepthInfo(thread: jobject, count: Out<jint>, monitors: Out<*mut MonitorDepth>);
            vm start none GetObjectSize(object: jobject, size: Out<jlong>);
            vm live can_access_local_variables GetLocalInstance(thread: jobject, depth: jint, value: Out<jobject>);
            absent onload can_generate_sampled_object_alloc_events SetHeapSamplingInterval();
        }
    };
}

pub(crate) use for_each_tool_function;
