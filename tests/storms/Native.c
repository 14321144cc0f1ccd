/* Native frames for Native.java: calls back into Java, allocates, locks, with and without a pending exception. */
#include <jni.h>

JNIEXPORT jint JNICALL Java_Native_down(JNIEnv *env, jclass self, jint n) {
    jmethodID up = (*env)->GetStaticMethodID(env, self, "up", "(I)I");
    if (up == NULL) {
        return -1;
    }
    jint result = (*env)->CallStaticIntMethod(env, self, up, n + 1);
    return (*env)->ExceptionCheck(env) ? -2 : result + 1;
}

/* A chain of arrays until there is no memory; the error stays pending. */
JNIEXPORT jobject JNICALL Java_Native_fill(JNIEnv *env, jclass self, jclass objects) {
    jobjectArray chain = NULL;
    for (;;) {
        jobjectArray link = (*env)->NewObjectArray(env, 2, objects, NULL);
        if (link == NULL) {
            return NULL;
        }
        (*env)->SetObjectArrayElement(env, link, 0, chain);
        if (chain != NULL) {
            (*env)->DeleteLocalRef(env, chain);
        }
        chain = link;
        jbyteArray bytes = (*env)->NewByteArray(env, 256 << 10);
        if (bytes == NULL) {
            return NULL;
        }
        (*env)->SetObjectArrayElement(env, chain, 1, bytes);
        (*env)->DeleteLocalRef(env, bytes);
    }
}

/* Calls a Runnable under the monitor of `lock`; what it throws is caught and given back. */
JNIEXPORT jthrowable JNICALL Java_Native_guarded(JNIEnv *env, jclass self, jobject lock, jobject body) {
    jmethodID run = (*env)->GetMethodID(env, (*env)->GetObjectClass(env, body), "run", "()V");
    if (run == NULL || (*env)->MonitorEnter(env, lock) != JNI_OK) {
        return NULL;
    }
    (*env)->CallVoidMethod(env, body, run);
    jthrowable thrown = (*env)->ExceptionOccurred(env);
    (*env)->ExceptionClear(env);
    return (*env)->MonitorExit(env, lock) == JNI_OK ? thrown : NULL;
}

JNIEXPORT void JNICALL Java_Native_raise(JNIEnv *env, jclass self, jclass type, jstring text) {
    const char *message = (*env)->GetStringUTFChars(env, text, NULL);
    if (message != NULL) {
        (*env)->ThrowNew(env, type, message);
        (*env)->ReleaseStringUTFChars(env, text, message);
    }
}
