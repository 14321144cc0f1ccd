//! `java.lang.invoke.MethodHandleNatives`: hands its natives on to `linker::method_handles::natives`; `MethodHandle` for reflection.

use heap::Handle;
use linker::method_handles::natives as mh;
use threads::{JavaResult, JavaThread};

use crate::direct::rows;

fn not_by_reflection(t: &mut JavaThread, name: &str) -> JavaResult<Option<Handle>> {
    let text = format!("MethodHandle.{name} cannot be invoked reflectively");
    Err(t.throw_new("java/lang/UnsupportedOperationException", &text))
}

rows! {
    ROWS:
    "java/lang/invoke/MethodHandleNatives" {
        "registerNatives" "()V" => |_, _| Ok(());
        "init" "(Ljava/lang/invoke/MemberName;Ljava/lang/Object;)V" => |t, a| {
            let (member, reference) = (a.handle(t, 0), a.handle(t, 1));
            mh::init(t, member, reference)
        };
        "expand" "(Ljava/lang/invoke/MemberName;)V" => |t, a| {
            let member = a.handle(t, 0);
            mh::expand(t, member)
        };
        "resolve" "(Ljava/lang/invoke/MemberName;Ljava/lang/Class;IZ)Ljava/lang/invoke/MemberName;" => |t, a| {
            let (member, caller) = (a.handle(t, 0), a.handle(t, 1));
            mh::resolve(t, member, caller, a.int(2), a.boolean(3))
        };
        "getMembers" "(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/String;ILjava/lang/Class;I[Ljava/lang/invoke/MemberName;)I" =>
            |t, a| {
                let (class, name, signature) = (a.handle(t, 0), a.handle(t, 1), a.handle(t, 2));
                let (caller, results) = (a.handle(t, 4), a.handle(t, 6));
                mh::get_members(t, class, name, signature, a.int(3), caller, a.int(5), results)
            };
        "objectFieldOffset" "(Ljava/lang/invoke/MemberName;)J" => |t, a| {
            let member = a.handle(t, 0);
            mh::object_field_offset(t, member)
        };
        "staticFieldOffset" "(Ljava/lang/invoke/MemberName;)J" => |t, a| {
            let member = a.handle(t, 0);
            mh::static_field_offset(t, member)
        };
        "staticFieldBase" "(Ljava/lang/invoke/MemberName;)Ljava/lang/Object;" => |t, a| {
            let member = a.handle(t, 0);
            mh::static_field_base(t, member)
        };
        "getMemberVMInfo" "(Ljava/lang/invoke/MemberName;)Ljava/lang/Object;" => |t, a| {
            let member = a.handle(t, 0);
            mh::get_member_vm_info(t, member)
        };
        "setCallSiteTargetNormal" "(Ljava/lang/invoke/CallSite;Ljava/lang/invoke/MethodHandle;)V" => |t, a| {
            let (site, target) = (a.handle(t, 0), a.handle(t, 1));
            mh::set_call_site_target_normal(t, site, target)
        };
        "setCallSiteTargetVolatile" "(Ljava/lang/invoke/CallSite;Ljava/lang/invoke/MethodHandle;)V" => |t, a| {
            let (site, target) = (a.handle(t, 0), a.handle(t, 1));
            mh::set_call_site_target_volatile(t, site, target)
        };
        "copyOutBootstrapArguments" "(Ljava/lang/Class;[III[Ljava/lang/Object;IZLjava/lang/Object;)V" => |t, a| {
            let (caller, index_info, buffer) = (a.handle(t, 0), a.handle(t, 1), a.handle(t, 4));
            let if_not_available = a.handle(t, 7);
            mh::copy_out_bootstrap_arguments(
                t, caller, index_info, a.int(2), a.int(3), buffer, a.int(5), a.boolean(6), if_not_available,
            )
        };
        "clearCallSiteContext" "(Ljava/lang/invoke/MethodHandleNatives$CallSiteContext;)V" => |t, a| {
            let context = a.handle(t, 0);
            mh::clear_call_site_context(t, context)
        };
        // Names of constants for a self-check that runs only under assertions: none are told.
        "getNamedCon" "(I[Ljava/lang/Object;)I" => |_, _| Ok(0i32);
    }
    // What reflection reaches: a call site never runs these two.
    "java/lang/invoke/MethodHandle" {
        "invoke" "([Ljava/lang/Object;)Ljava/lang/Object;" => |t, _| not_by_reflection(t, "invoke");
        "invokeExact" "([Ljava/lang/Object;)Ljava/lang/Object;" => |t, _| not_by_reflection(t, "invokeExact");
    }
}
