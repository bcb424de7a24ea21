//! Random hierarchies, made at run time, against a model that knows nothing of classes: every method call, cast and
//! interface call.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use qom_core::prelude::{Result as QomResult, *};
use qom_core::register_type;

#[qom_type]
pub struct Root {}

#[qom_class(Root)]
pub trait RootImpl {
    fn a(this: &Self) -> u32 {
        let _ = this;
        100
    }
    fn b(this: &Self) -> u32 {
        200 + this.a()
    }
    #[class_field]
    fn c() -> u32 {
        300
    }
}

#[qom_interface(Base)]
pub trait BaseImpl {
    fn x(this: &Self) -> u32 {
        let _ = this;
        400
    }
}

#[qom_interface(Sub: Base)]
pub trait SubImpl {
    fn y(this: &Self) -> u32 {
        500 + this.x()
    }
}

#[qom_interface(Other)]
pub trait OtherImpl {
    fn z(this: &Self) -> u32 {
        let _ = this;
        600
    }
}

#[qom_type(parent = Root, interfaces = [Base])]
pub struct Mid {}

impl RootImpl for Mid {
    fn a(_: &Self) -> u32 {
        101
    }
}

impl BaseImpl for Mid {
    fn x(_: &Self) -> u32 {
        401
    }
}

/// The methods that random types have: each its own function, so that each gives its own number.
const A: [fn(&Root) -> u32; 4] = [|_| 1, |_| 2, |_| 3, |_| 4];
const B: [fn(&Root) -> u32; 4] = [|this| 10 + this.a(), |_| 20, |_| 30, |this| 40 + this.a()];
const X: [fn(&Base) -> u32; 4] = [|_| 5, |_| 6, |_| 7, |_| 8];
const Y: [fn(&Sub) -> u32; 4] = [|this| 50 + this.x(), |_| 60, |_| 70, |_| 80];
const Z: [fn(&Other) -> u32; 4] = [|_| 9, |_| 11, |_| 12, |_| 13];

/// A type that the model makes up.
#[derive(Clone, Debug)]
struct Plan {
    /// 0 is `Root`, 1 is `Mid`, the rest are earlier plans.
    parent: prop::sample::Index,
    is_abstract: bool,
    interfaces: [bool; 3],
    a: Option<usize>,
    b: Option<usize>,
    c: Option<u32>,
    x: Option<usize>,
    y: Option<usize>,
    z: Option<usize>,
}

fn plan() -> impl Strategy<Value = Plan> {
    let method = || prop::option::weighted(0.3, 0..4_usize);
    let interfaces = prop::array::uniform3(prop::bool::weighted(0.25));
    let field = prop::option::weighted(0.3, 0..1000_u32);
    (
        any::<prop::sample::Index>(),
        prop::bool::weighted(0.2),
        interfaces,
        (method(), method(), field),
        (method(), method(), method()),
    )
        .prop_map(|(parent, is_abstract, interfaces, (a, b, c), (x, y, z))| Plan {
            parent,
            is_abstract,
            interfaces,
            a,
            b,
            c,
            x,
            y,
            z,
        })
}

const BASE: usize = 0;
const SUB: usize = 1;
const OTHER: usize = 2;

/// What a type is, worked out from the plans alone.
struct Model {
    name: String,
    /// Indices, the type's own first.
    line: Vec<usize>,
    is_abstract: bool,
    has: [bool; 3],
    a: u32,
    b: fn(u32) -> u32,
    c: u32,
    x: u32,
    y: fn(u32) -> u32,
    z: u32,
}

fn plain(name: &str, line: Vec<usize>, has_base: bool) -> Model {
    Model {
        name: name.into(),
        line,
        is_abstract: false,
        has: [has_base, false, false],
        a: if has_base { 101 } else { 100 },
        b: |a| 200 + a,
        c: 300,
        x: if has_base { 401 } else { 400 },
        y: |x| 500 + x,
        z: 600,
    }
}

const B_MODEL: [fn(u32) -> u32; 4] = [|a| 10 + a, |_| 20, |_| 30, |a| 40 + a];
const Y_MODEL: [fn(u32) -> u32; 4] = [|x| 50 + x, |_| 60, |_| 70, |_| 80];

fn models(plans: &[Plan], run: usize) -> Vec<Model> {
    let mut models = vec![plain("root", vec![0], false), plain("mid", vec![1, 0], true)];
    for plan in plans {
        let parent = &models[plan.parent.index(models.len())];
        let mut has = parent.has;
        has[BASE] |= plan.interfaces[BASE] | plan.interfaces[SUB];
        has[SUB] |= plan.interfaces[SUB];
        has[OTHER] |= plan.interfaces[OTHER];
        let index = models.len();
        let model = Model {
            name: format!("run-{run}-{index}"),
            line: std::iter::once(index).chain(parent.line.iter().copied()).collect(),
            is_abstract: plan.is_abstract,
            has,
            a: plan.a.map_or(parent.a, |k| k as u32 + 1),
            b: plan.b.map_or(parent.b, |k| B_MODEL[k]),
            c: plan.c.unwrap_or(parent.c),
            x: if has[BASE] { plan.x.map_or(parent.x, |k| k as u32 + 5) } else { parent.x },
            y: if has[SUB] { plan.y.map_or(parent.y, |k| Y_MODEL[k]) } else { parent.y },
            z: if has[OTHER] { plan.z.map_or(parent.z, |k| [9, 11, 12, 13][k]) } else { parent.z },
        };
        models.push(model);
    }
    models
}

fn info(plan: &Plan, model: &Model, parent: &str) -> TypeInfo {
    let mut info = TypeInfo::new(model.name.clone(), parent);
    if plan.is_abstract {
        info = info.with_abstract();
    }
    for (listed, name) in plan.interfaces.iter().zip(["base", "sub", "other"]) {
        if *listed {
            info = info.with_interface(name);
        }
    }
    let plan = plan.clone();
    info.with_class_init(move |class: &mut ClassInit<'_, Root>| {
        if let Some(k) = plan.a {
            RootClass::set_a(class, A[k]);
        }
        if let Some(k) = plan.b {
            RootClass::set_b(class, B[k]);
        }
        if let Some(c) = plan.c {
            RootClass::set_c(class, c);
        }
        if let (Some(mut base), Some(k)) = (class.view::<Base>(), plan.x) {
            BaseClass::set_x(&mut base, X[k]);
        }
        if let (Some(mut sub), Some(k)) = (class.view::<Sub>(), plan.y) {
            SubClass::set_y(&mut sub, Y[k]);
        }
        if let (Some(mut other), Some(k)) = (class.view::<Other>(), plan.z) {
            OtherClass::set_z(&mut other, Z[k]);
        }
    })
}

fn check_calls(root: &Root, model: &Model) {
    assert_eq!(root.a(), model.a);
    assert_eq!(root.b(), (model.b)(model.a));
    assert_eq!(RootClass::of(root).c(), model.c);
    let base = root.as_interface::<Base>();
    let sub = root.as_interface::<Sub>();
    let other = root.as_interface::<Other>();
    assert_eq!([base.is_some(), sub.is_some(), other.is_some()], model.has);
    if let Some(base) = base {
        assert_eq!(base.x(), model.x);
    }
    if let Some(sub) = sub {
        assert_eq!(sub.x(), model.x);
        assert_eq!(sub.y(), (model.y)(model.x));
    }
    if let Some(other) = other {
        assert_eq!(other.z(), model.z);
    }
}

fn check_casts(object: &Obj<Object>, model: &Model, models: &[Model]) {
    for (index, other) in models.iter().enumerate() {
        let is_one = model.line.contains(&index);
        assert_eq!(object.is_instance_of(&other.name), is_one, "{} as {}", model.name, other.name);
        assert_eq!(object.checked_cast(&other.name).is_ok(), is_one);
    }
    assert_eq!(object.downcast_ref::<Mid>().is_some(), model.line.contains(&1));
    assert!(object.clone().downcast::<Root>().is_ok());
    for (name, has) in ["base", "sub", "other"].iter().zip(model.has) {
        assert_eq!(object.is_instance_of(name), has);
    }
}

/// A given class's own version of each method, on an object of a type below it.
fn check_class_versions(root: &Root, model: &Model, models: &[Model]) -> QomResult<()> {
    for ancestor in &model.line {
        let ancestor = &models[*ancestor];
        let class = class_by_name(&ancestor.name)?;
        // The methods of `Mid` are for objects of `Mid`, which all below it are.
        assert_eq!(Root::a_of(class, root), ancestor.a);
        assert_eq!(Root::b_of(class, root), (ancestor.b)(model.a));
        assert_eq!(class.downcast_ref::<RootClass>().map(RootClass::c), Some(ancestor.c));
    }
    Ok(())
}

static RUN: AtomicUsize = AtomicUsize::new(0);

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(debug_assertions) { 400 } else { 2000 }, ..ProptestConfig::default() })]

    #[test]
    fn random_hierarchies_behave_as_the_model(
        (plans, order) in prop::collection::vec(plan(), 1..16).prop_flat_map(|plans| {
            // Any order of registration will do: parents may come after their children.
            let order = Just((0..plans.len()).collect::<Vec<usize>>()).prop_shuffle();
            (Just(plans), order)
        }),
    ) {
        let models = models(&plans, RUN.fetch_add(1, Ordering::Relaxed));
        for index in order {
            let model = &models[index + 2];
            let parent = &models[model.line[1]].name;
            register_type(info(&plans[index], model, parent)).unwrap();
        }
        for model in &models {
            match new_by_name(&model.name) {
                Err(error) => {
                    prop_assert!(model.is_abstract, "{error}");
                    let is_abstract = matches!(error, Error::AbstractType { .. });
                    prop_assert!(is_abstract);
                }
                Ok(object) => {
                    prop_assert!(!model.is_abstract);
                    prop_assert_eq!(object.type_name(), &model.name);
                    let root = object.downcast_ref::<Root>().unwrap();
                    check_calls(root, model);
                    check_casts(&object, model, &models);
                    check_class_versions(root, model, &models).unwrap();
                }
            }
        }
    }
}
