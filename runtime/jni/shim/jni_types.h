/*
 * The few JNI types the C shim needs, after the JNI specification chapter 3. Own header, so that no JDK is needed at
 * build time. The function table is an array of untyped slots; jni_slots.h (generated) numbers them.
 */
#ifndef JNI_TYPES_H
#define JNI_TYPES_H

#include <stdint.h>

typedef uint8_t jboolean;
typedef int8_t jbyte;
typedef uint16_t jchar;
typedef int16_t jshort;
typedef int32_t jint;
typedef int64_t jlong;
typedef float jfloat;
typedef double jdouble;
typedef void *jobject;
typedef jobject jclass;
typedef const void *jmethodID;

typedef union {
    jboolean z;
    jbyte b;
    jchar c;
    jshort s;
    jint i;
    jlong j;
    jfloat f;
    jdouble d;
    jobject l;
} jvalue;

typedef void (*jni_function)(void);
typedef const jni_function *JNIEnv;

#endif
