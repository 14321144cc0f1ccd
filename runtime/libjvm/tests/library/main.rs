//! Tests of the built libjvm.so: its exports, and how the JDK and its launcher see it.

mod async_trace;
mod attach;
mod crash;
mod debugger;
mod dump;
mod exports;
mod heap_dump;
mod jni_suite;
mod launcher;
mod perf_dump;
mod support;
mod tool_suite;
