//! Log tags and levels: one row per tag. HotSpot's names, so that `-Xlog:gc*` means what users expect, then ours.

macro_rules! tags {
    ($($name:ident)*) => {
        /// A log tag; a message carries one to five of them. The names are written as users write them.
        #[allow(non_camel_case_types, reason = "a tag is written in code exactly as on the command line")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Tag {
            $($name,)*
        }

        impl Tag {
            /// All tags, in the order of the listing.
            pub const ALL: &'static [Tag] = &[$(Tag::$name),*];

            /// The name on the command line and in decorations.
            pub fn name(self) -> &'static str {
                let name = match self { $(Tag::$name => stringify!($name),)* };
                name.strip_prefix("r#").unwrap_or(name)
            }
        }
    };
}

tags! {
    add age alloc annotation arguments attach barrier biasedlocking blocks bot breakpoint bytecode cds census class classhisto
    cleanup codecache compaction compilation condy constantpool constraints container coops cpu cset data datacreation dcmd
    decoder defaultmethods director dump dynamic ergo event exceptions exit fingerprint free freelist gc handshake hashtables
    heap humongous ihop iklass indy init inlining install interpreter itables jfr jit jni jvmci jvmti lambda library liveness
    load loader logging malloc map mark marking membername memops metadata metaspace methodcomparator methodhandles mirror mmu
    module monitorinflation monitormismatch nestmates nmethod nmt normalize numa objecttagging obsolete oldobject oom oopmap
    oops oopstorage os owner pagesize parser patch path perf periodic phases plab placeholders preorder preview promotion
    protectiondomain ptrqueue purge record redefine r#ref refine region reloc remset resolve safepoint sampling scavenge sealed
    setting smr stackbarrier stackmap stacktrace stackwalk start startup startuptime state stats streaming stringdedup
    stringtable subclass survivor suspend sweep symboltable system table task thread throttle time timer tlab tracking
    trimnative unload unshareable update valuebasedclasses verification verify vmmutex vmoperation vmthread vtables
    vtablestubs workgang
    // ours
    deopt osr quicken translate
}

impl Tag {
    /// The tag of that exact name.
    pub fn parse(name: &str) -> Option<Tag> {
        Tag::ALL.iter().copied().find(|tag| tag.name() == name)
    }
}

/// How much a message matters. Ordered; `Off` is above all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Level {
    Trace = 1,
    Debug,
    Info,
    Warning,
    Error,
    Off,
}

impl Level {
    pub const ALL: [Level; 6] = [
        Level::Off,
        Level::Trace,
        Level::Debug,
        Level::Info,
        Level::Warning,
        Level::Error,
    ];

    /// The name on the command line and in decorations.
    pub fn name(self) -> &'static str {
        match self {
            Level::Trace => "trace",
            Level::Debug => "debug",
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
            Level::Off => "off",
        }
    }

    /// The level of that exact name.
    pub fn parse(name: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.name() == name)
    }
}
