/*
 * The variadic JNI functions, which stable Rust cannot define: 31 `...` forms and 31 `va_list` forms, and the printf
 * family jio_* that the JDK's libraries import from libjvm.
 *
 * A `...` form calls the `V` form of the *current* table, a `V` form unpacks the list and calls the `A` form of the
 * current table, so that a replaced table (JVMTI, -Xcheck:jni) sees every call. JNI specification chapter 4,
 * "Calling Instance Methods".
 */
#include <stdarg.h>
#include <stdio.h>

#include "jni_slots.h"
#include "jni_types.h"

/* The JVM allows 255 argument words; each is at most one jvalue. */
#define MAX_ARGUMENTS 255

/* Supplied by Rust: one descriptor letter per parameter ("IJLF"), references and arrays as 'L'. Never null. */
extern const char *rs_method_shape(jmethodID method);

static void unpack(jmethodID method, va_list list, jvalue *out)
{
    for (const char *shape = rs_method_shape(method); *shape != 0; shape++, out++) {
        switch (*shape) {
        /* C promotes what is narrower than int to int, and float to double. */
        case 'Z': out->z = (jboolean)va_arg(list, int) != 0; break;
        case 'B': out->b = (jbyte)va_arg(list, int); break;
        case 'C': out->c = (jchar)va_arg(list, int); break;
        case 'S': out->s = (jshort)va_arg(list, int); break;
        case 'I': out->i = va_arg(list, jint); break;
        case 'J': out->j = va_arg(list, jlong); break;
        case 'F': out->f = (jfloat)va_arg(list, double); break;
        case 'D': out->d = va_arg(list, double); break;
        default: out->l = va_arg(list, jobject); break;
        }
    }
}

/* RETURNS and ASSIGNS vanish for void. */
#define VALUE_RESULT(type) type result =
#define VALUE_RETURN return result;
#define VOID_RESULT(type)
#define VOID_RETURN

/*
 * One pair of functions. `params` and `args` are the parenthesised parameters between the environment and the method,
 * each followed by a comma.
 */
#define STRIP(...) __VA_ARGS__
#define PAIR(name, type, kind, params, args)                                                                           \
    type c_##name##V(JNIEnv *env, STRIP params jmethodID method, va_list list)                                         \
    {                                                                                                                  \
        typedef type (*a_form)(JNIEnv *, STRIP params jmethodID, const jvalue *);                                      \
        jvalue values[MAX_ARGUMENTS];                                                                                  \
        va_list copy;                                                                                                  \
        va_copy(copy, list);                                                                                           \
        unpack(method, copy, values);                                                                                  \
        va_end(copy);                                                                                                  \
        kind##_RESULT(type)((a_form)(*env)[SLOT_##name##A])(env, STRIP args method, values);                           \
        kind##_RETURN                                                                                                  \
    }                                                                                                                  \
    type c_##name(JNIEnv *env, STRIP params jmethodID method, ...)                                                     \
    {                                                                                                                  \
        typedef type (*v_form)(JNIEnv *, STRIP params jmethodID, va_list);                                             \
        va_list list;                                                                                                  \
        va_start(list, method);                                                                                        \
        kind##_RESULT(type)((v_form)(*env)[SLOT_##name##V])(env, STRIP args method, list);                             \
        va_end(list);                                                                                                  \
        kind##_RETURN                                                                                                  \
    }

#define CALLS(Name, type, kind)                                                                                        \
    PAIR(Call##Name##Method, type, kind, (jobject object, ), (object, ))                                               \
    PAIR(CallNonvirtual##Name##Method, type, kind, (jobject object, jclass clazz, ), (object, clazz, ))                \
    PAIR(CallStatic##Name##Method, type, kind, (jclass clazz, ), (clazz, ))

PAIR(NewObject, jobject, VALUE, (jclass clazz, ), (clazz, ))
CALLS(Object, jobject, VALUE)
CALLS(Boolean, jboolean, VALUE)
CALLS(Byte, jbyte, VALUE)
CALLS(Char, jchar, VALUE)
CALLS(Short, jshort, VALUE)
CALLS(Int, jint, VALUE)
CALLS(Long, jlong, VALUE)
CALLS(Float, jfloat, VALUE)
CALLS(Double, jdouble, VALUE)
CALLS(Void, void, VOID)

/* jio_*: printf, but the bounded forms always terminate and answer -1 when the text did not fit. */
int rs_jio_vsnprintf(char *buffer, size_t size, const char *format, va_list list)
{
    if ((intptr_t)size <= 0) {
        return -1;
    }
    int length = vsnprintf(buffer, size, format, list);
    if (length < 0 || (size_t)length >= size) {
        buffer[size - 1] = 0;
        return -1;
    }
    return length;
}

int rs_jio_snprintf(char *buffer, size_t size, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int length = rs_jio_vsnprintf(buffer, size, format, list);
    va_end(list);
    return length;
}

typedef int (*vfprintf_function)(FILE *, const char *, va_list);

/* The embedder's, passed to JNI_CreateJavaVM as an option; set before anything prints. */
static vfprintf_function print_to = vfprintf;

void c_set_vfprintf(vfprintf_function function)
{
    print_to = function;
}

int rs_jio_vfprintf(FILE *file, const char *format, va_list list)
{
    return print_to(file, format, list);
}

int rs_jio_fprintf(FILE *file, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int length = print_to(file, format, list);
    va_end(list);
    return length;
}

int rs_jio_printf(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int length = print_to(stdout, format, list);
    va_end(list);
    return length;
}
