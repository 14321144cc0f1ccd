//! Arithmetic and conversions.

use crate::slow::Implicit;

/// Two registers.
macro_rules! rr {
    ($s:ident, $t:tt, $y:ty, $f:expr) => {{
        let f: fn($t, $y) -> $t = $f;
        let v = f(get!($s, $s.b(), $t), get!($s, $s.c(), $y));
        set!($s, $s.a(), $t, v)
    }};
}

/// Register and constant.
macro_rules! rk {
    ($s:ident, f32, $y:ty, $f:expr) => {{
        let f: fn(f32, f32) -> f32 = $f;
        let v = f(get!($s, $s.b(), f32), f32::from_bits(w1!($s) as u32));
        set!($s, $s.a(), f32, v)
    }};
    ($s:ident, f64, $y:ty, $f:expr) => {{
        let f: fn(f64, f64) -> f64 = $f;
        let v = f(get!($s, $s.b(), f64), f64::from_bits(w1!($s)));
        set!($s, $s.a(), f64, v)
    }};
    ($s:ident, $t:tt, $y:ty, $f:expr) => {{
        let f: fn($t, $y) -> $t = $f;
        let v = f(get!($s, $s.b(), $t), w1!($s) as $y);
        set!($s, $s.a(), $t, v)
    }};
}

/// One register.
macro_rules! un {
    ($s:ident, $from:ty, $to:tt, $f:expr) => {{
        let f: fn($from) -> $to = $f;
        let v = f(get!($s, $s.b(), $from));
        set!($s, $s.a(), $to, v)
    }};
}

macro_rules! div {
    ($s:ident, $t:tt, $y:expr, $f:ident) => {{
        let y = $y as $t;
        if y == 0 {
            throw!($s, Implicit::DivisionByZero)
        }
        let v = get!($s, $s.b(), $t).$f(y);
        set!($s, $s.a(), $t, v)
    }};
}

#[cold]
#[inline(never)]
fn float_remainder(a: f32, b: f32) -> f32 {
    a % b
}

#[cold]
#[inline(never)]
fn double_remainder(a: f64, b: f64) -> f64 {
    a % b
}

handlers! { s:
    IAdd => { rr!(s, i32, i32, |x, y| x.wrapping_add(y)) }
    IAddK => { rk!(s, i32, i32, |x, y| x.wrapping_add(y)) }
    ISub => { rr!(s, i32, i32, |x, y| x.wrapping_sub(y)) }
    ISubK => { rk!(s, i32, i32, |x, y| x.wrapping_sub(y)) }
    IMul => { rr!(s, i32, i32, |x, y| x.wrapping_mul(y)) }
    IMulK => { rk!(s, i32, i32, |x, y| x.wrapping_mul(y)) }
    IDiv => { div!(s, i32, get!(s, s.c(), i32), wrapping_div) }
    IDivK => { div!(s, i32, w1!(s), wrapping_div) }
    IRem => { div!(s, i32, get!(s, s.c(), i32), wrapping_rem) }
    IRemK => { div!(s, i32, w1!(s), wrapping_rem) }
    IAnd => { rr!(s, i32, i32, |x, y| x & y) }
    IAndK => { rk!(s, i32, i32, |x, y| x & y) }
    IOr => { rr!(s, i32, i32, |x, y| x | y) }
    IOrK => { rk!(s, i32, i32, |x, y| x | y) }
    IXor => { rr!(s, i32, i32, |x, y| x ^ y) }
    IXorK => { rk!(s, i32, i32, |x, y| x ^ y) }
    IShl => { rr!(s, i32, u32, |x, y| x.wrapping_shl(y)) }
    IShlK => { rk!(s, i32, u32, |x, y| x.wrapping_shl(y)) }
    IShr => { rr!(s, i32, u32, |x, y| x.wrapping_shr(y)) }
    IShrK => { rk!(s, i32, u32, |x, y| x.wrapping_shr(y)) }
    IUshr => { rr!(s, i32, u32, |x, y| (x as u32).wrapping_shr(y) as i32) }
    IUshrK => { rk!(s, i32, u32, |x, y| (x as u32).wrapping_shr(y) as i32) }
    INeg => { un!(s, i32, i32, |x| x.wrapping_neg()) }
    LAdd => { rr!(s, i64, i64, |x, y| x.wrapping_add(y)) }
    LAddK => { rk!(s, i64, i64, |x, y| x.wrapping_add(y)) }
    LSub => { rr!(s, i64, i64, |x, y| x.wrapping_sub(y)) }
    LSubK => { rk!(s, i64, i64, |x, y| x.wrapping_sub(y)) }
    LMul => { rr!(s, i64, i64, |x, y| x.wrapping_mul(y)) }
    LMulK => { rk!(s, i64, i64, |x, y| x.wrapping_mul(y)) }
    LDiv => { div!(s, i64, get!(s, s.c(), i64), wrapping_div) }
    LDivK => { div!(s, i64, w1!(s), wrapping_div) }
    LRem => { div!(s, i64, get!(s, s.c(), i64), wrapping_rem) }
    LRemK => { div!(s, i64, w1!(s), wrapping_rem) }
    LAnd => { rr!(s, i64, i64, |x, y| x & y) }
    LAndK => { rk!(s, i64, i64, |x, y| x & y) }
    LOr => { rr!(s, i64, i64, |x, y| x | y) }
    LOrK => { rk!(s, i64, i64, |x, y| x | y) }
    LXor => { rr!(s, i64, i64, |x, y| x ^ y) }
    LXorK => { rk!(s, i64, i64, |x, y| x ^ y) }
    LShl => { rr!(s, i64, u32, |x, y| x.wrapping_shl(y)) }
    LShlK => { rk!(s, i64, u32, |x, y| x.wrapping_shl(y)) }
    LShr => { rr!(s, i64, u32, |x, y| x.wrapping_shr(y)) }
    LShrK => { rk!(s, i64, u32, |x, y| x.wrapping_shr(y)) }
    LUshr => { rr!(s, i64, u32, |x, y| (x as u64).wrapping_shr(y) as i64) }
    LUshrK => { rk!(s, i64, u32, |x, y| (x as u64).wrapping_shr(y) as i64) }
    LNeg => { un!(s, i64, i64, |x| x.wrapping_neg()) }
    FAdd => { rr!(s, f32, f32, |x, y| x + y) }
    FAddK => { rk!(s, f32, f32, |x, y| x + y) }
    FSub => { rr!(s, f32, f32, |x, y| x - y) }
    FSubK => { rk!(s, f32, f32, |x, y| x - y) }
    FMul => { rr!(s, f32, f32, |x, y| x * y) }
    FMulK => { rk!(s, f32, f32, |x, y| x * y) }
    FDiv => { rr!(s, f32, f32, |x, y| x / y) }
    FDivK => { rk!(s, f32, f32, |x, y| x / y) }
    FRem => { rr!(s, f32, f32, |x, y| float_remainder(x, y)) }
    FRemK => { rk!(s, f32, f32, |x, y| float_remainder(x, y)) }
    FNeg => { un!(s, f32, f32, |x| -x) }
    DAdd => { rr!(s, f64, f64, |x, y| x + y) }
    DAddK => { rk!(s, f64, f64, |x, y| x + y) }
    DSub => { rr!(s, f64, f64, |x, y| x - y) }
    DSubK => { rk!(s, f64, f64, |x, y| x - y) }
    DMul => { rr!(s, f64, f64, |x, y| x * y) }
    DMulK => { rk!(s, f64, f64, |x, y| x * y) }
    DDiv => { rr!(s, f64, f64, |x, y| x / y) }
    DDivK => { rk!(s, f64, f64, |x, y| x / y) }
    DRem => { rr!(s, f64, f64, |x, y| double_remainder(x, y)) }
    DRemK => { rk!(s, f64, f64, |x, y| double_remainder(x, y)) }
    DNeg => { un!(s, f64, f64, |x| -x) }
    I2L => { un!(s, i32, i64, |x| i64::from(x)) }
    I2F => { un!(s, i32, f32, |x| x as f32) }
    I2D => { un!(s, i32, f64, |x| f64::from(x)) }
    L2I => { un!(s, i64, i32, |x| x as i32) }
    L2F => { un!(s, i64, f32, |x| x as f32) }
    L2D => { un!(s, i64, f64, |x| x as f64) }
    // Rust's float-to-int casts saturate and send NaN to 0, as JVMS 6.5.f2i asks.
    F2I => { un!(s, f32, i32, |x| x as i32) }
    F2L => { un!(s, f32, i64, |x| x as i64) }
    F2D => { un!(s, f32, f64, |x| f64::from(x)) }
    D2I => { un!(s, f64, i32, |x| x as i32) }
    D2L => { un!(s, f64, i64, |x| x as i64) }
    D2F => { un!(s, f64, f32, |x| x as f32) }
    I2B => { un!(s, i32, i32, |x| i32::from(x as i8)) }
    I2C => { un!(s, i32, i32, |x| i32::from(x as u16)) }
    I2S => { un!(s, i32, i32, |x| i32::from(x as i16)) }
}
