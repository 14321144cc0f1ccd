//! Invocations: arguments go to their canonical slots, which become the callee's locals; nothing is copied at the call.

use bytecode::Opcode;
use classfile::MethodDescriptor;

use super::{Result, Translator};
use crate::ops::Op;

impl Translator<'_> {
    pub(super) fn invoke(&mut self) -> Result<()> {
        let index = self.insn.cp_index();
        let Some(descriptor) = self.method_descriptor(index) else {
            return self.malformed();
        };
        let (op, receiver, site) = match self.insn.opcode {
            Opcode::Invokestatic => (Op::InvokeStaticSlow, 0, 0),
            // In an interface it looks at its receiver as an interface call does (`slow::invoke`).
            Opcode::Invokespecial if self.class.is_interface() => {
                (Op::InvokeSpecialSlow, 1, self.interface_site())
            }
            Opcode::Invokespecial => (Op::InvokeSpecialSlow, 1, 0),
            Opcode::Invokevirtual => (Op::InvokeVirtualSlow, 1, 0),
            Opcode::Invokedynamic => (Op::InvokeDynamicSlow, 0, 0),
            _ => (Op::InvokeInterfaceSlow, 1, self.interface_site()),
        };
        let arguments = descriptor.argument_slots() as usize + receiver;
        let Some(base) = self.stack.len().checked_sub(arguments) else {
            return self.malformed();
        };
        self.canonicalize_all();
        self.stack.truncate(base);
        let target = match descriptor.return_type().slots() {
            // What a linker goes on to may have a result though the call has none (`java.lang.invoke.VarHandleGuards`): it goes where an
            // argument was. Register 0 is the frame's method.
            0 if arguments > 0 => self.slot(base),
            0 => 0,
            slots => self.result(slots)?,
        };
        self.emit(op, self.slot(base), target, site as i16, u64::from(index));
        Ok(())
    }

    /// The number of one more site that remembers what it resolved to.
    fn interface_site(&mut self) -> u16 {
        self.interface_sites += 1;
        self.interface_sites - 1
    }

    /// The descriptor of the method or call site that entry `index` names.
    pub(super) fn method_descriptor(&self, index: u16) -> Option<MethodDescriptor<'static>> {
        crate::descriptor_of(self.class, index)
    }
}
