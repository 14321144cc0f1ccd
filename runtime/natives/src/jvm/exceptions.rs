//! Stack traces of throwables and helpful messages of `NullPointerException`: hands on to `linker`.

use heap::Handle;
use linker::exceptions;
use linker::method_handles::resolved_method;
use linker::{messages, strings};
use metadata::well_known as wk;
use threads::{JavaResult, JavaThread};

use crate::entry::jvm;
use crate::vm;

/// `Throwable.fillInStackTrace`.
pub(crate) fn fill_in_stack_trace(thread: &mut JavaThread, throwable: Handle) -> JavaResult<()> {
    exceptions::fill_in_stack_trace(thread, throwable)
}

/// Null where there is nothing to add.
fn extended_message(thread: &mut JavaThread, throwable: Handle) -> JavaResult<Option<Handle>> {
    match messages::null_pointer_of(thread.oop(throwable)) {
        Some(text) => strings::new(thread, &text).map(Some),
        None => Ok(None),
    }
}

/// Fills a `StackTraceElement` from a `StackFrameInfo`.
fn init_element(thread: &mut JavaThread, element: Handle, info: Handle) -> JavaResult<()> {
    let bci = thread.oop(info).get_i32(wk::STACK_FRAME_INFO_BCI.offset());
    let member = vm::get_ref(thread, info, wk::STACK_FRAME_INFO_MEMBER_NAME.offset());
    let member = vm::non_null(thread, member)?;
    let resolved = vm::get_ref(thread, member, wk::MEMBER_NAME_METHOD.offset());
    let resolved = vm::non_null(thread, resolved)?;
    let Some(method) = resolved_method::target(thread.oop(resolved)) else {
        return Err(thread.throw_empty("java/lang/InternalError"));
    };
    exceptions::fill_stack_trace_element(
        thread,
        element,
        method,
        (!method.is_native()).then_some(bci as u32),
    )
}

jvm! {
    fn JVM_FillInStackTrace(t, throwable: Handle) {
        fill_in_stack_trace(t, throwable)
    }
    fn JVM_InitStackTraceElementArray(t, elements: Option<Handle>, throwable: Option<Handle>) {
        exceptions::stack_trace_elements(t, elements, throwable)
    }
    fn JVM_InitStackTraceElement(t, element: Handle, info: Handle) {
        init_element(t, element, info)
    }
    fn JVM_GetExtendedNPEMessage(t, throwable: Handle) -> Option<Handle> {
        extended_message(t, throwable)
    }
}
