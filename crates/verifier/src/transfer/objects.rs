//! `new`, `checkcast`, `instanceof` (JVMS 4.10.1.9). What `new` makes stays uninitialized until its constructor is called
//! (`constructor.rs`).

use bytecode::{Insn, Opcode};

use crate::error::ErrorKind;
use crate::hierarchy::Hierarchy;
use crate::method::{Checked, Verifier};
use crate::report::{Origin, Reason};
use crate::types::{Type, Want};

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    pub(super) fn objects(&mut self, insn: &Insn) -> Checked<(), H> {
        let class = self.operand_class(insn.cp_index())?;
        match insn.opcode {
            Opcode::New => {
                if !matches!(class, Type::Object(_)) {
                    return self.bad_constant(ErrorKind::New {}, insn.cp_index(), class);
                }
                // Bcis of loaded code fit: a method is shorter than 65,536 bytes.
                self.push(Type::Uninitialized(insn.bci as u16))
            }
            Opcode::Checkcast => {
                self.pop(Want::OBJECT)?;
                self.push(class)
            }
            // `instanceof`
            _ => {
                self.pop(Want::OBJECT)?;
                self.push(Type::Integer)
            }
        }
    }

    /// The class that an operand names is not of the kind wanted.
    #[cold]
    pub(super) fn bad_constant(&self, kind: ErrorKind, index: u16, class: Type) -> Checked<(), H> {
        let reason = Reason::WrongType {
            actual: (Want::Is(class), Origin::Pool(index)),
            expected: None,
        };
        self.fail_in(kind, self.frame.bci, reason, None)
    }
}
