/* Native functions for the tests of src/shape.rs and src/call.rs. Each folds its arguments into one checkable value. */
#include "jni_types.h"

jdouble target_ints(void *env, void *holder, jint a, jint b, jint c, jint d, jint e, jint f, jint g, jint h, jint i,
                    jint j)
{
    return (env == (void *)1 && holder == (void *)2)
        ? a + 2.0 * b + 3.0 * c + 4.0 * d + 5.0 * e + 6.0 * f + 7.0 * g + 8.0 * h + 9.0 * i + 10.0 * j
        : -1;
}

jdouble target_doubles(void *env, void *holder, jdouble a, jdouble b, jdouble c, jdouble d, jdouble e, jdouble f,
                       jdouble g, jdouble h, jdouble i, jdouble j)
{
    (void)env, (void)holder;
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j;
}

/* Everything at once; the ints and the doubles both run over onto the stack, interleaved. */
jdouble target_mixed(void *env, void *holder, jint a, jfloat b, jlong c, jdouble d, jobject e, jboolean f, jdouble g,
                     jshort h, jfloat i, jfloat j, jbyte k, jdouble l, jfloat m, jdouble n, jfloat o, jlong p, jchar q,
                     jdouble r)
{
    if (env != (void *)1 || holder != (void *)2 || e != (void *)0x1234 || ((uintptr_t)__builtin_frame_address(0) & 15)) {
        return -1;
    }
    return a + 2 * b + 3.0 * c + 4 * d + 5.0 * f + 6 * g + 7.0 * h + 8 * i + 9 * j + 10.0 * k + 11 * l + 12 * m + 13 * n
        + 14 * o + 15.0 * p + 16.0 * q + 17 * r;
}

/* Results with dirt above the value, as C code may leave it. */
jlong target_dirty(void *env, void *holder, jlong word)
{
    (void)env, (void)holder;
    return word;
}

jfloat target_float(void *env, void *holder, jfloat a)
{
    (void)env, (void)holder;
    return a * 2;
}
