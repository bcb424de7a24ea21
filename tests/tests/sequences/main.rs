//! Random sequences of all that can be done to objects, their names, properties and links, compared step by step with a
//! plain model: each result and kind of error, and what can be seen of every object.
//!
//! `PROPTEST_CASES` says how many sequences; there are 10,000 without it.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

mod model;

use std::fmt::Debug;

use model::{Kind, LINKS, Model, OBJECTS, ROOT};
use proptest::prelude::*;
use qom_core::prelude::*;

#[qom_type]
pub struct Node {
    #[property]
    speed: Prop<u32>,
    #[property]
    keep: Link<Node>,
    #[property(on_delete = clear)]
    r#yield: Link<Node>,
    #[property]
    look: WeakLink<Node>,
    #[property(set_once)]
    fixed: Link<Node>,
}

impl Node {
    fn link_to_none(&self) {
        for link in [&self.keep, &self.r#yield, &self.fixed] {
            link.set(None);
        }
        self.look.set(None);
    }
}

#[derive(Clone, Debug)]
enum Step {
    Add { parent: usize, child: usize, name: &'static str },
    Move { parent: usize, child: usize, name: &'static str },
    Unparent(usize),
    Delete(usize),
    Replace(usize),
    AddValue { object: usize, name: &'static str, value: u32 },
    AddAlias { object: usize, name: &'static str, target: usize, property: &'static str },
    RemoveOwn { object: usize, name: &'static str },
    Set { object: usize, name: &'static str, value: Given },
    SetLink { object: usize, link: usize, target: Option<usize> },
    SetAll { object: usize, values: Vec<(&'static str, Given)> },
    Look,
}

/// A value, or the path that an object has by then.
#[derive(Clone, Debug)]
enum Given {
    Number(i64),
    Text(&'static str),
    PathOf(usize),
}

/// Of children and properties; some are taken by the class, and some are no names.
const NAMES: [&str; 12] = ["a", "b", "x[0]", "x[1]", "x[*]", "speed", "keep", "type", "1st", "a b", "x[*]y", ""];
const PROPERTIES: [&str; 11] = ["a", "b", "x[0]", "x[1]", "x[2]", "speed", "keep", "yield", "look", "fixed", "type"];
const PATHS: [&str; 14] = [
    "a",
    "b",
    "a/b",
    "b/a",
    "a/a",
    "x[0]",
    "a/keep",
    "/a",
    "/a/b",
    "/a/keep",
    "/a/keep/yield",
    "/b/x[1]",
    "/",
    "/b//a/",
];

fn given() -> impl Strategy<Value = Given> {
    prop_oneof![
        1 => prop::sample::select(vec![0, 7, -1, 1 << 40]).prop_map(Given::Number),
        1 => prop::sample::select(PATHS.to_vec()).prop_map(Given::Text),
        1 => Just(Given::Text("")),
        3 => (0..=OBJECTS).prop_map(Given::PathOf),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let (object, whole) = (0..OBJECTS, 0..=OBJECTS);
    let name = || prop::sample::select(NAMES.to_vec());
    let property = || prop::sample::select(PROPERTIES.to_vec());
    // Most are names that can be had.
    let free = || prop_oneof![3 => prop::sample::select(NAMES[..5].to_vec()), 1 => name()];
    prop_oneof![
        6 => (whole.clone(), whole.clone(), free()).prop_map(|(parent, child, name)| Step::Add { parent, child, name }),
        2 => (whole.clone(), whole.clone(), free()).prop_map(|(parent, child, name)| Step::Move { parent, child, name }),
        1 => whole.clone().prop_map(Step::Unparent),
        1 => object.clone().prop_map(Step::Delete),
        1 => object.clone().prop_map(Step::Replace),
        2 => (whole.clone(), free(), any::<u32>()).prop_map(|(object, name, value)| Step::AddValue { object, name, value }),
        2 => (whole.clone(), free(), whole.clone(), property())
            .prop_map(|(object, name, target, property)| Step::AddAlias { object, name, target, property }),
        1 => (whole.clone(), property()).prop_map(|(object, name)| Step::RemoveOwn { object, name }),
        5 => (whole.clone(), property(), given()).prop_map(|(object, name, value)| Step::Set { object, name, value }),
        2 => (object.clone(), 0..LINKS.len(), prop::option::of(object))
            .prop_map(|(object, link, target)| Step::SetLink { object, link, target }),
        2 => (whole, prop::collection::vec((property(), given()), 0..4))
            .prop_map(|(object, values)| Step::SetAll { object, values }),
        2 => Just(Step::Look),
    ]
}

/// The objects, and what they should be like.
struct Both {
    context: Context,
    nodes: Vec<Obj<Node>>,
    model: Model,
}

impl Both {
    fn new() -> Self {
        let context = Context::new();
        let nodes = (0..OBJECTS).map(|_| Node::new_in(&context)).collect();
        Self { context, nodes, model: Model::default() }
    }

    fn object(&self, number: usize) -> Obj<Object> {
        if number == ROOT { self.context.root() } else { self.nodes[number].clone().upcast() }
    }

    fn number(&self, object: &Obj<Object>) -> usize {
        self.nodes.iter().position(|node| *node == *object).unwrap_or_else(|| {
            assert_eq!(*object, self.context.root());
            ROOT
        })
    }

    fn value(&self, given: &Given) -> model::Value {
        match given {
            Given::Number(number) => model::Value::Number(*number),
            Given::Text(text) => model::Value::Text((*text).into()),
            Given::PathOf(object) => model::Value::Text(self.model.path(*object).unwrap_or_default()),
        }
    }

    fn run(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match step {
            Step::Add { parent, child, name } => {
                let added = self.object(*parent).add_child(name, &self.object(*child));
                same(added, self.model.add(*parent, *child, name, false))
            }
            Step::Move { parent, child, name } => {
                let moved = self.object(*child).move_to(&self.object(*parent), name);
                same(moved, self.model.add(*parent, *child, name, true))
            }
            Step::Unparent(object) => {
                self.object(*object).unparent();
                self.model.unparent(*object);
                Ok(())
            }
            Step::Delete(object) => same(self.object(*object).delete(), self.model.delete(*object)),
            Step::Replace(object) => {
                for (owner, link) in self.model.linked_from(*object) {
                    self.link(owner, link, None);
                }
                self.nodes[*object].unparent();
                let old = std::mem::replace(&mut self.nodes[*object], Node::new_in(&self.context));
                prop_assert_eq!(old.handle_count(), 1);
                self.model.replace(*object);
                Ok(())
            }
            Step::AddValue { object, name, value } => {
                let property = ObjectProperty::new(Prop::new(*value));
                let added = self.object(*object).add_property(name, property);
                same(added.map(|name| name.to_string()), self.model.add_value(*object, name, *value))
            }
            Step::AddAlias { object, name, target, property } => {
                let added = self.object(*object).add_alias(name, &self.object(*target), property);
                let model = self.model.add_alias(*object, name, *target, property);
                same(added.map(|name| name.to_string()), model)
            }
            Step::RemoveOwn { object, name } => {
                same(self.object(*object).remove_property(name), self.model.remove_own(*object, name))
            }
            Step::Set { object, name, value } => {
                let value = self.value(value);
                let set = self.object(*object).set(name, real(&value));
                same(set, self.model.set(*object, name, &value))
            }
            Step::SetLink { object, link, target } => {
                self.link(*object, LINKS[*link].0, target.map(|target| self.nodes[target].clone()));
                self.model.set_link(*object, *link, *target);
                Ok(())
            }
            Step::SetAll { object, values } => {
                let values: Vec<_> =
                    values.iter().map(|(name, given)| ((*name).to_owned(), self.value(given))).collect();
                let set = self.object(*object).set_all(values.iter().map(|(name, value)| (&**name, real(value))));
                same(set, self.model.set_all(*object, &values))
            }
            Step::Look => self.compare(),
        }
    }

    /// By the field, as the type's own code does.
    fn link(&self, object: usize, link: &str, target: Option<Obj<Node>>) {
        let node = &self.nodes[object];
        match link {
            "keep" => node.keep.set(target),
            "yield" => node.r#yield.set(target),
            "look" => node.look.set(target),
            _ => node.fixed.set(target),
        }
    }

    /// Everything that can be seen.
    fn compare(&self) -> Result<(), TestCaseError> {
        for number in 0..=OBJECTS {
            let (object, model) = (self.object(number), &self.model);
            prop_assert_eq!(object.canonical_path(), model.path(number), "path of {}", number);
            prop_assert_eq!(object.parent().map(|parent| self.number(&parent)), model.parent(number));
            let children = object.children().into_iter().filter(|(name, _)| **name != *"objects");
            let children: Vec<_> = children.map(|(name, child)| (name.to_string(), self.number(&child))).collect();
            prop_assert_eq!(children, model.children(number), "children of {}", number);
            for name in PROPERTIES {
                let got = object.get::<Value>(name).map(|value| match value {
                    Value::Int(number) => model::Value::Number(number.try_into().unwrap()),
                    Value::Str(text) => model::Value::Text(text.to_string()),
                    other => panic!("a {other:?}"),
                });
                same(got, model.get(number, name))?;
            }
            let links = object.linked_from();
            let links: Vec<_> = links.iter().map(|(owner, name)| (self.number(owner), &**name)).collect();
            prop_assert_eq!(links, model.linked_from(number), "links to {}", number);
            let described = object.properties().into_iter().filter(|property| property.declared_by.is_none());
            let alive = |name: &String| model.get(number, name).is_ok();
            let mut names: Vec<_> = model.own(number).into_iter().filter(alive).collect();
            names.extend(object.children().into_iter().map(|(name, _)| name.to_string()));
            prop_assert_eq!(described.map(|property| property.name).collect::<Vec<_>>(), names);
        }
        for path in PATHS {
            let found = self.context.resolve(path).map(|object| self.number(&object));
            same(found, self.model.resolve(path, |_| true))?;
            let found = self.context.resolve_as::<Node>(path).map(|node| self.number(&node.upcast()));
            same(found, self.model.resolve(path, |object| *object != ROOT))?;
        }
        Ok(())
    }
}

impl Drop for Both {
    fn drop(&mut self) {
        // Objects that keep each other go, too.
        self.nodes.iter().for_each(|node| node.link_to_none());
    }
}

fn real(value: &model::Value) -> Value {
    match value {
        model::Value::Number(number) => (*number).into(),
        model::Value::Text(text) => text.as_str().into(),
    }
}

/// The same result, or an error of the same kind.
fn same<T: Debug + PartialEq>(real: Result<T, Error>, model: Result<T, Kind>) -> Result<(), TestCaseError> {
    let told = real.as_ref().err().map(ToString::to_string);
    prop_assert_eq!(real.map_err(|error| kind(&error)), model, "it says {:?}", told);
    Ok(())
}

fn kind(error: &Error) -> Kind {
    match error {
        Error::BadName { .. } => "BadName",
        Error::CannotAddChild { .. } => "CannotAddChild",
        Error::DuplicateChild { .. } => "DuplicateChild",
        Error::InUse { .. } => "InUse",
        Error::PropertyNotFound { .. } => "PropertyNotFound",
        Error::PropertyNotWritable { .. } => "PropertyNotWritable",
        Error::InvalidParameterType { .. } => "InvalidParameterType",
        Error::InvalidParameterValue { .. } => "InvalidParameterValue",
        Error::AliasedIsGone { .. } => "AliasedIsGone",
        Error::SetAlready { .. } => "SetAlready",
        Error::NoSuchObject { .. } => "NoSuchObject",
        Error::NotUnique { .. } => "NotUnique",
        Error::AmbiguousPath { .. } => "AmbiguousPath",
        _ => "another",
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(10_000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn objects_behave_as_the_model(steps in prop::collection::vec(step(), 1..40)) {
        let mut both = Both::new();
        for step in &steps {
            both.run(step)?;
        }
        both.compare()?;
    }
}
