/* The native side of JniSuite.java. Built by the test with the jni.h of the JDK under test. */
#include <jni.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N(ret, name) JNIEXPORT ret JNICALL Java_JniSuite_##name

static char out[4096];
static jstring text(JNIEnv *env) { return (*env)->NewStringUTF(env, out); }
#define CLEAR() (out[0] = 0)
#define PUT(...) snprintf(out + strlen(out), sizeof out - strlen(out), __VA_ARGS__)

N(jdouble, mixed)(JNIEnv *env, jclass k, jint a, jfloat b, jlong c, jdouble d, jobject e, jboolean f, jdouble g,
    jshort h, jfloat i, jfloat j, jbyte kk, jdouble l, jfloat m, jdouble n, jfloat o, jlong p, jchar q, jdouble r)
{
    if ((*env)->GetStringLength(env, e) != 1 || !(*env)->IsSameObject(env, k, (*env)->FindClass(env, "JniSuite"))) return -1;
    return a + 2 * b + 3.0 * c + 4 * d + 5.0 * f + 6 * g + 7.0 * h + 8 * i + 9 * j + 10.0 * kk + 11 * l + 12 * m
        + 13 * n + 14 * o + 15.0 * p + 16.0 * q + 17 * r;
}
N(jstring, instance)(JNIEnv *env, jobject self, jobject other, jint n)
{
    jclass k = (*env)->GetObjectClass(env, self);
    jint a = (*env)->GetIntField(env, self, (*env)->GetFieldID(env, k, "made", "I"));
    jint b = (*env)->GetIntField(env, other, (*env)->GetFieldID(env, k, "made", "I"));
    CLEAR(); PUT("%d %d %d", a, b, n);
    return text(env);
}
/* Declared wider than the Java result, so that the upper bits are dirty. */
N(jint, returnZ)(JNIEnv *env, jclass k, jint x) { return x; }
N(jint, returnB)(JNIEnv *env, jclass k, jint x) { return x; }
N(jint, returnC)(JNIEnv *env, jclass k, jint x) { return x; }
N(jint, returnS)(JNIEnv *env, jclass k, jint x) { return x; }
N(jint, returnI)(JNIEnv *env, jclass k, jint x) { return x; }
N(jlong, returnJ)(JNIEnv *env, jclass k, jlong x) { return x; }
N(jfloat, returnF)(JNIEnv *env, jclass k, jfloat x) { return x; }
N(jdouble, returnD)(JNIEnv *env, jclass k, jdouble x) { return x; }
N(jobject, returnL)(JNIEnv *env, jclass k, jobject x) { return x; }
N(void, returnV)(JNIEnv *env, jclass k) {}
N(jint, overloaded__I)(JNIEnv *env, jclass k, jint x) { return 1; }
N(jint, overloaded__Ljava_lang_String_2)(JNIEnv *env, jclass k, jstring x) { return 2; }
N(jint, has_1under_00024score)(JNIEnv *env, jclass k, jintArray x) { return (*env)->GetArrayLength(env, x); }

static jboolean holds(JNIEnv *env, jobject o)
{
    jclass k = (*env)->FindClass(env, "java/lang/Thread");
    return (*env)->CallStaticBooleanMethod(env, k, (*env)->GetStaticMethodID(env, k, "holdsLock", "(Ljava/lang/Object;)Z"), o);
}
N(jboolean, holdsClassLock)(JNIEnv *env, jclass k) { return holds(env, k); }
N(jboolean, holdsLock)(JNIEnv *env, jobject o) { return holds(env, o); }

static void put_object(JNIEnv *env, jobject o)
{
    if (!o) { PUT("null "); return; }
    jclass k = (*env)->FindClass(env, "java/lang/Object");
    jstring s = (*env)->CallObjectMethod(env, o, (*env)->GetMethodID(env, k, "toString", "()Ljava/lang/String;"));
    const char *c = (*env)->GetStringUTFChars(env, s, NULL);
    PUT("%s ", c);
    (*env)->ReleaseStringUTFChars(env, s, c);
}
#define M(n, s) (*env)->GetMethodID(env, k, n, s)
#define S(n, s) (*env)->GetStaticMethodID(env, k, n, s)
N(jstring, calls)(JNIEnv *env, jclass k, jobject o)
{
    jvalue v[2];
    jstring arg = (*env)->NewStringUTF(env, "arg");
    CLEAR();
    PUT("%d ", (*env)->CallBooleanMethod(env, o, M("mz", "(Z)Z"), JNI_TRUE));
    PUT("%d ", (*env)->CallByteMethod(env, o, M("mb", "(B)B"), 5));
    PUT("%d ", (*env)->CallCharMethod(env, o, M("mc", "(C)C"), 0xfffe));
    PUT("%d ", (*env)->CallShortMethod(env, o, M("ms", "(S)S"), -300));
    PUT("%d ", (*env)->CallIntMethod(env, o, M("mi", "(IJ)I"), 1, (jlong)41));
    PUT("%lld ", (long long)(*env)->CallLongMethod(env, o, M("mj", "(J)J"), (jlong)1 << 40));
    PUT("%g ", (*env)->CallFloatMethod(env, o, M("mf", "(F)F"), 1.25));
    PUT("%g ", (*env)->CallDoubleMethod(env, o, M("md", "(DF)D"), 1.25, 2.5));
    put_object(env, (*env)->CallObjectMethod(env, o, M("ml", "(Ljava/lang/Object;)Ljava/lang/Object;"), arg));
    (*env)->CallVoidMethod(env, o, M("mv", "(I)V"), 77);
    PUT("%d | ", (*env)->GetIntField(env, o, (*env)->GetFieldID(env, k, "i", "I")));
    v[0].i = 2; v[1].j = 40;
    PUT("%d ", (*env)->CallIntMethodA(env, o, M("mi", "(IJ)I"), v));
    PUT("%d ", (*env)->CallNonvirtualIntMethod(env, o, k, M("mi", "(IJ)I"), 3, (jlong)4));
    PUT("%d ", (*env)->CallNonvirtualIntMethodA(env, o, k, M("mi", "(IJ)I"), v));
    v[0].l = NULL;
    put_object(env, (*env)->CallNonvirtualObjectMethodA(env, o, k, M("ml", "(Ljava/lang/Object;)Ljava/lang/Object;"), v));
    put_object(env, (*env)->CallObjectMethodA(env, o, M("ml", "(Ljava/lang/Object;)Ljava/lang/Object;"), v));
    PUT("| %d ", (*env)->CallStaticBooleanMethod(env, k, S("smz", "(Z)Z"), JNI_FALSE));
    PUT("%d ", (*env)->CallStaticByteMethod(env, k, S("smb", "(B)B"), -128));
    PUT("%d ", (*env)->CallStaticCharMethod(env, k, S("smc", "(C)C"), 65));
    PUT("%d ", (*env)->CallStaticShortMethod(env, k, S("sms", "(S)S"), 300));
    PUT("%d ", (*env)->CallStaticIntMethod(env, k, S("smi", "(IJ)I"), 1, (jlong)-2));
    PUT("%lld ", (long long)(*env)->CallStaticLongMethod(env, k, S("smj", "(J)J"), (jlong)5));
    PUT("%g ", (*env)->CallStaticFloatMethod(env, k, S("smf", "(F)F"), 0.5));
    PUT("%g ", (*env)->CallStaticDoubleMethod(env, k, S("smd", "(DF)D"), 0.5, 0.25));
    put_object(env, (*env)->CallStaticObjectMethod(env, k, S("sml", "(Ljava/lang/Object;)Ljava/lang/Object;"), arg));
    v[0].d = 8; v[1].f = 0.5;
    PUT("%g ", (*env)->CallStaticDoubleMethodA(env, k, S("smd", "(DF)D"), v));
    (*env)->CallStaticVoidMethod(env, k, S("smv", "(I)V"), 78);
    PUT("%d", (*env)->GetStaticIntField(env, k, (*env)->GetStaticFieldID(env, k, "si", "I")));
    return text(env);
}
N(jobject, construct)(JNIEnv *env, jclass k, jint n, jstring s)
{
    return (*env)->NewObject(env, k, M("<init>", "(ILjava/lang/String;)V"), n, s);
}
#define F(n, s) (*env)->GetFieldID(env, k, n, s)
#define SF(n, s) (*env)->GetStaticFieldID(env, k, n, s)
N(void, fields)(JNIEnv *env, jclass k, jobject o)
{
    (*env)->SetBooleanField(env, o, F("z", "Z"), 1);
    (*env)->SetByteField(env, o, F("b", "B"), -128);
    (*env)->SetCharField(env, o, F("c", "C"), 0xffff);
    (*env)->SetShortField(env, o, F("s", "S"), -2);
    (*env)->SetIntField(env, o, F("i", "I"), 1 + (*env)->GetIntField(env, o, F("made", "I")));
    (*env)->SetLongField(env, o, F("j", "J"), (jlong)1 << 50);
    (*env)->SetFloatField(env, o, F("f", "F"), 0.25f);
    (*env)->SetDoubleField(env, o, F("d", "D"), -0.5);
    (*env)->SetObjectField(env, o, F("l", "Ljava/lang/Object;"), (*env)->GetObjectField(env, o, F("text", "Ljava/lang/String;")));
    if (!(*env)->GetBooleanField(env, o, F("z", "Z")) || (*env)->GetByteField(env, o, F("b", "B")) != -128
        || (*env)->GetCharField(env, o, F("c", "C")) != 0xffff || (*env)->GetShortField(env, o, F("s", "S")) != -2
        || (*env)->GetLongField(env, o, F("j", "J")) != (jlong)1 << 50 || (*env)->GetFloatField(env, o, F("f", "F")) != 0.25f
        || (*env)->GetDoubleField(env, o, F("d", "D")) != -0.5)
        (*env)->FatalError(env, "fields do not read back");
}
N(void, statics)(JNIEnv *env, jclass k)
{
    (*env)->SetStaticBooleanField(env, k, SF("sz", "Z"), 1);
    (*env)->SetStaticByteField(env, k, SF("sb", "B"), -1);
    (*env)->SetStaticCharField(env, k, SF("sc", "C"), 65);
    (*env)->SetStaticShortField(env, k, SF("ss", "S"), -3);
    (*env)->SetStaticIntField(env, k, SF("si", "I"), 4);
    (*env)->SetStaticLongField(env, k, SF("sj", "J"), -5);
    (*env)->SetStaticFloatField(env, k, SF("sf", "F"), 6.5f);
    (*env)->SetStaticDoubleField(env, k, SF("sd", "D"), 7.5);
    (*env)->SetStaticObjectField(env, k, SF("sl", "Ljava/lang/Object;"), k);
    if (!(*env)->GetStaticBooleanField(env, k, SF("sz", "Z")) || (*env)->GetStaticByteField(env, k, SF("sb", "B")) != -1
        || (*env)->GetStaticCharField(env, k, SF("sc", "C")) != 65 || (*env)->GetStaticShortField(env, k, SF("ss", "S")) != -3
        || (*env)->GetStaticLongField(env, k, SF("sj", "J")) != -5 || (*env)->GetStaticFloatField(env, k, SF("sf", "F")) != 6.5f
        || (*env)->GetStaticDoubleField(env, k, SF("sd", "D")) != 7.5
        || !(*env)->IsSameObject(env, k, (*env)->GetStaticObjectField(env, k, SF("sl", "Ljava/lang/Object;"))))
        (*env)->FatalError(env, "statics do not read back");
}
N(jstring, arrays)(JNIEnv *env, jclass k, jintArray a, jbooleanArray z, jobjectArray o, jdoubleArray d)
{
    jboolean copy = 9;
    CLEAR();
    jint *p = (*env)->GetIntArrayElements(env, a, &copy);
    PUT("%d %d copy %d ", (*env)->GetArrayLength(env, a), p[2], copy);
    p[0] = 100;
    (*env)->ReleaseIntArrayElements(env, a, p, JNI_COMMIT);
    p[1] = 200;
    (*env)->ReleaseIntArrayElements(env, a, p, JNI_ABORT);
    jint two[2] = {7, 8};
    (*env)->SetIntArrayRegion(env, a, 1, 1, two + 1);
    (*env)->GetIntArrayRegion(env, a, 0, 2, two);
    PUT("%d %d ", two[0], two[1]);
    jboolean *q = (*env)->GetBooleanArrayElements(env, z, NULL);
    q[1] = 1;
    (*env)->ReleaseBooleanArrayElements(env, z, q, 0);
    put_object(env, (*env)->GetObjectArrayElement(env, o, 0));
    put_object(env, (*env)->GetObjectArrayElement(env, o, 1));
    (*env)->SetObjectArrayElement(env, o, 0, (*env)->NewStringUTF(env, "new"));
    jdouble *c = (*env)->GetPrimitiveArrayCritical(env, d, NULL);
    c[1] = c[0] + 10;
    (*env)->ReleasePrimitiveArrayCritical(env, d, c, 0);
    jlongArray l = (*env)->NewLongArray(env, 2);
    jlong value = -3;
    (*env)->SetLongArrayRegion(env, l, 1, 1, &value);
    jlong *e = (*env)->GetLongArrayElements(env, l, NULL);
    PUT("%lld %lld", (long long)e[0], (long long)e[1]);
    (*env)->ReleaseLongArrayElements(env, l, e, JNI_ABORT);
    return text(env);
}
N(jintArray, newInts)(JNIEnv *env, jclass k, jint n) { return (*env)->NewIntArray(env, n); }
N(jobjectArray, newObjects)(JNIEnv *env, jclass k, jint n, jclass c, jobject init) { return (*env)->NewObjectArray(env, n, c, init); }
N(jstring, strings)(JNIEnv *env, jclass k, jstring s)
{
    jsize length = (*env)->GetStringLength(env, s), bytes = (*env)->GetStringUTFLength(env, s);
    CLEAR(); PUT("%d %d:", length, bytes);
    const jchar *c = (*env)->GetStringChars(env, s, NULL);
    for (int i = 0; i < length; i++) PUT(" %x", c[i]);
    jstring again = (*env)->NewString(env, c, length);
    (*env)->ReleaseStringChars(env, s, c);
    const jchar *critical = (*env)->GetStringCritical(env, again, NULL);
    jchar first = critical[1];
    (*env)->ReleaseStringCritical(env, again, critical);
    PUT(" critical %x utf", first);
    const char *u = (*env)->GetStringUTFChars(env, again, NULL);
    for (int i = 0; i <= bytes; i++) PUT(" %x", (unsigned char)u[i]);
    (*env)->ReleaseStringUTFChars(env, again, u);
    char region[16];
    memset(region, '#', sizeof region);
    (*env)->GetStringUTFRegion(env, s, 1, 2, region);
    PUT(" region");
    for (int i = 0; i < 7; i++) PUT(" %x", (unsigned char)region[i]);
    return text(env);
}
N(void, arrayRegion)(JNIEnv *env, jclass k, jintArray a, jint start, jint length)
{
    jint buffer[8];
    (*env)->GetIntArrayRegion(env, a, start, length, buffer);
}
N(jstring, stringRegion)(JNIEnv *env, jclass k, jstring s, jint start, jint length)
{
    jchar buffer[8];
    (*env)->GetStringRegion(env, s, start, length, buffer);
    return (*env)->ExceptionCheck(env) ? NULL : (*env)->NewString(env, buffer, length);
}
N(void, storeElement)(JNIEnv *env, jclass k, jobjectArray a, jint i, jobject v) { (*env)->SetObjectArrayElement(env, a, i, v); }
N(jstring, references)(JNIEnv *env, jclass k, jobject o)
{
    CLEAR();
    jobject local = (*env)->NewLocalRef(env, o), global = (*env)->NewGlobalRef(env, o), weak = (*env)->NewWeakGlobalRef(env, o);
    PUT("%d %d %d ", (*env)->GetObjectRefType(env, local), (*env)->GetObjectRefType(env, global), (*env)->GetObjectRefType(env, weak));
    PUT("%d ", (*env)->GetObjectRefType(env, o));
    PUT("%d%d%d ", (*env)->IsSameObject(env, local, global), (*env)->IsSameObject(env, weak, o), (*env)->IsSameObject(env, weak, NULL));
    jobject strong = (*env)->NewLocalRef(env, weak);
    PUT("%d ", (*env)->IsSameObject(env, strong, o));
    (*env)->DeleteLocalRef(env, local);
    (*env)->DeleteGlobalRef(env, global);
    (*env)->DeleteWeakGlobalRef(env, weak);
    PUT("%d ", (*env)->PushLocalFrame(env, 4));
    for (int i = 0; i < 100; i++) local = (*env)->NewLocalRef(env, o);
    local = (*env)->PopLocalFrame(env, local);
    PUT("%d ", (*env)->IsSameObject(env, local, o));
    PUT("%d %d ", (*env)->EnsureLocalCapacity(env, 1000), (*env)->NewGlobalRef(env, NULL) == NULL);
    put_object(env, local);
    return text(env);
}
N(void, throwIt)(JNIEnv *env, jclass k, jthrowable t) { (*env)->Throw(env, t); }
N(void, throwNew)(JNIEnv *env, jclass k, jstring name, jstring message)
{
    const char *n = (*env)->GetStringUTFChars(env, name, NULL);
    jclass c = (*env)->FindClass(env, n);
    (*env)->ReleaseStringUTFChars(env, name, n);
    if (!c) return;
    const char *m = message ? (*env)->GetStringUTFChars(env, message, NULL) : NULL;
    (*env)->ThrowNew(env, c, m);
    if (m) (*env)->ReleaseStringUTFChars(env, message, m);
}
N(jstring, catching)(JNIEnv *env, jclass k)
{
    CLEAR();
    (*env)->CallStaticVoidMethod(env, k, S("fail", "()V"));
    PUT("%d ", (*env)->ExceptionCheck(env));
    jthrowable t = (*env)->ExceptionOccurred(env);
    (*env)->ExceptionClear(env);
    PUT("%d ", (*env)->ExceptionCheck(env));
    put_object(env, t);
    return text(env);
}
N(jobject, find)(JNIEnv *env, jclass k, jstring name)
{
    const char *n = (*env)->GetStringUTFChars(env, name, NULL);
    jclass c = (*env)->FindClass(env, n);
    (*env)->ReleaseStringUTFChars(env, name, n);
    return c;
}
N(jobject, fieldId)(JNIEnv *env, jclass k, jclass c, jstring name, jstring sig, jboolean is_static)
{
    const char *n = (*env)->GetStringUTFChars(env, name, NULL), *s = (*env)->GetStringUTFChars(env, sig, NULL);
    jfieldID f = is_static ? (*env)->GetStaticFieldID(env, c, n, s) : (*env)->GetFieldID(env, c, n, s);
    return f ? (*env)->ToReflectedField(env, c, f, is_static) : NULL;
}
N(jobject, methodId)(JNIEnv *env, jclass k, jclass c, jstring name, jstring sig, jboolean is_static)
{
    const char *n = (*env)->GetStringUTFChars(env, name, NULL), *s = (*env)->GetStringUTFChars(env, sig, NULL);
    jmethodID m = is_static ? (*env)->GetStaticMethodID(env, c, n, s) : (*env)->GetMethodID(env, c, n, s);
    return m ? (*env)->ToReflectedMethod(env, c, m, is_static) : NULL;
}
N(jobject, bridge)(JNIEnv *env, jclass k, jobject method, jobject field)
{
    jmethodID m = (*env)->FromReflectedMethod(env, method);
    jfieldID f = (*env)->FromReflectedField(env, field);
    CLEAR();
    PUT("%d %d", m == M("mj", "(J)J"), f == F("d", "D"));
    return text(env);
}
N(jstring, classes)(JNIEnv *env, jclass k, jclass sub, jobject o)
{
    jclass object = (*env)->FindClass(env, "java/lang/Object"), runnable = (*env)->FindClass(env, "java/lang/Runnable");
    CLEAR();
    PUT("%d ", (*env)->IsSameObject(env, (*env)->GetSuperclass(env, sub), k));
    PUT("%d %d ", (*env)->GetSuperclass(env, object) == NULL, (*env)->GetSuperclass(env, runnable) == NULL);
    PUT("%d%d%d ", (*env)->IsAssignableFrom(env, sub, k), (*env)->IsAssignableFrom(env, k, sub), (*env)->IsAssignableFrom(env, runnable, object));
    PUT("%d%d%d ", (*env)->IsInstanceOf(env, o, k), (*env)->IsInstanceOf(env, o, runnable), (*env)->IsInstanceOf(env, NULL, runnable));
    put_object(env, (*env)->GetModule(env, object));
    put_object(env, (*env)->GetSuperclass(env, (*env)->FindClass(env, "[I")));
    return text(env);
}
N(jstring, monitors)(JNIEnv *env, jclass k, jobject o)
{
    CLEAR();
    PUT("%d ", (*env)->MonitorEnter(env, o));
    PUT("%d ", holds(env, o));
    PUT("%d ", (*env)->MonitorExit(env, o));
    PUT("%d", holds(env, o));
    return text(env);
}
N(void, monitorExit)(JNIEnv *env, jclass k, jobject o) { (*env)->MonitorExit(env, o); }
N(jobject, direct)(JNIEnv *env, jclass k, jint size)
{
    static char memory[64];
    memory[3] = 33;
    return (*env)->NewDirectByteBuffer(env, memory, size);
}
N(jstring, directInfo)(JNIEnv *env, jclass k, jobject b)
{
    char *p = (*env)->GetDirectBufferAddress(env, b);
    CLEAR(); PUT("%d %lld", p ? p[3] : -1, (long long)(*env)->GetDirectBufferCapacity(env, b));
    return text(env);
}
static jint registered(JNIEnv *env, jclass k, jint x) { return x * 10; }
N(jint, register)(JNIEnv *env, jclass k)
{
    JNINativeMethod m = {"registered", "(I)I", (void *)registered};
    JNINativeMethod bad = {"nope", "(I)I", (void *)registered};
    jint r = (*env)->RegisterNatives(env, k, &bad, 1);
    CLEAR();
    if ((*env)->ExceptionCheck(env)) { (*env)->ExceptionClear(env); r -= 10; }
    return r * 100 + (*env)->RegisterNatives(env, k, &m, 1);
}
N(jstring, version)(JNIEnv *env, jclass k)
{
    JavaVM *vm, *other; jsize n = 0; void *same, *none = &vm;
    (*env)->GetJavaVM(env, &vm);
    jint r = (*vm)->GetEnv(vm, &same, JNI_VERSION_1_8);
    jint bad = (*vm)->GetEnv(vm, &none, 0x00990000);
    JNI_GetCreatedJavaVMs(&other, 1, &n);
    CLEAR(); PUT("%x %d %d %d %d %d %d", (*env)->GetVersion(env), r, same == env, bad, none == NULL, n, vm == other);
    return text(env);
}
struct attach { JavaVM *vm; jobject r; int results[4]; };
static void *attached(void *p)
{
    struct attach *a = p; JNIEnv *env; void *none;
    JavaVMAttachArgs args = {JNI_VERSION_1_6, "guest", NULL};
    a->results[0] = (*a->vm)->GetEnv(a->vm, &none, JNI_VERSION_1_6);
    a->results[1] = (*a->vm)->AttachCurrentThreadAsDaemon(a->vm, (void **)&env, &args);
    jclass k = (*env)->GetObjectClass(env, a->r);
    (*env)->CallVoidMethod(env, a->r, M("run", "()V"));
    a->results[2] = (*a->vm)->DetachCurrentThread(a->vm);
    a->results[3] = (*a->vm)->GetEnv(a->vm, &none, JNI_VERSION_1_6);
    return NULL;
}
N(jstring, attach)(JNIEnv *env, jclass k, jobject r)
{
    struct attach a; pthread_t t;
    (*env)->GetJavaVM(env, &a.vm);
    a.r = (*env)->NewGlobalRef(env, r);
    pthread_create(&t, NULL, attached, &a);
    pthread_join(t, NULL);
    CLEAR(); PUT("%d %d %d %d", a.results[0], a.results[1], a.results[2], a.results[3]);
    return text(env);
}
N(jobject, allocate)(JNIEnv *env, jclass k, jclass c) { return (*env)->AllocObject(env, c); }

static int on_load;
JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *reserved)
{
    JNIEnv *env;
    if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8) == JNI_OK && (*env)->FindClass(env, "JniSuite") != NULL) on_load = 1;
    return JNI_VERSION_1_8;
}
N(jint, onLoad)(JNIEnv *env, jclass k) { return on_load; }
N(jobject, nested)(JNIEnv *env, jclass k, jint depth)
{
    jobject local = (*env)->NewStringUTF(env, "survives");
    jobject result = (*env)->CallStaticObjectMethod(env, k, S("down", "(I)Ljava/lang/Object;"), depth);
    if ((*env)->GetStringUTFLength(env, local) != 8) (*env)->FatalError(env, "a local reference died");
    return result;
}
N(jint, unregister)(JNIEnv *env, jclass k) { return (*env)->UnregisterNatives(env, k); }
N(void, lockedThrow)(JNIEnv *env, jobject o, jthrowable t) { (*env)->Throw(env, t); }
N(jstring, collected)(JNIEnv *env, jclass k, jobject kept)
{
    jclass system = (*env)->FindClass(env, "java/lang/System");
    jmethodID gc = (*env)->GetStaticMethodID(env, system, "gc", "()V");
    jobject fresh = (*env)->CallStaticObjectMethod(env, k, S("fresh", "()Ljava/lang/Object;"));
    jweak lost = (*env)->NewWeakGlobalRef(env, fresh), stays = (*env)->NewWeakGlobalRef(env, kept);
    jobject global = (*env)->NewGlobalRef(env, (*env)->CallStaticObjectMethod(env, k, S("fresh", "()Ljava/lang/Object;")));
    (*env)->CallStaticVoidMethod(env, system, gc);
    jboolean before = (*env)->IsSameObject(env, lost, NULL);
    (*env)->DeleteLocalRef(env, fresh);
    (*env)->CallStaticVoidMethod(env, system, gc);
    CLEAR();
    PUT("%d %d %d ", before, (*env)->IsSameObject(env, lost, NULL), (*env)->NewLocalRef(env, lost) == NULL);
    PUT("%d %d", (*env)->IsSameObject(env, stays, kept), (*env)->GetArrayLength(env, global));
    (*env)->DeleteGlobalRef(env, global);
    (*env)->DeleteWeakGlobalRef(env, lost);
    (*env)->DeleteWeakGlobalRef(env, stays);
    return text(env);
}
/* Returns with an exception pending and calls more functions before, as it may. */
N(void, noClear)(JNIEnv *env, jclass k)
{
    jstring s = (*env)->NewStringUTF(env, "x");
    (*env)->CallStaticVoidMethod(env, k, S("fail", "()V"));
    (*env)->DeleteLocalRef(env, s);
    (*env)->PushLocalFrame(env, 3);
    (*env)->PopLocalFrame(env, NULL);
}
N(jlong, manyLocals)(JNIEnv *env, jclass k, jint n)
{
    jlong sum = 0;
    jint one = 1;
    jintArray a = (*env)->NewIntArray(env, 1);
    for (jint i = 0; i < n; i++) {
        jintArray b = (*env)->NewLocalRef(env, a);
        (*env)->SetIntArrayRegion(env, b, 0, 1, &one);
        sum += (*env)->GetArrayLength(env, b);
        if (i % 2) (*env)->DeleteLocalRef(env, b);
    }
    return sum;
}
