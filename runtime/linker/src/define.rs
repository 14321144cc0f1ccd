//! Bytes to Klass: JVMS 5.3.5. The one way a class or interface comes into being.
//!
//! ```text
//!  parse -> superinterfaces, superclass (loading) -> checks -> fields, methods: names and flags -> layout, vtable plan
//!        -> memory of the Klass reserved -> methods, fields made, naming it -> Klass complete -> mirror -> access to supers
//!        -> dictionary (first one wins) -> ClassLoader.addClass
//! ```
//! Everything that can be computed from names is computed before the class has an address, so that a Klass is complete when it is
//! first seen. A class that fails later, or loses the race, stays in its loader's arena unseen.
//! Read next: `assemble.rs` (the computed part), `loading.rs` (who calls this for the boot loader).

use classfile::{ClassFile, ParseOptions};
use heap::Handle;
use metadata::arena::{self, MetaspaceFull};
use metadata::loader_data::LoaderKind;
use metadata::{ClassLoaderData, KlassRef, RuntimeConstantPool, Symbol, well_known as wk};
use threads::{JavaResult, JavaThread, Thrown, Value, call_java};

use crate::assemble::{self, Parts};
use crate::checks::{self, Candidate};
use crate::watch::{self, ClassFileSeen};
use crate::{
    access, class_path, dictionary, exceptions, hidden, link, loading, members, mirrors, nest,
    packages,
};

/// What to define.
pub struct Request<'a> {
    /// Expected name (internal form); none: whatever the bytes say.
    pub name: Option<Symbol>,
    pub bytes: &'a [u8],
    pub loader: &'static ClassLoaderData,
    pub protection_domain: Option<Handle>,
    /// For `-verbose:class`: `jrt:/java.base`, `file:/...`.
    pub source: &'a str,
    pub hidden: Option<hidden::Options>,
}

/// A request whose bytes live as long as the class.
pub(crate) struct Definition<'a> {
    pub(crate) name: Option<Symbol>,
    pub(crate) bytes: &'static [u8],
    /// Owns the metadata: the loader's data, or the hidden class's own.
    pub(crate) data: &'static ClassLoaderData,
    /// Whose dictionary, packages and modules count.
    pub(crate) loader: &'static ClassLoaderData,
    pub(crate) protection_domain: Option<Handle>,
    pub(crate) source: &'a str,
    pub(crate) hidden: Option<hidden::Options>,
    /// The nest that a hidden class was defined into.
    pub(crate) nest_host: Option<KlassRef>,
    /// The class that these bytes redefine.
    pub(crate) version_of: Option<KlassRef>,
}

/// Defines a class and enters it in the loader's dictionary (not hidden ones, which are linked instead). May load supers, run Java,
/// collect. Throws the errors of JVMS 5.3.5, `SecurityException` for `java/` packages, `LinkageError` for duplicates.
///
/// The class of a non-strong hidden one lives by its mirror: the caller makes a handle for it before anything can collect.
pub fn define_class(t: &mut JavaThread, request: Request<'_>) -> JavaResult<KlassRef> {
    let loader = request.loader.resolving();
    make_room_for_metadata(t, request.bytes.len());
    let data = match &request.hidden {
        Some(options) if !options.strong => ClassLoaderData::create_hidden(loader),
        _ => loader,
    };
    let _alive = data.pin();
    let nest_host = match &request.hidden {
        Some(options) if options.nestmate => {
            let host = nest::host(t, options.lookup_class)?;
            data.depend_on(host.loader_data);
            Some(host)
        }
        _ => None,
    };
    // What the log shows of a nestmate is whose mate it is.
    let host_name = nest_host.map(|host| host.external_name());
    let definition = Definition {
        name: request.name,
        bytes: data.adopt_class_file(request.bytes.into()),
        data,
        loader,
        protection_domain: request.protection_domain,
        source: host_name.as_deref().unwrap_or(request.source),
        hidden: request.hidden,
        nest_host,
        version_of: None,
    };
    let klass = define(t, &definition)?;
    if definition.hidden.is_some() {
        published(klass);
        link::link_class(t, klass)?;
        loaded(t, klass);
        return Ok(klass);
    }
    let winner = dictionary::insert_defined(t, klass)?;
    if winner != klass {
        return Err(duplicate(t, klass));
    }
    published(klass);
    if !loader.is_boot() {
        add_to_loader(t, klass)?;
    }
    loaded(t, klass);
    Ok(klass)
}

/// Unloads classes if the metadata have grown by so much since that was last tried that it is worth it, or if their limit is near.
/// May collect.
fn make_room_for_metadata(t: &mut JavaThread, class_file_bytes: usize) {
    // What a class needs for its Klass, methods, fields and tables is of the order of its file's size.
    if arena::should_collect(4 * class_file_bytes) {
        heap::collect_full(&mut t.mutator, heap::Cause::MetadataThreshold);
        arena::collected();
    }
}

/// Defines a class of the boot loader from bytes that stay. Of racing threads one wins and all get its class.
pub(crate) fn define_boot_class(
    t: &mut JavaThread,
    name: Symbol,
    bytes: &'static [u8],
    source: &str,
) -> JavaResult<KlassRef> {
    let loader = ClassLoaderData::boot();
    let definition = Definition {
        name: Some(name),
        bytes,
        data: loader,
        loader,
        protection_domain: None,
        source,
        hidden: None,
        nest_host: None,
        version_of: None,
    };
    let klass = define(t, &definition)?;
    let winner = dictionary::insert_defined(t, klass)?;
    if winner == klass {
        published(klass);
        loaded(t, klass);
    }
    Ok(winner)
}

/// The class is in its dictionary (or hidden and complete): it counts for its supertypes, and for the log.
fn published(klass: KlassRef) {
    let instance = klass.instance();
    instance
        .published
        .store(true, std::sync::atomic::Ordering::Relaxed);
    for parent in instance.interfaces.iter().copied().chain(klass.super_klass) {
        parent
            .instance()
            .subclass_count
            .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    }
    flags::log!(class, load; Info, "{klass} source: {}", klass.instance().source);
}

/// Tells agents. May run Java.
fn loaded(t: &mut JavaThread, klass: KlassRef) {
    if let Some(watch) = watch::watch() {
        (watch.loaded)(t, klass);
    }
}

/// The bytes to parse, as agents may have others; and those that agents are to see again, if that is not the same. May run Java.
fn seen_by_agents(
    t: &mut JavaThread,
    definition: &Definition<'_>,
) -> (&'static [u8], Option<&'static [u8]>) {
    let watch = watch::watch().filter(|_| definition.hidden.is_none());
    let Some(watch) = watch else {
        return (definition.bytes, None);
    };
    let file = ClassFileSeen {
        name: definition.name,
        loader: definition.loader,
        protection_domain: definition.protection_domain,
        redefined: None,
        bytes: definition.bytes,
    };
    let seen = (watch.class_file)(t, file);
    let keep = |bytes: Vec<u8>| definition.data.adopt_class_file(bytes.into());
    let again = seen.again.map(keep);
    match seen.changed {
        Some(bytes) => (keep(bytes), Some(again.unwrap_or(definition.bytes))),
        None => (definition.bytes, None),
    }
}

/// The loader object keeps a list of its classes. Runs Java.
fn add_to_loader(t: &mut JavaThread, klass: KlassRef) -> JavaResult<()> {
    let (Some(method), Some(loader)) = (
        wk::LOADER_ADD_CLASS.try_get(),
        loading::loader_object(t, klass.loader_data),
    ) else {
        return Ok(());
    };
    let mirror = mirrors::mirror_of(t, klass);
    call_java(t, method, &[Value::from(loader), Value::from(mirror)]).map(|_| ())
}

fn duplicate(t: &mut JavaThread, klass: KlassRef) -> Thrown {
    let text = format!(
        "loader {} attempted duplicate {} definition for {klass}. ({})",
        crate::messages::loader_name_and_id(klass.loader_data),
        dictionary::word_for(klass),
        dictionary::place(klass),
    );
    t.throw_new("java/lang/LinkageError", &text)
}

/// How strictly class files of a loader are checked.
pub(crate) fn parse_options<'n>(
    name: Option<&'n [u8]>,
    loader: &ClassLoaderData,
) -> ParseOptions<'n> {
    let options = flags::get();
    let base = match loader.kind {
        LoaderKind::Boot => ParseOptions::boot(name),
        LoaderKind::Platform => ParseOptions::platform(name),
        _ => ParseOptions::application(name),
    };
    let verify = if loader.is_boot() {
        options.flags.BytecodeVerificationLocal
    } else {
        options.flags.BytecodeVerificationRemote
    };
    ParseOptions {
        verify,
        preview: options.enable_preview,
        highest_major: class_path::class_file_version(),
        ..base
    }
}

/// From bytes to a complete class with a mirror that is in no dictionary yet.
fn define(t: &mut JavaThread, definition: &Definition<'_>) -> JavaResult<KlassRef> {
    // A hidden class may say any name: the requested one counts (`MethodHandles` defines one template under many names).
    let requested = definition.name.filter(|_| definition.hidden.is_none());
    let expected = requested.map(Symbol::bytes);
    let (bytes, seen_again) = seen_by_agents(t, definition);
    let class_file = match ClassFile::parse(bytes, &parse_options(expected, definition.loader)) {
        Ok(class_file) => class_file,
        Err(error) => {
            return Err(t.throw_new(error.error_class().internal_name(), &error.message()));
        }
    };
    let name = definition
        .name
        .unwrap_or_else(|| Symbol::intern(class_file.name()));
    checks::package_allowed(t, name, definition.loader)?;
    let (super_klass, interfaces) = load_supers(t, definition, &class_file, name)?;

    let (module, package) = match &definition.hidden {
        Some(options) => {
            let host = options.lookup_class.instance();
            (host.module, host.package)
        }
        None => packages::of_class(definition.loader, name)
            .map_err(|MetaspaceFull| exceptions::throw_metaspace(t))?,
    };
    let candidate = Candidate {
        name,
        class_file: &class_file,
        loader: definition.loader,
        module,
    };
    for parent in super_klass.iter().chain(&interfaces) {
        checks::may_extend(t, &candidate, *parent)?;
    }
    let pool = RuntimeConstantPool::new(class_file.pool.len());
    let declared = members::declared_methods(&class_file, &pool);
    if !definition.loader.is_boot() {
        checks::overrides_no_final(t, &candidate, &declared, super_klass)?;
    }
    let parts = Parts {
        name,
        class_file,
        super_klass,
        interfaces,
        module,
        package,
        pool,
        declared,
    };
    let klass = assemble::build(definition, parts)
        .map_err(|MetaspaceFull| exceptions::throw_metaspace(t))?;
    klass.instance().set_seen_again(seen_again);
    let class_data = definition
        .hidden
        .as_ref()
        .and_then(|options| options.class_data);
    mirrors::create(t, klass, definition.protection_domain, class_data)?;
    if !definition.loader.is_boot() {
        check_access_to_supers(t, klass)?;
    }
    Ok(klass)
}

fn check_access_to_supers(t: &mut JavaThread, klass: KlassRef) -> JavaResult<()> {
    if let Some(parent) = klass.super_klass {
        access::check_super(t, klass, parent, "superclass")?;
    }
    for interface in &klass.instance().interfaces {
        access::check_super(t, klass, *interface, "superinterface")?;
    }
    Ok(())
}

/// Superinterfaces first, then the superclass: the order in which HotSpot loads them.
fn load_supers(
    t: &mut JavaThread,
    definition: &Definition<'_>,
    class_file: &ClassFile<'static>,
    name: Symbol,
) -> JavaResult<(Option<KlassRef>, Vec<KlassRef>)> {
    exceptions::check_native_stack(t)?;
    let scope = dictionary::LoadingSupers::enter(name, definition.loader);
    let mut interfaces = Vec::new();
    for interface in class_file.interface_names() {
        let interface = load_super(t, Symbol::intern(interface), definition.loader)?;
        checks::is_interface(t, name, interface)?;
        interfaces.push(interface);
    }
    let Some(super_name) = class_file.super_name() else {
        return Ok((None, interfaces));
    };
    let super_klass = load_super(t, Symbol::intern(super_name), definition.loader)?;
    drop(scope);
    checks::is_class(t, name, super_klass)?;
    Ok((Some(super_klass), interfaces))
}

fn load_super(
    t: &mut JavaThread,
    name: Symbol,
    loader: &'static ClassLoaderData,
) -> JavaResult<KlassRef> {
    if let Some(klass) = loader.find_class(name) {
        return Ok(klass);
    }
    if dictionary::LoadingSupers::contains(name, loader) {
        return Err(t.throw_new("java/lang/ClassCircularityError", &name.to_text()));
    }
    loading::load_for_resolution(t, name, loader)
}
