//! Jumps, switches, returns, `athrow` (JVMS 4.10.1.9). Subroutines are not for class files that have StackMapTables.

use bytecode::{Insn, Opcode};

use crate::error::ErrorKind;
use crate::hierarchy::Hierarchy;
use crate::method::{Checked, Verifier};
use crate::report::Origin;
use crate::types::{Type, Want};

/// From this class file version on, a switch's padding may be anything.
const FREE_PADDING: u16 = 51;
/// A `tableswitch` of more keys cannot fit a method.
const MAX_KEYS: usize = 65535;

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    pub(super) fn control(&mut self, insn: &Insn) -> Checked<(), H> {
        match insn.opcode {
            Opcode::Goto | Opcode::GotoW => self.branch_to(insn.target()),
            Opcode::Tableswitch | Opcode::Lookupswitch => self.switch(insn),
            Opcode::Ireturn => self.return_value(Type::Integer),
            Opcode::Lreturn => self.return_value(Type::Long),
            Opcode::Freturn => self.return_value(Type::Float),
            Opcode::Dreturn => self.return_value(Type::Double),
            Opcode::Areturn => {
                let value = self.pop(Want::Reference)?;
                self.check_return(value)
            }
            Opcode::Return => {
                if self.return_type != Type::Top {
                    return self.bad_code(ErrorKind::ReturnWanted {});
                }
                if self.is_constructor() && self.frame.this_uninitialized {
                    return self.bad_code(ErrorKind::ConstructorReturn {});
                }
                Ok(())
            }
            Opcode::Athrow => {
                self.pop(Want::Is(Type::THROWABLE))?;
                Ok(())
            }
            Opcode::Ret if insn.wide => self.bad_code(ErrorKind::BadWide {}),
            // `jsr`, `jsr_w`, `ret`
            _ => {
                let opcode = self.code.code[insn.bci as usize];
                self.bad_code(ErrorKind::BadOpcode { opcode })
            }
        }
    }

    fn switch(&mut self, insn: &Insn) -> Checked<(), H> {
        let code = self.code.code;
        if self.class.major < FREE_PADDING && !insn.reserved_bytes_are_zero(code) {
            return self.bad_code(ErrorKind::SwitchPadding {});
        }
        self.pop(Want::INTEGER)?;
        if insn.opcode == Opcode::Tableswitch {
            let switch = insn.table_switch(code);
            if switch.len() > MAX_KEYS {
                return self.bad_code(ErrorKind::SwitchKeys {});
            }
            self.branch_to(switch.default_target())?;
            switch
                .targets()
                .try_for_each(|target| self.branch_to(target))
        } else {
            let switch = insn.lookup_switch(code);
            if !switch.is_sorted() {
                return self.bad_code(ErrorKind::SwitchOrder {});
            }
            self.branch_to(switch.default_target())?;
            switch
                .pairs()
                .try_for_each(|(_, target)| self.branch_to(target))
        }
    }

    fn return_value(&mut self, value: Type) -> Checked<(), H> {
        self.pop_slots(value)?;
        self.check_return(value)
    }

    /// The value just popped must be what the method's descriptor says.
    fn check_return(&mut self, value: Type) -> Checked<(), H> {
        let expected = Some((Want::Is(self.return_type), Origin::Signature));
        if self.return_type == Type::Top {
            return self.bad_operand_from(ErrorKind::ReturnUnwanted {}, expected);
        }
        if !self.is_assignable(self.return_type, value)? {
            return self.bad_operand_from(ErrorKind::ReturnType {}, expected);
        }
        Ok(())
    }
}
