//! Calls of constructors: how an object becomes initialized (JVMS 4.10.1.9, `invokespecial`).
//!
//! A constructor may call one of its own class or superclass on `this`. Inside a try block that is tolerated if every handler
//! ends in `athrow`, so that no half-made object escapes.

use bytecode::{Insn, Opcode, decode_at};
use classfile::constant_pool::Member as MemberText;

use crate::error::{ErrorKind, VerifyFailure};
use crate::hierarchy::{Hierarchy, Member};
use crate::method::{Checked, Verifier};
use crate::report::{Origin, Reason};
use crate::types::{Type, Want};

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    /// The receiver of an `<init>` call; arguments have been popped. `class` is the class named by the instruction.
    pub(super) fn call_constructor(
        &mut self,
        insn: &Insn,
        class: Type,
        member: &MemberText<'_>,
    ) -> Checked<(), H> {
        let object = self.pop(Want::Reference)?;
        let made = match object {
            Type::UninitializedThis => {
                self.check_own_constructor(insn, class)?;
                self.this_type
            }
            Type::Uninitialized(bci) => {
                self.check_new_constructor(insn, u32::from(bci), class, member)?;
                class
            }
            _ => return self.bad_operand_from(ErrorKind::InitOperand {}, None),
        };
        if self.is_in_try(insn.bci) {
            // Handlers may be entered from inside the constructor, with the object not initialized yet.
            self.match_handlers(insn.bci, self.frame.this_uninitialized)?;
        }
        self.frame.initialize(object, made);
        Ok(())
    }

    /// `this(..)` or `super(..)`.
    fn check_own_constructor(&mut self, insn: &Insn, class: Type) -> Checked<(), H> {
        let name = self.text_of(class);
        if class != self.this_type && self.class.super_name() != Some(name) {
            let reason = Reason::WrongType {
                actual: (Want::Is(class), Origin::Nowhere),
                expected: Some((Want::Is(self.this_type), Origin::Nowhere)),
            };
            return self.fail_in(ErrorKind::InitCall {}, insn.bci, reason, None);
        }
        for entry in self.code.exception_table.iter() {
            if (u32::from(entry.start)..u32::from(entry.end)).contains(&insn.bci)
                && !self.ends_in_athrow(u32::from(entry.handler))
            {
                return self.bad_code(ErrorKind::InitInTry {});
            }
        }
        Ok(())
    }

    /// The constructor of an object made by the `new` at `new_bci`.
    fn check_new_constructor(
        &mut self,
        insn: &Insn,
        new_bci: u32,
        class: Type,
        member: &MemberText<'_>,
    ) -> Checked<(), H> {
        let new = match decode_at(self.code.code, new_bci) {
            Ok(new) if new.opcode == Opcode::New => new,
            _ => {
                let kind = ErrorKind::InitNew {};
                return self.fail_in(kind, new_bci, Reason::BadCode, None);
            }
        };
        let new_index = new.cp_index();
        let made = self.operand_class(new_index)?;
        if made != class {
            let reason = Reason::WrongType {
                actual: (Want::Is(made), Origin::Pool(new_index)),
                expected: Some((Want::Is(class), Origin::Pool(insn.cp_index()))),
            };
            return self.fail_in(ErrorKind::InitClass {}, insn.bci, reason, None);
        }
        if self.hierarchy.is_superclass_of_current(member.class) {
            let protected = self
                .hierarchy
                .is_protected_in_other_package(
                    member.class,
                    Member::Method,
                    member.name,
                    member.descriptor,
                )
                .map_err(VerifyFailure::Loading)?;
            if protected && !self.is_assignable_protected(self.this_type, made)? {
                let reason = Reason::WrongType {
                    actual: (Want::Is(made), Origin::Pool(new_index)),
                    expected: Some((Want::Is(self.this_type), Origin::Nowhere)),
                };
                return self.fail_in(ErrorKind::InitProtected {}, insn.bci, reason, None);
            }
        }
        Ok(())
    }

    /// Whether no way from `start` leads to a `return` or off the end of the code; handlers on the way count. Loops without
    /// exit pass. Allocates: few constructors call another inside a try block.
    fn ends_in_athrow(&self, start: u32) -> bool {
        let code = self.code.code;
        let mut seen = vec![false; code.len()];
        let mut todo = vec![i64::from(start)];
        while let Some(bci) = todo.pop() {
            let Some(visited) = usize::try_from(bci).ok().and_then(|bci| seen.get_mut(bci)) else {
                return false;
            };
            if std::mem::replace(visited, true) {
                continue;
            }
            let bci = bci as u32;
            let Ok(insn) = decode_at(code, bci) else {
                return false;
            };
            if insn.opcode == Opcode::Return {
                return false;
            }
            for entry in self.code.exception_table.iter() {
                let covers = (u32::from(entry.start)..u32::from(entry.end)).contains(&bci);
                if covers && seen.get(usize::from(entry.handler)) == Some(&false) {
                    todo.push(i64::from(entry.handler));
                }
            }
            insn.for_each_target(code, |target| todo.push(i64::from(target)));
            if !insn.opcode.ends_block() {
                todo.push(i64::from(insn.next));
            }
        }
        true
    }
}
