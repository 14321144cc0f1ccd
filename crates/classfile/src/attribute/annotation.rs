//! Annotations, as far as a VM reads them (JVMS 4.7.16): their types. Their values are parsed in Java, from the raw bytes that
//! [`crate::ClassFile::bytes_of`] gives.
//!
//! Malformed annotations are not an error at definition time: iteration stops.

use crate::constant_pool::ConstantPool;
use crate::reader::Reader;

/// Deepest nesting of element values that is followed.
const MAX_DEPTH: usize = 64;

fn skip_element_value(reader: &mut Reader<'_>, depth: usize) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    match reader.u1().ok()? {
        b'e' => reader.skip(4).ok(),
        b'@' => skip_annotation(reader, depth).map(|_| ()),
        b'[' => (0..reader.u2().ok()?).try_for_each(|_| skip_element_value(reader, depth)),
        _ => reader.skip(2).ok(),
    }
}

fn skip_annotation(reader: &mut Reader<'_>, depth: usize) -> Option<u16> {
    let type_index = reader.u2().ok()?;
    for _ in 0..reader.u2().ok()? {
        reader.skip(2).ok()?;
        skip_element_value(reader, depth)?;
    }
    Some(type_index)
}

/// Utf8 entries (field descriptors) of the types of the annotations in a Runtime[In]VisibleAnnotations attribute.
pub fn annotation_types(contents: &[u8]) -> impl Iterator<Item = u16> + '_ {
    let mut reader = Reader::new(contents, 0);
    let count = reader.u2().unwrap_or(0);
    (0..count).map_while(move |_| skip_annotation(&mut reader, MAX_DEPTH))
}

macro_rules! vm_annotations {
    ($($bit:literal $name:ident $($descriptor:literal)+;)*) => {
        /// The annotations of the JDK that speak to the VM. They count only in classes of the boot and platform loaders.
        #[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
        pub struct VmAnnotations(pub u16);

        impl VmAnnotations {
            $(
                #[doc = concat!($("`", $descriptor, "` "),+)]
                pub const $name: VmAnnotations = VmAnnotations(1 << $bit);
            )*

            fn from_descriptor(descriptor: &[u8]) -> VmAnnotations {
                $($(if descriptor == $descriptor.as_bytes() {
                    return VmAnnotations::$name;
                })+)*
                VmAnnotations(0)
            }
        }
    };
}

vm_annotations! {
    0 CALLER_SENSITIVE "Ljdk/internal/reflect/CallerSensitive;";
    1 FORCE_INLINE "Ljdk/internal/vm/annotation/ForceInline;";
    2 DONT_INLINE "Ljdk/internal/vm/annotation/DontInline;";
    3 HIDDEN "Ljdk/internal/vm/annotation/Hidden;" "Ljava/lang/invoke/LambdaForm$Hidden;";
    4 INTRINSIC_CANDIDATE "Ljdk/internal/vm/annotation/IntrinsicCandidate;";
    5 RESERVED_STACK_ACCESS "Ljdk/internal/vm/annotation/ReservedStackAccess;";
    6 STABLE "Ljdk/internal/vm/annotation/Stable;";
    7 CONTENDED "Ljdk/internal/vm/annotation/Contended;";
    8 COMPILED_LAMBDA_FORM "Ljava/lang/invoke/LambdaForm$Compiled;";
    9 INJECTED_PROFILE "Ljava/lang/invoke/InjectedProfile;";
    10 SCOPED "Ljdk/internal/misc/ScopedMemoryAccess$Scoped;";
    11 VALUE_BASED "Ljdk/internal/ValueBased;";
    12 CHANGES_CURRENT_THREAD "Ljdk/internal/vm/annotation/ChangesCurrentThread;";
    13 JVMTI_MOUNT_TRANSITION "Ljdk/internal/vm/annotation/JvmtiMountTransition;";
}

impl VmAnnotations {
    pub const fn contains(self, other: VmAnnotations) -> bool {
        self.0 & other.0 == other.0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those in the contents of a RuntimeVisibleAnnotations attribute.
    pub fn scan(pool: &ConstantPool<'_>, contents: &[u8]) -> VmAnnotations {
        annotation_types(contents)
            .filter_map(|index| pool.utf8(index))
            .fold(VmAnnotations(0), |set, descriptor| {
                VmAnnotations(set.0 | VmAnnotations::from_descriptor(descriptor).0)
            })
    }
}
