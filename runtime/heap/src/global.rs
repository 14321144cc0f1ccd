//! Global references of JNI and of the VM: slots that live until they are deleted; strong or weak.
