//! The system properties that come from the VM, its arguments, and the agent's.

use std::sync::{Mutex, PoisonError};

use heap::Handle;
use threads::{JavaResult, JavaThread, Value};

use crate::entry::jvm;
use crate::vm;

/// Properties the user cannot set: the VM's own value wins over `-D`.
fn fixed() -> Vec<(&'static str, String)> {
    let options = flags::get();
    let home = linker::class_path::java_home().display().to_string();
    let mut boot_path = format!("{home}/lib");
    if let Some(more) = options.property("sun.boot.library.path") {
        boot_path = format!("{boot_path}:{more}");
    }
    vec![
        (
            "java.vm.specification.name",
            "Java Virtual Machine Specification".to_owned(),
        ),
        (
            "java.vm.specification.vendor",
            "Oracle Corporation".to_owned(),
        ),
        (
            "java.vm.specification.version",
            feature_version().to_string(),
        ),
        ("java.vm.version", env!("CARGO_PKG_VERSION").to_owned()),
        ("java.vm.name", flags::VM_NAME.to_owned()),
        ("java.vm.vendor", "Brolga".to_owned()),
        ("java.vm.info", options.mode.info().to_owned()),
        ("jdk.debug", "release".to_owned()),
        ("sun.boot.library.path", boot_path),
    ]
}

/// Properties the user may set with `-D`.
fn defaults() -> Vec<(&'static str, String)> {
    let home = linker::class_path::java_home().display().to_string();
    let environment = std::env::var("LD_LIBRARY_PATH").unwrap_or_default();
    let system = system_library_path();
    let library_path = if environment.is_empty() {
        system
    } else {
        format!("{environment}:{system}")
    };
    vec![
        ("java.home", home),
        ("java.library.path", library_path),
        ("java.class.path", String::new()),
    ]
}

/// Where libraries are looked for by default: with the folders of this architecture on systems that have such.
fn system_library_path() -> String {
    const PACKAGES: &str = "/usr/java/packages/lib";
    let multiarch = format!("{}-linux-gnu", std::env::consts::ARCH);
    if !std::path::Path::new("/usr/lib").join(&multiarch).is_dir() {
        return format!("{PACKAGES}:/usr/lib64:/lib64:/lib:/usr/lib");
    }
    format!(
        "{PACKAGES}:/usr/lib/{multiarch}/jni:/lib/{multiarch}:/usr/lib/{multiarch}:/usr/lib/jni:/lib:/usr/lib"
    )
}

/// The feature number of the class library, from its `release` file: 17 for 17.0.15.
fn feature_version() -> u32 {
    let release = std::fs::read_to_string(linker::class_path::java_home().join("release"))
        .unwrap_or_default();
    let version = release
        .lines()
        .find_map(|line| line.strip_prefix("JAVA_VERSION=\""));
    let digits: String = version
        .unwrap_or_default()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or(17)
}

/// What agents have set before there was a class library.
static AGENTS: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

/// Whether an agent may set a property: one that is there, and does not say what the VM is.
pub fn is_writable(key: &str) -> bool {
    const WRITABLE: [&str; 2] = ["java.vm.info", "sun.boot.library.path"];
    let is_fixed = fixed().iter().any(|(other, _)| *other == key);
    property(key).is_some() && (!is_fixed || WRITABLE.contains(&key))
}

/// An agent sets a property. Of no effect once the class library has read them.
pub fn set_property(key: &str, value: &str) {
    let mut agents = AGENTS.lock().unwrap_or_else(PoisonError::into_inner);
    agents.push((key.to_owned(), value.to_owned()));
}

/// The value that the class library reads or has read.
pub fn property(key: &str) -> Option<String> {
    let mut all = all().into_iter().rev();
    all.find_map(|(other, value)| (other == key).then_some(value))
}

/// All properties, in an order in which later ones win.
pub fn all() -> Vec<(String, String)> {
    let options = flags::get();
    let fixed = fixed();
    let mut all: Vec<(String, String)> = defaults()
        .into_iter()
        .filter(|(key, _)| options.property(key).is_none())
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    let users = options
        .properties
        .iter()
        .filter(|(key, _)| fixed.iter().all(|(k, _)| k != key));
    all.extend(users.cloned());
    all.extend(
        fixed
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value)),
    );
    let direct = if options.settings.is_default("MaxDirectMemorySize") {
        "-1".to_owned()
    } else {
        options.flags.MaxDirectMemorySize.to_string()
    };
    all.push(("sun.nio.MaxDirectMemorySize".to_owned(), direct));
    all.extend_from_slice(&AGENTS.lock().unwrap_or_else(PoisonError::into_inner));
    all
}

/// The options without those that every launcher adds.
pub fn users_arguments() -> Vec<&'static str> {
    const LAUNCHERS: [&str; 3] = [
        "-Djava.class.path",
        "-Dsun.java.command",
        "-Dsun.java.launcher",
    ];
    let all = flags::get().input_arguments.iter().map(String::as_str);
    all.filter(|argument| !LAUNCHERS.iter().any(|prefix| argument.starts_with(prefix)))
        .collect()
}

/// `VMSupport.initAgentProperties`: what `jcmd` and JMX agents ask of a process.
fn agent_properties() -> Vec<(&'static str, String)> {
    let options = flags::get();
    let property = |key| options.property(key).unwrap_or_default().to_owned();
    vec![
        ("sun.java.command", property("sun.java.command")),
        ("sun.jvm.flags", String::new()),
        ("sun.jvm.args", users_arguments().join(" ")),
    ]
}

fn put_all(
    thread: &mut JavaThread,
    properties: Handle,
    rows: &[(&'static str, String)],
) -> JavaResult<()> {
    for (key, value) in rows {
        thread.scoped(|thread| {
            let key = linker::strings::new(thread, key)?;
            let value = linker::strings::new(thread, value)?;
            let descriptor = "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";
            vm::call_virtual(
                thread,
                properties,
                "put",
                descriptor,
                &[Value::from(key), Value::from(value)],
            )
        })?;
    }
    Ok(())
}

jvm! {
    /// A `String[]` of keys and values in turn.
    fn JVM_GetProperties(t) -> Handle {
        let flat: Vec<String> = all().into_iter().flat_map(|(key, value)| [key, value]).collect();
        vm::string_array(t, &flat)
    }
    /// Null if there are none.
    fn JVM_GetVmArguments(t) -> Option<Handle> {
        let arguments = users_arguments();
        if arguments.is_empty() { Ok(None) } else { vm::string_array(t, &arguments).map(Some) }
    }
    fn JVM_InitAgentProperties(t, properties: Handle) -> Handle {
        put_all(t, properties, &agent_properties())?;
        Ok(properties)
    }
    fn JVM_GetTemporaryDirectory(t) -> Handle {
        linker::strings::new(t, "/tmp")
    }
}
