//! Paths: rows A11.5 to A11.9, behaviours 26 to 29, and an index that is true whatever happens to the tree.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use proptest::prelude::*;
use qom_core::prelude::*;
use qom_tests::text;

#[qom_type]
pub struct Node {}

#[qom_type(parent = Node, interfaces = [Lit])]
pub struct Lamp {}

#[qom_interface(Lit)]
pub trait LitImpl {}

fn root() -> Obj<Object> {
    Context::current().root()
}

fn resolve(path: &str) -> Result<Obj<Object>> {
    Context::current().resolve(path)
}

#[qom_core::test]
fn behaviours_26_to_29_partial_paths() {
    let (one, other, deep, lamp) = (Node::new(), Node::new(), Node::new(), Lamp::new());
    root().add_child("one", &one).unwrap();
    root().add_child("other", &other).unwrap();
    one.add_child("deep", &deep).unwrap();
    deep.add_child("lamp", &lamp).unwrap();
    // 26, 27
    let context = Context::current();
    assert_eq!(text(context.resolve_as::<Node>("")), "More than one object of type node");
    assert_eq!(text(context.resolve("")), "Path '' is ambiguous");
    assert_eq!(context.resolve_as::<Lamp>("").unwrap(), lamp);
    assert_eq!(context.resolve_as::<Lit>("").unwrap(), lamp);
    // 29
    assert_eq!(resolve("lamp").unwrap(), lamp);
    assert_eq!(resolve("deep/lamp").unwrap(), lamp);
    assert_eq!(resolve("one/deep/lamp").unwrap(), lamp);
    assert_eq!(resolve("one//deep/").unwrap(), deep);
    assert_eq!(text(resolve("one/lamp")), "Device 'one/lamp' not found");
    // 28
    other.add_child("lamp", &Node::new()).unwrap();
    assert_eq!(text(resolve("lamp")), "Path 'lamp' is ambiguous");
    assert!(matches!(resolve("lamp"), Err(Error::AmbiguousPath { .. })));
    assert_eq!(resolve("deep/lamp").unwrap(), lamp);
    assert_eq!(context.resolve_as::<Lamp>("lamp").unwrap(), lamp, "the other is none");
    assert_eq!(text(context.resolve_as::<Bus>("lamp")), "Device 'lamp' not found");
    assert_eq!(text(context.resolve_as::<Bus>("")), "No object found of type bus");
    assert_eq!(text(resolve("no")), "Device 'no' not found");
}

#[qom_core::test]
fn a11_5_absolute_paths_lead_to_the_type_or_to_nothing() {
    let context = Context::current();
    let lamp = Lamp::new();
    root().add_child("lamp", &lamp).unwrap();
    assert_eq!(context.resolve_as::<Lit>("//lamp/").unwrap(), lamp);
    assert_eq!(text(context.resolve_as::<Lamp>("/objects")), "Device '/objects' not found");
    assert_eq!(resolve("/").unwrap(), root());
    assert_eq!(text(resolve("/lamp/.")), "Device '/lamp/.' not found");
}

#[qom_core::test]
fn a11_9_from_an_object_paths_are_walked_and_not_searched() {
    let (one, deep) = (Node::new(), Node::new());
    root().add_child("one", &one).unwrap();
    one.add_child("deep", &deep).unwrap();
    assert_eq!(one.resolve_at("deep").unwrap(), deep);
    assert_eq!(root().resolve_at("one/deep").unwrap(), deep);
    assert_eq!(one.resolve_at("/one/deep").unwrap(), deep);
    assert_eq!(one.resolve_at("").unwrap(), one);
    assert_eq!(text(root().resolve_at("deep")), "Device 'deep' not found");
}

#[qom_core::test]
fn what_is_not_connected_to_the_root_is_not_found() {
    let (far, near) = (Node::new(), Node::new());
    far.add_child("near", &near).unwrap();
    assert!(resolve("near").is_err(), "the index begins here");
    let late = Node::new();
    near.add_child("late", &late).unwrap();
    assert!(resolve("late").is_err());
    root().add_child("far", &far).unwrap();
    assert_eq!(
        (resolve("near").unwrap(), resolve("near/late").unwrap()),
        (near.clone().upcast(), late.clone().upcast())
    );
    far.unparent();
    assert!(resolve("near").is_err() && resolve("late").is_err());
    root().add_child("renamed", &far).unwrap();
    assert_eq!(resolve("renamed/near/late").unwrap(), late);
    assert!(resolve("far").is_err());
}

#[qom_core::test]
fn an_object_that_goes_takes_its_names_along() {
    let one = Node::new();
    root().add_child("one", &one).unwrap();
    one.add_child("two", &Node::new()).unwrap();
    assert!(resolve("two").is_ok());
    one.unparent();
    drop(one);
    assert!(resolve("two").is_err() && resolve("one").is_err());
}

/// What is done to a tree of objects, by their numbers.
#[derive(Clone, Debug)]
enum Step {
    Add { parent: usize, child: usize, name: usize },
    Unparent(usize),
    Replace(usize),
    Look,
}

const NAMES: [&str; 4] = ["a", "b", "c", "device[0]"];
const OBJECTS: usize = 8;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        5 => (0..OBJECTS + 1, 0..OBJECTS, 0..NAMES.len()).prop_map(|(parent, child, name)| Step::Add { parent, child, name }),
        2 => (0..OBJECTS).prop_map(Step::Unparent),
        1 => (0..OBJECTS).prop_map(Step::Replace),
        2 => Just(Step::Look),
    ];
    prop::collection::vec(step, 1..60)
}

/// What the tree is, without the library: who is whose child under which name.
#[derive(Default)]
struct Model {
    parents: [Option<(usize, &'static str)>; OBJECTS],
}

/// The number of the root.
const ROOT: usize = OBJECTS;

impl Model {
    fn path(&self, object: usize) -> Option<String> {
        if object == ROOT {
            return Some(String::new());
        }
        let (parent, name) = self.parents[object]?;
        Some(format!("{}/{name}", self.path(parent)?))
    }

    fn is_above(&self, above: usize, object: usize) -> bool {
        above == object
            || (object != ROOT && self.parents[object].is_some_and(|(parent, _)| self.is_above(above, parent)))
    }

    fn add(&mut self, parent: usize, child: usize, name: &'static str) -> bool {
        let is_free = self.parents[child].is_none() && !self.parents.contains(&Some((parent, name)));
        let fits = is_free && !self.is_above(child, parent);
        if fits {
            self.parents[child] = Some((parent, name));
        }
        fits
    }

    /// The objects whose path ends so.
    fn ends_with(&self, path: &str) -> Vec<usize> {
        let is_end = |object: &usize| self.path(*object).is_some_and(|own| own.ends_with(&format!("/{path}")));
        (0..OBJECTS).filter(is_end).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 300 } else { 2000 }))]

    #[test]
    fn random_trees_behave_as_the_model(steps in steps()) {
        let context = Context::new();
        let mut model = Model::default();
        let mut objects: Vec<Obj<Object>> = (0..OBJECTS).map(|_| Node::new_in(&context).upcast()).collect();
        let get = |objects: &[Obj<Object>], i: usize| if i == ROOT { context.root() } else { objects[i].clone() };
        for step in steps {
            match step {
                Step::Add { parent, child, name } => {
                    let added = get(&objects, parent).add_child(NAMES[name], &objects[child]);
                    prop_assert_eq!(added.is_ok(), model.add(parent, child, NAMES[name]), "{:?}", added);
                }
                Step::Unparent(object) => {
                    objects[object].unparent();
                    model.parents[object] = None;
                }
                Step::Replace(object) => {
                    // It is in no tree now, and gone; its children are in none.
                    objects[object].unparent();
                    objects[object] = Node::new_in(&context).upcast();
                    model.parents[object] = None;
                    for parent in &mut model.parents {
                        parent.take_if(|(parent, _)| *parent == object);
                    }
                }
                Step::Look => {}
            }
            let paths = (0..OBJECTS).map(|object| objects[object].canonical_path()).collect::<Vec<_>>();
            prop_assert_eq!(paths, (0..OBJECTS).map(|object| model.path(object)).collect::<Vec<_>>());
            if !matches!(step, Step::Look) {
                continue;
            }
            for path in ["a", "b", "c", "device[0]", "a/b", "b/a", "a/b/c", "a/a"] {
                let found = context.resolve(path);
                match (&model.ends_with(path)[..], found) {
                    ([], found) => prop_assert!(matches!(found, Err(Error::NoSuchObject { .. })), "{}: {:?}", path, found),
                    ([only], found) => prop_assert_eq!(found.unwrap(), objects[*only].clone(), "{}", path),
                    (_, found) => prop_assert!(matches!(found, Err(Error::AmbiguousPath { .. })), "{}: {:?}", path, found),
                }
            }
        }
    }
}
