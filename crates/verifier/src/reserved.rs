//! Bytes that are no opcodes of the JVMS but have names and lengths in HotSpot, as its messages tell.
//!
//! A method with one of them is rejected when the walk reaches it, not when its instructions are counted off: so other
//! faults in front of it come first.

/// Code, name, length in bytes; 0: no class file may hold it.
#[rustfmt::skip]
const RESERVED: [(u8, &str, u32); 37] = [
    (0xca, "breakpoint", 1),
    (0xcb, "fast_agetfield", 3),
    (0xcc, "fast_bgetfield", 3),
    (0xcd, "fast_cgetfield", 3),
    (0xce, "fast_dgetfield", 3),
    (0xcf, "fast_fgetfield", 3),
    (0xd0, "fast_igetfield", 3),
    (0xd1, "fast_lgetfield", 3),
    (0xd2, "fast_sgetfield", 3),
    (0xd3, "fast_aputfield", 3),
    (0xd4, "fast_bputfield", 3),
    (0xd5, "fast_zputfield", 3),
    (0xd6, "fast_cputfield", 3),
    (0xd7, "fast_dputfield", 3),
    (0xd8, "fast_fputfield", 3),
    (0xd9, "fast_iputfield", 3),
    (0xda, "fast_lputfield", 3),
    (0xdb, "fast_sputfield", 3),
    (0xdc, "fast_aload_0", 1),
    (0xdd, "fast_iaccess_0", 4),
    (0xde, "fast_aaccess_0", 4),
    (0xdf, "fast_faccess_0", 4),
    (0xe0, "fast_iload", 2),
    (0xe1, "fast_iload2", 4),
    (0xe2, "fast_icaload", 3),
    (0xe3, "fast_invokevfinal", 3),
    (0xe4, "fast_linearswitch", 0),
    (0xe5, "fast_binaryswitch", 0),
    (0xe6, "fast_aldc", 2),
    (0xe7, "fast_aldc_w", 3),
    (0xe8, "return_register_finalizer", 1),
    (0xe9, "invokehandle", 3),
    (0xea, "nofast_getfield", 3),
    (0xeb, "nofast_putfield", 3),
    (0xec, "nofast_aload_0", 1),
    (0xed, "nofast_iload", 2),
    (0xee, "_shouldnotreachhere", 1),
];

fn row(code: u8) -> Option<&'static (u8, &'static str, u32)> {
    RESERVED.get(usize::from(code.checked_sub(RESERVED[0].0)?))
}

/// The name shown for a byte that is no opcode.
pub(crate) fn name(code: u8) -> &'static str {
    row(code).map_or("<illegal>", |row| row.1)
}

/// The length of the instruction the byte would start, if it passes for one and lies inside the code.
pub(crate) fn length(code: &[u8], bci: u32) -> Option<u32> {
    let rest = code.get(bci as usize..)?;
    let length = row(*rest.first()?)?.2;
    (length > 0 && rest.len() >= length as usize).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_numbered() {
        for (index, row) in RESERVED.iter().enumerate() {
            assert_eq!(usize::from(row.0), usize::from(RESERVED[0].0) + index);
            assert!(bytecode::Opcode::from_u8(row.0).is_none());
        }
        assert_eq!((name(0xca), name(0xff)), ("breakpoint", "<illegal>"));
        assert_eq!((length(&[0xe0, 1], 0), length(&[0xe0], 0)), (Some(2), None));
    }
}
