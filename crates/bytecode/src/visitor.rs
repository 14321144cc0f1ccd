//! A visitor with one method per opcode, each falling back to its category's method, and that to `other`.
//!
//! For small analyses that care about a few instructions. Tiers match on `Opcode` directly, one file per category.
//! `wide` has a row and so a method, but the decoder folds the prefix away: it is never called.

use crate::for_each_opcode;
use crate::insn::Insn;
use crate::opcode::Opcode;

macro_rules! fallback {
    ($v:ident, $i:ident, Constants) => {
        $v.constants($i)
    };
    ($v:ident, $i:ident, Loads) => {
        $v.loads($i)
    };
    ($v:ident, $i:ident, Stack) => {
        $v.stack($i)
    };
    ($v:ident, $i:ident, Math) => {
        $v.math($i)
    };
    ($v:ident, $i:ident, Convert) => {
        $v.convert($i)
    };
    ($v:ident, $i:ident, Compare) => {
        $v.compare($i)
    };
    ($v:ident, $i:ident, Control) => {
        $v.control($i)
    };
    ($v:ident, $i:ident, Fields) => {
        $v.fields($i)
    };
    ($v:ident, $i:ident, Arrays) => {
        $v.arrays($i)
    };
    ($v:ident, $i:ident, Invoke) => {
        $v.invoke($i)
    };
    ($v:ident, $i:ident, Objects) => {
        $v.objects($i)
    };
    ($v:ident, $i:ident, Monitors) => {
        $v.monitors($i)
    };
}

macro_rules! category_methods {
    ($($method:ident)*) => {
        $(
            #[doc = concat!("Any instruction of category `", stringify!($method), "` without a method of its own.")]
            fn $method(&mut self, insn: &Insn) -> Self::Output {
                self.other(insn)
            }
        )*
    };
}

macro_rules! define_visitor {
    ($(($code:literal, $variant:ident, $visit:ident, $name:literal, $format:ident $(($implicit:literal))?,
        [$($pop:ident)*] => [$($push:ident)*], $category:ident, [$($flag:ident)*], $section:literal))*) => {
        /// See the module's text; override what matters, call [`dispatch`].
        pub trait Visitor {
            type Output;

            /// Instructions whose category is not overridden either.
            fn other(&mut self, insn: &Insn) -> Self::Output;

            category_methods!(constants loads stack math convert compare control fields arrays invoke objects monitors);

            $(
                #[doc = concat!("`", $name, "`")]
                fn $visit(&mut self, insn: &Insn) -> Self::Output {
                    fallback!(self, insn, $category)
                }
            )*
        }

        /// Calls the visitor's method for the instruction's opcode.
        pub fn dispatch<V: Visitor>(visitor: &mut V, insn: &Insn) -> V::Output {
            match insn.opcode {
                $(Opcode::$variant => visitor.$visit(insn),)*
            }
        }
    };
}
for_each_opcode!(define_visitor);
