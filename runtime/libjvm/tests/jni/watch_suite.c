// An agent that watches how `WatchSuite` runs: breakpoints, steps, calls, exceptions, fields, frames that end, monitors, tags. Only what happens in
// methods of the program is printed.
#include "tool.h"

// The answer, and what there is if it is good.
#define SAY_IF(what, call, format, ...)                     \
    do {                                                    \
        const char *answer = E(call);                       \
        if (strcmp(answer, "NONE") == 0) {                  \
            SAY("%s %s " format, what, answer, __VA_ARGS__); \
        } else {                                            \
            SAY("%s %s", what, answer);                     \
        }                                                   \
    } while (0)

// The method's name, if it is one of the program's: into a buffer of 200.
static int is_ours(jmethodID method, char *buffer) {
    jclass class;
    char *signature, *name, *descriptor;
    buffer[0] = 0;
    if (method == NULL || (*ti)->GetMethodDeclaringClass(ti, method, &class) != JVMTI_ERROR_NONE) {
        return 0;
    }
    (*ti)->GetClassSignature(ti, class, &signature, NULL);
    (*ti)->GetMethodName(ti, method, &name, &descriptor, NULL);
    int ours = strncmp(signature, "LWatchSuite", 11) == 0 && strchr(signature, '.') == NULL;
    snprintf(buffer, 200, "%s%s", name, descriptor);
    free_(signature), free_(name), free_(descriptor);
    return ours;
}

static void class_of(JNIEnv *jni, jobject object, char *buffer) {
    char *signature;
    strcpy(buffer, "null");
    if (object != NULL) {
        (*ti)->GetClassSignature(ti, (*jni)->GetObjectClass(jni, object), &signature, NULL);
        snprintf(buffer, 100, "%s", signature);
        free_(signature);
    }
}

// ---- events

static void JNICALL breakpoint(jvmtiEnv *env, JNIEnv *jni, jthread thread, jmethodID method, jlocation at) {
    char name[200];
    is_ours(method, name);
    jint count = 0, value = -1;
    jlong wide = -1;
    jmethodID caller;
    jlocation caller_at;
    (*env)->GetFrameCount(env, NULL, &count);
    (*env)->GetFrameLocation(env, NULL, 1, &caller, &caller_at);
    SAY("breakpoint %s %d depth %d called at %d", name, (int)at, count, (int)caller_at);
    if (strncmp(name, "loop", 4) == 0) {
        SAY_IF(" int", GetLocalInt(ti, NULL, 0, 0, &value), "%d", value);
        SAY_IF(" long", GetLocalLong(ti, NULL, 0, 1, &wide), "%d", (int)wide);
        SAY(" set %s", E(SetLocalLong(ti, NULL, 0, 1, wide + 1)));
    } else {
        jobject self = NULL;
        char class[100];
        const char *answer = E(GetLocalInstance(ti, NULL, 0, &self));
        class_of(jni, self, class);
        SAY(" this %s %s", answer, class);
    }
}

static void JNICALL step(jvmtiEnv *env, JNIEnv *jni, jthread thread, jmethodID method, jlocation at) {
    char name[200];
    if (is_ours(method, name)) {
        SAY("step %s %d", name, (int)at);
    }
}

static void JNICALL method_entry(jvmtiEnv *env, JNIEnv *jni, jthread thread, jmethodID method) {
    char name[200];
    jlocation at = -2;
    jmethodID same;
    if (is_ours(method, name)) {
        (*env)->GetFrameLocation(env, NULL, 0, &same, &at);
        SAY("entry %s %d %d", name, same == method, (int)at);
    }
}

static void JNICALL method_exit(jvmtiEnv *env, JNIEnv *jni, jthread thread, jmethodID method, jboolean by_exception, jvalue value) {
    char name[200], class[100];
    if (!is_ours(method, name)) {
        return;
    }
    char type = by_exception ? 'V' : strchr(name, ')')[1];
    switch (type) {
    case 'V': SAY("exit %s %d", name, by_exception); break;
    case 'J': SAY("exit %s %lld", name, (long long)value.j); break;
    case 'F': SAY("exit %s %f", name, value.f); break;
    case 'D': SAY("exit %s %f", name, value.d); break;
    case 'Z': SAY("exit %s %d", name, value.z); break;
    case 'B': SAY("exit %s %d", name, value.b); break;
    case 'L': class_of(jni, value.l, class), SAY("exit %s %s", name, class); break;
    default: SAY("exit %s %d", name, value.i);
    }
}

static void JNICALL frame_pop(jvmtiEnv *env, JNIEnv *jni, jthread thread, jmethodID method, jboolean by_exception) {
    char name[200];
    is_ours(method, name);
    SAY("pop %s %d", name, by_exception);
}

static void JNICALL exception(jvmtiEnv *env, JNIEnv *jni, jthread thread, jmethodID method, jlocation at, jobject thrown, jmethodID catcher,
                              jlocation catch_at) {
    char name[200], other[200], class[100];
    int ours = is_ours(method, name), catches = is_ours(catcher, other);
    if (ours || catches) {
        class_of(jni, thrown, class);
        SAY("exception %s at %s %d caught at %s %d", class, name, ours ? (int)at : -1, other, catches ? (int)catch_at : -1);
    }
}

static void JNICALL exception_catch(jvmtiEnv *env, JNIEnv *jni, jthread thread, jmethodID method, jlocation at, jobject thrown) {
    char name[200], class[100];
    if (is_ours(method, name)) {
        class_of(jni, thrown, class);
        SAY("catch %s at %s %d", class, name, (int)at);
    }
}

static void JNICALL field_access(jvmtiEnv *env, JNIEnv *jni, jthread thread, jmethodID method, jlocation at, jclass holder, jobject object,
                                 jfieldID field) {
    char name[200], class[100], *field_name;
    is_ours(method, name);
    class_of(jni, object, class);
    (*env)->GetFieldName(env, holder, field, &field_name, NULL, NULL);
    SAY("access %s of %s at %s %d", field_name, class, name, (int)at);
    free_(field_name);
}

static void JNICALL field_modification(jvmtiEnv *env, JNIEnv *jni, jthread thread, jmethodID method, jlocation at, jclass holder,
                                       jobject object, jfieldID field, char type, jvalue value) {
    char name[200], class[100], new_class[100], *field_name;
    is_ours(method, name);
    class_of(jni, object, class);
    (*env)->GetFieldName(env, holder, field, &field_name, NULL, NULL);
    if (type == 'L') {
        class_of(jni, value.l, new_class);
    } else {
        sprintf(new_class, "%lld", type == 'J' ? (long long)value.j : (long long)value.i);
    }
    SAY("modification %s %c of %s at %s %d: %s", field_name, type, class, name, (int)at, new_class);
    free_(field_name);
}

// Of the program's own lock; the library has others.
static int monitor_event(const char *what, JNIEnv *jni, jthread thread, jobject object, int more) {
    char name[100], class[100];
    thread_name(thread, name);
    class_of(jni, object, class);
    int ours = strcmp(class, "Ljava/lang/Object;") == 0 && (strcmp(name, "main") == 0 || strcmp(name, "other") == 0);
    if (ours) {
        SAY("%s %s %d", what, name, more);
    }
    return ours;
}

static volatile int contended_seen;

static void JNICALL contended_enter(jvmtiEnv *env, JNIEnv *jni, jthread thread, jobject object) {
    int ours = monitor_event("contended enter", jni, thread, object, 0);
    (*env)->RawMonitorEnter(env, lock);
    contended_seen |= ours;
    (*env)->RawMonitorNotifyAll(env, lock);
    (*env)->RawMonitorExit(env, lock);
}

static void JNICALL contended_entered(jvmtiEnv *env, JNIEnv *jni, jthread thread, jobject object) {
    char name[100];
    thread_name(thread, name);
    // (Whether the thread that waits is contended when it wakes up depends on the time.)
    if (strcmp(name, "other") == 0) {
        monitor_event("contended entered", jni, thread, object, 0);
    }
}

static void JNICALL monitor_wait(jvmtiEnv *env, JNIEnv *jni, jthread thread, jobject object, jlong millis) {
    monitor_event("wait", jni, thread, object, (int)millis);
}

static void JNICALL monitor_waited(jvmtiEnv *env, JNIEnv *jni, jthread thread, jobject object, jboolean timed_out) {
    monitor_event("waited", jni, thread, object, timed_out);
}

static volatile int freed, started, finished;

static void JNICALL object_free(jvmtiEnv *env, jlong tag) {
    (*env)->RawMonitorEnter(env, lock);
    freed += (int)tag;
    (*env)->RawMonitorNotifyAll(env, lock);
    (*env)->RawMonitorExit(env, lock);
}

static void JNICALL collection_start(jvmtiEnv *env) {
    started++;
}

static void JNICALL collection_finish(jvmtiEnv *env) {
    finished++;
}

// ---- the program's parts

static void enable(int on, jvmtiEvent event) {
    SAY("event %d %s", event, E(SetEventNotificationMode(ti, on ? JVMTI_ENABLE : JVMTI_DISABLE, event, NULL)));
}

static jmethodID method(JNIEnv *jni, jclass class, const char *name, const char *descriptor, int is_static) {
    return is_static ? (*jni)->GetStaticMethodID(jni, class, name, descriptor) : (*jni)->GetMethodID(jni, class, name, descriptor);
}

static void locals(JNIEnv *jni) {
    jmethodID in;
    jlocation at;
    jint count, i = -1;
    jlong j = -1;
    jfloat f = -1;
    jdouble d = -1;
    jobject o = NULL;
    char name[200], class[100];
    SAY("location %s", E(GetFrameLocation(ti, NULL, 1, &in, &at)));
    is_ours(in, name);
    SAY("in %s %d", name, (int)at);
    jvmtiLocalVariableEntry *table;
    SAY("table %s", E(GetLocalVariableTable(ti, in, &count, &table)));
    for (int row = 0; row < count; row++) {
        jvmtiLocalVariableEntry *entry = table + row;
        SAY(" %d %d %s %s %s %d", (int)entry->start_location, entry->length, entry->name, entry->signature,
            entry->generic_signature ? entry->generic_signature : "-", entry->slot);
        jint slot = entry->slot;
        SAY_IF("  int", GetLocalInt(ti, NULL, 1, slot, &i), "%d", i);
        SAY_IF("  float", GetLocalFloat(ti, NULL, 1, slot, &f), "%f", f);
        // (Of the last locals VMs say differently why they hold no two slots.)
        if (slot < 7) {
            SAY_IF("  long", GetLocalLong(ti, NULL, 1, slot, &j), "%d", (int)j);
            SAY_IF("  double", GetLocalDouble(ti, NULL, 1, slot, &d), "%f", d);
        }
        const char *answer = E(GetLocalObject(ti, NULL, 1, slot, &o));
        class_of(jni, strcmp(answer, "NONE") == 0 ? o : NULL, class);
        SAY("  object %s %s", answer, class);
    }
    SAY("set %s %s %s", E(SetLocalInt(ti, NULL, 1, 4, 77)), E(SetLocalDouble(ti, NULL, 1, 5, 9.0)), E(SetLocalInt(ti, NULL, 1, 1, 5)));
    jstring string = (*jni)->NewStringUTF(jni, "a long text");
    SAY("set object %s %s", E(SetLocalObject(ti, NULL, 1, 7, string)), E(SetLocalObject(ti, NULL, 1, 8, string)));
    SAY("set object %s", E(SetLocalObject(ti, NULL, 1, 8, (*jni)->FindClass(jni, "java/lang/Object"))));
    SAY("errors %s %s %s %s", E(GetLocalInt(ti, NULL, 1, 100, &i)), E(GetLocalInt(ti, NULL, 1, -1, &i)), E(GetLocalInt(ti, NULL, 100, 0, &i)),
        E(GetLocalInt(ti, NULL, -1, 0, &i)));
    SAY("native %s %s", E(GetLocalInt(ti, NULL, 0, 0, &i)), E(GetLocalInstance(ti, NULL, 1, &o)));
    SAY("native table %s", E(GetLocalVariableTable(ti, NULL, &count, &table)));
}

static void breakpoints(JNIEnv *jni, jclass class) {
    jmethodID loop = method(jni, class, "loop", "(IJLjava/lang/String;)I", 1), instance = method(jni, class, "instance", "(I)I", 0);
    SAY("set %s %s", E(SetBreakpoint(ti, loop, 0)), E(SetBreakpoint(ti, instance, 0)));
    SAY("again %s", E(SetBreakpoint(ti, loop, 0)));
    SAY("errors %s %s %s", E(SetBreakpoint(ti, loop, 10000)), E(SetBreakpoint(ti, loop, -1)), E(SetBreakpoint(ti, NULL, 0)));
    enable(1, JVMTI_EVENT_BREAKPOINT);
}

static void no_breakpoints(JNIEnv *jni, jclass class) {
    jmethodID loop = method(jni, class, "loop", "(IJLjava/lang/String;)I", 1), instance = method(jni, class, "instance", "(I)I", 0);
    SAY("clear %s %s", E(ClearBreakpoint(ti, loop, 0)), E(ClearBreakpoint(ti, instance, 0)));
    SAY("again %s", E(ClearBreakpoint(ti, loop, 0)));
    enable(0, JVMTI_EVENT_BREAKPOINT);
}

static void fields(JNIEnv *jni, jclass class, int on) {
    jfieldID ids[] = {
        (*jni)->GetFieldID(jni, class, "field", "I"),
        (*jni)->GetFieldID(jni, class, "wide", "J"),
        (*jni)->GetFieldID(jni, class, "text", "Ljava/lang/String;"),
        (*jni)->GetStaticFieldID(jni, class, "staticField", "I"),
        (*jni)->GetStaticFieldID(jni, class, "object", "Ljava/lang/Object;"),
    };
    for (int i = 0; i < 5; i++) {
        if (on) {
            SAY("watch %s %s", E(SetFieldAccessWatch(ti, class, ids[i])), E(SetFieldModificationWatch(ti, class, ids[i])));
        } else {
            SAY("unwatch %s %s", E(ClearFieldAccessWatch(ti, class, ids[i])), E(ClearFieldModificationWatch(ti, class, ids[i])));
        }
    }
    SAY("again %s", on ? E(SetFieldAccessWatch(ti, class, ids[0])) : E(ClearFieldAccessWatch(ti, class, ids[0])));
    enable(on, JVMTI_EVENT_FIELD_ACCESS);
    enable(on, JVMTI_EVENT_FIELD_MODIFICATION);
}

// Each time a frame of these methods begins, its end is asked for.
static void JNICALL pop_entry(jvmtiEnv *env, JNIEnv *jni, jthread thread, jmethodID method) {
    char name[200];
    if (is_ours(method, name) && (strncmp(name, "recursive", 9) == 0 || strncmp(name, "thrower", 7) == 0)) {
        SAY("notify %s %s %s", name, E(NotifyFramePop(ti, NULL, 0)), E(NotifyFramePop(ti, NULL, 0)));
    }
}

static void monitors(JNIEnv *jni) {
    jint count = 0;
    jobject *objects, contended = NULL;
    jvmtiMonitorStackDepthInfo *depths;
    char class[100];
    SAY_IF("owned", GetOwnedMonitorInfo(ti, NULL, &count, &objects), "%d", count);
    for (int i = 0; i < count; i++) {
        class_of(jni, objects[i], class);
        SAY(" %s", class);
    }
    SAY_IF("depths", GetOwnedMonitorStackDepthInfo(ti, NULL, &count, &depths), "%d", count);
    for (int i = 0; i < count; i++) {
        class_of(jni, depths[i].monitor, class);
        SAY(" %s %d", class, depths[i].stack_depth);
    }
    SAY_IF("contended", GetCurrentContendedMonitor(ti, NULL, &contended), "%d", contended == NULL);
}

// Ends a frame of another thread's, which is suspended.
static void JNICALL early_breakpoint(jvmtiEnv *env, JNIEnv *jni, jthread thread, jmethodID method, jlocation at) {
    char name[200];
    is_ours(method, name);
    SAY("force %s %s", name, E(ForceEarlyReturnInt(ti, NULL, 42)));
    SAY("clear %s", E(ClearBreakpoint(ti, method, at)));
}

static void early(JNIEnv *jni, jclass class) {
    jmethodID early = method(jni, class, "early", "(I)I", 1);
    jlocation start, end;
    SAY("places %s", E(GetMethodLocation(ti, early, &start, &end)));
    SAY("native %s %s", E(ForceEarlyReturnInt(ti, NULL, 1)), E(PopFrame(ti, NULL)));
    SAY("break %s", E(SetBreakpoint(ti, early, end)));
    SAY("wrong %s", E(NotifyFramePop(ti, NULL, 0)));
    jvmtiEventCallbacks callbacks;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.Breakpoint = early_breakpoint;
    callbacks.ObjectFree = object_free;
    callbacks.GarbageCollectionStart = collection_start;
    callbacks.GarbageCollectionFinish = collection_finish;
    callbacks.MonitorContendedEnter = contended_enter;
    callbacks.MonitorContendedEntered = contended_entered;
    callbacks.MonitorWait = monitor_wait;
    callbacks.MonitorWaited = monitor_waited;
    SAY("callbacks %s", E(SetEventCallbacks(ti, &callbacks, sizeof callbacks)));
    enable(1, JVMTI_EVENT_BREAKPOINT);
}

static jobject object_of(JNIEnv *jni, jclass class) {
    return (*jni)->GetStaticObjectField(jni, class, (*jni)->GetStaticFieldID(jni, class, "object", "Ljava/lang/Object;"));
}

static void tag(JNIEnv *jni, jclass class) {
    static jlong next = 10;
    jlong was = -1;
    jobject object = object_of(jni, class);
    enable(1, JVMTI_EVENT_OBJECT_FREE);
    enable(1, JVMTI_EVENT_GARBAGE_COLLECTION_START);
    enable(1, JVMTI_EVENT_GARBAGE_COLLECTION_FINISH);
    SAY_IF("tag", GetTag(ti, object, &was), "%d", (int)was);
    SAY("set %s", E(SetTag(ti, object, next)));
    SAY_IF("tag", GetTag(ti, object, &was), "%d", (int)was);
    next *= 10;
}

static void tags(JNIEnv *jni) {
    jlong wanted[] = {10, 100, 1000}, *found_tags;
    jint count = -1;
    jobject *objects;
    char class[100];
    (*ti)->RawMonitorEnter(ti, lock);
    for (int i = 0; i < 100 && freed == 0; i++) {
        (*ti)->RawMonitorWait(ti, lock, 100);
    }
    SAY("freed %d collections %d %d", freed, started > 2, started == finished);
    (*ti)->RawMonitorExit(ti, lock);
    SAY("objects %s", E(GetObjectsWithTags(ti, 3, wanted, &count, &objects, &found_tags)));
    for (int i = 0; i < count; i++) {
        class_of(jni, objects[i], class);
        SAY(" %s %d", class, (int)found_tags[i]);
    }
    SAY("errors %s %s", E(GetObjectsWithTags(ti, 0, wanted, &count, &objects, NULL)), E(SetTag(ti, NULL, 1)));
}

// ---- the heap

static char lines[100][100];
static int line_count;

static void note(const char *format, int a, int b, int c, int d, int e) {
    if (line_count < 100) {
        sprintf(lines[line_count++], format, a, b, c, d, e);
    }
}

static int compare(const void *a, const void *b) {
    return strcmp(a, b);
}

// What callbacks were told, in an order of its own.
static void say_lines(const char *what, jvmtiError error) {
    SAY("%s %s", what, name_of(error));
    qsort(lines, line_count, sizeof lines[0], compare);
    for (int i = 0; i < line_count; i++) {
        SAY(" %s", lines[i]);
    }
    line_count = 0;
}

// Classes 1 to 3 are the program's: what they refer to is told, too.
static jint JNICALL reference(jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong class_tag, jlong referrer_class, jlong size,
                              jlong *tag, jlong *referrer_tag, jint length, void *data) {
    int index = kind == JVMTI_HEAP_REFERENCE_FIELD || kind == JVMTI_HEAP_REFERENCE_STATIC_FIELD ? info->field.index
                : kind == JVMTI_HEAP_REFERENCE_ARRAY_ELEMENT                                     ? info->array.index
                                                                                                : -1;
    if (referrer_class >= 1 && referrer_class <= 4) {
        note("reference %d [%d] to class %d from class %d length %d", kind, index, (int)class_tag, (int)referrer_class, length);
    }
    int ours = class_tag >= 1 && class_tag <= 4;
    if (ours && *tag == 0) {
        *tag = 100 + class_tag;
    }
    return ours ? JVMTI_VISIT_OBJECTS : 0;
}

static jint JNICALL field_value(jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong class_tag, jlong *tag, jvalue value,
                                jvmtiPrimitiveType type, void *data) {
    note("value %d [%d] of class %d: %c %d", kind, info->field.index, (int)class_tag, type, type == 'D' ? (int)(value.d * 100) : type == 'I' ? value.i : value.b);
    return 0;
}

static jint JNICALL array_value(jlong class_tag, jlong size, jlong *tag, jint count, jvmtiPrimitiveType type, const void *elements,
                                void *data) {
    note("array of class %d tag %d length %d %c ends with %d", (int)class_tag, (int)*tag, count, type, ((const jint *)elements)[count - 1]);
    return 0;
}

static jint JNICALL string_value(jlong class_tag, jlong size, jlong *tag, const jchar *units, jint length, void *data) {
    note("string of class %d tag %d length %d %c%d", (int)class_tag, (int)*tag, length, units[0], 0);
    return 0;
}

static jint JNICALL every(jlong class_tag, jlong size, jlong *tag, jint length, void *data) {
    note("object of class %d tag %d length %d", (int)class_tag, (int)*tag, length, 0, 0);
    return 0;
}

static jvmtiIterationControl JNICALL old_object(jlong class_tag, jlong size, jlong *tag, void *data) {
    note("old object of class %d tag %d", (int)class_tag, (int)*tag, 0, 0, 0);
    return JVMTI_ITERATION_CONTINUE;
}

static jvmtiIterationControl JNICALL old_reference(jvmtiObjectReferenceKind kind, jlong class_tag, jlong size, jlong *tag, jlong referrer_tag,
                                                   jint index, void *data) {
    int ours = class_tag >= 1 && class_tag <= 4;
    if (ours || referrer_tag > 100) {
        note("old reference %d [%d] to class %d tag %d from %d", kind, index, (int)class_tag, (int)*tag, (int)referrer_tag);
    }
    return ours ? JVMTI_ITERATION_CONTINUE : JVMTI_ITERATION_IGNORE;
}

static void walk_heap(JNIEnv *jni, jclass suite) {
    const char *names[] = {"WatchSuite$Node", "[Ljava/lang/Object;", "[I", "java/lang/String"};
    jclass classes[4];
    jobject first = object_of(jni, suite);
    for (int i = 0; i < 4; i++) {
        classes[i] = (*jni)->FindClass(jni, names[i]);
        SAY("tag %s", E(SetTag(ti, classes[i], i + 1)));
    }
    jvmtiHeapCallbacks callbacks;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.heap_reference_callback = reference;
    say_lines("follow", (*ti)->FollowReferences(ti, 0, NULL, first, &callbacks, NULL));
    callbacks.primitive_field_callback = field_value;
    callbacks.array_primitive_value_callback = array_value;
    callbacks.string_primitive_value_callback = string_value;
    say_lines("tagged", (*ti)->FollowReferences(ti, JVMTI_HEAP_FILTER_UNTAGGED | JVMTI_HEAP_FILTER_CLASS_UNTAGGED, NULL, first, &callbacks, NULL));
    say_lines("one class", (*ti)->FollowReferences(ti, 0, classes[0], NULL, &callbacks, NULL));
    callbacks.heap_reference_callback = NULL;
    callbacks.heap_iteration_callback = every;
    say_lines("iterate", (*ti)->IterateThroughHeap(ti, JVMTI_HEAP_FILTER_UNTAGGED | JVMTI_HEAP_FILTER_CLASS_UNTAGGED, NULL, &callbacks, NULL));
    say_lines("nodes", (*ti)->IterateThroughHeap(ti, 0, classes[0], &callbacks, NULL));
    say_lines("none", (*ti)->IterateThroughHeap(ti, JVMTI_HEAP_FILTER_TAGGED, classes[0], &callbacks, NULL));
    say_lines("old nodes", (*ti)->IterateOverInstancesOfClass(ti, classes[0], JVMTI_HEAP_OBJECT_EITHER, old_object, NULL));
    say_lines("old tagged", (*ti)->IterateOverHeap(ti, JVMTI_HEAP_OBJECT_TAGGED, old_object, NULL));
    say_lines("old follow", (*ti)->IterateOverObjectsReachableFromObject(ti, first, old_reference, NULL));
    SAY("errors %s %s", E(FollowReferences(ti, 0, NULL, NULL, NULL, NULL)), E(IterateThroughHeap(ti, 0, NULL, NULL, NULL)));
}

static void usage(JNIEnv *jni, jclass class) {
    jvmtiMonitorUsage usage;
    char name[100];
    SAY("usage %s", E(GetObjectMonitorUsage(ti, object_of(jni, class), &usage)));
    thread_name(usage.owner, name);
    SAY(" owner %s entries %d waiters %d %d", name, usage.entry_count, usage.waiter_count, usage.notify_waiter_count);
    thread_name(usage.waiters[0], name);
    SAY(" %s", name);
    jobject contended = NULL;
    SAY(" other %s", E(GetCurrentContendedMonitor(ti, usage.waiters[0], &contended)));
    SAY(" same %d", (*jni)->IsSameObject(jni, contended, object_of(jni, class)));
}

JNIEXPORT void JNICALL Java_WatchSuite_part(JNIEnv *jni, jclass class, jstring text) {
    char name[100] = "";
    (*jni)->GetStringUTFRegion(jni, text, 0, (*jni)->GetStringLength(jni, text), name);
    int on = strncmp(name, "no ", 3) != 0;
    const char *what = on ? name : name + 3;
    if (strcmp(what, "steps") == 0) {
        enable(on, JVMTI_EVENT_SINGLE_STEP);
        return;
    }
    if (strcmp(name, "usage") == 0) {
        // The other thread has told that it waits.
        (*ti)->RawMonitorEnter(ti, lock);
        while (!contended_seen) {
            (*ti)->RawMonitorWait(ti, lock, 0);
        }
        (*ti)->RawMonitorExit(ti, lock);
    }
    SAY("-- %s", name);
    if (strcmp(name, "locals") == 0) {
        static int again;
        if (again++ == 0) {
            locals(jni);
        }
    } else if (strcmp(name, "breakpoints") == 0) {
        breakpoints(jni, class);
    } else if (strcmp(name, "no breakpoints") == 0) {
        no_breakpoints(jni, class);
    } else if (strcmp(what, "calls") == 0) {
        enable(on, JVMTI_EVENT_METHOD_ENTRY);
        enable(on, JVMTI_EVENT_METHOD_EXIT);
    } else if (strcmp(what, "exceptions") == 0) {
        enable(on, JVMTI_EVENT_EXCEPTION);
        enable(on, JVMTI_EVENT_EXCEPTION_CATCH);
    } else if (strcmp(what, "fields") == 0) {
        fields(jni, class, on);
    } else if (strcmp(what, "pops") == 0) {
        jvmtiEventCallbacks callbacks;
        memset(&callbacks, 0, sizeof callbacks);
        callbacks.MethodEntry = pop_entry;
        callbacks.FramePop = frame_pop;
        SAY("callbacks %s", E(SetEventCallbacks(ti, &callbacks, sizeof callbacks)));
        enable(on, JVMTI_EVENT_METHOD_ENTRY);
        enable(on, JVMTI_EVENT_FRAME_POP);
    } else if (strcmp(name, "monitors") == 0) {
        monitors(jni);
    } else if (strcmp(name, "early") == 0) {
        early(jni, class);
    } else if (strcmp(name, "tag") == 0) {
        tag(jni, class);
    } else if (strcmp(name, "tags") == 0) {
        tags(jni);
    } else if (strcmp(name, "heap") == 0) {
        walk_heap(jni, class);
    } else if (strcmp(name, "usage") == 0) {
        usage(jni, class);
    } else if (strcmp(what, "contention") == 0) {
        enable(on, JVMTI_EVENT_MONITOR_CONTENDED_ENTER);
        enable(on, JVMTI_EVENT_MONITOR_CONTENDED_ENTERED);
        enable(on, JVMTI_EVENT_MONITOR_WAIT);
        enable(on, JVMTI_EVENT_MONITOR_WAITED);
    }
}

JNIEXPORT jint JNICALL Agent_OnLoad(JavaVM *vm, char *options, void *reserved) {
    (*vm)->GetEnv(vm, (void **)&ti, JVMTI_VERSION_11);
    jvmtiCapabilities capabilities;
    memset(&capabilities, 0, sizeof capabilities);
    capabilities.can_tag_objects = 1;
    capabilities.can_generate_field_modification_events = 1;
    capabilities.can_generate_field_access_events = 1;
    capabilities.can_get_owned_monitor_info = 1;
    capabilities.can_get_current_contended_monitor = 1;
    capabilities.can_get_monitor_info = 1;
    capabilities.can_pop_frame = 1;
    capabilities.can_access_local_variables = 1;
    capabilities.can_generate_single_step_events = 1;
    capabilities.can_generate_exception_events = 1;
    capabilities.can_generate_frame_pop_events = 1;
    capabilities.can_generate_breakpoint_events = 1;
    capabilities.can_suspend = 1;
    capabilities.can_generate_method_entry_events = 1;
    capabilities.can_generate_method_exit_events = 1;
    capabilities.can_generate_monitor_events = 1;
    capabilities.can_generate_garbage_collection_events = 1;
    capabilities.can_generate_object_free_events = 1;
    capabilities.can_force_early_return = 1;
    capabilities.can_get_owned_monitor_stack_depth_info = 1;
    SAY("capabilities %s", E(AddCapabilities(ti, &capabilities)));
    SAY("early %s", E(SetBreakpoint(ti, NULL, 0)));
    jvmtiEventCallbacks callbacks;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.Breakpoint = breakpoint;
    callbacks.SingleStep = step;
    callbacks.MethodEntry = method_entry;
    callbacks.MethodExit = method_exit;
    callbacks.FramePop = frame_pop;
    callbacks.Exception = exception;
    callbacks.ExceptionCatch = exception_catch;
    callbacks.FieldAccess = field_access;
    callbacks.FieldModification = field_modification;
    SAY("callbacks %s", E(SetEventCallbacks(ti, &callbacks, sizeof callbacks)));
    SAY("monitor %s", E(CreateRawMonitor(ti, "lock", &lock)));
    return 0;
}
