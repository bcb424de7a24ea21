//! The attributes of `qom-core`: `#[qom_type]`, `#[qom_class]` and `#[qom_interface]`. Use them through `qom_core`,
//! which their expansions name.
//!
//! Each is parsed, checked into a model, and expanded, in a file each; there is no run-time logic here. Expansions
//! are safe code and `unsafe impl`s of contracts that `qom_core` documents.
#![forbid(unsafe_code)]

mod command;
mod hooks;
mod qmp_event;
mod qom_class;
mod qom_enum;
mod qom_interface;
mod qom_properties;
mod qom_type;
#[cfg(test)]
mod snapshots;
mod support;
mod test;
#[cfg(test)]
mod testing;

use proc_macro::TokenStream;

/// Declares a type of the object model from a struct.
///
/// ```
/// use std::sync::atomic::{AtomicU32, Ordering};
/// use qom_core::prelude::*;
///
/// /// An interval timer.
/// #[qom_type(parent = Device)]
/// pub struct IntervalTimer {
///     /// Frequency in Hz.
///     #[property(default = 1_000_000)]
///     freq: Prop<u32>,
///     #[init(AtomicU32::new(7))]
///     ticks: AtomicU32,
/// }
///
/// let timer = IntervalTimer::new();
/// assert_eq!(timer.type_name(), "interval-timer");
/// assert_eq!(timer.ticks.load(Ordering::Relaxed), 7);
/// let device: Obj<Device> = timer.upcast();
/// assert!(device.downcast_ref::<IntervalTimer>().is_some());
/// ```
///
/// # Options
///
/// | option | meaning | without it |
/// | --- | --- | --- |
/// | `name = ".."` | the type's QOM name | the struct's in kebab case: `X86Iommu` is `x86-iommu` |
/// | `parent = P` | the type it derives from | `Object` |
/// | `abstract` | only subtypes can be created | |
/// | `interfaces = [I, ..]` | the interfaces it implements; those of its ancestors are inherited, and listed again only to override their methods | |
/// | `singleton(group = X, scope = process \| context \| resource(field), message = "..")` | how a type that lists `Singleton` is one; each part is optional | its own group, scope `context` |
/// | `class_init = f` | `fn(&mut ClassInit<'_, Self>)`, sets up the class | |
/// | `class_base_init = f` | the same, called for the class of each subtype before its own `class_init` | |
/// | `class_data = e` | a constant for `class_init` and [`TypeInfo::class_data`], not inherited; a literal says its type, `5_u32` | |
/// | `init = f` | `fn(&Self)`, called on each new object after the ancestors' | |
/// | `post_init = f` | the same, after every `init` | |
/// | `unparent = f` | the same, called when the object leaves the tree, before the ancestors' | |
/// | `before_set = f` | `fn(&Self, &PropertyInfo) -> Result<()>`, asked before a property is set by name, after the ancestors' | |
/// | `crate = path` | where `qom_core` is; it must be the real one, what the expansion promises is checked by it. In a module with `#![no_implicit_prelude]` the path starts with `::`, as `crate = ::qom_core` | `::qom_core` |
///
/// # Fields
///
/// Every field is `Send + Sync`: objects are shared between threads. It starts with
/// * `#[init(e)]`: the value of `e`;
/// * `#[property(default = e)]`, on a `Prop<T>`: the default; the field is a property, `aw_bits` is `aw-bits`;
/// * `#[child]`, on a `Child<T>`: a new object of the type `T`, which is a child of this one in the composition tree;
/// * otherwise its type's `Default`.
///
/// What else a property can say: `name = ".."`; `description = ".."`, in place of the field's documentation; `range =
/// 1..=255`, kept by whoever sets it by name, and by what it starts with; `unit = "Hz"`; `read_only`, `write_only`;
/// `settable = always`, also while the device works; `check = f`, `fn(&Self, &T) -> Result<()>`, asked before it is set
/// by name; `deprecated = "use `x` instead"`. Of a `Link` or `WeakLink`: `set_once`, what leads to an object stays so;
/// `on_delete = refuse` or `on_delete = clear`, what becomes of the deletion of that object. All of it is in the type's
/// description, without an object.
///
/// Ends of ranges and defaults are expressions of the property's type, constants where there is a range.
///
/// # What it adds
///
/// A hidden first field, the parent's part of the object; `Deref` to the parent, so that its methods are the type's
/// too; the type's description, registered at link time. `Drop` can be implemented as usual: it runs before that of
/// the parent, and while it runs the object cannot be revived. Overrides of the parent's hooks are found without
/// being mentioned: `impl DeviceImpl for IntervalTimer { .. }` is enough.
///
/// Attributes and derives below `#[qom_type]` see the hidden field and must leave the fields as they are; derives above
/// it do not see it, and must not be ones that make values out of bytes.
///
/// [`TypeInfo::class_data`]: ../qom_core/types/struct.TypeInfo.html#method.class_data
#[doc(alias(
    "DECLARE_INSTANCE_CHECKER",
    "DECLARE_OBJ_CHECKERS",
    "OBJECT_DECLARE_TYPE",
    "OBJECT_DECLARE_SIMPLE_TYPE",
    "OBJECT_DEFINE_TYPE",
    "OBJECT_DEFINE_TYPE_WITH_INTERFACES",
    "OBJECT_DEFINE_ABSTRACT_TYPE",
    "OBJECT_DEFINE_SIMPLE_TYPE",
    "OBJECT_DEFINE_SIMPLE_TYPE_WITH_INTERFACES",
    "OBJECT_DEFINE_TYPE_EXTENDED",
    "DEFINE_TYPES",
    "device_class_set_props",
    "object_property_set_default_bool",
    "object_property_set_default_str",
    "object_property_set_default_list",
    "object_property_set_default_int",
    "object_property_set_default_uint",
    "object_class_property_set_description",
    "device_class_set_props_n",
    "type_init"
))]
#[proc_macro_attribute]
pub fn qom_type(options: TokenStream, item: TokenStream) -> TokenStream {
    qom_type::attribute(options.into(), item.into()).into()
}

/// Declares the virtual methods and class fields of a type, in a trait that its subtypes implement.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type(parent = Device, abstract)]
/// pub struct Serial {}
///
/// #[qom_class(Serial)]
/// pub trait SerialImpl {
///     /// No body: a pure method, which every subtype that can be created has to have.
///     fn put(this: &Self, byte: u8) -> Result<()>;
///     /// A body: what happens where no subtype overrides it.
///     fn pending(this: &Self) -> usize {
///         0
///     }
///     /// No `this`: a method of the class.
///     fn max_baud() -> u32 {
///         115_200
///     }
///     /// A value that each class has, inherited like a method.
///     #[class_field]
///     fn fifo_depth() -> usize {
///         16
///     }
/// }
///
/// #[qom_type(parent = Serial)]
/// pub struct Pl011 {}
///
/// impl SerialImpl for Pl011 {
///     fn put(_this: &Self, _byte: u8) -> Result<()> {
///         Ok(())
///     }
///     fn fifo_depth() -> usize {
///         32
///     }
/// }
///
/// let uart = Pl011::new();
/// uart.put(b'a')?;
/// assert_eq!(uart.pending(), 0);
/// assert_eq!(uart.max_baud(), 115_200);
/// assert_eq!(uart.fifo_depth(), 32);
/// # Ok::<(), Error>(())
/// ```
///
/// # Hooks
///
/// `this: &Self` and not `&self`: a method with a receiver would be found before the virtual method of the same name
/// and be called in its place. Hooks have no type parameters and no `Self` elsewhere. `#[hook(internal)]` makes one
/// that only the class layer can call.
///
/// An `impl SerialImpl for X` names the hooks that `X` does differently, and all pure ones: a type that overrides
/// something else below one that implements `put` forwards it, `fn put(this: &Self, byte: u8) -> Result<()> {
/// Serial::parent_put(this, byte) }`. An abstract type that leaves `put` to its subtypes does the same and says so:
/// `const STILL_PURE: &'static [&'static str] = &["put"];`.
///
/// # What it adds
///
/// For a type `X` and each hook `put`:
/// * `x.put(1)`: the virtual call; of a class field, its value;
/// * `X::parent_put(this, 1)` in an override: the method of the parent's class. `X` is the type that declares the
///   hook, whatever the parent is. It is the way to the inherited version: `X::put(this, 1)` is the virtual call, so in
///   an override of `put` the override itself, again and again; and `Sub::put(&x, 1)` of a subtype is what `Sub` wrote,
///   whatever the class of `x`;
/// * `X::put_of(class, &x, 1)`: the method of a given class;
/// * `XClass`: the class layer, with `XClass::of(&x)`, getters of the class fields, and `XClass::set_put(class, f)`
///   for `class_init`.
///
/// The option `crate = path` says where `qom_core` is, `#[qom_class(X, crate = path)]`, as that of [`qom_type`](macro@qom_type).
#[doc(alias = "DECLARE_CLASS_CHECKERS")]
#[proc_macro_attribute]
pub fn qom_class(options: TokenStream, item: TokenStream) -> TokenStream {
    qom_class::attribute(options.into(), item.into()).into()
}

/// Declares an interface: methods without state that types of different ancestry implement.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_interface(Named)]
/// pub trait NamedImpl {
///     fn label(this: &Self) -> String;
/// }
///
/// #[qom_type(parent = Device, interfaces = [Named])]
/// pub struct Lamp {}
///
/// impl NamedImpl for Lamp {
///     fn label(_this: &Self) -> String {
///         "lamp".into()
///     }
/// }
///
/// let lamp = Lamp::new();
/// assert_eq!(lamp.interface::<Named>().label(), "lamp");
/// let device: Obj<Device> = lamp.upcast();
/// let named: Obj<Named> = device.downcast()?;
/// assert_eq!(named.label(), "lamp");
/// # Ok::<(), Error>(())
/// ```
///
/// The methods are the interface's: an object has them through `interface::<Named>()`, if its type is known to
/// implement it, or `as_interface::<Named>()`, which asks. `NamedClass::of(named)` has the class fields.
///
/// `#[qom_interface(Sub: Base)]` derives from another interface, up to three deep; `name = ".."` gives it another
/// QOM name than its own in kebab case. Hooks are written, called and overridden as those of
/// [`#[qom_class]`](macro@qom_class); in a body `this` is the object seen through the interface. A subtype that
/// overrides a method of an inherited interface lists it again.
#[proc_macro_attribute]
pub fn qom_interface(options: TokenStream, item: TokenStream) -> TokenStream {
    qom_interface::attribute(options.into(), item.into()).into()
}

/// Declares properties whose values are computed, in an `impl` of the type.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type]
/// pub struct Uart8250 {
///     #[property(default = 16)]
///     divisor: Prop<u32>,
/// }
///
/// #[qom_properties]
/// impl Uart8250 {
///     /// How fast it is.
///     #[getter(unit = "baud")]
///     fn baud(&self) -> u32 {
///         1_843_200 / self.divisor.get()
///     }
///     #[setter]
///     fn set_baud(&self, baud: u32) -> Result<()> {
///         ensure!(baud > 0, "a line of no speed is none");
///         self.divisor.set(1_843_200 / baud);
///         Ok(())
///     }
/// }
///
/// let uart = Uart8250::new();
/// uart.set("baud", 9600)?;
/// assert_eq!(uart.divisor.get(), 192);
/// assert_eq!(uart.get::<u32>("baud")?, 9600);
/// assert_eq!(uart.set("baud", 0).unwrap_err().to_string(), "a line of no speed is none");
/// # Ok::<(), Error>(())
/// ```
///
/// A property is called as its getter, with `-` for `_`, and its setter `set_` and that; without a setter it is read-only,
/// without a getter write-only. A getter returns the value or a `Result` of it, a setter nothing or a `Result<()>`. Both
/// are functions like others too. In parentheses they may say `name`, `description` (else it is the documentation of the
/// getter, or of the setter), `unit` and `deprecated`; all but the name one of the two says for both. They may have
/// `cfg`s, both the same. They can be set at any time, also while a device works: what is wrong then the
/// setter says.
///
/// One such block a type. The option `crate = path` says where `qom_core` is.
#[doc(alias(
    "object_class_property_add",
    "object_class_property_add_str",
    "object_class_property_add_bool",
    "object_class_property_add_enum",
    "object_class_property_add_tm"
))]
#[proc_macro_attribute]
pub fn qom_properties(options: TokenStream, item: TokenStream) -> TokenStream {
    qom_properties::attribute(options.into(), item.into()).into()
}

/// A test in a fresh context: what it creates meets nothing of other tests.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_core::test]
/// fn the_root_is_empty_but_for_objects() -> Result<()> {
///     assert_eq!(Context::current().root().children().len(), 1);
///     assert_ne!(Context::current(), Context::process());
///     Ok(())
/// }
/// # fn main() {}
/// ```
///
/// The option `crate = path` says where `qom_core` is.
#[proc_macro_attribute]
pub fn test(options: TokenStream, item: TokenStream) -> TokenStream {
    test::attribute(options.into(), item.into()).into()
}

/// Makes a function a command of the monitor, which QMP clients can use: in whatever crate it is.
///
/// It gets the monitor and, if it has arguments, a structure of them, which serde can read and write. What is missing,
/// of the wrong type or not there is refused before it is called, with the path of the argument. What it returns is
/// the answer: a structure, or `()` for nothing.
///
/// ```
/// use qom_core::monitor::Monitor;
/// use qom_core::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Clone, Serialize, Deserialize)]
/// struct Greet {
///     name: String,
///     loudly: Option<bool>,
/// }
///
/// /// Greets somebody.
/// #[qmp_command(name = "x-greet")]
/// fn greet(_: &Monitor, arguments: Greet) -> Result<String> {
///     let end = if arguments.loudly == Some(true) { "!" } else { "." };
///     Ok(format!("Hello {}{end}", arguments.name))
/// }
///
/// let monitor = Monitor::new(&Context::new());
/// assert_eq!(monitor.run("x-greet", Value::from_json(r#"{"name": "Ada"}"#)?)?, "Hello Ada.".into());
/// let refused = monitor.run("x-greet", Value::from_json("{}")?).unwrap_err();
/// assert_eq!(refused.to_string(), "Parameter 'name' is missing");
/// # Ok::<(), Error>(())
/// ```
///
/// | option | |
/// | --- | --- |
/// | `name = "x-greet"` | what it is called; without it as the function, with dashes |
/// | `when = ready` | it is refused until the machine is ready |
/// | `arguments = function` | what tells of its arguments, if their structure does not: a function that returns `Arguments` |
/// | `crate = path` | where `qom_core` is |
#[proc_macro_attribute]
pub fn qmp_command(options: TokenStream, item: TokenStream) -> TokenStream {
    command::attribute(command::Kind::Qmp, options.into(), item.into()).into()
}

/// Makes a function a command of the monitor for people: in whatever crate it is.
///
/// It gets the monitor and, if it has arguments, a structure of them, which serde can read and write. Its members are the
/// words of the line, in this order; those that need not be there are `Option`s, and a `bool` is a flag: `-l` for one whose
/// name begins with `l`. Whatever is to the end of the line is a `Rest`; other types in `qom_core::monitor` say what a
/// word is, so that Tab completes it. What it returns is printed, an error behind `Error: `.
///
/// The first paragraph of its documentation is its help.
///
/// ```
/// use qom_core::monitor::{Monitor, Rest};
/// use qom_core::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Clone, Serialize, Deserialize)]
/// struct Greet {
///     loudly: bool,
///     name: String,
///     wish: Option<Rest>,
/// }
///
/// /// Greet somebody.
/// #[hmp_command(alias = "hi")]
/// fn greet(_: &Monitor, Greet { loudly, name, wish }: Greet) -> Result<String> {
///     let wish = wish.map_or_else(String::new, |wish| format!(", {}", wish.0));
///     Ok(format!("Hello {name}{wish}{}\n", if loudly { "!" } else { "." }))
/// }
///
/// let monitor = Monitor::new(&Context::new());
/// assert_eq!(monitor.execute("greet -l Ada have a nice day"), "Hello Ada, have a nice day!\n");
/// assert_eq!(monitor.execute("hi -x Ada"), "greet: unsupported option -x\nTry \"help greet\" for more information\n");
/// assert_eq!(monitor.execute("help greet"), "greet|hi [-l] name [wish] -- greet somebody\n");
/// ```
///
/// | option | |
/// | --- | --- |
/// | `name = "info greetings"` | what it is called, in one word or several; without it as the function, with dashes |
/// | `alias = "hi"` | another name |
/// | `params = "[-l] name"` | what help has for its arguments |
/// | `when = ready` | it is refused until the machine is ready |
/// | `crate = path` | where `qom_core` is |
#[proc_macro_attribute]
pub fn hmp_command(options: TokenStream, item: TokenStream) -> TokenStream {
    command::attribute(command::Kind::Hmp, options.into(), item.into()).into()
}

/// Makes a structure the data of an event that clients of the monitor are told: of whatever crate it is.
///
/// ```
/// use qom_core::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// /// Somebody has come.
/// #[qmp_event(name = "X_ARRIVED")]
/// #[derive(Clone, Serialize, Deserialize)]
/// struct Arrived {
///     who: String,
/// }
///
/// let context = Context::new();
/// let told = context.on_event(|event| assert_eq!(event.name, "X_ARRIVED"));
/// context.emit(&Arrived { who: "Ada".to_owned() });
/// ```
///
/// The option `crate = path` says where `qom_core` is.
#[proc_macro_attribute]
pub fn qmp_event(options: TokenStream, item: TokenStream) -> TokenStream {
    qmp_event::attribute(options.into(), item.into()).into()
}

/// Makes the variants of an enum stand for words, so that it can be the value of a property.
///
/// A variant is called as in Rust, in kebab case, unless it says otherwise, `#[qom(name = "2_5")]`; the type as in Rust,
/// unless `#[qom(name = "..")]` stands on the enum. The enum is `Clone`. [`QomEnum`] has an example.
///
/// The option `crate = path` says where `qom_core` is.
///
/// [`QomEnum`]: ../qom_core/property/trait.QomEnum.html
#[proc_macro_derive(QomEnum, attributes(qom))]
pub fn qom_enum(item: TokenStream) -> TokenStream {
    qom_enum::derive(item.into()).into()
}
