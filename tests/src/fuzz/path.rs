//! Paths in a small tree, compared with walking through a copy of it that is plain data.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use qom_core::prelude::*;

/// What shines.
#[qom_interface(FuzzLit)]
pub trait FuzzLitImpl {}

/// Something in the tree.
#[qom_type(name = "fuzz-node")]
pub struct Node {
    #[property]
    to: WeakLink<Object>,
}

/// Something in the tree that shines.
#[qom_type(name = "fuzz-lamp", parent = Node, interfaces = [FuzzLit])]
pub struct Lamp {}

/// Those that end in `!` are lamps. Each comes after its parent.
const PATHS: &[&str] = &[
    "/a",
    "/a/b!",
    "/a/b/c",
    "/a/a",
    "/a/a/a!",
    "/b",
    "/b/a",
    "/b/a.b!",
    "/b/device[0]",
    "/b/device[0]/deep",
    "/b/device[0]/deep/deeper!",
    "/b/device[10]!",
    "/b/a-b_c",
    "/b/a-b_c/a!",
    "/objects/o",
    "/objects/o/b",
    "/only",
];

/// Links: whose `to` leads where.
const LINKS: &[(&str, &str)] =
    &[("/a", "/b"), ("/a/a/a", "/a"), ("/b/a", "/b/a"), ("/b/a.b", "/"), ("/only", "/objects")];

/// Aliases: of what, under which name, whose, and its name there. The last but one leads nowhere, the last is a text.
const ALIASES: &[(&str, &str, &str, &str)] = &[
    ("/", "near", "/b", "a"),
    ("/objects/o", "far", "/a", "to"),
    ("/b", "near", "/", "near"),
    ("/b", "far", "/objects/o", "far"),
    ("/a", "near", "/a/b", "to"),
    ("/a", "far", "/a", "type"),
];

/// An object of the tree, and the same as data.
struct Entry {
    object: Obj<Object>,
    rank: Rank,
    children: BTreeMap<&'static str, usize>,
    /// Where links and aliases lead.
    others: BTreeMap<&'static str, usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Container,
    Node,
    Lamp,
}

/// The context, and the tree from its root on.
fn tree() -> &'static (Context, Vec<Entry>) {
    static TREE: OnceLock<(Context, Vec<Entry>)> = OnceLock::new();
    TREE.get_or_init(|| {
        let context = Context::new();
        let entry = |object, rank| Entry { object, rank, children: BTreeMap::new(), others: BTreeMap::new() };
        let objects = context.object_at("/objects").expect("every context has it");
        let mut tree = vec![entry(context.root(), Rank::Container), entry(objects, Rank::Container)];
        tree[0].children.insert("objects", 1);
        for path in PATHS {
            let (path, is_lamp) = path.strip_suffix('!').map_or((*path, false), |path| (path, true));
            let (above, name) = path.rsplit_once('/').expect("it is absolute");
            let parent = walk(&tree, 0, above).expect("it is further up");
            let object: Obj<Object> =
                if is_lamp { Lamp::new_in(&context).upcast() } else { Node::new_in(&context).upcast() };
            tree[parent].object.add_child(name, &object).expect("the name is free");
            let number = tree.len();
            tree[parent].children.insert(name, number);
            tree.push(entry(object, if is_lamp { Rank::Lamp } else { Rank::Node }));
        }
        let at = |tree: &[Entry], path: &str| walk(tree, 0, path).expect("it is in the tree");
        for (from, target) in LINKS {
            let (from, target) = (at(&tree, from), at(&tree, target));
            tree[from].object.set_link("to", Some(&tree[target].object)).expect("it leads to any object");
            tree[from].others.insert("to", target);
        }
        for (from, name, of, property) in ALIASES {
            let (from, of) = (at(&tree, from), at(&tree, of));
            tree[from].object.add_alias(name, &tree[of].object, property).expect("there is the property");
            if let Some(target) = step(&tree, of, property) {
                tree[from].others.insert(name, target);
            }
        }
        (context, tree)
    })
}

fn walk(tree: &[Entry], start: usize, path: &str) -> Option<usize> {
    let names = path.split('/').filter(|name| !name.is_empty());
    names.into_iter().try_fold(start, |at, name| step(tree, at, name))
}

fn step(tree: &[Entry], at: usize, name: &str) -> Option<usize> {
    tree[at].children.get(name).or_else(|| tree[at].others.get(name)).copied()
}

/// Looks for any path in a fixed tree, in each of the ways there are, and finds what walking finds.
///
/// # Panics
/// If not.
pub fn path(data: &[u8]) {
    let Ok(path) = std::str::from_utf8(data) else { return };
    let (context, tree) = tree();
    let is_absolute = path.starts_with('/');

    // All that the path can mean: a partial one is tried from every object, and starts with a child.
    let first = path.split('/').next().unwrap_or_default();
    let starts = (0..tree.len()).filter(|start| match path {
        "" => true,
        _ if is_absolute => *start == 0,
        _ => tree[*start].children.contains_key(first),
    });
    let found: BTreeSet<usize> = starts.filter_map(|start| walk(tree, start, path)).collect();
    check::<Object>(context, tree, path, &found, Rank::Container);
    check::<Node>(context, tree, path, &found, Rank::Node);
    check::<Lamp>(context, tree, path, &found, Rank::Lamp);
    check::<FuzzLit>(context, tree, path, &found, Rank::Lamp);
    let (one, other) = (context.resolve(path), context.resolve_as::<Object>(path));
    match (&one, &other) {
        // That all objects are of the type says nothing.
        (Err(Error::AmbiguousPath { .. }), Err(Error::NotTheOnly { .. })) => assert!(path.is_empty()),
        _ => assert_eq!(format!("{one:?}"), format!("{other:?}")),
    }

    let at = context.object_at(path);
    let expected = walk(tree, 0, path).filter(|_| is_absolute);
    assert_eq!(at.ok(), expected.map(|at| tree[at].object.clone()), "{path:?}");

    for (start, entry) in tree.iter().enumerate() {
        let start = if is_absolute { 0 } else { start };
        let expected = walk(tree, start, path).map(|at| tree[at].object.clone());
        match entry.object.resolve_at(path) {
            Ok(object) => {
                assert_eq!(Some(&object), expected.as_ref(), "{path:?}");
                let canonical = object.canonical_path().expect("it is in the tree");
                assert_eq!(context.object_at(&canonical).expect("it is there"), object);
            }
            Err(error) => {
                assert!(expected.is_none() && matches!(error, Error::NoSuchObject { .. }), "{path:?}: {error}")
            }
        }
    }
}

fn check<V: ObjectView>(context: &Context, tree: &[Entry], path: &str, found: &BTreeSet<usize>, least: Rank) {
    let found: Vec<usize> = found.iter().copied().filter(|at| tree[*at].rank >= least).collect();
    let result = context.resolve_as::<V>(path);
    match (&found[..], &result) {
        ([only], Ok(object)) => assert!(*object == tree[*only].object, "{path:?}"),
        ([], Err(Error::NoneOfType { .. })) | ([_, _, ..], Err(Error::NotTheOnly { .. })) => assert!(path.is_empty()),
        ([], Err(Error::NoSuchObject { .. })) | ([_, _, ..], Err(Error::AmbiguousPath { .. })) => {
            assert!(!path.is_empty());
        }
        _ => panic!("{path:?}: {} found, and {result:?}", found.len()),
    }
}
