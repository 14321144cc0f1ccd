/* An embedder that runs Java on its primordial thread. Linked with -ljvm. Its argument is a class path. */
#include <jni.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    JavaVM *vm, *other;
    JNIEnv *env;
    char path[4096];
    jsize count = -1;
    snprintf(path, sizeof path, "-Djava.class.path=%s", argc > 1 ? argv[1] : ".");
    JavaVMOption options[2] = {{path, NULL}, {"-XX:NoSuchOption", NULL}};
    JavaVMInitArgs args = {JNI_VERSION_1_8, 1, options, JNI_FALSE};

    jint code = JNI_GetCreatedJavaVMs(&other, 1, &count);
    printf("before: %d %d\n", code, count);
    printf("defaults: %d\n", JNI_GetDefaultJavaVMInitArgs(&args));
    args.version = 0x00990000;
    printf("bad version: %d\n", JNI_CreateJavaVM(&vm, (void **)&env, &args));
    args.version = JNI_VERSION_1_8;
    printf("create: %d\n", JNI_CreateJavaVM(&vm, (void **)&env, &args));
    printf("again: %d\n", JNI_CreateJavaVM(&other, (void **)&env, &args));
    (*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8);
    fflush(stdout);

    jclass system = (*env)->FindClass(env, "java/lang/System");
    jmethodID get = (*env)->GetStaticMethodID(env, system, "getProperty", "(Ljava/lang/String;)Ljava/lang/String;");
    jstring value = (*env)->CallStaticObjectMethod(env, system, get, (*env)->NewStringUTF(env, "java.class.path"));
    const char *text = (*env)->GetStringUTFChars(env, value, NULL);
    printf("class path: %d\n", strcmp(text, path + strlen("-Djava.class.path=")));
    (*env)->ReleaseStringUTFChars(env, value, text);

    /* The application's loader finds what is on the class path; recursion without end is an error like any other. */
    jclass k = (*env)->FindClass(env, "Embedded");
    printf("found: %d\n", k != NULL);
    if (k == NULL) (*env)->ExceptionDescribe(env);
    jmethodID deep = (*env)->GetStaticMethodID(env, k, "deep", "(I)I");
    (*env)->CallStaticIntMethod(env, k, deep, 0);
    jthrowable thrown = (*env)->ExceptionOccurred(env);
    (*env)->ExceptionClear(env);
    printf("overflow: %d\n", (*env)->IsInstanceOf(env, thrown, (*env)->FindClass(env, "java/lang/StackOverflowError")));
    printf("detach and attach: %d", (*vm)->DetachCurrentThread(vm));
    printf(" %d\n", (*vm)->AttachCurrentThread(vm, (void **)&env, NULL));
    (*env)->CallStaticVoidMethod(env, k, (*env)->GetStaticMethodID(env, k, "start", "()V"));
    fflush(stdout);
    printf("destroy: %d\n", (*vm)->DestroyJavaVM(vm));
    code = JNI_GetCreatedJavaVMs(&other, 1, &count);
    printf("after: %d %d\n", code, count);
    printf("recreate: %d\n", JNI_CreateJavaVM(&vm, (void **)&env, &args));
    return 0;
}
