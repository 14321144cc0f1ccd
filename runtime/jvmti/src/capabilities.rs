//! What an agent may ask for, and which of it we give. JVMTI "Capability".

use jni::types::jint;

use crate::phase::{self, Phase};

/// A set of capabilities as C passes it: one bit each, from the lowest of the first word on.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Capabilities([u64; 2]);

/// One of them: the number of its bit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Capability(u8);

impl Capabilities {
    pub(crate) fn has(self, capability: Capability) -> bool {
        self.0[0] & 1 << capability.0 != 0
    }

    fn with(mut self, capability: Capability) -> Capabilities {
        self.0[0] |= 1 << capability.0;
        self
    }

    pub(crate) fn union(self, other: Capabilities) -> Capabilities {
        Capabilities([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    pub(crate) fn without(self, other: Capabilities) -> Capabilities {
        Capabilities([self.0[0] & !other.0[0], self.0[1] & !other.0[1]])
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == [0; 2]
    }
}

macro_rules! define_capabilities {
    ($($number:literal $given:ident $name:ident;)*) => {
        #[allow(non_upper_case_globals, reason = "the names are those of JVMTI")]
        #[allow(dead_code, reason = "a table: some nobody asks for by name")]
        impl Capability {
            $(pub(crate) const $name: Option<Capability> = Some(Capability($number));)*
            /// For rows of functions and events that need no capability.
            pub(crate) const none: Option<Capability> = None;
        }

        const ALL: &[(Capability, Given)] = &[$((Capability($number), Given::$given)),*];
    };
}

/// When an agent can have one: the names in the table.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(non_camel_case_types, reason = "words of the table of capabilities")]
enum Given {
    always,
    /// Before any Java runs: it changes how code is executed.
    onload,
    never,
}

// Number of the bit, when an agent can have it, name.
define_capabilities! {
    0 always can_tag_objects;
    1 onload can_generate_field_modification_events;
    2 onload can_generate_field_access_events;
    3 always can_get_bytecodes;
    4 always can_get_synthetic_attribute;
    5 onload can_get_owned_monitor_info;
    6 onload can_get_current_contended_monitor;
    7 always can_get_monitor_info;
    8 onload can_pop_frame;
    9 always can_redefine_classes;
    10 always can_signal_thread;
    11 always can_get_source_file_name;
    12 always can_get_line_numbers;
    13 onload can_get_source_debug_extension;
    14 onload can_access_local_variables;
    15 onload can_maintain_original_method_order;
    16 onload can_generate_single_step_events;
    17 onload can_generate_exception_events;
    18 onload can_generate_frame_pop_events;
    19 onload can_generate_breakpoint_events;
    20 always can_suspend;
    21 always can_redefine_any_class;
    22 always can_get_current_thread_cpu_time;
    23 always can_get_thread_cpu_time;
    24 onload can_generate_method_entry_events;
    25 onload can_generate_method_exit_events;
    26 always can_generate_all_class_hook_events;
    27 never can_generate_compiled_method_load_events;
    28 always can_generate_monitor_events;
    29 never can_generate_vm_object_alloc_events;
    30 never can_generate_native_method_bind_events;
    31 always can_generate_garbage_collection_events;
    32 always can_generate_object_free_events;
    33 onload can_force_early_return;
    34 onload can_get_owned_monitor_stack_depth_info;
    35 always can_get_constant_pool;
    36 always can_set_native_method_prefix;
    37 always can_retransform_classes;
    38 always can_retransform_any_class;
    39 never can_generate_resource_exhaustion_heap_events;
    40 never can_generate_resource_exhaustion_threads_events;
    41 never can_generate_early_vmstart;
    42 never can_generate_early_class_hook_events;
    43 never can_generate_sampled_object_alloc_events;
}

/// Those that want code that can be watched: it is interpreted, as the interpreter has it for that.
pub(crate) fn watches_code(wanted: Capabilities) -> bool {
    let watching = [
        Capability::can_access_local_variables,
        Capability::can_force_early_return,
        Capability::can_generate_breakpoint_events,
        Capability::can_generate_exception_events,
        Capability::can_generate_field_access_events,
        Capability::can_generate_field_modification_events,
        Capability::can_generate_frame_pop_events,
        Capability::can_generate_method_entry_events,
        Capability::can_generate_method_exit_events,
        Capability::can_generate_single_step_events,
        Capability::can_pop_frame,
    ];
    let mut watching = watching.into_iter().flatten();
    watching.any(|capability| wanted.has(capability))
}

/// All that an agent can have that asks now.
pub(crate) fn potential() -> Capabilities {
    let is_given = |given| match given {
        Given::always => true,
        Given::onload => phase::is(Phase::OnLoad),
        Given::never => false,
    };
    let given = ALL.iter().filter(|(_, given)| is_given(*given));
    given.fold(Capabilities::default(), |set, (capability, _)| {
        set.with(*capability)
    })
}

const _: () = assert!(size_of::<Capabilities>() == 4 * size_of::<jint>());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets() {
        for (number, (capability, _)) in ALL.iter().enumerate() {
            assert_eq!(usize::from(capability.0), number, "rows are in order");
        }
        let lines = Capability::can_get_line_numbers.expect("a capability");
        let samples = Capability::can_generate_sampled_object_alloc_events;
        let samples = samples.expect("a capability");
        assert!(potential().has(lines) && !potential().has(samples));
        let asked = Capabilities::default().with(lines).with(samples);
        assert!(!asked.without(potential()).is_empty());
        assert!(potential().union(asked).has(samples));
    }
}
