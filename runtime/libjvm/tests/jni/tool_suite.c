// An agent that asks every function of the tool interface that we have, and prints what it is told. What differs from one VM to another
// is not printed: times, sizes, numbers of classes.
#include "tool.h"

static JavaVM *the_vm;

static void say(const char *text) {
    fputs(text, stdout);
    fputc('\n', stdout);
    fflush(stdout);
}

static char *signature_of(jclass class) {
    char *signature = NULL;
    (*ti)->GetClassSignature(ti, class, &signature, NULL);
    return signature;
}

// With a hidden class's name cut off where its number begins.
static const char *short_signature(jclass class) {
    char *signature = signature_of(class), *dot = strchr(signature, '.');
    if (dot != NULL) {
        *dot = 0;
    }
    return signature;
}

static int is_ours(jclass class) {
    char *signature = signature_of(class);
    int ours = strncmp(signature, "LToolSuite$", 11) == 0;
    free_(signature);
    return ours;
}

static void JNICALL vm_start(jvmtiEnv *env, JNIEnv *jni) {
    jvmtiPhase phase;
    (*env)->GetPhase(env, &phase);
    SAY("VMStart phase %d String %d", phase, (*jni)->FindClass(jni, "java/lang/String") != NULL);
}

static void JNICALL agent_thread(jvmtiEnv *env, JNIEnv *jni, void *argument) {
    char name[100];
    thread_name(NULL, name);
    (*env)->RawMonitorEnter(env, lock);
    SAY("agent thread %s %s %d", name, (const char *)argument, jni != NULL);
    *(int *)((char *)argument + 8) = 1;
    (*env)->RawMonitorNotifyAll(env, lock);
    (*env)->RawMonitorExit(env, lock);
}

static void JNICALL vm_init(jvmtiEnv *env, JNIEnv *jni, jthread thread) {
    char name[100];
    jvmtiPhase phase;
    (*env)->GetPhase(env, &phase);
    thread_name(thread, name);
    SAY("VMInit phase %d in %s", phase, name);
    SAY("monitor exit %s, wait %s, notify %s", E(RawMonitorExit(ti, lock)), E(RawMonitorWait(ti, lock, 1)), E(RawMonitorNotify(ti, lock)));
    SAY("enter %s", E(RawMonitorEnter(ti, lock)));
    SAY("enter %s", E(RawMonitorEnter(ti, lock)));
    SAY("wait %s", E(RawMonitorWait(ti, lock, 1)));
    SAY("exit %s", E(RawMonitorExit(ti, lock)));
    SAY("exit %s", E(RawMonitorExit(ti, lock)));
    SAY("exit %s", E(RawMonitorExit(ti, lock)));
    SAY("monitor null %s", E(RawMonitorEnter(ti, NULL)));
    // HotSpot tells of loaded classes only in threads that it knows to be looked at.
    SAY("enable %s", E(SetEventNotificationMode(ti, JVMTI_ENABLE, JVMTI_EVENT_CLASS_LOAD, NULL)));
    SAY("live: SetSystemProperty %s", E(SetSystemProperty(ti, "a", "b")));
}

static void JNICALL vm_death(jvmtiEnv *env, JNIEnv *jni) {
    jvmtiPhase phase;
    (*env)->GetPhase(env, &phase);
    SAY("VMDeath phase %d", phase);
}

static void JNICALL thread_start(jvmtiEnv *env, JNIEnv *jni, jthread thread) {
    char name[100];
    thread_name(thread, name);
    if (strcmp(name, "worker") == 0 || strcmp(name, "from agent") == 0) {
        SAY("ThreadStart %s", name);
    }
}

static void JNICALL thread_end(jvmtiEnv *env, JNIEnv *jni, jthread thread) {
    char name[100];
    thread_name(thread, name);
    if (strcmp(name, "worker") == 0) {
        SAY("ThreadEnd %s", name);
    }
}

static void JNICALL class_load(jvmtiEnv *env, JNIEnv *jni, jthread thread, jclass class) {
    if (is_ours(class)) {
        jint status;
        (*env)->GetClassStatus(env, class, &status);
        SAY("ClassLoad %s status %d", short_signature(class), status);
    }
}

static void JNICALL class_prepare(jvmtiEnv *env, JNIEnv *jni, jthread thread, jclass class) {
    if (is_ours(class)) {
        SAY("ClassPrepare %s", short_signature(class));
    }
}

static void JNICALL class_file(jvmtiEnv *env, JNIEnv *jni, jclass redefined, jobject loader, const char *name, jobject domain, jint length,
                               const unsigned char *bytes, jint *new_length, unsigned char **new_bytes) {
    if (name != NULL && strncmp(name, "ToolSuite$", 10) == 0 && strchr(name + 10, '$') == NULL) {
        SAY("ClassFileLoadHook %s %d %d %d %02x%02x%02x%02x", name, redefined == NULL, loader != NULL, domain != NULL, bytes[0], bytes[1], bytes[2],
            bytes[3]);
    }
}

JNIEXPORT jint JNICALL Agent_OnLoad(JavaVM *vm, char *options, void *reserved) {
    the_vm = vm;
    void *none;
    SAY("OnLoad with %s", options);
    SAY("GetEnv 1.0 %d, 1.3 %d, 10 %d, 17 %d, 18 %d", (*vm)->GetEnv(vm, &none, 0x30010000), (*vm)->GetEnv(vm, &none, 0x30010300),
        (*vm)->GetEnv(vm, &none, 0x300a0000), (*vm)->GetEnv(vm, &none, 0x30110000), (*vm)->GetEnv(vm, &none, 0x30120000));
    if ((*vm)->GetEnv(vm, (void **)&ti, JVMTI_VERSION_1_2) != JNI_OK) {
        return JNI_ERR;
    }
    jvmtiPhase phase;
    jint version, count;
    (*ti)->GetPhase(ti, &phase);
    (*ti)->GetVersionNumber(ti, &version);
    SAY("phase %d version %x", phase, version);
    jvmtiCapabilities capabilities;
    memset(&capabilities, 0, sizeof capabilities);
    SAY("live functions: %s %s", E(GetAllThreads(ti, &count, (jthread **)&none)), E(GetLoadedClasses(ti, &count, (jclass **)&none)));
    capabilities.can_get_bytecodes = 1;
    capabilities.can_get_synthetic_attribute = 1;
    capabilities.can_signal_thread = 1;
    capabilities.can_get_source_file_name = 1;
    capabilities.can_get_line_numbers = 1;
    capabilities.can_get_source_debug_extension = 1;
    capabilities.can_suspend = 1;
    capabilities.can_get_current_thread_cpu_time = 1;
    capabilities.can_get_thread_cpu_time = 1;
    capabilities.can_maintain_original_method_order = 1;
    capabilities.can_generate_all_class_hook_events = 1;
    capabilities.can_get_constant_pool = 1;
    capabilities.can_set_native_method_prefix = 1;
    SAY("AddCapabilities %s", E(AddCapabilities(ti, &capabilities)));
    jvmtiCapabilities now;
    (*ti)->GetCapabilities(ti, &now);
    SAY("as asked %d", now.can_get_bytecodes && now.can_set_native_method_prefix && !now.can_tag_objects);
    memset(&capabilities, 0, sizeof capabilities);
    capabilities.can_get_constant_pool = 1;
    SAY("Relinquish %s", E(RelinquishCapabilities(ti, &capabilities)));
    SAY("add again %s", E(AddCapabilities(ti, &capabilities)));
    SAY("null: %s %s %s", E(GetPhase(ti, NULL)), E(GetSystemProperty(ti, NULL, NULL)), E(Allocate(ti, 8, NULL)));
    unsigned char *memory;
    SAY("Allocate -1 %s", E(Allocate(ti, -1, &memory)));
    const char *error = E(Allocate(ti, 0, &memory));
    SAY("Allocate 0 %s %d", error, memory == NULL);
    error = E(Allocate(ti, 1, &memory));
    SAY("Allocate 1 %s %s", error, E(Deallocate(ti, memory)));
    char *value;
    error = E(GetSystemProperty(ti, "java.vm.specification.name", &value));
    SAY("property %s %s", error, value);
    SAY("no property %s", E(GetSystemProperty(ti, "no.such.property", &value)));
    SAY("set %s", E(SetSystemProperty(ti, "tool.suite", "set by the agent")));
    SAY("set %s", E(SetSystemProperty(ti, "tool.empty", "")));
    SAY("set %s %s", E(SetSystemProperty(ti, "java.vm.name", "mine")), E(SetSystemProperty(ti, "not.there", "")));
    error = E(GetSystemProperty(ti, "tool.suite", &value));
    SAY("get %s %s", error, value);
    char **keys;
    (*ti)->GetSystemProperties(ti, &count, &keys);
    int found = 0;
    for (int i = 0; i < count; i++) {
        found += strcmp(keys[i], "tool.suite") == 0 || strcmp(keys[i], "java.home") == 0;
    }
    SAY("keys %d", found);
    SAY("storage %s", E(SetEnvironmentLocalStorage(ti, "stored")));
    char *stored;
    (*ti)->GetEnvironmentLocalStorage(ti, (void **)&stored);
    SAY("stored %s", stored);
    (*ti)->CreateRawMonitor(ti, "lock", &lock);
    jrawMonitorID second;
    (*ti)->CreateRawMonitor(ti, "second", &second);
    SAY("destroy %s", E(DestroyRawMonitor(ti, second)));
    jvmtiJlocationFormat format;
    (*ti)->GetJLocationFormat(ti, &format);
    jvmtiTimerInfo timer;
    (*ti)->GetTimerInfo(ti, &timer);
    SAY("locations %d, timer %llx %d %d %d", format, (long long)timer.max_value, timer.may_skip_forward, timer.may_skip_backward, timer.kind);
    jlong nanos = 0;
    error = E(GetTime(ti, &nanos));
    SAY("time %s %d", error, nanos > 0);
    error = E(GetAvailableProcessors(ti, &count));
    SAY("processors %s %d", error, count > 0);
    SAY("error names %s %s %s", name_of(0), name_of(115), name_of(7));
    SAY("verbose %s %s", E(SetVerboseFlag(ti, JVMTI_VERBOSE_GC, JNI_FALSE)), E(SetVerboseFlag(ti, 77, JNI_TRUE)));
    SAY("boot search %s", E(AddToBootstrapClassLoaderSearch(ti, "nowhere.jar")));
    const char *prefixes[] = {"wrapped_"};
    SAY("prefix %s", E(SetNativeMethodPrefix(ti, "other_")));
    SAY("prefixes %s", E(SetNativeMethodPrefixes(ti, 1, (char **)prefixes)));

    jvmtiEventCallbacks callbacks;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.VMStart = vm_start;
    callbacks.VMInit = vm_init;
    callbacks.VMDeath = vm_death;
    callbacks.ThreadStart = thread_start;
    callbacks.ThreadEnd = thread_end;
    callbacks.ClassLoad = class_load;
    callbacks.ClassPrepare = class_prepare;
    callbacks.ClassFileLoadHook = class_file;
    SAY("callbacks %s", E(SetEventCallbacks(ti, &callbacks, -1)));
    SAY("callbacks %s", E(SetEventCallbacks(ti, &callbacks, sizeof callbacks)));
    jvmtiEvent events[] = {JVMTI_EVENT_VM_START,     JVMTI_EVENT_VM_INIT,    JVMTI_EVENT_VM_DEATH,      JVMTI_EVENT_THREAD_START,
                           JVMTI_EVENT_THREAD_END,   JVMTI_EVENT_CLASS_PREPARE, JVMTI_EVENT_CLASS_FILE_LOAD_HOOK};
    for (unsigned i = 0; i < sizeof events / sizeof *events; i++) {
        jvmtiError error = (*ti)->SetEventNotificationMode(ti, JVMTI_ENABLE, events[i], NULL);
        if (error != 0) {
            SAY("event %d: %s", events[i], name_of(error));
        }
    }
    SAY("no event %s, no capability %s", E(SetEventNotificationMode(ti, JVMTI_ENABLE, 40, NULL)),
        E(SetEventNotificationMode(ti, JVMTI_ENABLE, JVMTI_EVENT_EXCEPTION, NULL)));
    jvmtiEnv *disposable;
    (*vm)->GetEnv(vm, (void **)&disposable, JVMTI_VERSION);
    SAY("dispose %s", name_of((*disposable)->DisposeEnvironment(disposable)));
    return JNI_OK;
}

JNIEXPORT void JNICALL Agent_OnUnload(JavaVM *vm) {
    say("OnUnload");
}

static void about_class(JNIEnv *jni, jclass class) {
    char *signature = NULL, *generic = NULL, *text = NULL;
    jint number = 0, second = 0, third = 0;
    jboolean yes = 7, array = 7;
    unsigned char *bytes;
    const char *error = E(GetClassSignature(ti, class, &signature, &generic));
    SAY("class %s %s %s", error, signature, generic == NULL ? "-" : generic);
    error = E(GetClassStatus(ti, class, &number));
    SAY("  status %s %d", error, number);
    error = E(GetClassModifiers(ti, class, &number));
    SAY("  modifiers %s %x", error, number);
    error = E(GetSourceFileName(ti, class, &text));
    SAY("  source %s %s", error, text == NULL ? "-" : text);
    SAY("  extension %s", E(GetSourceDebugExtension(ti, class, &text)));
    error = E(GetClassVersionNumbers(ti, class, &number, &second));
    SAY("  version %s %d %d", error, number, second);
    number = second = 0;
    error = E(GetConstantPool(ti, class, &number, &second, &bytes));
    SAY("  pool %s %d %d %d", error, number, second, second > 0 && bytes[0] < 21);
    (*ti)->IsInterface(ti, class, &yes);
    (*ti)->IsArrayClass(ti, class, &array);
    SAY("  interface %d array %d", yes, array);
    jobject loader;
    error = E(GetClassLoader(ti, class, &loader));
    SAY("  loader %s %d", error, loader != NULL);
    jclass *interfaces;
    error = E(GetImplementedInterfaces(ti, class, &number, &interfaces));
    SAY("  interfaces %s %d %s", error, number, number > 0 ? signature_of(interfaces[0]) : "-");
    jfieldID *fields;
    error = E(GetClassFields(ti, class, &number, &fields));
    SAY("  fields %s %d", error, number);
    for (int i = 0; i < number && number < 9; i++) {
        char *name;
        (*ti)->GetFieldName(ti, class, fields[i], &name, &signature, &generic);
        (*ti)->GetFieldModifiers(ti, class, fields[i], &second);
        (*ti)->IsFieldSynthetic(ti, class, fields[i], &yes);
        jclass declaring;
        (*ti)->GetFieldDeclaringClass(ti, class, fields[i], &declaring);
        // HotSpot adds a bit of its own where there is a generic signature.
        SAY("    %s %s %s %x synthetic %d of %s", name, signature, generic == NULL ? "-" : generic, second & 0xff, yes, signature_of(declaring));
    }
    jmethodID *methods;
    error = E(GetClassMethods(ti, class, &number, &methods));
    SAY("  methods %s %d", error, number < 30 ? number : 30);
    for (int i = 0; i < number && number < 20; i++) {
        char *name;
        jlocation start = 7, end = 7;
        jboolean native, synthetic, obsolete;
        jvmtiLineNumberEntry *lines;
        (*ti)->GetMethodName(ti, methods[i], &name, &signature, &generic);
        (*ti)->GetMethodModifiers(ti, methods[i], &second);
        SAY("    %s %s %s %x", name, signature, generic == NULL ? "-" : generic, second);
        error = E(GetMethodLocation(ti, methods[i], &start, &end));
        SAY("      %s %lld to %lld", error, (long long)start, (long long)end);
        error = E(GetMaxLocals(ti, methods[i], &second));
        SAY("      locals %s %d", error, strcmp(error, "NONE") == 0 ? second : 0);
        error = E(GetArgumentsSize(ti, methods[i], &third));
        SAY("      arguments %s %d", error, strcmp(error, "NONE") == 0 ? third : 0);
        error = E(GetLineNumberTable(ti, methods[i], &second, &lines));
        SAY("      lines %s %d", error, strcmp(error, "NONE") == 0 ? lines[second - 1].line_number : 0);
        second = 0;
        error = E(GetBytecodes(ti, methods[i], &second, &bytes));
        SAY("      code %s %d", error, second);
        (*ti)->IsMethodNative(ti, methods[i], &native);
        (*ti)->IsMethodSynthetic(ti, methods[i], &synthetic);
        (*ti)->IsMethodObsolete(ti, methods[i], &obsolete);
        jclass declaring;
        (*ti)->GetMethodDeclaringClass(ti, methods[i], &declaring);
        SAY("      native %d synthetic %d obsolete %d of %s", native, synthetic, obsolete, signature_of(declaring));
    }
}

static void print_frames(jvmtiFrameInfo *frames, jint count) {
    for (int i = 0; i < count; i++) {
        char *name;
        jclass class;
        (*ti)->GetMethodName(ti, frames[i].method, &name, NULL, NULL);
        (*ti)->GetMethodDeclaringClass(ti, frames[i].method, &class);
        char *signature = signature_of(class);
        // The class library may change from one release to the next.
        if (strncmp(signature, "LToolSuite", 10) == 0 && strchr(signature, '.') == NULL) {
            SAY("    %s.%s at %lld", signature, name, (long long)frames[i].location);
        }
        free_(signature);
    }
}

JNIEXPORT void JNICALL Java_ToolSuite_functions(JNIEnv *jni, jclass class, jthread worker) {
    jint count, second, frame_count;
    jvmtiFrameInfo frames[50];
    jboolean yes;
    char name[100];
    const char *error;
    about_class(jni, (*jni)->FindClass(jni, "ToolSuite$Probe"));
    about_class(jni, (*jni)->FindClass(jni, "ToolSuite$Shape"));
    about_class(jni, (*jni)->FindClass(jni, "ToolSuite"));
    about_class(jni, (*jni)->FindClass(jni, "[[I"));
    about_class(jni, (*jni)->FindClass(jni, "[Ljava/lang/String;"));
    jclass integer = (*jni)->FindClass(jni, "java/lang/Integer");
    about_class(jni, (*jni)->GetStaticObjectField(jni, integer, (*jni)->GetStaticFieldID(jni, integer, "TYPE", "Ljava/lang/Class;")));

    // Wrong arguments.
    jobject string = (*jni)->NewStringUTF(jni, "text");
    SAY("no class %s %s", E(GetClassStatus(ti, NULL, &count)), E(GetClassStatus(ti, string, &count)));
    SAY("no thread %s", E(GetThreadState(ti, string, &count)));
    SAY("no method %s", E(GetMaxLocals(ti, NULL, &count)));
    SAY("no object %s", E(GetObjectHashCode(ti, NULL, &count)));
    SAY("modifiable %s", E(IsModifiableClass(ti, class, &yes)));
    SAY("without a capability %s %s", E(GetTag(ti, string, (jlong *)frames)), E(PopFrame(ti, worker)));

    // Objects.
    jlong size;
    jclass system = (*jni)->FindClass(jni, "java/lang/System");
    jmethodID identity = (*jni)->GetStaticMethodID(jni, system, "identityHashCode", "(Ljava/lang/Object;)I");
    error = E(GetObjectHashCode(ti, string, &count));
    SAY("hash %s %d", error, count == (*jni)->CallStaticIntMethod(jni, system, identity, string));
    error = E(GetObjectSize(ti, (*jni)->NewByteArray(jni, 1000), &size));
    SAY("size %s %lld", error, (long long)size);
    SAY("collect %s", E(ForceGarbageCollection(ti)));

    // Loaded classes.
    jclass *classes;
    (*ti)->GetLoadedClasses(ti, &count, &classes);
    int ours = 0, strings = 0;
    for (int i = 0; i < count; i++) {
        ours += (*jni)->IsSameObject(jni, classes[i], class);
        strings += (*jni)->IsSameObject(jni, classes[i], (*jni)->GetObjectClass(jni, string));
        (*jni)->DeleteLocalRef(jni, classes[i]);
    }
    SAY("loaded %d %d %d", count > 300, ours, strings);
    jobject loader;
    (*ti)->GetClassLoader(ti, class, &loader);
    (*ti)->GetClassLoaderClasses(ti, loader, &count, &classes);
    ours = strings = 0;
    for (int i = 0; i < count; i++) {
        ours += (*jni)->IsSameObject(jni, classes[i], class);
        strings += (*jni)->IsSameObject(jni, classes[i], (*jni)->GetObjectClass(jni, string));
        (*jni)->DeleteLocalRef(jni, classes[i]);
    }
    SAY("of the loader %d %d", ours, strings);

    // Modules.
    jobject module, base;
    error = E(GetNamedModule(ti, NULL, "java/lang", &base));
    SAY("module %s %d", error, (*jni)->IsSameObject(jni, base, (*jni)->GetModule(jni, integer)));
    error = E(GetNamedModule(ti, loader, "", &module));
    SAY("module %s %d", error, module == NULL);
    SAY("module %s %s", E(GetNamedModule(ti, string, "java/lang", &module)), E(GetNamedModule(ti, NULL, NULL, &module)));
    jobject own = (*jni)->GetModule(jni, class), *modules;
    (*ti)->GetAllModules(ti, &count, &modules);
    ours = 0;
    for (int i = 0; i < count; i++) {
        ours += (*jni)->IsSameObject(jni, modules[i], own) + (*jni)->IsSameObject(jni, modules[i], base);
    }
    SAY("modules %d %d", count > 5, ours);
    SAY("exports %s opens %s reads %s", E(AddModuleExports(ti, base, "jdk.internal.misc", own)), E(AddModuleOpens(ti, base, "java.lang", own)),
        E(AddModuleReads(ti, base, own)));
    SAY("bad package %s, no module %s %s", E(AddModuleExports(ti, base, "no.such", own)), E(AddModuleReads(ti, base, NULL)),
        E(AddModuleReads(ti, string, base)));
    jclass runnable = (*jni)->FindClass(jni, "java/lang/Runnable");
    SAY("uses %s %s", E(AddModuleUses(ti, base, runnable)), E(AddModuleUses(ti, base, string)));
    (*ti)->IsModifiableModule(ti, base, &yes);
    SAY("modifiable module %d", yes);

    // Threads.
    jthread current, *threads;
    (*ti)->GetCurrentThread(ti, &current);
    thread_name(current, name);
    SAY("current %s", name);
    (*ti)->GetAllThreads(ti, &count, &threads);
    ours = 0;
    for (int i = 0; i < count; i++) {
        ours += (*jni)->IsSameObject(jni, threads[i], current) + (*jni)->IsSameObject(jni, threads[i], worker);
    }
    SAY("threads %d", ours);
    jvmtiThreadInfo info;
    jvmtiThreadGroupInfo group;
    (*ti)->GetThreadInfo(ti, worker, &info);
    SAY("worker %s %d %d %d", info.name, info.priority, info.is_daemon, (*jni)->IsSameObject(jni, info.context_class_loader, loader));
    error = E(GetThreadGroupInfo(ti, info.thread_group, &group));
    SAY("group %s %s %d %d", error, group.name, group.max_priority, group.is_daemon);
    jthreadGroup *groups, parent = group.parent;
    error = E(GetThreadGroupInfo(ti, parent, &group));
    SAY("group %s %s %d %d %d", error, group.name, group.max_priority, group.is_daemon, group.parent == NULL);
    (*ti)->GetTopThreadGroups(ti, &count, &groups);
    SAY("top %d %d", count, (*jni)->IsSameObject(jni, parent, groups[0]));
    error = E(GetThreadGroupChildren(ti, info.thread_group, &count, &threads, &second, &groups));
    ours = 0;
    for (int i = 0; i < count; i++) {
        ours += (*jni)->IsSameObject(jni, threads[i], worker);
    }
    SAY("children %s %d %d", error, ours, second);
    (*ti)->GetThreadGroupChildren(ti, parent, &count, &threads, &second, &groups);
    ours = 0;
    for (int i = 0; i < second; i++) {
        ours += (*jni)->IsSameObject(jni, groups[i], info.thread_group);
    }
    SAY("groups %d", ours);
    (*ti)->GetThreadState(ti, worker, &count);
    SAY("state %x", count);
    (*ti)->GetThreadState(ti, NULL, &count);
    SAY("state %x", count);
    SAY("storage %s", E(SetThreadLocalStorage(ti, worker, "stored")));
    char *stored;
    (*ti)->GetThreadLocalStorage(ti, worker, (void **)&stored);
    SAY("stored %s", stored);
    (*ti)->GetThreadLocalStorage(ti, NULL, (void **)&stored);
    SAY("stored %d", stored == NULL);

    // Stacks.
    error = E(GetStackTrace(ti, worker, 0, 50, frames, &count));
    SAY("worker's stack %s", error);
    print_frames(frames, count);
    error = E(GetStackTrace(ti, NULL, 0, 50, frames, &count));
    SAY("own stack %s", error);
    print_frames(frames, count);
    error = E(GetStackTrace(ti, NULL, -1, 50, frames, &count));
    SAY("outermost %s %d", error, count);
    print_frames(frames, count);
    error = E(GetStackTrace(ti, NULL, 1, 2, frames, &count));
    SAY("second and third %s %d", error, count);
    SAY("bad depths %s %s %s", E(GetStackTrace(ti, NULL, 100, 5, frames, &count)), E(GetStackTrace(ti, NULL, -100, 5, frames, &count)),
        E(GetStackTrace(ti, NULL, 0, -1, frames, &count)));
    (*ti)->GetFrameCount(ti, worker, &frame_count);
    (*ti)->GetStackTrace(ti, worker, 0, 50, frames, &count);
    SAY("frames %d", frame_count == count);
    jmethodID method;
    jlocation location;
    error = E(GetFrameLocation(ti, NULL, 0, &method, &location));
    SAY("innermost %s %lld", error, (long long)location);
    SAY("no frame %s %s", E(GetFrameLocation(ti, NULL, 100, &method, &location)), E(GetFrameLocation(ti, NULL, -1, &method, &location)));
    jvmtiStackInfo *stacks;
    jthread both[] = {worker, current};
    error = E(GetThreadListStackTraces(ti, 2, both, 50, &stacks));
    SAY("both stacks %s %x %d", error, stacks[0].state, (*jni)->IsSameObject(jni, stacks[1].thread, current));
    print_frames(stacks[0].frame_buffer, stacks[0].frame_count);
    print_frames(stacks[1].frame_buffer, stacks[1].frame_count);
    free_(stacks);
    error = E(GetAllStackTraces(ti, 3, &stacks, &count));
    ours = 0;
    for (int i = 0; i < count; i++) {
        ours += (*jni)->IsSameObject(jni, stacks[i].thread, current) + (stacks[i].frame_count > 3);
    }
    SAY("all stacks %s %d", error, ours);

    // Suspension and signals.
    SAY("resume %s", E(ResumeThread(ti, worker)));
    SAY("suspend %s", E(SuspendThread(ti, worker)));
    SAY("again %s", E(SuspendThread(ti, worker)));
    (*ti)->GetThreadState(ti, worker, &count);
    SAY("state %x", count);
    jvmtiError results[1];
    error = E(ResumeThreadList(ti, 1, &worker, results));
    SAY("list %s %s", error, name_of(results[0]));
    error = E(ResumeThreadList(ti, 1, &worker, results));
    SAY("list %s %s", error, name_of(results[0]));
    SAY("interrupt %s", E(InterruptThread(ti, worker)));
    jlong nanos = 0;
    error = E(GetCurrentThreadCpuTime(ti, &nanos));
    SAY("time %s %d", error, nanos > 0);
    error = E(GetThreadCpuTime(ti, worker, &nanos));
    SAY("time %s %d", error, nanos >= 0);

    // A thread of the agent's.
    jclass thread_class = (*jni)->FindClass(jni, "java/lang/Thread");
    jmethodID constructor = (*jni)->GetMethodID(jni, thread_class, "<init>", "(Ljava/lang/String;)V");
    jobject thread = (*jni)->NewObject(jni, thread_class, constructor, (*jni)->NewStringUTF(jni, "from agent"));
    static struct {
        char text[8];
        int done;
    } argument = {"passed", 0};
    SAY("bad priority %s", E(RunAgentThread(ti, thread, agent_thread, &argument, 11)));
    (*ti)->RawMonitorEnter(ti, lock);
    error = E(RunAgentThread(ti, thread, agent_thread, &argument, 5));
    while (!argument.done) {
        (*ti)->RawMonitorWait(ti, lock, 0);
    }
    (*ti)->RawMonitorExit(ti, lock);
    SAY("agent thread %s", error);

    // Functions called with an exception pending leave it so.
    (*jni)->ThrowNew(jni, (*jni)->FindClass(jni, "java/lang/RuntimeException"), "pending");
    error = E(GetAllThreads(ti, &count, &threads));
    SAY("with an exception %s %d", error, (*jni)->ExceptionCheck(jni));
    (*jni)->ExceptionClear(jni);

    // Another table of JNI functions.
    jniNativeInterface *table;
    SAY("table %s", E(GetJNIFunctionTable(ti, &table)));
    SAY("table %s %d", E(SetJNIFunctionTable(ti, table)), (*jni)->GetVersion(jni) == (*table).GetVersion(jni));
    SAY("search %s %s", E(AddToSystemClassLoaderSearch(ti, "nowhere.jar")), E(AddToBootstrapClassLoaderSearch(ti, "nowhere.jar")));
    SAY("events of a thread %s %s", E(SetEventNotificationMode(ti, JVMTI_ENABLE, JVMTI_EVENT_CLASS_PREPARE, worker)),
        E(SetEventNotificationMode(ti, JVMTI_ENABLE, JVMTI_EVENT_VM_DEATH, worker)));
    SAY("generate %s %s %s", E(GenerateEvents(ti, JVMTI_EVENT_DYNAMIC_CODE_GENERATED)), E(GenerateEvents(ti, JVMTI_EVENT_COMPILED_METHOD_LOAD)),
        E(GenerateEvents(ti, JVMTI_EVENT_CLASS_LOAD)));
}

JNIEXPORT void JNICALL Java_ToolSuite_ends(JNIEnv *jni, jclass class, jthread worker) {
    jint state;
    jvmtiFrameInfo frame;
    const char *error = E(GetThreadState(ti, worker, &state));
    SAY("ended %s %x", error, state);
    SAY("ended %s %s %s", E(GetStackTrace(ti, worker, 0, 1, &frame, &state)), E(SuspendThread(ti, worker)), E(InterruptThread(ti, worker)));
}

// Its method is called wrapped_answer: an agent could have put that before it.
JNIEXPORT jint JNICALL Java_ToolSuite_answer(JNIEnv *jni, jclass class, jint number) {
    return number + 1;
}
