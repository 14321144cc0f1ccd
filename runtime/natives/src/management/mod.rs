//! `JVM_GetManagement`: the table through which libmanagement asks for figures of the VM.
//!
//! What it is: the slots, in the order that libmanagement of JDK 17 calls them (offset divided by eight), and the slots that are
//! not written, which throw by name. What it is not: the answers.
//!
//! | module | answers |
//! |---|---|
//! | [`attributes`] | numbers and switches |
//! | [`memory`] | memory usage, pools, managers |
//! | [`thread_info`] | threads: states, stack traces, locks, processor time |
//! | [`cpu_time`] | processor time of threads |
//! | [`locks`] | what threads hold and wait for, deadlocks |
//! | [`vm_flags`] | `HotSpotDiagnosticMXBean`'s flags |
//!
//! Invariant: the table never changes once made. Read next: `attributes.rs`.

use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::OnceLock;

use crate::entry::{jvm_plain, slots};

mod attributes;
pub mod cpu_time;
mod locks;
mod memory;
mod thread_info;
mod vm_flags;

/// Versions that are compatible: 1.x of JDK 5 to 8, 2 and 3 since 9 and 14, 4 since 21. The table of 3 and 4 is this one.
const VERSION_2: i32 = 0x2002_0000;
const VERSION_3: i32 = 0x2003_0000;
const VERSION_4: i32 = 0x2004_0000;

/// Slots that say that they are not there yet.
macro_rules! missing {
    ($($name:ident)*) => {
        slots! {
            $(fn $name(t) -> *mut c_void {
                Err(crate::entry::not_implemented(t, concat!("the management function ", stringify!($name))))
            })*
        }
    };
}
missing! {
    SetPoolSensor SetPoolThreshold DumpHeap0 SetVMGlobal GetDiagnosticCommandInfo
    GetDiagnosticCommandArgumentsInfo ExecuteDiagnosticCommand
}

/// The table: one word per slot.
macro_rules! table {
    ($($function:path;)*) => {
        [0, 0, $($function as *const () as usize),*]
    };
}

/// Slots 0 and 1 are reserved.
type Table = [usize; 40];

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        table! {
            attributes::GetVersion;
            attributes::GetOptionalSupport;
            thread_info::GetThreadInfo;
            memory::GetMemoryPools;
            memory::GetMemoryManagers;
            memory::GetMemoryPoolUsage;
            memory::GetPeakMemoryPoolUsage;
            thread_info::GetOneThreadAllocatedMemory;
            thread_info::GetThreadAllocatedMemory;
            memory::GetMemoryUsage;
            attributes::GetLongAttribute;
            attributes::GetBoolAttribute;
            attributes::SetBoolAttribute;
            attributes::GetLongAttributes;
            thread_info::FindCircularBlockedThreads;
            thread_info::GetThreadCpuTime;
            vm_flags::GetVMGlobalNames;
            vm_flags::GetVMGlobals;
            thread_info::GetInternalThreadTimes;
            attributes::ResetStatistic;
            SetPoolSensor;
            SetPoolThreshold;
            memory::GetPoolCollectionUsage;
            memory::GetGCExtAttributeInfo;
            memory::GetLastGCStat;
            thread_info::GetThreadCpuTimeWithKind;
            thread_info::GetThreadCpuTimesWithKind;
            DumpHeap0;
            thread_info::FindDeadlocks;
            SetVMGlobal;
            thread_info::GetTotalThreadAllocatedMemory;
            thread_info::DumpThreads;
            attributes::SetGCNotificationEnabled;
            attributes::GetDiagnosticCommands;
            GetDiagnosticCommandInfo;
            GetDiagnosticCommandArgumentsInfo;
            ExecuteDiagnosticCommand;
            attributes::SetDiagnosticFrameworkNotificationEnabled;
        }
    })
}

jvm_plain! {
    /// Null for a version whose table is another.
    fn JVM_GetManagement(version: i32) -> *mut c_void {
        match version {
            VERSION_2 | VERSION_3 | VERSION_4 => std::ptr::from_ref(table()).cast_mut().cast(),
            _ => null_mut(),
        }
    }
}
