//! Moves and constants.

use metadata::OopSlot;

use crate::slow;

handlers! { s:
    Mov => { set!(s, s.a(), u64, get!(s, s.b(), u64)) }
    Mov2 => {
        let (x, y) = (get!(s, s.b(), u64), get!(s, s.c(), u64));
        set!(s, s.a(), u64, x);
        set!(s, s.a() + 1, u64, y)
    }
    Const => { set!(s, s.a(), u64, w1!(s)) }
    Null => { set!(s, s.a(), u64, 0) }
    Nop => {}
    LdcSlow | LdcRefSlow => { slow!(s, slow::constants::load) }
    LdcRef => { set!(s, s.a(), u64, (*(w1!(s) as *const OopSlot)).load() as u64) }
}
