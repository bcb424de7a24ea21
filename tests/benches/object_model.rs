//! What the object model costs, against plain Rust in the same run: `Arc<dyn Trait>`, `Any`, `dyn`, the standard map.
//!
//! `cargo bench -p qom-tests` runs it; each group has a line `qom` and a line for what it is compared with.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::any::Any;
use std::collections::HashMap;
use std::hint::black_box;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use qom_core::prelude::*;
use qom_core::register_type;

/// The plain Rust counterpart of `Plain`: a counted object behind a vtable.
trait Counter: Any + Send + Sync {
    fn value(&self) -> u64;
}

struct PlainRust {
    value: u64,
}

impl Counter for PlainRust {
    fn value(&self) -> u64 {
        self.value
    }
}

struct OtherRust {
    value: u64,
}

impl Counter for OtherRust {
    fn value(&self) -> u64 {
        self.value + 1
    }
}

#[qom_type(abstract)]
pub struct Counting {}

#[qom_class(Counting)]
pub trait CountingImpl {
    fn value(this: &Self) -> u64;
}

#[qom_type(parent = Counting)]
pub struct Plain {
    #[init(1)]
    value: u64,
}

impl CountingImpl for Plain {
    fn value(this: &Self) -> u64 {
        this.value
    }
}

#[qom_type(parent = Counting)]
pub struct Other {
    #[init(1)]
    value: u64,
}

impl CountingImpl for Other {
    fn value(this: &Self) -> u64 {
        this.value + 1
    }
}

#[qom_interface(Measured)]
pub trait MeasuredImpl {
    fn measure(this: &Self) -> u64;
}

#[qom_interface(Unused)]
pub trait UnusedImpl {}

macro_rules! levels {
    ($($level:ident $parent:ident),*) => {
        $(#[qom_type(parent = $parent)]
        pub struct $level {
            #[allow(dead_code)]
            own: u32,
        })*
    };
}

levels!(L1 Plain, L2 L1, L3 L2, L4 L3, L5 L4, L6 L5);

/// Nine levels below `Object`, with three properties.
#[qom_type(parent = L6, interfaces = [Measured])]
#[allow(dead_code)]
pub struct Deep {
    #[property(default = 1)]
    a: Prop<u32>,
    #[property(default = true)]
    b: Prop<bool>,
    #[property(default = 3)]
    c: Prop<u64>,
}

impl MeasuredImpl for Deep {
    fn measure(this: &Self) -> u64 {
        u64::from(this.a.get())
    }
}

macro_rules! owning_levels {
    ($($level:ident $parent:ident),*) => {
        $(#[qom_type(parent = $parent)]
        pub struct $level {
            #[allow(dead_code)]
            own: Option<Box<u32>>,
        }

        impl Drop for $level {
            fn drop(&mut self) {
                black_box(&self.own);
            }
        })*
    };
}

owning_levels!(O1 Plain, O2 O1, O3 O2, O4 O3, O5 O4, O6 O5, O7 O6);

/// The plain Rust counterpart of `O7`: as many levels, each with a `Drop` and a field to drop.
macro_rules! owning_plain {
    ($($level:ident $inner:ty),*) => {
        $(#[derive(Default)]
        #[allow(dead_code)]
        struct $level {
            own: Option<Box<u32>>,
            inner: $inner,
        }

        impl Drop for $level {
            fn drop(&mut self) {
                black_box(&self.own);
            }
        })*
    };
}

owning_plain!(P1 u64, P2 P1, P3 P2, P4 P3, P5 P4, P6 P5, P7 P6);

impl Counter for P7 {
    fn value(&self) -> u64 {
        1
    }
}

#[qom_type(interfaces = [Measured])]
pub struct Shallow {
    #[init(2)]
    own: u64,
}

impl MeasuredImpl for Shallow {
    fn measure(this: &Self) -> u64 {
        this.own
    }
}

fn create_and_drop(c: &mut Criterion) {
    let mut group = c.benchmark_group("create+drop");
    group.bench_function("arc_dyn", |b| b.iter(|| -> Arc<dyn Counter> { Arc::new(PlainRust { value: black_box(1) }) }));
    group.bench_function("qom", |b| b.iter(Plain::new));
    group.bench_function("qom 9 levels, 3 properties", |b| b.iter(Deep::new));
    group.bench_function("arc_dyn, 7 levels with Drop", |b| b.iter(|| -> Arc<dyn Counter> { Arc::new(P7::default()) }));
    group.bench_function("qom, 7 levels with Drop", |b| b.iter(O7::new));
    group.bench_function("qom by name", |b| b.iter(|| new_by_name(black_box("plain")).unwrap()));
    group.finish();
}

fn clone_and_drop(c: &mut Criterion) {
    let mut group = c.benchmark_group("clone+drop of a handle");
    let arc: Arc<dyn Counter> = Arc::new(PlainRust { value: 1 });
    let object: Obj<Counting> = Plain::new().upcast();
    group.bench_function("arc_dyn", |b| b.iter(|| black_box(&arc).clone()));
    group.bench_function("qom", |b| b.iter(|| black_box(&object).clone()));
    group.finish();

    let mut group = c.benchmark_group("upgrade of a weak handle");
    let weak_arc: Weak<dyn Counter> = Arc::downgrade(&arc);
    let weak = object.downgrade();
    group.bench_function("arc_dyn", |b| b.iter(|| black_box(&weak_arc).upgrade()));
    group.bench_function("qom", |b| b.iter(|| black_box(&weak).upgrade()));
    group.finish();
}

/// As `Plain`, and a singleton.
#[qom_type(parent = Counting, interfaces = [Singleton])]
pub struct Only {
    #[init(1)]
    value: u64,
}

impl CountingImpl for Only {
    fn value(this: &Self) -> u64 {
        this.value
    }
}

fn singleton(c: &mut Criterion) {
    let mut group = c.benchmark_group("singleton");
    group.bench_function("plain create+drop", |b| b.iter(Plain::try_new));
    group.bench_function("try_new+drop", |b| b.iter(Only::try_new));
    let machine = Context::new();
    machine.enter(|| {
        group.bench_function("plain create+drop in a context", |b| b.iter(Plain::try_new));
        group.bench_function("try_new+drop in a context", |b| b.iter(Only::try_new));
    });
    let arc = Arc::new(PlainRust { value: 1 });
    let weak = Arc::downgrade(&arc);
    group.bench_function("Weak::upgrade", |b| b.iter(|| black_box(&weak).upgrade()));
    let only = Only::try_new().unwrap();
    group.bench_function("instance", |b| b.iter(Only::instance));
    let there = Only::try_new_in(&machine).unwrap();
    machine.enter(|| group.bench_function("instance, in a context", |b| b.iter(Only::instance)));
    group.bench_function("instance_in", |b| b.iter(|| Only::instance_in(black_box(&machine))));
    drop((only, there));
    group.bench_function("instance, none there", |b| b.iter(Only::instance));
    group.finish();
}

fn downcast(c: &mut Criterion) {
    let mut group = c.benchmark_group("downcast");
    let any: Arc<dyn Any + Send + Sync> = Arc::new(PlainRust { value: 1 });
    let deep: Obj<Object> = Deep::new().into_object();
    group.bench_function("any, hit", |b| b.iter(|| black_box(&any).downcast_ref::<PlainRust>().is_some()));
    group.bench_function("any, miss", |b| b.iter(|| black_box(&any).downcast_ref::<OtherRust>().is_some()));
    group.bench_function("qom, hit, the type itself", |b| b.iter(|| black_box(&deep).downcast_ref::<Deep>().is_some()));
    group.bench_function("qom, hit, 6 levels up", |b| b.iter(|| black_box(&deep).downcast_ref::<L1>().is_some()));
    group.bench_function("qom, miss", |b| b.iter(|| black_box(&deep).downcast_ref::<Other>().is_some()));
    group.finish();
}

fn interface(c: &mut Criterion) {
    let mut group = c.benchmark_group("cast to an interface");
    let deep: Obj<Object> = Deep::new().into_object();
    let many: Obj<Object> = Many::new().into_object();
    group.bench_function("qom, hit", |b| b.iter(|| black_box(&deep).as_interface::<Measured>().is_some()));
    group.bench_function("qom, miss", |b| b.iter(|| black_box(&deep).as_interface::<Unused>().is_some()));
    group.bench_function("qom, hit, one of 40", |b| b.iter(|| black_box(&many).as_interface::<I17>().is_some()));
    group.bench_function("qom, miss, 40", |b| b.iter(|| black_box(&many).as_interface::<Unused>().is_some()));
    group.finish();
}

/// Over 64 objects of two types in a row, so that neither the compiler nor the place of one instruction decides; the
/// time of one call is a 64th.
fn virtual_call(c: &mut Criterion) {
    let mut group = c.benchmark_group("64 virtual calls");
    let is_plain = |i: usize| !i.is_multiple_of(3);
    let arcs: Vec<Arc<dyn Counter>> = (0..64)
        .map(|i| -> Arc<dyn Counter> {
            if is_plain(i) { Arc::new(PlainRust { value: 1 }) } else { Arc::new(OtherRust { value: 1 }) }
        })
        .collect();
    let objects: Vec<Obj<Counting>> =
        (0..64).map(|i| if is_plain(i) { Plain::new().upcast() } else { Other::new().upcast() }).collect();
    let inherited: Vec<Obj<Counting>> =
        (0..64).map(|i| if is_plain(i) { Deep::new().upcast() } else { Other::new().upcast() }).collect();
    let measured: Vec<Obj<Measured>> = (0..64)
        .map(|i| if is_plain(i) { Deep::new().into_interface() } else { Shallow::new().into_interface() })
        .collect();
    group.bench_function("dyn", |b| b.iter(|| black_box(&arcs).iter().map(|it| it.value()).sum::<u64>()));
    group.bench_function("qom", |b| b.iter(|| black_box(&objects).iter().map(|it| it.value()).sum::<u64>()));
    group.bench_function("qom, inherited over 8 levels", |b| {
        b.iter(|| black_box(&inherited).iter().map(|it| it.value()).sum::<u64>());
    });
    group.bench_function("qom, interface", |b| {
        b.iter(|| black_box(&measured).iter().map(|it| it.measure()).sum::<u64>());
    });
    group.finish();
}

fn class_by_name_among_5000(c: &mut Criterion) {
    let names: Vec<String> = (0..5000).map(|i| format!("generated-type-{i}")).collect();
    for name in &names {
        register_type(TypeInfo::new(name.clone(), "plain")).unwrap();
    }
    let map: HashMap<String, u32> = names.iter().cloned().zip(0..).collect();
    class_by_name(&names[2500]).unwrap();
    let mut group = c.benchmark_group("class by name among 5000");
    group.bench_function("std map", |b| b.iter(|| map.get(black_box("generated-type-2500")).copied()));
    group.bench_function("qom", |b| b.iter(|| class_by_name(black_box("generated-type-2500")).unwrap()));
    group.finish();
}

/// A name anywhere in the tree, among many objects that have others.
fn name_search(c: &mut Criterion) {
    let mut group = c.benchmark_group("a name among objects");
    for objects in [10_000, 1_000_000] {
        let context = Context::new();
        let root = context.root();
        let mut map = HashMap::new();
        // A thousand to a parent.
        for i in 0..objects / 1000 {
            let parent = Container::new_in(&context);
            root.add_child(&format!("parent{i}"), &parent).unwrap();
            for j in 0..999 {
                let name = format!("object{i}-{j}");
                let child = Container::new_in(&context);
                parent.add_child(&name, &child).unwrap();
                map.insert(name, child);
            }
        }
        let name = "object5-500";
        group.bench_function(format!("std map, {objects}"), |b| b.iter(|| map.get(black_box(name)).cloned()));
        group.bench_function(format!("qom, {objects}"), |b| b.iter(|| context.resolve(black_box(name)).unwrap()));
        let object = map[name].clone();
        let parent = object.parent().unwrap();
        group.bench_function(format!("add_child+unparent, {objects}, with the index"), |b| {
            b.iter(|| {
                object.unparent();
                parent.add_child(name, &object).unwrap();
            });
        });
    }
    group.finish();
}

/// The counterpart of properties by name: a map of values by name.
fn property(c: &mut Criterion) {
    #[qom_type(parent = Counting)]
    pub struct Configured {
        #[property(default = 1)]
        speed: Prop<u32>,
    }
    impl CountingImpl for Configured {
        fn value(this: &Self) -> u64 {
            this.speed.get().into()
        }
    }
    let object: Obj<Object> = Configured::new().upcast();
    let mut map: HashMap<String, u32> = HashMap::from([("speed".to_owned(), 1)]);
    let mut group = c.benchmark_group("a u32 by name");
    group.bench_function("std map, set", |b| b.iter(|| map.insert("speed".to_owned(), black_box(2))));
    group.bench_function("std map, get", |b| b.iter(|| map.get(black_box("speed")).copied()));
    group.bench_function("qom, set", |b| b.iter(|| object.set(black_box("speed"), black_box(2_u32))));
    group.bench_function("qom, get", |b| b.iter(|| object.get::<u32>(black_box("speed"))));
    let speed = object.class().resolve_property("speed").unwrap();
    group.bench_function("qom, set, looked up before", |b| b.iter(|| speed.set(black_box(&object), black_box(2_u32))));
    group.bench_function("qom, get, looked up before", |b| b.iter(|| speed.get::<u32>(black_box(&object))));
    group.finish();
}

fn tree(c: &mut Criterion) {
    let mut group = c.benchmark_group("tree");
    for siblings in [10, 10_000] {
        let context = Context::new();
        let peripheral = Container::new_in(&context);
        context.root().add_child("peripheral", &peripheral).unwrap();
        for i in 0..siblings {
            peripheral.add_child(&format!("device[{i}]"), &Plain::new_in(&context)).unwrap();
        }
        let one = peripheral.child("device[5]").unwrap();
        group.bench_function(format!("canonical path among {siblings}"), |b| {
            b.iter(|| black_box(&one).canonical_path())
        });
        group.bench_function(format!("look-up by path among {siblings}"), |b| {
            b.iter(|| context.object_at(black_box("/peripheral/device[5]")).unwrap());
        });
        group.bench_function(format!("add_child+unparent among {siblings}"), |b| {
            let object = Plain::new_in(&context);
            b.iter(|| {
                peripheral.add_child("device", &object).unwrap();
                object.unparent();
            });
        });
        group.bench_function(format!("unparent among {siblings}"), |b| {
            let batch: Vec<Obj<Plain>> = (0..64).map(|_| Plain::new_in(&context)).collect();
            b.iter_custom(|rounds| {
                let mut time = Duration::ZERO;
                for _ in 0..rounds.div_ceil(64) {
                    for (i, object) in batch.iter().enumerate() {
                        peripheral.add_child(&format!("batch[{i}]"), object).unwrap();
                    }
                    let start = Instant::now();
                    batch.iter().for_each(|object| object.unparent());
                    time += start.elapsed();
                }
                // What was done is a multiple of 64; what was asked for is `rounds`.
                time.mul_f64(rounds as f64 / (rounds.div_ceil(64) * 64) as f64)
            });
        });
    }
    group.finish();
}

macro_rules! many {
    ($($interface:ident $hooks:ident),*) => {
        $(#[qom_interface($interface)]
        pub trait $hooks {})*

        #[qom_type(interfaces = [$($interface),*])]
        pub struct Many {}
    };
}

many! {
    I01 I01Impl, I02 I02Impl, I03 I03Impl, I04 I04Impl, I05 I05Impl, I06 I06Impl, I07 I07Impl, I08 I08Impl,
    I09 I09Impl, I10 I10Impl, I11 I11Impl, I12 I12Impl, I13 I13Impl, I14 I14Impl, I15 I15Impl, I16 I16Impl,
    I17 I17Impl, I18 I18Impl, I19 I19Impl, I20 I20Impl, I21 I21Impl, I22 I22Impl, I23 I23Impl, I24 I24Impl,
    I25 I25Impl, I26 I26Impl, I27 I27Impl, I28 I28Impl, I29 I29Impl, I30 I30Impl, I31 I31Impl, I32 I32Impl,
    I33 I33Impl, I34 I34Impl, I35 I35Impl, I36 I36Impl, I37 I37Impl, I38 I38Impl, I39 I39Impl, I40 I40Impl
}

criterion_group!(
    benches,
    create_and_drop,
    clone_and_drop,
    singleton,
    downcast,
    interface,
    virtual_call,
    class_by_name_among_5000,
    property,
    tree,
    name_search
);
criterion_main!(benches);
