//! What is said of what is refused, compared literally with the texts in QEMU's source: a table for each of the groups
//! A6 to A11 of the inventory. `user_messages.rs` has the others.
//!
//! Where the text here is not QEMU's on purpose, the line says so.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::fmt::Debug;

use qom_core::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, QomEnum)]
pub enum Animal {
    #[default]
    Frog,
    Platypus,
}

/// A property of every kind.
#[qom_type(name = "kinds", interfaces = [UserCreatable])]
pub struct Kinds {
    #[property]
    bv: Prop<bool>,
    #[property]
    sv: Prop<String>,
    #[property]
    av: Prop<Animal>,
    #[property]
    u8: Prop<u8>,
    #[property]
    u16: Prop<u16>,
    #[property]
    u32: Prop<u32>,
    #[property]
    u64: Prop<u64>,
    #[property]
    i8: Prop<i8>,
    #[property]
    i16: Prop<i16>,
    #[property]
    i32: Prop<i32>,
    #[property]
    i64: Prop<i64>,
    #[property]
    number: Prop<f64>,
    #[property]
    size: Prop<Size>,
    #[property]
    unsigned: Prop<Vec<u16>>,
    #[property]
    signed: Prop<Vec<i64>>,
    #[property]
    texts: Prop<Vec<String>>,
    #[property]
    lists: Prop<Vec<Vec<bool>>>,
    #[property]
    link: Link<Backend>,
    #[property(read_only)]
    fixed: Prop<u32>,
    #[property(write_only)]
    secret: Prop<String>,
    #[child]
    part: Child<Backend>,
}

impl UserCreatableImpl for Kinds {}

#[qom_type]
pub struct Backend {}

fn text<T: Debug>(result: Result<T>) -> String {
    result.unwrap_err().to_string()
}

fn list<const N: usize>(values: [Value; N]) -> Value {
    Value::List(values.into())
}

fn map() -> Value {
    Value::Map([("a".to_owned(), 1.into())].into())
}

/// Sets properties of one object, each of which refuses, and looks whether it has changed in the end.
fn refused<'a, I>(table: impl IntoIterator<Item = (&'a str, I, &'a str)>, set: impl Fn(&Object, &str, I) -> Result<()>)
where
    I: Clone + Debug,
{
    let kinds = Kinds::new();
    let all = || -> Vec<Result<Value>> { kinds.class().properties().map(|it| kinds.get(it.name())).collect() };
    let before = format!("{:?}", all());
    for (name, input, expected) in table {
        assert_eq!(text(set(&kinds, name, input.clone())), expected, "{name} = {input:?}");
    }
    assert_eq!(format!("{:?}", all()), before);
}

#[qom_core::test]
fn a6_registry() {
    let kinds = Kinds::new();
    let number = || ObjectProperty::new(Prop::new(1_u8));
    kinds.add_property("own", number()).unwrap();
    kinds.add_child("new", &Backend::new()).unwrap();
    kinds.add_alias("other", &kinds, "own").unwrap();
    for name in ["bv", "type", "part", "own", "new", "other"] {
        let expected = format!("attempt to add duplicate property '{name}' to object (type 'kinds')");
        assert_eq!(text(kinds.add_child(name, &Backend::new())), expected, "A6.2");
        assert_eq!(text(kinds.add_property(name, number())), expected, "A6.2");
        assert_eq!(text(kinds.add_alias(name, &kinds, "u8")), expected, "A6.2");
    }
    // QEMU takes any name, also one with a slash, which no path leads to.
    for name in ["", "a/b", "0", "a[x]", "a[*]b", "[*]"] {
        let expected = format!(
            "'{name}' cannot be a name: first a letter, then letters, digits, '-', '.', '_', and in the end an index, '[0]'"
        );
        assert_eq!(text(kinds.add_property(name, number())), expected, "A6.2");
    }
    let added: Vec<_> = (0..3).map(|_| kinds.add_property("irq[*]", number()).unwrap()).collect();
    assert_eq!(added.iter().map(|name| &**name).collect::<Vec<_>>(), ["irq[0]", "irq[1]", "irq[2]"], "A6.4");
    assert_eq!(text(kinds.get::<u8>("irq[3]")), "Property 'kinds.irq[3]' not found", "A6.4");
    assert_eq!(text(kinds.get::<Value>("no")), "Property 'kinds.no' not found", "A6.6");
    // QEMU leaves the type out: "Property '.no' not found".
    assert_eq!(text(kinds.class().resolve_property("no").map(drop)), "Property 'kinds.no' not found", "A6.6");
    // QEMU dereferences a null pointer if there is none, or it is the class's.
    assert_eq!(text(kinds.remove_property("no")), "Property 'kinds.no' not found", "A6.7");
    assert_eq!(text(kinds.remove_property("bv")), "Property 'kinds.bv' not found", "A6.7");
    assert_eq!(text(kinds.set("type", "x")), "Property 'kinds.type' is not writable", "A6.9");
}

#[qom_core::test]
fn a7_kinds() {
    let context = Context::current();
    let other = Container::new();
    for (at, object) in
        [("one", Backend::new().upcast()), ("two", Backend::new().upcast()), ("it", other.upcast::<Object>())]
    {
        let shelf = Container::new();
        context.root().add_child(at, &shelf).unwrap();
        shelf.add_child(if at == "it" { "thing" } else { "backend" }, &object).unwrap();
    }
    refused(
        [
            ("av", Value::from("yeti"), "Parameter 'av' does not accept value 'yeti'"),
            ("u8", 256.into(), "Parameter 'u8' expects uint8_t"),
            ("u16", 65536.into(), "Parameter 'u16' expects uint16_t"),
            ("u32", (1_i64 << 32).into(), "Parameter 'u32' expects uint32_t"),
            ("part", "/one".into(), "Property 'kinds.part' is not writable"),
            // A7.7, in QEMU's order.
            ("link", 1.into(), "Invalid parameter type for 'link', expected: string"),
            ("link", "backend".into(), "Path 'backend' does not uniquely identify an object"),
            ("link", "thing".into(), "Invalid parameter type for 'link', expected: backend"),
            ("link", "/it/thing".into(), "Invalid parameter type for 'link', expected: backend"),
            ("link", "nothing".into(), "Device 'nothing' not found"),
            ("link", "/nothing".into(), "Device '/nothing' not found"),
        ],
        |kinds, name, value| kinds.set(name, value),
    );
}

/// The `check` of a link comes last. `link_records.rs` has what else links refuse.
#[qom_core::test]
fn a7_7_links_with_a_check() {
    #[qom_type]
    struct Front {
        #[property(check = Front::check_backend)]
        backend: Link<Backend>,
        #[property(read_only)]
        fixed: WeakLink<Backend>,
    }
    impl Front {
        fn check_backend(&self, backend: &Option<Obj<Backend>>) -> Result<()> {
            ensure!(backend.is_none(), "not this one");
            Ok(())
        }
    }
    let front = Front::new();
    Context::current().object_at("/objects").unwrap().add_child("b", &Backend::new()).unwrap();
    for (name, path, expected) in [
        ("backend", "no", "Device 'no' not found"),
        ("backend", "objects", "Invalid parameter type for 'backend', expected: backend"),
        ("backend", "b", "not this one"),
        ("fixed", "b", "Property 'front.fixed' is not writable"),
    ] {
        assert_eq!(text(front.set(name, path)), expected);
        assert!(front.get::<String>(name).unwrap().is_empty());
    }
}

#[qom_core::test]
fn a7_9_aliases_say_whose_property_it_is() {
    let (front, kinds) = (Container::new(), Kinds::new());
    for name in ["u8", "fixed", "secret", "link", "part"] {
        front.add_alias(&format!("{name}-of"), &kinds, name).unwrap();
    }
    assert_eq!(text(front.add_alias("no", &kinds, "no")), "Property 'kinds.no' not found", "QEMU aborts");
    for (result, expected) in [
        (front.set("fixed-of", 1), "Property 'kinds.fixed' is not writable"),
        (front.get::<String>("secret-of").map(drop), "Property 'kinds.secret' is not readable"),
        (front.set("u8-of", 256), "Parameter 'u8-of' expects uint8_t"),
        (front.set("u8-of", "1"), "Invalid parameter type for 'u8-of', expected: integer"),
        (front.set("link-of", "no"), "Device 'no' not found"),
    ] {
        assert_eq!(text(result), expected);
    }
    let type_of = |name: &str| front.property(name).unwrap().type_name;
    assert_eq!([type_of("u8-of"), type_of("link-of")], ["uint8", "link<backend>"]);
    assert_eq!(
        (type_of("part-of"), kinds.property("part").unwrap().type_name),
        ("link<backend>".into(), "child<backend>".into())
    );
    drop(kinds);
    // QEMU uses it nevertheless.
    let expected = "Property 'container.u8-of' stands for one of an object that is gone";
    assert_eq!((text(front.get::<u8>("u8-of")), text(front.set("u8-of", 1))), (expected.into(), expected.into()));
}

#[qom_core::test]
fn a8_access() {
    let kinds = Kinds::new();
    kinds.set("i64", -1).unwrap();
    for (result, expected) in [
        (kinds.set("no", 1), "Property 'kinds.no' not found"),
        (kinds.set("fixed", 1), "Property 'kinds.fixed' is not writable"),
        (kinds.set("type", "x"), "Property 'kinds.type' is not writable"),
        (kinds.get::<u32>("no").map(drop), "Property 'kinds.no' not found"),
        (kinds.get::<String>("secret").map(drop), "Property 'kinds.secret' is not readable"),
        (kinds.get::<String>("bv").map(drop), "Invalid parameter type for 'bv', expected: string"),
        (kinds.get::<bool>("sv").map(drop), "Invalid parameter type for 'sv', expected: boolean"),
        // QEMU says "int" and "uint" of what is read, and "integer" of what is set; this is one word for all.
        (kinds.get::<i64>("sv").map(drop), "Invalid parameter type for 'sv', expected: integer"),
        (kinds.get::<u64>("sv").map(drop), "Invalid parameter type for 'sv', expected: integer"),
        (kinds.get::<u8>("i64").map(drop), "Parameter 'i64' expects uint8_t"),
        // QEMU: "Property av on kinds is not 'OnOffAuto' enum type"; here it is the word that has to be one.
        (kinds.get::<OnOffAuto>("av").map(drop), "Parameter 'av' does not accept value 'frog'"),
        (kinds.get_link("no").map(drop), "Property 'kinds.no' not found"),
        // QEMU takes any text for a path: "Device '' not found".
        (kinds.get_link("sv").map(drop), "Invalid parameter type for 'sv', expected: link"),
        (kinds.set_link("sv", Some(&kinds)), "Invalid parameter type for 'sv', expected: string"),
    ] {
        assert_eq!(text(result), expected);
    }
}

#[qom_core::test]
fn a9_1_strict_values() {
    refused(
        [
            ("bv", Value::from("on"), "Invalid parameter type for 'bv', expected: boolean"),
            ("bv", 1.into(), "Invalid parameter type for 'bv', expected: boolean"),
            ("bv", Value::Null, "Invalid parameter type for 'bv', expected: boolean"),
            ("sv", true.into(), "Invalid parameter type for 'sv', expected: string"),
            ("sv", map(), "Invalid parameter type for 'sv', expected: string"),
            ("av", 0.into(), "Invalid parameter type for 'av', expected: string"),
            ("i64", "1".into(), "Invalid parameter type for 'i64', expected: integer"),
            ("i64", 1.0.into(), "Invalid parameter type for 'i64', expected: integer"),
            ("i64", Value::Int(1 << 63), "Invalid parameter type for 'i64', expected: integer"),
            ("i8", Value::Int(1 << 63), "Invalid parameter type for 'i8', expected: integer"),
            ("i8", 128.into(), "Parameter 'i8' expects int8_t"),
            ("i8", (-129).into(), "Parameter 'i8' expects int8_t"),
            ("i16", 32768.into(), "Parameter 'i16' expects int16_t"),
            ("i32", (1_i64 << 31).into(), "Parameter 'i32' expects int32_t"),
            ("u8", (-1).into(), "Parameter 'u8' expects uint8_t"),
            ("u16", (-1).into(), "Parameter 'u16' expects uint16_t"),
            ("u32", u64::MAX.into(), "Parameter 'u32' expects uint32_t"),
            ("u64", Value::Int(1 << 64), "Parameter 'u64' expects uint64"),
            // QEMU takes it for 2^64 - 1.
            ("u64", (-1).into(), "Parameter 'u64' expects uint64"),
            // QEMU says "Parameter 'u64' expects uint64", also of a size: of what is no integer it tells signed ones.
            ("u64", 1.0.into(), "Invalid parameter type for 'u64', expected: integer"),
            ("size", "1M".into(), "Invalid parameter type for 'size', expected: integer"),
            ("number", "1".into(), "Invalid parameter type for 'number', expected: number"),
            ("number", list([]), "Invalid parameter type for 'number', expected: number"),
            ("signed", 1.into(), "Invalid parameter type for 'signed', expected: array"),
            ("signed", map(), "Invalid parameter type for 'signed', expected: array"),
            ("signed", list([1.into(), "x".into()]), "Invalid parameter type for 'signed[1]', expected: integer"),
            ("texts", list(["a".into(), 1.into()]), "Invalid parameter type for 'texts[1]', expected: string"),
            // QEMU says 'null' of an element of a sized kind.
            ("unsigned", list([0.into(), 65536.into()]), "Parameter 'unsigned[1]' expects uint16_t"),
            ("lists", list([1.into()]), "Invalid parameter type for 'lists[0]', expected: array"),
            (
                "lists",
                list([list([]), list([true.into(), Value::Null])]),
                "Invalid parameter type for 'lists[1][1]', expected: boolean",
            ),
        ],
        |kinds, name, value| kinds.set(name, value),
    );
}

#[qom_core::test]
fn a9_2_keyval() {
    refused(
        [
            ("bv", "1", "Parameter 'bv' expects 'on' or 'off'"),
            ("bv", "On", "Parameter 'bv' expects 'on' or 'off'"),
            ("av", "yeti", "Parameter 'av' does not accept value 'yeti'"),
            ("i64", "x", "Parameter 'i64' expects integer"),
            ("i64", "", "Parameter 'i64' expects integer"),
            ("i64", "9223372036854775808", "Parameter 'i64' expects integer"),
            ("i8", "-9223372036854775809", "Parameter 'i8' expects integer"),
            ("i8", "9223372036854775807", "Parameter 'i8' expects int8_t"),
            ("u64", "1k", "Parameter 'u64' expects integer"),
            ("u64", "18446744073709551616", "Parameter 'u64' expects integer"),
            ("u8", "-1", "Parameter 'u8' expects uint8_t"),
            ("size", "x", "Parameter 'size' expects size"),
            ("size", "1Z", "Parameter 'size' expects size"),
            ("size", "16E", "Parameter 'size' expects size"),
            ("size", "-1", "Parameter 'size' expects size"),
            ("number", "x", "Invalid parameter type for 'number', expected: number"),
            ("number", "inf", "Invalid parameter type for 'number', expected: number"),
            ("signed", "1", "Invalid parameter type for 'signed', expected: array"),
            ("link", "nothing", "Device 'nothing' not found"),
        ],
        |kinds, name, value| kinds.set_from_keyval(name, value),
    );
    // What only a whole text can say.
    for (options, expected) in [
        ("u8.x=1", "Parameters 'u8.*' are unexpected"),
        ("bv.0=on", "Parameters 'bv.*' are unexpected"),
        ("sv.a.b=x", "Parameters 'sv.*' are unexpected"),
        ("size.0=1", "Parameters 'size.*' are unexpected"),
        ("link.x=1", "Parameters 'link.*' are unexpected"),
        ("av.x=frog", "Parameters 'av.*' are unexpected"),
        ("signed.x=1", "Invalid parameter type for 'signed', expected: array"),
        ("signed.0=1,signed.1=x", "Parameter 'signed.1' expects integer"),
        ("signed.0.x=1", "Parameters 'signed.0.*' are unexpected"),
        ("texts.0.0=a", "Parameters 'texts.0.*' are unexpected"),
        ("lists.0=on", "Invalid parameter type for 'lists.0', expected: array"),
        ("lists.0.0=on,lists.0.1=1", "Parameter 'lists.0.1' expects 'on' or 'off'"),
    ] {
        let added = Context::current().object_add_str(&format!("kinds,id=a,{options}"));
        assert_eq!(text(added), expected, "{options}");
    }
}

#[qom_core::test]
fn a9_3_text() {
    const SIZE: &str = "Parameter 'size' expects a non-negative number below 2^64";
    const SIGNED: &str = "Parameter 'signed' expects list of int64 values or ranges";
    refused(
        [
            ("bv", "", "Parameter 'bv' expects 'on' or 'off'"),
            ("av", "", "Parameter 'av' does not accept value ''"),
            ("i64", "x", "Parameter 'i64' expects int64"),
            ("i64", "9223372036854775808", "Parameter 'i64' expects int64"),
            ("i8", "9223372036854775808", "Parameter 'i8' expects int64"),
            ("i8", "128", "Parameter 'i8' expects int8_t"),
            ("u64", "x", "Parameter 'u64' expects uint64"),
            ("u64", "18446744073709551616", "Parameter 'u64' expects uint64"),
            ("u8", "", "Parameter 'u8' expects uint64"),
            ("u8", "300", "Parameter 'u8' expects uint8_t"),
            ("number", "x", "Invalid parameter type for 'number', expected: number"),
            ("size", "x", SIZE),
            ("size", "-1", SIZE),
            ("size", "1.5", SIZE),
            ("size", "16E", "Value '16E' is out of range for parameter 'size'"),
            ("size", "18446744073709551616", "Value '18446744073709551616' is out of range for parameter 'size'"),
            ("signed", "x", SIGNED),
            ("signed", "1,", SIGNED),
            ("signed", "7-4", SIGNED),
            ("signed", "0-65536", SIGNED),
            ("signed", "9223372036854775808", SIGNED),
            ("unsigned", "1;2", "Parameter 'unsigned' expects list of uint64 values or ranges"),
            ("link", "nothing", "Device 'nothing' not found"),
        ],
        |kinds, name, value| kinds.set_from_str(name, value),
    );
}

#[qom_core::test]
fn a10_help() {
    #[qom_type]
    struct Helpful {
        /// How much.
        ///
        /// Not shown.
        #[property(name = "prealloc-threads", default = 1)]
        prealloc_threads: Prop<u32>,
        #[property(default = true)]
        prealloc: Prop<bool>,
        #[property(default = "x")]
        word: Prop<String>,
        #[property(read_only, default = 1)]
        hidden: Prop<u8>,
        #[property]
        link: Link<Backend>,
        /// For the
        #[property(default = Animal::Platypus)]
        kind_of_animal_in_it: Prop<Animal>,
    }
    let help = "helpful options:
  kind-of-animal-in-it=<Animal> - For the (default: platypus)
  link=<link<backend>>
  prealloc-threads=<uint32> - How much. (default: 1)
  prealloc=<bool>        -  (default: on)
  word=<string>          -  (default: x)
";
    assert_eq!(class_by_name("helpful").unwrap().property_help(), help, "A10.3, A10.4");
    assert_eq!(class_by_name("backend").unwrap().property_help(), "There are no options for backend.\n", "A10.4");
}

#[qom_core::test]
fn a11_paths() {
    let context = Context::current();
    for at in ["one", "two"] {
        let shelf = Container::new();
        context.root().add_child(at, &shelf).unwrap();
        shelf.add_child("backend", &Backend::new()).unwrap();
    }
    for (path, expected) in [
        ("backend", "Path 'backend' is ambiguous"),
        ("nothing", "Device 'nothing' not found"),
        ("/nothing", "Device '/nothing' not found"),
        ("/one/.", "Device '/one/.' not found"),
        ("two/two", "Device 'two/two' not found"),
    ] {
        assert_eq!(text(context.resolve(path)), expected);
    }
    assert_eq!(text(context.resolve_as::<Backend>("")), "More than one object of type backend");
    assert_eq!(text(context.resolve_as::<Device>("")), "No object found of type device");
    // A11.5: a link that is not set ends the way, and the type counts of the last object only.
    let kinds = Kinds::new();
    context.root().add_child("kinds", &kinds).unwrap();
    assert_eq!(text(context.resolve("/kinds/link")), "Device '/kinds/link' not found");
    kinds.set("link", "/one/backend").unwrap();
    assert_eq!(context.resolve_as::<Backend>("/kinds/link").unwrap(), kinds.link.get().unwrap());
    assert_eq!(text(context.resolve_as::<Container>("/kinds/link")), "Device '/kinds/link' not found");
    assert_eq!(text(context.resolve("/kinds/u8")), "Device '/kinds/u8' not found");
}
