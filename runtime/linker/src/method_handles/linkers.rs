//! `invokeBasic` and the four `linkTo*`: which method such a call runs. The interpreter executes them as frame-replacing calls
//! (a chain of handles must not deepen the stack).
//!
//! | linker | target |
//! |---|---|
//! | `invokeBasic(mh, ...)` | `mh.form.vmentry.method`, all arguments |
//! | `linkToStatic(..., member)`, `linkToSpecial(recv, ..., member)` | `member.method` |
//! | `linkToVirtual(recv, ..., member)` | cell `member.vmindex` of the receiver class's vtable |
//! | `linkToInterface(recv, ..., member)` | cell `member.vmindex` of the receiver class's itable entry of `member.clazz` |
//!
//! The trailing member name is dropped. Read next: `member_name.rs`.

use heap::Oop;
use metadata::{KlassRef, MethodRef, well_known as wk};
use threads::{JavaThread, Thrown};

use super::resolved_method;
use crate::resolve::receiver::may_be_called;
use crate::{lookup, messages, mirrors};

/// Values of `Method::linker_kind`; 0 is no linker.
pub mod kind {
    pub const INVOKE_BASIC: u8 = 1;
    pub const LINK_TO_VIRTUAL: u8 = 2;
    pub const LINK_TO_STATIC: u8 = 3;
    pub const LINK_TO_SPECIAL: u8 = 4;
    pub const LINK_TO_INTERFACE: u8 = 5;
}

/// Why a linker has no target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SelectError {
    /// The receiver (or the handle) is null.
    NullPointer,
    /// The receiver's class has no implementation of `resolved`.
    AbstractMethod {
        receiver: KlassRef,
        resolved: Option<MethodRef>,
    },
    /// The receiver's class has a method for the interface that is not public.
    NotPublic,
    /// The receiver's class does not implement `interface`.
    IncompatibleClassChange {
        receiver: KlassRef,
        interface: KlassRef,
    },
}

/// The method that the linker `linker` (`linker_kind` != 0) runs. For `linkTo*` the last argument slot is the member name: it is
/// not passed on; `invokeBasic` passes all arguments. No allocation, no safepoint.
///
/// # Safety
/// `first` and `last` are the words of the first and the last argument of the running call, valid references if the linker's descriptor
/// says references.
pub unsafe fn select(
    t: &JavaThread,
    linker: MethodRef,
    first: u64,
    last: u64,
) -> Result<MethodRef, SelectError> {
    let argument = |word: u64| {
        // SAFETY: a reference, by the contract of this function and the linker's descriptor.
        unsafe { Oop::from_address(word as usize, t.no_safepoint()) }
            .ok_or(SelectError::NullPointer)
    };
    match linker.linker_kind {
        kind::INVOKE_BASIC => handle_target(argument(first)?),
        kind::LINK_TO_STATIC => member_target(argument(last)?),
        linker => {
            let receiver = argument(first)?.klass();
            member_target_for(linker, receiver, argument(last)?)
        }
    }
}

/// What a linker with a receiver runs for receivers of this class.
///
/// # Errors
/// As [`select`].
pub fn member_target_for(
    linker_kind: u8,
    receiver: KlassRef,
    member: Oop<'_>,
) -> Result<MethodRef, SelectError> {
    match linker_kind {
        kind::LINK_TO_SPECIAL => member_target(member),
        kind::LINK_TO_VIRTUAL => match vtable_index(member) {
            Some(index) => {
                let cell = receiver.vtable().get(usize::from(index));
                cell.and_then(|cell| cell.load())
                    .ok_or(SelectError::AbstractMethod {
                        receiver,
                        resolved: member_target(member).ok(),
                    })
            }
            None => member_target(member),
        },
        _ => interface_target(receiver, member),
    }
}

/// The cell in the vtable of receivers by which a member name's method is selected; `None`: it is not selected.
pub fn vtable_index(member: Oop<'_>) -> Option<u16> {
    u16::try_from(member.get_i64(wk::MEMBER_NAME_VMINDEX.offset())).ok()
}

/// What `invokeBasic` on this handle runs.
pub fn handle_target(handle: Oop<'_>) -> Result<MethodRef, SelectError> {
    handle
        .get_ref(wk::METHOD_HANDLE_FORM.offset())
        .and_then(|form| form.get_ref(wk::LAMBDA_FORM_VMENTRY.offset()))
        .ok_or(SelectError::NullPointer)
        .and_then(member_target)
}

/// The method a resolved member name holds.
pub fn member_target(member: Oop<'_>) -> Result<MethodRef, SelectError> {
    member
        .get_ref(wk::MEMBER_NAME_METHOD.offset())
        .and_then(resolved_method::target)
        .ok_or(SelectError::NullPointer)
}

fn interface_target(receiver: KlassRef, member: Oop<'_>) -> Result<MethodRef, SelectError> {
    let index = member.get_i64(wk::MEMBER_NAME_VMINDEX.offset());
    let (Ok(index), Some(interface)) = (
        u16::try_from(index),
        member
            .get_ref(wk::MEMBER_NAME_CLAZZ.offset())
            .and_then(mirrors::klass_of),
    ) else {
        return member_target(member);
    };
    let selected = lookup::interface_target(&receiver, interface, index);
    if selected.is_some_and(|selected| !may_be_called(selected)) {
        return Err(SelectError::NotPublic);
    }
    selected.ok_or_else(|| {
        if receiver.is_subtype_of(interface) {
            SelectError::AbstractMethod {
                receiver,
                resolved: member_target(member).ok(),
            }
        } else {
            SelectError::IncompatibleClassChange {
                receiver,
                interface,
            }
        }
    })
}

/// Throws what a failed selection means. May run Java, collect.
pub fn throw(t: &mut JavaThread, error: SelectError) -> Thrown {
    match error {
        SelectError::NullPointer => t.throw_empty("java/lang/NullPointerException"),
        SelectError::AbstractMethod { receiver, resolved } => match resolved {
            Some(resolved) => t.throw_new(
                "java/lang/AbstractMethodError",
                &messages::abstract_method(Some(receiver), resolved, None),
            ),
            None => t.throw_empty("java/lang/AbstractMethodError"),
        },
        // (HotSpot has no message here either.)
        SelectError::NotPublic => t.throw_empty("java/lang/IllegalAccessError"),
        SelectError::IncompatibleClassChange {
            receiver,
            interface,
        } => t.throw_new(
            "java/lang/IncompatibleClassChangeError",
            &messages::does_not_implement(receiver, interface),
        ),
    }
}
