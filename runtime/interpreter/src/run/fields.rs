//! Fields.

use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64};

use crate::slow;

macro_rules! gf {
    ($s:ident, $at:ty, $via:ty) => {{
        let o = nonnull!($s, get!($s, $s.b(), u64));
        set!($s, $s.a(), i32, load!($at, o + w1!($s)) as $via as i32)
    }};
}

macro_rules! pf {
    ($s:ident, $at:ty, $t:ty) => {{
        let o = nonnull!($s, get!($s, $s.a(), u64));
        store!($at, o + w1!($s), get!($s, $s.b(), u64) as $t)
    }};
}

handlers! { s:
    GetFieldSlow | GetFieldRefSlow | PutFieldSlow => { slow!(s, slow::fields::resolve_instance) }
    GetStaticSlow | GetStaticRefSlow | PutStaticSlow => { slow!(s, slow::fields::resolve_static) }
    GetFieldI8 => { gf!(s, AtomicU8, i8) }
    GetFieldU16 => { gf!(s, AtomicU16, u16) }
    GetFieldI16 => { gf!(s, AtomicU16, i16) }
    GetField32 => { gf!(s, AtomicU32, u32) }
    GetField64 | GetFieldRef => {
        let o = nonnull!(s, get!(s, s.b(), u64));
        set!(s, s.a(), u64, load!(AtomicU64, o + w1!(s)))
    }
    GetFieldVolatile | GetFieldRefVolatile => {
        let o = nonnull!(s, get!(s, s.b(), u64));
        set!(s, s.a(), u64, slow::fields::read_volatile(o + w1!(s), s.c() as u8))
    }
    PutFieldBool => {
        let o = nonnull!(s, get!(s, s.a(), u64));
        store!(AtomicU8, o + w1!(s), get!(s, s.b(), u8) & 1)
    }
    PutField8 => { pf!(s, AtomicU8, u8) }
    PutField16 => { pf!(s, AtomicU16, u16) }
    PutField32 => { pf!(s, AtomicU32, u32) }
    PutField64 => { pf!(s, AtomicU64, u64) }
    PutFieldRef => {
        let o = nonnull!(s, get!(s, s.a(), u64));
        store_ref!(o + w1!(s), get!(s, s.b(), u64))
    }
    PutFieldVolatile => {
        let o = nonnull!(s, get!(s, s.a(), u64));
        slow::fields::write_volatile(o + w1!(s), s.c() as u8, get!(s, s.b(), u64))
    }
    GetStaticI8 => { set!(s, s.a(), i32, load!(AtomicU8, w1!(s)) as i8 as i32) }
    GetStaticU16 => { set!(s, s.a(), i32, load!(AtomicU16, w1!(s)) as i32) }
    GetStaticI16 => { set!(s, s.a(), i32, load!(AtomicU16, w1!(s)) as i16 as i32) }
    GetStatic32 => { set!(s, s.a(), i32, load!(AtomicU32, w1!(s))) }
    GetStatic64 | GetStaticRef => { set!(s, s.a(), u64, load!(AtomicU64, w1!(s))) }
    GetStaticVolatile | GetStaticRefVolatile => { set!(s, s.a(), u64, slow::fields::read_volatile(w1!(s), s.c() as u8)) }
    PutStaticBool => { store!(AtomicU8, w1!(s), get!(s, s.a(), u8) & 1) }
    PutStatic8 => { store!(AtomicU8, w1!(s), get!(s, s.a(), u8)) }
    PutStatic16 => { store!(AtomicU16, w1!(s), get!(s, s.a(), u16)) }
    PutStatic32 => { store!(AtomicU32, w1!(s), get!(s, s.a(), u32)) }
    PutStatic64 => { store!(AtomicU64, w1!(s), get!(s, s.a(), u64)) }
    PutStaticRef => { store_ref!(w1!(s), get!(s, s.a(), u64)) }
    PutStaticVolatile => { slow::fields::write_volatile(w1!(s), s.c() as u8, get!(s, s.a(), u64)) }
}
