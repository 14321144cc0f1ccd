//! Memory of the management interface: one heap pool, one pool for class metadata, two collectors.
//!
//! Pools and managers are Java objects made once and kept by global references; their order here is their identity.

use std::ffi::c_char;
use std::sync::{Mutex, PoisonError};

use heap::{Handle, global};
use linker::{arrays, loading, strings};
use metadata::{ClassLoaderData, KlassRef};
use threads::{JavaResult, JavaThread, Value};

use crate::entry::slots;
use crate::vm;

/// The two collectors, by the names that monitoring tools know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Collector {
    Young,
    Full,
}

const COLLECTORS: [(Collector, &str); 2] = [
    (Collector::Young, "Copy"),
    (Collector::Full, "MarkSweepCompact"),
];

/// Name and whether it is of the heap.
const POOLS: [(&str, bool); 2] = [("Tenured Gen", true), ("Metaspace", false)];

/// What is kept of Java objects: the addresses of global slots; empty before the first question.
#[derive(Default)]
struct Beans {
    pools: Vec<usize>,
    managers: Vec<usize>,
}

static BEANS: Mutex<Beans> = Mutex::new(Beans {
    pools: Vec::new(),
    managers: Vec::new(),
});

/// Figures of one kind of memory; -1 where there is no limit.
#[derive(Clone, Copy)]
struct Usage {
    init: i64,
    used: i64,
    committed: i64,
    max: i64,
}

fn heap_usage() -> Usage {
    let figures = vm::heap_figures();
    let init = flags::get().flags.InitialHeapSize as i64;
    Usage {
        init,
        used: figures.used as i64,
        committed: figures.committed as i64,
        max: figures.max as i64,
    }
}

fn class_usage() -> Usage {
    let mut used = 0;
    ClassLoaderData::for_each(|data| used += data.used_bytes());
    Usage {
        init: 0,
        used: used as i64,
        committed: used as i64,
        max: -1,
    }
}

/// A `java.lang.management.MemoryUsage`.
fn usage_object(thread: &mut JavaThread, usage: Usage) -> JavaResult<Handle> {
    let arguments = [
        Value::Long(usage.init),
        Value::Long(usage.used),
        Value::Long(usage.committed),
        Value::Long(usage.max),
    ];
    vm::new_object(
        thread,
        "java/lang/management/MemoryUsage",
        "(JJJJ)V",
        &arguments,
    )
}

/// A call of a factory method in a management class, whose result is kept.
fn make(
    thread: &mut JavaThread,
    class: &str,
    method: &str,
    descriptor: &str,
    arguments: &[Value],
) -> JavaResult<usize> {
    let object = vm::call_static(thread, class, method, descriptor, arguments)?.reference();
    let object = vm::non_null(thread, object)?;
    Ok(global::new(thread.oop(object)) as usize)
}

const HELPER: &str = "sun/management/ManagementFactoryHelper";

fn make_pool(thread: &mut JavaThread, name: &str, is_heap: bool) -> JavaResult<usize> {
    /// Thresholds are not supported.
    const NONE: Value = Value::Long(-1);
    let name = strings::new(thread, name)?;
    let descriptor = "(Ljava/lang/String;ZJJ)Ljava/lang/management/MemoryPoolMXBean;";
    make(
        thread,
        HELPER,
        "createMemoryPool",
        descriptor,
        &[name.into(), is_heap.into(), NONE, NONE],
    )
}

fn make_collector(thread: &mut JavaThread, name: &str) -> JavaResult<usize> {
    /// The richer bean of module jdk.management, if that is there.
    const EXTENDED: &str = "com/sun/management/internal/GarbageCollectorExtImpl";
    let symbol = metadata::Symbol::intern(EXTENDED.as_bytes());
    let class = if loading::find_boot_class(thread, symbol)?.is_some() {
        EXTENDED
    } else {
        HELPER
    };
    let name = strings::new(thread, name)?;
    let descriptor =
        "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/management/GarbageCollectorMXBean;";
    make(
        thread,
        class,
        "createGarbageCollector",
        descriptor,
        &[name.into(), Value::Ref(None)],
    )
}

fn make_manager(thread: &mut JavaThread, name: &str) -> JavaResult<usize> {
    let name = strings::new(thread, name)?;
    let descriptor = "(Ljava/lang/String;)Ljava/lang/management/MemoryManagerMXBean;";
    make(
        thread,
        HELPER,
        "createMemoryManager",
        descriptor,
        &[name.into()],
    )
}

/// Makes the beans if nobody has. Two threads that do so at once make some in vain; the first ones are kept.
fn ensure_beans(thread: &mut JavaThread) -> JavaResult<()> {
    let beans = || BEANS.lock().unwrap_or_else(PoisonError::into_inner);
    if !beans().pools.is_empty() {
        return Ok(());
    }
    let mut made = Beans::default();
    for (name, is_heap) in POOLS {
        made.pools.push(make_pool(thread, name, is_heap)?);
    }
    for (_, name) in COLLECTORS {
        made.managers.push(make_collector(thread, name)?);
    }
    made.managers
        .push(make_manager(thread, "Metaspace Manager")?);
    let mut kept = beans();
    if kept.pools.is_empty() {
        *kept = made;
    }
    Ok(())
}

fn handles(slots: &[usize]) -> Vec<Handle> {
    // SAFETY: slots of global references that are never deleted.
    slots
        .iter()
        .filter_map(|slot| unsafe { Handle::from_slot(*slot as *const usize) })
        .collect()
}

fn pools() -> Vec<Handle> {
    handles(&BEANS.lock().unwrap_or_else(PoisonError::into_inner).pools)
}

fn managers() -> Vec<Handle> {
    handles(
        &BEANS
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .managers,
    )
}

fn position(thread: &JavaThread, all: &[Handle], wanted: Handle) -> Option<usize> {
    all.iter()
        .position(|one| thread.oop(*one) == thread.oop(wanted))
}

/// Which collector a bean is.
pub(super) fn collector_of(thread: &JavaThread, manager: Handle) -> Option<Collector> {
    COLLECTORS
        .get(position(thread, &managers(), manager)?)
        .map(|(collector, _)| *collector)
}

fn bean_array(thread: &mut JavaThread, component: &str, beans: &[Handle]) -> JavaResult<Handle> {
    let component: KlassRef = loading::boot_class(thread, component)?;
    let array = arrays::new_object_array(thread, component, beans.len() as i32)?;
    for (index, bean) in beans.iter().enumerate() {
        vm::set_element(thread, array, index, Some(*bean));
    }
    Ok(array)
}

fn pool_usage(thread: &mut JavaThread, pool: Handle) -> JavaResult<Option<Handle>> {
    ensure_beans(thread)?;
    match position(thread, &pools(), pool).and_then(|index| POOLS.get(index)) {
        Some((_, true)) => usage_object(thread, heap_usage()).map(Some),
        Some((_, false)) => usage_object(thread, class_usage()).map(Some),
        None => Ok(None),
    }
}

/// What a collector tells of a collection beyond the standard, in C's layout.
#[repr(C)]
pub(super) struct ExtendedAttribute {
    name: *const c_char,
    /// A descriptor character.
    kind: c_char,
    description: *const c_char,
}

slots! {
    /// The one attribute that HotSpot's collectors have too. Answers how many were filled in.
    fn GetGCExtAttributeInfo(_t, _manager: Option<Handle>, rows: *mut ExtendedAttribute, count: i32) -> i32 {
        if count < 1 {
            return Ok(0);
        }
        let row = ExtendedAttribute {
            name: c"GcThreadCount".as_ptr(),
            kind: b'I' as c_char,
            description: c"Number of GC threads".as_ptr(),
        };
        // SAFETY: C passes room for `count` rows.
        unsafe { rows.write(row) };
        Ok(1)
    }
    fn GetMemoryUsage(t, is_heap: bool) -> Handle {
        let usage = if is_heap { heap_usage() } else { class_usage() };
        usage_object(t, usage)
    }
    /// All pools, or those of one manager.
    fn GetMemoryPools(t, manager: Option<Handle>) -> Handle {
        ensure_beans(t)?;
        let all = pools();
        let chosen = match manager.and_then(|manager| position(t, &managers(), manager)) {
            Some(index) if index < COLLECTORS.len() => all[..1].to_vec(),
            Some(_) => all[1..].to_vec(),
            None => all,
        };
        bean_array(t, "java/lang/management/MemoryPoolMXBean", &chosen)
    }
    /// All managers, or those of one pool.
    fn GetMemoryManagers(t, pool: Option<Handle>) -> Handle {
        ensure_beans(t)?;
        let all = managers();
        let chosen = match pool.and_then(|pool| position(t, &pools(), pool)) {
            Some(0) => all[..COLLECTORS.len()].to_vec(),
            Some(_) => all[COLLECTORS.len()..].to_vec(),
            None => all,
        };
        bean_array(t, "java/lang/management/MemoryManagerMXBean", &chosen)
    }
    fn GetMemoryPoolUsage(t, pool: Handle) -> Option<Handle> {
        pool_usage(t, pool)
    }
    /// Peaks are not kept: the usage now.
    fn GetPeakMemoryPoolUsage(t, pool: Handle) -> Option<Handle> {
        pool_usage(t, pool)
    }
    /// Usage after a collection is not kept.
    fn GetPoolCollectionUsage(_t, _pool: Handle) -> Option<Handle> {
        Ok(None)
    }
    /// Index 0: no collection is remembered.
    fn GetLastGCStat(_t, _manager: Handle, statistics: *mut i64) {
        // SAFETY: C passes a structure that begins with the index.
        unsafe { statistics.write(0) };
        Ok(())
    }
}
