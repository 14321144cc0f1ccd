//! The boot order: from option strings to a VM that can run `main`. No logic of its own, only who comes after whom, and why.
//!
//! The order is what the class library demands (notes: JDK 17's `System.initPhase1` to `initPhase3`): the thread object must exist
//! before its constructor runs, `String.COMPACT_STRINGS` and `UnsafeConstants` are poked after their initialisers, only
//! `java.base` may load before phase 2. If a step throws, the exception is printed and creation fails, as in HotSpot.
//! Read next: `natives`, which the library calls from here on.

use std::ffi::c_void;
use std::path::PathBuf;

use heap::Handle;
use jni::types::{JNI_EINVAL, JNI_OK, JavaVM, jint};
use metadata::{ClassLoaderData, well_known as wk};
use threads::{JavaResult, JavaThread, Value, call_java};

use crate::boot_times::{self, Phase};
use crate::{attach, java_home, perf_data};

/// Creates the VM on the calling thread.
///
/// # Safety
/// As the JNI specification demands: all pointers are valid, `args` is a `JavaVMInitArgs`.
#[unsafe(export_name = "rs_JNI_CreateJavaVM")]
unsafe extern "C" fn create_java_vm(
    vm: *mut *mut JavaVM,
    env: *mut *mut c_void,
    args: *mut c_void,
) -> jint {
    // SAFETY: the caller's promise.
    match unsafe { create(args) } {
        Ok(thread) => {
            // SAFETY: the caller's promise: both are valid pointers.
            unsafe {
                *vm = jni::invocation::publish_vm();
                *env = jni::env_of(thread);
            }
            thread.enter_native();
            JNI_OK
        }
        Err(code) => code,
    }
}

/// # Safety
/// `args` is a `JavaVMInitArgs`.
unsafe fn create(args: *mut c_void) -> Result<&'static mut JavaThread, jint> {
    jni::invocation::begin_create()?;
    boot_times::begin();
    occupy_standard_descriptors();
    // SAFETY: the caller's promise.
    let (options, ignore_unrecognized) = unsafe { jni::invocation::options_of(args) }?;
    threads::signal::survive_broken_pipes();
    match flags::boot(&options, ignore_unrecognized) {
        Ok(_) => {}
        Err(flags::Exit::Process(code)) => std::process::exit(code),
        Err(flags::Exit::Reject) => {
            jni::invocation::abandon_create();
            return Err(JNI_EINVAL);
        }
    }
    boot_times::end(Phase::Options);
    prepare().unwrap_or_else(|text| cannot_start(&text));
    let thread = threads::attach::attach_main();
    if let Err(_thrown) = start_java(thread) {
        let thrown = thread.take_pending();
        cannot_start(&thrown.map_or_else(String::new, |throwable| {
            linker::exceptions::describe(thread, throwable)
        }));
    }
    Ok(thread)
}

/// A VM that cannot start says why on stdout and ends the process, as in HotSpot: half of one cannot be taken down again.
fn cannot_start(text: &str) -> ! {
    flags::outln!("Error occurred during initialization of VM\n{text}");
    std::process::exit(1)
}

/// Descriptors 0 to 2 that are closed are taken, so that no file that Java opens gets the number of stdout and what is printed in it.
/// Reading gives the end of the file; writing still fails.
fn occupy_standard_descriptors() {
    for descriptor in 0..=2 {
        // SAFETY: asks about a descriptor, and opens a device that exists everywhere; both can only fail. The lowest free number is
        // the one just found free, as long as no other thread opens files (then the file it opened takes that place).
        unsafe {
            if libc::fcntl(descriptor, libc::F_GETFD) == -1 {
                libc::open(c"/dev/null".as_ptr(), libc::O_RDONLY);
            }
        }
    }
}

/// What must stand before the first thread: address space, heap, hooks, the boot class path. `Err`: a line for the user.
fn prepare() -> Result<(), String> {
    let options = flags::get();
    let home = java_home::find()?;
    threads::signal::set_java_home(home.display().to_string());
    boot_times::end(Phase::Home);
    let append: Vec<PathBuf> = std::env::split_paths(&options.boot_append)
        .filter(|entry| !entry.as_os_str().is_empty())
        .collect();
    metadata::arena::reserve_class_region()
        .map_err(|_| "no free gigabyte of address space below 4 GB for classes".to_owned())?;
    metadata::arena::set_limits(options.flags.MetaspaceSize, options.flags.MaxMetaspaceSize);
    boot_times::end(Phase::Arenas);
    heap::init(&options.flags)?;
    boot_times::end(Phase::Heap);
    install_hooks();
    tiering::boot()?;
    boot_times::end(Phase::Compiler);
    linker::class_path::init(&home)?;
    for entry in &append {
        linker::class_path::append(entry);
    }
    boot_times::end(Phase::Image);
    jni::agents::load(&options.agents, &home)?;
    jvmti::agents_are_loaded();
    boot_times::end(Phase::Agents);
    Ok(())
}

/// Everything that must reach upward is connected here, before the first class loads.
fn install_hooks() {
    interpreter::boot();
    heap::control::install(threads::control());
    linker::link::set_old_verifier(natives::verify_old_class);
    tiering::use_leaves(natives::lookup_leaf);
    jni::install(jni::Hooks {
        direct_lookup: natives::lookup_direct,
        reflection: natives::reflection(),
        before_shutdown: tiering::before_shutdown,
        main_is_next: boot_times::main_is_next,
        tool_environment: jvmti::environment,
        native_prefixes: jvmti::native_prefixes,
        vm_death: jvmti::vm_death,
        before_exit: || {
            boot_times::print();
            natives::before_exit();
        },
    });
    threads::hooks::install(threads::hooks::Hooks {
        throw_new: linker::exceptions::throw_new,
        throw_out_of_memory: linker::exceptions::throw_out_of_memory,
        initialize: linker::init::initialize,
        interpret: interpreter::interpret,
        visit_frames: interpreter::visit_frames,
        bci_of: interpreter::bci_of,
        bci_at: interpreter::bci_at,
        frame_words: interpreter::frame_words,
        enter_compiled: tiering::enter_compiled,
        enter_loop: tiering::enter_loop,
        counter_overflow: tiering::overflow,
        overridden: tiering::overridden,
        call_site_changes: tiering::call_site_changes,
        write_compiler_history: tiering::write_history,
        call_native: jni::call_native_method,
        visit_global_roots: linker::roots::visit_global_roots,
        process_weak_tables: |full, alive| {
            linker::roots::process_weak_tables(full, alive);
            jvmti::process_weak(alive);
        },
        unload,
        asked_to_attach: |thread| {
            let was_asked = attach::was_asked(thread);
            if !was_asked {
                jvmti::data_dump(thread);
            }
            was_asked
        },
        dump_heap: attach::dump_heap,
    });
}

/// The one order in which the parts of the VM let go of dead classes: whoever holds their addresses first, their memory last.
fn unload(dead: &[&'static ClassLoaderData]) {
    for data in dead {
        for klass in data.klasses().iter().filter(|klass| klass.is_published()) {
            flags::log!(class, unload; Info, "unloading class {klass} {:#018x}", klass.address());
        }
    }
    tiering::unload(dead);
    interpreter::unload(dead);
    linker::roots::unload();
    ClassLoaderData::forget_unmarked(dead);
    for data in dead {
        // SAFETY: the collector found no reference, frame or dependency that leads to the data, and the caches are empty; the world
        // is stopped.
        unsafe { ClassLoaderData::free(data) };
    }
}

fn start_java(thread: &mut JavaThread) -> JavaResult<()> {
    linker::well_known::load_all(thread)?;
    linker::exceptions::prepare(thread)?;
    initialize(thread, &wk::STRING)?;
    // Always: the strings that the VM makes itself are Latin-1 where they can be.
    set_static_bool(thread, &wk::STRING_COMPACT_STRINGS, true);
    initialize(thread, &wk::SYSTEM)?;
    initialize(thread, &wk::CLASS)?;
    initialize(thread, &wk::THREAD_GROUP)?;
    let main_group = create_thread_groups(thread)?;
    initialize(thread, &wk::THREAD)?;
    create_main_thread(thread, main_group)?;
    initialize(thread, &wk::MODULE)?;
    initialize(thread, &wk::UNSAFE_CONSTANTS)?;
    set_unsafe_constants(thread);
    initialize(thread, &wk::REFLECT_METHOD)?;
    initialize(thread, &wk::FINALIZER)?;
    boot_times::end(Phase::Classes);
    call_java(thread, wk::SYSTEM_INIT_PHASE1.get(), &[])?;
    boot_times::end(Phase::InitPhase1);
    for class in [
        &wk::RUNTIME_EXCEPTION,
        &wk::OUT_OF_MEMORY_ERROR,
        &wk::STACK_OVERFLOW_ERROR,
        &wk::METHOD_HANDLE,
        &wk::RESOLVED_METHOD_NAME,
        &wk::MEMBER_NAME,
        &wk::METHOD_HANDLE_NATIVES,
    ] {
        initialize(thread, class)?;
    }
    let overflow = thread.new_instance(wk::STACK_OVERFLOW_ERROR.get())?;
    threads::stack::set_preallocated_overflow(thread, overflow);
    threads::signal::start_dispatcher(thread)?;
    boot_times::end(Phase::Handles);
    let phase2 = call_java(
        thread,
        wk::SYSTEM_INIT_PHASE2.get(),
        // Its errors go to stdout, as the VM's own do, without a stack trace.
        &[Value::Int(0), Value::Int(0)],
    )?;
    if phase2.int() != 0 {
        // The library printed why.
        std::process::exit(1);
    }
    boot_times::end(Phase::InitPhase2);
    jvmti::vm_start(thread);
    call_java(thread, wk::SYSTEM_INIT_PHASE3.get(), &[])?;
    let loader = call_java(thread, wk::LOADER_GET_SYSTEM.get(), &[])?.reference();
    linker::loading::set_system_loader(thread, loader)?;
    let platform = call_java(thread, wk::LOADER_GET_PLATFORM.get(), &[])?.reference();
    linker::loading::set_platform_loader(thread, platform)?;
    boot_times::end(Phase::InitPhase3);
    attach::boot(thread);
    perf_data::publish();
    jvmti::vm_init(thread);
    boot_times::end(Phase::Tools);
    Ok(())
}

fn initialize(thread: &mut JavaThread, class: &wk::WellKnownClass) -> JavaResult<()> {
    linker::init::initialize(thread, class.get())
}

fn create_thread_groups(thread: &mut JavaThread) -> JavaResult<Handle> {
    let system = thread.new_instance(wk::THREAD_GROUP.get())?;
    call_java(thread, wk::THREAD_GROUP_INIT_SYSTEM.get(), &[system.into()])?;
    threads::attach::set_system_group(thread, system);
    let main = thread.new_instance(wk::THREAD_GROUP.get())?;
    let name = linker::strings::new(thread, "main")?;
    call_java(
        thread,
        wk::THREAD_GROUP_INIT.get(),
        &[main.into(), system.into(), name.into()],
    )?;
    threads::attach::set_main_group(thread, main);
    Ok(main)
}

/// The constructor asks for `Thread.currentThread()`: the object is the thread's before it is constructed.
fn create_main_thread(thread: &mut JavaThread, group: Handle) -> JavaResult<()> {
    let object = thread.new_instance(wk::THREAD.get())?;
    threads::attach::bind_main_thread(thread, object);
    let name = linker::strings::new(thread, "main")?;
    call_java(
        thread,
        wk::THREAD_INIT.get(),
        &[object.into(), group.into(), name.into()],
    )?;
    threads::attach::main_thread_runs(thread);
    Ok(())
}

fn set_static_bool(thread: &JavaThread, field: &wk::WellKnownField, value: bool) {
    thread
        .oop(linker::mirrors::mirror_of(thread, field.class.get()))
        .put_bool(field.offset(), value);
}

fn set_unsafe_constants(thread: &JavaThread) {
    // SAFETY: sysconf has no preconditions.
    let page_bytes = unsafe { libc::sysconf(libc::_SC_PAGESIZE) } as i32;
    let mirror = thread.oop(linker::mirrors::mirror_of(
        thread,
        wk::UNSAFE_CONSTANTS.get(),
    ));
    mirror.put_i32(wk::UNSAFE_ADDRESS_SIZE.offset(), size_of::<usize>() as i32);
    mirror.put_i32(wk::UNSAFE_PAGE_SIZE.offset(), page_bytes);
    mirror.put_bool(wk::UNSAFE_BIG_ENDIAN.offset(), cfg!(target_endian = "big"));
    mirror.put_bool(wk::UNSAFE_UNALIGNED.offset(), cfg!(target_arch = "x86_64"));
    mirror.put_i32(wk::UNSAFE_CACHE_LINE_FLUSH.offset(), 0);
}
