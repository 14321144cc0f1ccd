//! THE table of JNI functions: every slot of `JNINativeInterface` and of `JNIInvokeInterface`, in binary order.
//!
//! What it is: two macros, each listing all rows of one interface to the macro given to it (JNI specification chapter 4
//! "Interface Function Table", chapter 5 "The Invocation API"). The structs, the wrappers (`table.rs`), the slot numbers
//! of the C shim (`build.rs`) and the tests are expanded from it. What it is not: any behaviour. The body of `FindClass`
//! is the function `FindClass` of `bodies/`.
//!
//! Row: `kind Name(arguments after the environment) -> result;`
//!
//! | kind | the slot holds |
//! |---|---|
//! | `reserved` | null |
//! | `vm` | a wrapper: in_native -> in_vm, body, in_vm -> in_native; zero when the body throws |
//! | `java` | as `vm`, for what allocates or may run Java: does nothing when an exception is already pending |
//! | `raw` | a wrapper without a state change: the body touches no object, does not block and does not throw |
//! | `dots` | the C shim's `...` form, which calls the `list` form of the current table |
//! | `list` | the C shim's `va_list` form, which unpacks by the method's shape and calls the `A` form |
//!
//! Invariant: the order is binary interface; rows are only ever appended. Read next: `table.rs`.

/// Calls `$then!` with all 234 rows of JNI 10 (JDK 10 to 20; the version number did not move in 17).
macro_rules! for_each_jni_function {
    ($then:ident) => {
        $then! {
            // Reserved for other object models.
            reserved reserved0();
            reserved reserved1();
            reserved reserved2();
            reserved reserved3();
            // Version, classes, reflection bridge.
            raw GetVersion() -> jint;
            java DefineClass(name: *const c_char, loader: jobject, buf: *const jbyte, len: jsize) -> jclass;
            java FindClass(name: *const c_char) -> jclass;
            java FromReflectedMethod(method: jobject) -> jmethodID;
            java FromReflectedField(field: jobject) -> jfieldID;
            java ToReflectedMethod(clazz: jclass, method: jmethodID, is_static: jboolean) -> jobject;
            vm GetSuperclass(sub: jclass) -> jclass;
            vm IsAssignableFrom(sub: jclass, sup: jclass) -> jboolean;
            java ToReflectedField(clazz: jclass, field: jfieldID, is_static: jboolean) -> jobject;
            // Exceptions.
            vm Throw(obj: jthrowable) -> jint;
            java ThrowNew(clazz: jclass, message: *const c_char) -> jint;
            vm ExceptionOccurred() -> jthrowable;
            vm ExceptionDescribe();
            vm ExceptionClear();
            raw FatalError(message: *const c_char);
            // References.
            vm PushLocalFrame(capacity: jint) -> jint;
            vm PopLocalFrame(result: jobject) -> jobject;
            vm NewGlobalRef(obj: jobject) -> jobject;
            vm DeleteGlobalRef(obj: jobject);
            vm DeleteLocalRef(obj: jobject);
            vm IsSameObject(obj1: jobject, obj2: jobject) -> jboolean;
            vm NewLocalRef(obj: jobject) -> jobject;
            vm EnsureLocalCapacity(capacity: jint) -> jint;
            // Objects.
            java AllocObject(clazz: jclass) -> jobject;
            dots NewObject(clazz: jclass, method: jmethodID) -> jobject;
            list NewObjectV(clazz: jclass, method: jmethodID) -> jobject;
            java NewObjectA(clazz: jclass, method: jmethodID, args: *const jvalue) -> jobject;
            vm GetObjectClass(obj: jobject) -> jclass;
            vm IsInstanceOf(obj: jobject, clazz: jclass) -> jboolean;
            // Instance methods.
            java GetMethodID(clazz: jclass, name: *const c_char, signature: *const c_char) -> jmethodID;
            dots CallObjectMethod(obj: jobject, method: jmethodID) -> jobject;
            list CallObjectMethodV(obj: jobject, method: jmethodID) -> jobject;
            java CallObjectMethodA(obj: jobject, method: jmethodID, args: *const jvalue) -> jobject;
            dots CallBooleanMethod(obj: jobject, method: jmethodID) -> jboolean;
            list CallBooleanMethodV(obj: jobject, method: jmethodID) -> jboolean;
            java CallBooleanMethodA(obj: jobject, method: jmethodID, args: *const jvalue) -> jboolean;
            dots CallByteMethod(obj: jobject, method: jmethodID) -> jbyte;
            list CallByteMethodV(obj: jobject, method: jmethodID) -> jbyte;
            java CallByteMethodA(obj: jobject, method: jmethodID, args: *const jvalue) -> jbyte;
            dots CallCharMethod(obj: jobject, method: jmethodID) -> jchar;
            list CallCharMethodV(obj: jobject, method: jmethodID) -> jchar;
            java CallCharMethodA(obj: jobject, method: jmethodID, args: *const jvalue) -> jchar;
            dots CallShortMethod(obj: jobject, method: jmethodID) -> jshort;
            list CallShortMethodV(obj: jobject, method: jmethodID) -> jshort;
            java CallShortMethodA(obj: jobject, method: jmethodID, args: *const jvalue) -> jshort;
            dots CallIntMethod(obj: jobject, method: jmethodID) -> jint;
            list CallIntMethodV(obj: jobject, method: jmethodID) -> jint;
            java CallIntMethodA(obj: jobject, method: jmethodID, args: *const jvalue) -> jint;
            dots CallLongMethod(obj: jobject, method: jmethodID) -> jlong;
            list CallLongMethodV(obj: jobject, method: jmethodID) -> jlong;
            java CallLongMethodA(obj: jobject, method: jmethodID, args: *const jvalue) -> jlong;
            dots CallFloatMethod(obj: jobject, method: jmethodID) -> jfloat;
            list CallFloatMethodV(obj: jobject, method: jmethodID) -> jfloat;
            java CallFloatMethodA(obj: jobject, method: jmethodID, args: *const jvalue) -> jfloat;
            dots CallDoubleMethod(obj: jobject, method: jmethodID) -> jdouble;
            list CallDoubleMethodV(obj: jobject, method: jmethodID) -> jdouble;
            java CallDoubleMethodA(obj: jobject, method: jmethodID, args: *const jvalue) -> jdouble;
            dots CallVoidMethod(obj: jobject, method: jmethodID);
            list CallVoidMethodV(obj: jobject, method: jmethodID);
            java CallVoidMethodA(obj: jobject, method: jmethodID, args: *const jvalue);
            // Instance methods, not virtual.
            dots CallNonvirtualObjectMethod(obj: jobject, clazz: jclass, method: jmethodID) -> jobject;
            list CallNonvirtualObjectMethodV(obj: jobject, clazz: jclass, method: jmethodID) -> jobject;
            java CallNonvirtualObjectMethodA(obj: jobject, clazz: jclass, method: jmethodID, args: *const jvalue) -> jobject;
            dots CallNonvirtualBooleanMethod(obj: jobject, clazz: jclass, method: jmethodID) -> jboolean;
            list CallNonvirtualBooleanMethodV(obj: jobject, clazz: jclass, method: jmethodID) -> jboolean;
            java CallNonvirtualBooleanMethodA(obj: jobject, clazz: jclass, method: jmethodID, args: *const jvalue) -> jboolean;
            dots CallNonvirtualByteMethod(obj: jobject, clazz: jclass, method: jmethodID) -> jbyte;
            list CallNonvirtualByteMethodV(obj: jobject, clazz: jclass, method: jmethodID) -> jbyte;
            java CallNonvirtualByteMethodA(obj: jobject, clazz: jclass, method: jmethodID, args: *const jvalue) -> jbyte;
            dots CallNonvirtualCharMethod(obj: jobject, clazz: jclass, method: jmethodID) -> jchar;
            list CallNonvirtualCharMethodV(obj: jobject, clazz: jclass, method: jmethodID) -> jchar;
            java CallNonvirtualCharMethodA(obj: jobject, clazz: jclass, method: jmethodID, args: *const jvalue) -> jchar;
            dots CallNonvirtualShortMethod(obj: jobject, clazz: jclass, method: jmethodID) -> jshort;
            list CallNonvirtualShortMethodV(obj: jobject, clazz: jclass, method: jmethodID) -> jshort;
            java CallNonvirtualShortMethodA(obj: jobject, clazz: jclass, method: jmethodID, args: *const jvalue) -> jshort;
            dots CallNonvirtualIntMethod(obj: jobject, clazz: jclass, method: jmethodID) -> jint;
            list CallNonvirtualIntMethodV(obj: jobject, clazz: jclass, method: jmethodID) -> jint;
            java CallNonvirtualIntMethodA(obj: jobject, clazz: jclass, method: jmethodID, args: *const jvalue) -> jint;
            dots CallNonvirtualLongMethod(obj: jobject, clazz: jclass, method: jmethodID) -> jlong;
            list CallNonvirtualLongMethodV(obj: jobject, clazz: jclass, method: jmethodID) -> jlong;
            java CallNonvirtualLongMethodA(obj: jobject, clazz: jclass, method: jmethodID, args: *const jvalue) -> jlong;
            dots CallNonvirtualFloatMethod(obj: jobject, clazz: jclass, method: jmethodID) -> jfloat;
            list CallNonvirtualFloatMethodV(obj: jobject, clazz: jclass, method: jmethodID) -> jfloat;
            java CallNonvirtualFloatMethodA(obj: jobject, clazz: jclass, method: jmethodID, args: *const jvalue) -> jfloat;
            dots CallNonvirtualDoubleMethod(obj: jobject, clazz: jclass, method: jmethodID) -> jdouble;
            list CallNonvirtualDoubleMethodV(obj: jobject, clazz: jclass, method: jmethodID) -> jdouble;
            java CallNonvirtualDoubleMethodA(obj: jobject, clazz: jclass, method: jmethodID, args: *const jvalue) -> jdouble;
            dots CallNonvirtualVoidMethod(obj: jobject, clazz: jclass, method: jmethodID);
            list CallNonvirtualVoidMethodV(obj: jobject, clazz: jclass, method: jmethodID);
            java CallNonvirtualVoidMethodA(obj: jobject, clazz: jclass, method: jmethodID, args: *const jvalue);
            // Instance fields.
            java GetFieldID(clazz: jclass, name: *const c_char, signature: *const c_char) -> jfieldID;
            vm GetObjectField(obj: jobject, field: jfieldID) -> jobject;
            vm GetBooleanField(obj: jobject, field: jfieldID) -> jboolean;
            vm GetByteField(obj: jobject, field: jfieldID) -> jbyte;
            vm GetCharField(obj: jobject, field: jfieldID) -> jchar;
            vm GetShortField(obj: jobject, field: jfieldID) -> jshort;
            vm GetIntField(obj: jobject, field: jfieldID) -> jint;
            vm GetLongField(obj: jobject, field: jfieldID) -> jlong;
            vm GetFloatField(obj: jobject, field: jfieldID) -> jfloat;
            vm GetDoubleField(obj: jobject, field: jfieldID) -> jdouble;
            vm SetObjectField(obj: jobject, field: jfieldID, value: jobject);
            vm SetBooleanField(obj: jobject, field: jfieldID, value: jboolean);
            vm SetByteField(obj: jobject, field: jfieldID, value: jbyte);
            vm SetCharField(obj: jobject, field: jfieldID, value: jchar);
            vm SetShortField(obj: jobject, field: jfieldID, value: jshort);
            vm SetIntField(obj: jobject, field: jfieldID, value: jint);
            vm SetLongField(obj: jobject, field: jfieldID, value: jlong);
            vm SetFloatField(obj: jobject, field: jfieldID, value: jfloat);
            vm SetDoubleField(obj: jobject, field: jfieldID, value: jdouble);
            // Static methods.
            java GetStaticMethodID(clazz: jclass, name: *const c_char, signature: *const c_char) -> jmethodID;
            dots CallStaticObjectMethod(clazz: jclass, method: jmethodID) -> jobject;
            list CallStaticObjectMethodV(clazz: jclass, method: jmethodID) -> jobject;
            java CallStaticObjectMethodA(clazz: jclass, method: jmethodID, args: *const jvalue) -> jobject;
            dots CallStaticBooleanMethod(clazz: jclass, method: jmethodID) -> jboolean;
            list CallStaticBooleanMethodV(clazz: jclass, method: jmethodID) -> jboolean;
            java CallStaticBooleanMethodA(clazz: jclass, method: jmethodID, args: *const jvalue) -> jboolean;
            dots CallStaticByteMethod(clazz: jclass, method: jmethodID) -> jbyte;
            list CallStaticByteMethodV(clazz: jclass, method: jmethodID) -> jbyte;
            java CallStaticByteMethodA(clazz: jclass, method: jmethodID, args: *const jvalue) -> jbyte;
            dots CallStaticCharMethod(clazz: jclass, method: jmethodID) -> jchar;
            list CallStaticCharMethodV(clazz: jclass, method: jmethodID) -> jchar;
            java CallStaticCharMethodA(clazz: jclass, method: jmethodID, args: *const jvalue) -> jchar;
            dots CallStaticShortMethod(clazz: jclass, method: jmethodID) -> jshort;
            list CallStaticShortMethodV(clazz: jclass, method: jmethodID) -> jshort;
            java CallStaticShortMethodA(clazz: jclass, method: jmethodID, args: *const jvalue) -> jshort;
            dots CallStaticIntMethod(clazz: jclass, method: jmethodID) -> jint;
            list CallStaticIntMethodV(clazz: jclass, method: jmethodID) -> jint;
            java CallStaticIntMethodA(clazz: jclass, method: jmethodID, args: *const jvalue) -> jint;
            dots CallStaticLongMethod(clazz: jclass, method: jmethodID) -> jlong;
            list CallStaticLongMethodV(clazz: jclass, method: jmethodID) -> jlong;
            java CallStaticLongMethodA(clazz: jclass, method: jmethodID, args: *const jvalue) -> jlong;
            dots CallStaticFloatMethod(clazz: jclass, method: jmethodID) -> jfloat;
            list CallStaticFloatMethodV(clazz: jclass, method: jmethodID) -> jfloat;
            java CallStaticFloatMethodA(clazz: jclass, method: jmethodID, args: *const jvalue) -> jfloat;
            dots CallStaticDoubleMethod(clazz: jclass, method: jmethodID) -> jdouble;
            list CallStaticDoubleMethodV(clazz: jclass, method: jmethodID) -> jdouble;
            java CallStaticDoubleMethodA(clazz: jclass, method: jmethodID, args: *const jvalue) -> jdouble;
            dots CallStaticVoidMethod(clazz: jclass, method: jmethodID);
            list CallStaticVoidMethodV(clazz: jclass, method: jmethodID);
            java CallStaticVoidMethodA(clazz: jclass, method: jmethodID, args: *const jvalue);
            // Static fields.
            java GetStaticFieldID(clazz: jclass, name: *const c_char, signature: *const c_char) -> jfieldID;
            vm GetStaticObjectField(clazz: jclass, field: jfieldID) -> jobject;
            vm GetStaticBooleanField(clazz: jclass, field: jfieldID) -> jboolean;
            vm GetStaticByteField(clazz: jclass, field: jfieldID) -> jbyte;
            vm GetStaticCharField(clazz: jclass, field: jfieldID) -> jchar;
            vm GetStaticShortField(clazz: jclass, field: jfieldID) -> jshort;
            vm GetStaticIntField(clazz: jclass, field: jfieldID) -> jint;
            vm GetStaticLongField(clazz: jclass, field: jfieldID) -> jlong;
            vm GetStaticFloatField(clazz: jclass, field: jfieldID) -> jfloat;
            vm GetStaticDoubleField(clazz: jclass, field: jfieldID) -> jdouble;
            vm SetStaticObjectField(clazz: jclass, field: jfieldID, value: jobject);
            vm SetStaticBooleanField(clazz: jclass, field: jfieldID, value: jboolean);
            vm SetStaticByteField(clazz: jclass, field: jfieldID, value: jbyte);
            vm SetStaticCharField(clazz: jclass, field: jfieldID, value: jchar);
            vm SetStaticShortField(clazz: jclass, field: jfieldID, value: jshort);
            vm SetStaticIntField(clazz: jclass, field: jfieldID, value: jint);
            vm SetStaticLongField(clazz: jclass, field: jfieldID, value: jlong);
            vm SetStaticFloatField(clazz: jclass, field: jfieldID, value: jfloat);
            vm SetStaticDoubleField(clazz: jclass, field: jfieldID, value: jdouble);
            // Strings.
            java NewString(chars: *const jchar, len: jsize) -> jstring;
            vm GetStringLength(string: jstring) -> jsize;
            vm GetStringChars(string: jstring, is_copy: *mut jboolean) -> *const jchar;
            raw ReleaseStringChars(string: jstring, chars: *const jchar);
            java NewStringUTF(utf: *const c_char) -> jstring;
            vm GetStringUTFLength(string: jstring) -> jsize;
            vm GetStringUTFChars(string: jstring, is_copy: *mut jboolean) -> *const c_char;
            raw ReleaseStringUTFChars(string: jstring, chars: *const c_char);
            // Arrays.
            vm GetArrayLength(array: jarray) -> jsize;
            java NewObjectArray(len: jsize, clazz: jclass, init: jobject) -> jobjectArray;
            vm GetObjectArrayElement(array: jobjectArray, index: jsize) -> jobject;
            vm SetObjectArrayElement(array: jobjectArray, index: jsize, value: jobject);
            java NewBooleanArray(len: jsize) -> jbooleanArray;
            java NewByteArray(len: jsize) -> jbyteArray;
            java NewCharArray(len: jsize) -> jcharArray;
            java NewShortArray(len: jsize) -> jshortArray;
            java NewIntArray(len: jsize) -> jintArray;
            java NewLongArray(len: jsize) -> jlongArray;
            java NewFloatArray(len: jsize) -> jfloatArray;
            java NewDoubleArray(len: jsize) -> jdoubleArray;
            vm GetBooleanArrayElements(array: jbooleanArray, is_copy: *mut jboolean) -> *mut jboolean;
            vm GetByteArrayElements(array: jbyteArray, is_copy: *mut jboolean) -> *mut jbyte;
            vm GetCharArrayElements(array: jcharArray, is_copy: *mut jboolean) -> *mut jchar;
            vm GetShortArrayElements(array: jshortArray, is_copy: *mut jboolean) -> *mut jshort;
            vm GetIntArrayElements(array: jintArray, is_copy: *mut jboolean) -> *mut jint;
            vm GetLongArrayElements(array: jlongArray, is_copy: *mut jboolean) -> *mut jlong;
            vm GetFloatArrayElements(array: jfloatArray, is_copy: *mut jboolean) -> *mut jfloat;
            vm GetDoubleArrayElements(array: jdoubleArray, is_copy: *mut jboolean) -> *mut jdouble;
            vm ReleaseBooleanArrayElements(array: jbooleanArray, elems: *mut jboolean, mode: jint);
            vm ReleaseByteArrayElements(array: jbyteArray, elems: *mut jbyte, mode: jint);
            vm ReleaseCharArrayElements(array: jcharArray, elems: *mut jchar, mode: jint);
            vm ReleaseShortArrayElements(array: jshortArray, elems: *mut jshort, mode: jint);
            vm ReleaseIntArrayElements(array: jintArray, elems: *mut jint, mode: jint);
            vm ReleaseLongArrayElements(array: jlongArray, elems: *mut jlong, mode: jint);
            vm ReleaseFloatArrayElements(array: jfloatArray, elems: *mut jfloat, mode: jint);
            vm ReleaseDoubleArrayElements(array: jdoubleArray, elems: *mut jdouble, mode: jint);
            vm GetBooleanArrayRegion(array: jbooleanArray, start: jsize, len: jsize, buf: *mut jboolean);
            vm GetByteArrayRegion(array: jbyteArray, start: jsize, len: jsize, buf: *mut jbyte);
            vm GetCharArrayRegion(array: jcharArray, start: jsize, len: jsize, buf: *mut jchar);
            vm GetShortArrayRegion(array: jshortArray, start: jsize, len: jsize, buf: *mut jshort);
            vm GetIntArrayRegion(array: jintArray, start: jsize, len: jsize, buf: *mut jint);
            vm GetLongArrayRegion(array: jlongArray, start: jsize, len: jsize, buf: *mut jlong);
            vm GetFloatArrayRegion(array: jfloatArray, start: jsize, len: jsize, buf: *mut jfloat);
            vm GetDoubleArrayRegion(array: jdoubleArray, start: jsize, len: jsize, buf: *mut jdouble);
            vm SetBooleanArrayRegion(array: jbooleanArray, start: jsize, len: jsize, buf: *const jboolean);
            vm SetByteArrayRegion(array: jbyteArray, start: jsize, len: jsize, buf: *const jbyte);
            vm SetCharArrayRegion(array: jcharArray, start: jsize, len: jsize, buf: *const jchar);
            vm SetShortArrayRegion(array: jshortArray, start: jsize, len: jsize, buf: *const jshort);
            vm SetIntArrayRegion(array: jintArray, start: jsize, len: jsize, buf: *const jint);
            vm SetLongArrayRegion(array: jlongArray, start: jsize, len: jsize, buf: *const jlong);
            vm SetFloatArrayRegion(array: jfloatArray, start: jsize, len: jsize, buf: *const jfloat);
            vm SetDoubleArrayRegion(array: jdoubleArray, start: jsize, len: jsize, buf: *const jdouble);
            // Natives and monitors.
            java RegisterNatives(clazz: jclass, methods: *const JNINativeMethod, count: jint) -> jint;
            vm UnregisterNatives(clazz: jclass) -> jint;
            java MonitorEnter(obj: jobject) -> jint;
            vm MonitorExit(obj: jobject) -> jint;
            // Later additions: 1.2, 1.4, 1.6, 9.
            raw GetJavaVM(vm: *mut *mut JavaVM) -> jint;
            vm GetStringRegion(string: jstring, start: jsize, len: jsize, buf: *mut jchar);
            vm GetStringUTFRegion(string: jstring, start: jsize, len: jsize, buf: *mut c_char);
            vm GetPrimitiveArrayCritical(array: jarray, is_copy: *mut jboolean) -> *mut c_void;
            vm ReleasePrimitiveArrayCritical(array: jarray, elems: *mut c_void, mode: jint);
            vm GetStringCritical(string: jstring, is_copy: *mut jboolean) -> *const jchar;
            raw ReleaseStringCritical(string: jstring, chars: *const jchar);
            vm NewWeakGlobalRef(obj: jobject) -> jweak;
            vm DeleteWeakGlobalRef(obj: jweak);
            raw ExceptionCheck() -> jboolean;
            java NewDirectByteBuffer(address: *mut c_void, capacity: jlong) -> jobject;
            vm GetDirectBufferAddress(buf: jobject) -> *mut c_void;
            vm GetDirectBufferCapacity(buf: jobject) -> jlong;
            vm GetObjectRefType(obj: jobject) -> jobjectRefType;
            java GetModule(clazz: jclass) -> jobject;
        }
    };
}
pub(crate) use for_each_jni_function;

/// Calls `$then!` with all rows of the invocation interface. Arguments are those after the `JavaVM*`; every function
/// returns `jint`.
#[allow(
    unused_macros,
    reason = "the build script compiles this file too and needs only the first table"
)]
macro_rules! for_each_invoke_function {
    ($then:ident) => {
        $then! {
            reserved reserved0();
            reserved reserved1();
            reserved reserved2();
            raw DestroyJavaVM() -> jint;
            raw AttachCurrentThread(env: *mut *mut c_void, args: *mut c_void) -> jint;
            raw DetachCurrentThread() -> jint;
            raw GetEnv(env: *mut *mut c_void, version: jint) -> jint;
            raw AttachCurrentThreadAsDaemon(env: *mut *mut c_void, args: *mut c_void) -> jint;
        }
    };
}
#[allow(
    unused_imports,
    reason = "the build script compiles this file too and needs only the first table"
)]
pub(crate) use for_each_invoke_function;
