//! The declaration family, rows A16 of the reference: everything that a declaration can say, said once.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::atomic::{AtomicU32, Ordering};

use qom_core::prelude::*;

/// The shortest there is.
#[qom_type]
pub struct Shortest;

/// What attributes of other macros and of the language pass through.
#[derive(Debug)]
#[qom_type(name = "2.debug_Me-now")]
#[must_use]
pub struct Debugged {
    /// A number.
    #[allow(dead_code)]
    #[init(4)]
    number: u32,
    #[cfg(loom)]
    absent: NoSuchType,
    #[cfg(not(loom))]
    #[init(5)]
    present: u32,
    r#type: u32,
}

mod inner {
    use qom_core::prelude::*;

    /// Seen here only.
    #[qom_type(abstract)]
    pub(super) struct Hidden {
        #[init(9)]
        pub(super) value: u8,
    }

    #[qom_class(Hidden)]
    pub(super) trait HiddenImpl {
        fn double(this: &Self) -> u8 {
            2 * this.value
        }
    }
}

#[qom_type(parent = inner::Hidden)]
struct Shown {}

impl inner::HiddenImpl for Shown {}

/// Everything at once.
#[qom_type(
    name = "all-of-it",
    parent = Device,
    interfaces = [Singleton],
    singleton(group = Everything, scope = process, message = "all of it is here"),
    class_init = Everything::class_init,
    class_base_init = Everything::class_base_init,
    class_data = ["a", "b"],
    init = Everything::init,
    post_init = Everything::post_init,
    crate = ::qom_core,
)]
pub struct Everything {
    #[property(default = 1)]
    stage: Prop<u32>,
    #[child]
    child: Child<Shortest>,
    #[init(AtomicU32::new(2))]
    count: AtomicU32,
    list: Vec<String>,
}

impl Everything {
    fn class_init(class: &mut ClassInit<'_, Self>) {
        let data = class.class_data::<[&str; 2]>().map_or_else(String::new, |data| data.concat());
        DeviceClass::set_desc(class, if data == "ab" { "described by its data" } else { "not described" });
    }

    fn class_base_init(class: &mut ClassInit<'_, Self>) {
        DeviceClass::set_desc(class, "a subtype");
    }

    fn init(&self) {
        self.stage.set(self.stage.get() + 1);
    }

    fn post_init(&self) {
        self.stage.set(self.stage.get() * 10);
    }
}

/// Made in a macro, where idents have the macro's hygiene.
macro_rules! declared_by_macro {
    ($name:ident, $parent:ty, $value:expr) => {
        #[qom_type(parent = $parent)]
        pub struct $name {
            #[init($value)]
            value: u32,
        }
    };
}

declared_by_macro!(FromMacro, Everything, 40 + 2);

#[test]
fn a16_names_are_kebab_case_or_given() {
    assert_eq!(Shortest::new().type_name(), "shortest");
    assert_eq!(Debugged::new().type_name(), "2.debug_Me-now");
    assert!(class_by_name("from-macro").is_ok());
}

#[test]
fn a16_other_attributes_stay() {
    let debugged = Debugged::new();
    let text = format!("{:?}", *debugged);
    assert!(text.starts_with("Debugged {") && text.contains("number: 4"), "{text}");
    assert_eq!((debugged.present, debugged.r#type), (5, 0));
}

#[test]
fn a16_types_and_hooks_can_be_private() {
    let shown = Shown::new();
    assert_eq!(shown.double(), 18);
    assert!(class_by_name("hidden").unwrap().is_abstract());
}

#[test]
fn a16_a_declaration_can_say_it_all() {
    let everything = Everything::try_new().unwrap();
    assert_eq!(everything.stage.get(), 20, "init, then post_init");
    assert_eq!(everything.count.load(Ordering::Relaxed), 2);
    assert_eq!(everything.child.type_name(), "shortest");
    assert!(everything.list.is_empty());
    assert_eq!(DeviceClass::of(&everything).desc(), "described by its data");
    let singleton = everything.class().type_info().singleton().unwrap();
    assert_eq!((singleton.group.name(), singleton.message), ("all-of-it", Some("all of it is here")));
    let text = FromMacro::try_new().unwrap_err().to_string();
    assert_eq!(text, "all of it is here: there is 'all-of-it', in no tree, with 1 handle");
    drop(everything);
    let subtype = FromMacro::try_new().unwrap();
    assert_eq!((DeviceClass::of(&subtype).desc(), subtype.value), ("a subtype", 42));
}
