//! Objects that users create: rows A13 and A14, behaviours 2 to 15, 17 to 19, E4 9.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

use qom_core::prelude::*;
use qom_core::user_creatable::KeyVal;
use qom_tests::text;

#[derive(Clone, Copy, Debug, Default, PartialEq, QomEnum)]
pub enum Animal {
    #[default]
    Frog,
    Alligator,
    Platypus,
}

/// The type of `check-qom-proplist`.
#[qom_type(name = "qemu-dummy", interfaces = [UserCreatable])]
pub struct Dummy {
    #[property]
    bv: Prop<bool>,
    #[property]
    sv: Prop<String>,
    #[property]
    av: Prop<Animal>,
}

impl UserCreatableImpl for Dummy {}

#[qom_type(name = "picky", interfaces = [UserCreatable])]
pub struct Picky {
    #[property]
    cpus: Prop<Vec<u32>>,
    #[property]
    size: Prop<Size>,
    in_use: AtomicBool,
}

impl UserCreatableImpl for Picky {
    fn complete(this: &Self) -> Result<()> {
        assert!(this.canonical_path().is_some(), "it is in its place");
        assert_ne!(this.size.get().bytes(), 13, "told to");
        ensure!(this.size.get().bytes() > 0, "can't create backend with size 0");
        Ok(())
    }
    fn can_be_deleted(this: &Self) -> bool {
        !this.in_use.load(Ordering::Relaxed)
    }
}

#[qom_type(abstract, interfaces = [UserCreatable])]
pub struct AbstractBackend {}

impl UserCreatableImpl for AbstractBackend {}

#[qom_type]
pub struct Closed {}

fn add(text: &str) -> Result<Obj<Object>> {
    Context::current().object_add_str(text)
}

fn at(id: &str) -> Option<Obj<Object>> {
    Context::current().object_at("/objects").unwrap().child(id)
}

#[qom_core::test]
fn behaviours_2_to_16_created_found_refused_deleted_and_created_again() {
    let context = Context::current();
    for _ in 0..2 {
        let dummy = add("qemu-dummy,id=dummy0,bv=yes,sv=Hiss hiss hiss,av=platypus").unwrap();
        assert_eq!(at("dummy0"), Some(dummy.clone()), "6, 11");
        assert_eq!(dummy.get::<String>("sv").unwrap(), "Hiss hiss hiss", "3");
        assert!(dummy.get::<bool>("bv").unwrap(), "4");
        assert_eq!(dummy.get::<Animal>("av").unwrap(), Animal::Platypus, "5");
        let weak = dummy.downgrade();
        drop(dummy);
        assert!(weak.upgrade().is_some(), "10");
        assert_eq!(
            text(add("qemu-dummy,id=dummy0,bv=no")),
            "attempt to add duplicate property 'dummy0' to object (type 'container')",
            "12"
        );
        assert_eq!(at("dummy0"), weak.upgrade(), "13");
        context.object_del("dummy0").unwrap();
        assert!(at("dummy0").is_none() && weak.upgrade().is_none(), "14, 15");
    }
    let properties = [("bv", Value::from(true)), ("sv", "x".into()), ("av", "frog".into())];
    let dummy = context.object_add("qemu-dummy", "dummy1", properties).unwrap();
    assert_eq!(dummy.get::<String>("sv").unwrap(), "x", "8");
}

#[qom_core::test]
fn behaviours_17_to_19_a_wrong_value_leaves_nothing() {
    assert_eq!(text(add("qemu-dummy,id=dummy0,av=yeti")), "Parameter 'av' does not accept value 'yeti'");
    assert!(Context::current().object_at("/objects").unwrap().children().is_empty());
}

/// What is refused, with QEMU's words.
const REFUSED: &[(&str, &str)] = &[
    ("no-such,id=a", "invalid object type: no-such"),
    ("closed,id=a", "object type 'closed' isn't supported by object-add"),
    ("user-creatable,id=a", "object type 'user-creatable' isn't supported by object-add"),
    ("abstract-backend,id=a", "object type 'abstract-backend' is abstract"),
    ("qemu-dummy", "Parameter 'id' is missing"),
    ("id=a", "Parameter 'qom-type' is missing"),
    ("qemu-dummy,id=3a", "Parameter 'id' expects an identifier"),
    ("qemu-dummy,id=a/b", "Parameter 'id' expects an identifier"),
    ("qemu-dummy,id=", "Parameter 'id' expects an identifier"),
    ("qemu-dummy,id=a,no=1", "Property 'qemu-dummy.no' not found"),
    ("qemu-dummy,id=a,type=x", "Property 'qemu-dummy.type' is not writable"),
    ("qemu-dummy,id=a,bv=1", "Parameter 'bv' expects 'on' or 'off'"),
    ("qemu-dummy,id=a,bv.x=1", "Parameters 'bv.*' are unexpected"),
    ("qemu-dummy,id=a,bv", "Expected '=' after parameter 'bv'"),
    ("qemu-dummy,id=a,=1", "Invalid parameter ''"),
    ("picky,id=a", "can't create backend with size 0"),
    ("picky,id=a,size=1,cpus.0=1,cpus.2=2", "Parameter 'cpus.1' missing"),
    ("picky,id=a,size=1,cpus.0=1,cpus.x=2", "Parameters 'cpus.*' used inconsistently"),
    ("picky,id=a,size=1,cpus=1,cpus.0=2", "Parameters 'cpus.*' used inconsistently"),
    ("picky,id=a,size=1,cpus.0=x", "Parameter 'cpus.0' expects integer"),
    ("picky,id=a,size=1,cpus=x", "Invalid parameter type for 'cpus', expected: array"),
    ("picky,id=a,size=1X", "Parameter 'size' expects size"),
];

#[qom_core::test]
fn a13_2_a14_what_is_refused_leaves_nothing() {
    for (options, why) in REFUSED {
        assert_eq!(text(add(options)), *why, "{options}");
        assert!(at("a").is_none(), "{options}");
    }
    assert!(catch_unwind(AssertUnwindSafe(|| add("picky,id=a,size=13"))).is_err());
    assert!(at("a").is_none());
}

#[qom_core::test]
fn a14_3_lists_are_keys_with_numbers() {
    let picky = add("picky,id=p,size=1M,cpus.2=0x10,cpus.0=1,cpus.01=2,").unwrap();
    assert_eq!(picky.get::<Vec<u32>>("cpus").unwrap(), [1, 2, 16]);
    assert_eq!(picky.get::<u64>("size").unwrap(), 1 << 20);
}

#[qom_core::test]
fn a13_6_an_object_in_use_is_not_deleted_nor_one_that_is_not_the_users() {
    let context = Context::current();
    let picky = add("picky,id=p,size=1").unwrap();
    let in_use = &picky.downcast_ref::<Picky>().unwrap().in_use;
    in_use.store(true, Ordering::Relaxed);
    assert_eq!(text(context.object_del("p")), "object 'p' is in use, can not be deleted");
    in_use.store(false, Ordering::Relaxed);
    context.object_del("p").unwrap();
    assert_eq!(text(context.object_del("p")), "object 'p' not found");
    assert_eq!(picky.canonical_path(), None, "who has a handle still has the object");
    context.object_at("/objects").unwrap().add_child("closed", &Closed::new()).unwrap();
    assert_eq!(text(context.object_del("closed")), "object 'closed' not found");
}

#[test]
fn a14_1_a14_2_a14_4_keys_and_values() {
    let parse = |text: &str| KeyVal::parse(text, None);
    let options = parse("a=1,b=x,,y=z,a=2,").unwrap();
    let got: Vec<(&str, &Value)> = options.iter().collect();
    assert_eq!(got, [("a", &"2".into()), ("b", &"x,y=z".into())]);
    let nested = parse("server.host=h,server.port=1,server.path.0.x=y").unwrap();
    assert_eq!(nested.iter().next().unwrap().1.to_string(), r#"{"host": "h", "path": [{"x": "y"}], "port": "1"}"#);
    assert_eq!(parse("").unwrap(), KeyVal::default());
    let long = "k".repeat(128);
    for (wrong, why) in [
        ("0=1".to_owned(), "Invalid parameter '0'".to_owned()),
        ("a..b=1".to_owned(), "Invalid parameter 'a..b'".to_owned()),
        ("a.=1".to_owned(), "Invalid parameter 'a.'".to_owned()),
        ("a b=1".to_owned(), "Invalid parameter 'a b'".to_owned()),
        (format!("{long}=1"), format!("Parameter '{long}' is too long")),
        (format!("a.{long}=1"), format!("Parameter fragment '{long}' is too long")),
        ("a.b=1,a=2".to_owned(), "Parameters 'a.*' used inconsistently".to_owned()),
        ("a.b.c=1,a.b=2".to_owned(), "Parameters 'a.b.*' used inconsistently".to_owned()),
        ("a.b=1,a.b.c=2".to_owned(), "Parameters 'a.b.*' used inconsistently".to_owned()),
        ("a.b.0=1,a.b.c=2".to_owned(), "Parameters 'a.b.*' used inconsistently".to_owned()),
        ("a.b.0=1,a.b.20=2,a.b.99999999999999999999=3".to_owned(), "Parameter 'a.b.1' missing".to_owned()),
        ("_a=1".to_owned(), "Invalid parameter '_a'".to_owned()),
        ("a=1,b c".to_owned(), "Invalid parameter 'b c'".to_owned()),
        ("a,,b=1".to_owned(), "Expected '=' after parameter 'a'".to_owned()),
        ("a=1,help".to_owned(), "Help is not available for this option".to_owned()),
    ] {
        assert_eq!(text(parse(&wrong)), why);
    }
}

#[test]
fn keys_have_at_most_128_parts() {
    let deep = |dots: usize| KeyVal::parse(&format!("a{}=1,b=2", ".c".repeat(dots)), None);
    let mut value = deep(127).unwrap().remove("a").unwrap();
    for _ in 0..127 {
        let Value::Map(mut below) = value else { panic!("{value}") };
        value = below.remove("c").unwrap();
    }
    assert_eq!(value, "1".into());
    for dots in [128, 20_000] {
        assert_eq!(text(deep(dots)), "Parameter 'a.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c...' is nested too deeply");
    }
}

#[qom_core::test]
fn singletons_are_refused_here_like_everywhere() {
    #[qom_type(name = "only-backend", interfaces = [UserCreatable, Singleton])]
    struct OnlyBackend {}
    impl UserCreatableImpl for OnlyBackend {}
    add("only-backend,id=a").unwrap();
    assert_eq!(
        text(add("only-backend,id=b")),
        "only one 'only-backend' can exist at a time: there is 'only-backend' at '/objects/a'"
    );
    Context::current().object_del("a").unwrap();
    add("only-backend,id=b").unwrap();
}
