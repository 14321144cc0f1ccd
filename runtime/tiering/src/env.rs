//! The compiler's questions, answered from the VM's metadata.
