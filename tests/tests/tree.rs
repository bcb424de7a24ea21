//! The composition tree: rows A11 and A3.10, A3.11 of the reference, and behaviours 6, 7 and 30. Each test is named
//! after the row.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Barrier, Mutex};

use qom_core::prelude::*;

#[qom_type]
pub struct Node {
    log: Mutex<Vec<String>>,
}

#[qom_type(parent = Node, unparent = |this| this.note("logging"))]
pub struct Logging {}

#[qom_type(parent = Logging)]
pub struct Inheriting {}

#[qom_type(parent = Logging, unparent = |this| this.note("adding"))]
pub struct Adding {}

impl Node {
    fn note(&self, what: &str) {
        let path = self.canonical_path().unwrap_or_else(|| "nowhere".into());
        self.log.lock().unwrap().push(format!("{what} at {path}"));
    }

    fn notes(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }
}

fn root() -> Obj<Object> {
    Context::current().root()
}

#[qom_core::test]
fn a11_1_and_a11_12_the_root_is_a_container_with_containers() -> Result<()> {
    let root = root();
    assert_eq!(root.type_name(), "container");
    assert_eq!(Context::current().root(), root, "made once");
    let objects = Context::current().object_at("/objects")?;
    assert!(objects.downcast_ref::<Container>().is_some());
    assert_eq!(objects.handle_count(), 2, "the parent's and this one");
    Ok(())
}

#[qom_core::test]
fn a11_4_a_canonical_path_is_where_the_object_is() -> Result<()> {
    let (node, below) = (Node::new(), Node::new());
    assert_eq!(root().canonical_path().as_deref(), Some("/"));
    assert_eq!(node.canonical_path(), None);
    node.add_child("below", &below)?;
    assert_eq!(below.canonical_path(), None, "not connected to the root");
    assert_eq!(below.path_component().as_deref(), Some("below"));
    root().add_child("a.b[0]", &node)?;
    assert_eq!(below.canonical_path().as_deref(), Some("/a.b[0]/below"));
    assert_eq!(below.parent().unwrap(), node);
    Ok(())
}

#[qom_core::test]
fn a11_5_absolute_paths_are_walked() -> Result<()> {
    let (node, below) = (Node::new(), Node::new());
    root().add_child("node", &node)?;
    node.add_child("below", &below)?;
    let at = |path: &str| Context::current().object_at(path);
    assert_eq!(at("/")?, root());
    assert_eq!(at("//node/")?, node);
    assert_eq!(at("/node/below")?, below);
    for missing in ["/no", "/node/no", "/node/..", "/node/./below", "node", ""] {
        let error = at(missing).unwrap_err();
        assert!(matches!(error, Error::NoSuchObject { .. }));
        assert_eq!(error.to_string(), format!("Device '{missing}' not found"));
    }
    Ok(())
}

#[qom_core::test]
fn a11_10_and_behaviour_6_one_component_is_the_very_object() -> Result<()> {
    let node = Node::new();
    let objects = Context::current().object_at("/objects")?;
    objects.add_child("dummy0", &node)?;
    assert_eq!(objects.child("dummy0").unwrap(), node);
    assert!(objects.child("dummy1").is_none() && node.child("x").is_none());
    Ok(())
}

#[qom_core::test]
fn a11_11_children_are_listed_in_the_order_they_came() -> Result<()> {
    let parent = Node::new();
    for name in ["c", "a", "b"] {
        parent.add_child(name, &Node::new())?;
    }
    parent.child("a").unwrap().unparent();
    parent.add_child("a", &Node::new())?;
    let names: Vec<String> = parent.children().iter().map(|(name, _)| name.to_string()).collect();
    assert_eq!(names, ["c", "b", "a"]);
    for (_, child) in parent.children() {
        child.unparent();
    }
    assert!(parent.children().is_empty());
    Ok(())
}

#[qom_core::test]
fn behaviour_7_unparenting_frees_the_object_and_the_name() -> Result<()> {
    let node = Node::new();
    root().add_child("dummy0", &node)?;
    let weak = node.downgrade();
    drop(node);
    root().child("dummy0").unwrap().unparent();
    assert!(weak.upgrade().is_none());
    root().add_child("dummy0", &Node::new())?;
    Ok(())
}

#[qom_core::test]
fn behaviour_30_a_container_takes_its_subtree_along() -> Result<()> {
    let (container, below) = (Container::new(), Node::new());
    root().add_child("box", &container)?;
    container.add_child("below", &below)?;
    container.unparent();
    assert!(Context::current().object_at("/box/below").is_err());
    assert_eq!(below.canonical_path(), None);
    assert_eq!(below.parent().unwrap(), container, "its own place is as it was");
    drop(container);
    assert!(below.parent().is_none());
    assert_eq!(below.handle_count(), 1);
    Ok(())
}

#[qom_core::test]
fn a3_10_the_hook_runs_while_the_object_still_has_its_path() -> Result<()> {
    let node = Logging::new();
    node.unparent();
    assert!(node.notes().is_empty(), "it is in no tree");
    root().add_child("node", &node)?;
    node.unparent();
    node.unparent();
    assert_eq!(node.notes(), ["logging at /node"]);
    assert_eq!(node.canonical_path(), None);
    Ok(())
}

#[qom_core::test]
fn a3_11_the_hooks_of_all_levels_run_the_leafs_first() -> Result<()> {
    let (inheriting, adding) = (Inheriting::new(), Adding::new());
    let info = TypeInfo::new("run-time-node", "adding")
        .with_unparent(|this| this.downcast_ref::<Node>().unwrap().note("run-time"));
    register_type(info)?;
    let late = new_by_name("run-time-node")?;
    root().add_child("a", &inheriting)?;
    root().add_child("b", &adding)?;
    root().add_child("c", &late)?;
    for (_, child) in root().children() {
        child.unparent();
    }
    assert_eq!(inheriting.notes(), ["logging at /a"]);
    assert_eq!(adding.notes(), ["adding at /b", "logging at /b"]);
    let notes = late.downcast_ref::<Node>().unwrap().notes();
    assert_eq!(notes, ["run-time at /c", "adding at /c", "logging at /c"]);
    Ok(())
}

#[qom_core::test]
fn a3_9_the_children_of_an_object_that_goes_leave_it_first() -> Result<()> {
    #[qom_type(unparent = |_| LOG.lock().unwrap().push("child leaves"))]
    struct Leaving {}
    #[qom_type]
    struct Holder {}
    impl Drop for Holder {
        fn drop(&mut self) {
            assert!(self.children().is_empty());
            let refused = self.add_child("late", &Node::new()).unwrap_err();
            assert!(refused.to_string().contains("the parent is going"), "{refused}");
            LOG.lock().unwrap().push("Drop of the parent");
        }
    }
    static LOG: Mutex<Vec<&str>> = Mutex::new(Vec::new());

    let holder = Holder::new();
    let child = Leaving::new();
    holder.add_child("child", &child)?;
    drop(holder);
    assert_eq!(*LOG.lock().unwrap(), ["child leaves", "Drop of the parent"]);
    assert_eq!((child.parent(), child.handle_count()), (None, 1));
    root().add_child("again", &child)?;
    Ok(())
}

#[qom_core::test]
fn what_cannot_be_added_is_refused_and_nothing_changes() -> Result<()> {
    let (a, b, c) = (Node::new(), Node::new(), Node::new());
    root().add_child("a", &a)?;
    a.add_child("b", &b)?;
    b.add_child("c", &c)?;
    let refused = |result: Result<()>, text: &str| assert_eq!(result.unwrap_err().to_string(), text);
    for name in ["", "x/y", "/", "..", "a b", "1st", "x[", "x[]", "x[1", "x[a]", "x[1][2]", "x]", "[0]", "é"] {
        let text = format!(
            "'{name}' cannot be a name: first a letter, then letters, digits, '-', '.', '_', and in the end an index, '[0]'"
        );
        refused(a.add_child(name, &Node::new()), &text);
    }
    refused(a.add_child("b", &Node::new()), "attempt to add duplicate property 'b' to object (type 'node')");
    let cannot = |name: &str, why: &str| {
        format!("cannot add object of type 'node' as child '{name}' of object of type 'node': {why}")
    };
    refused(b.add_child("again", &c), &cannot("again", "it is in the tree already"));
    a.unparent();
    refused(c.add_child("a", &a), &cannot("a", "it would be its own ancestor"));
    refused(a.add_child("a", &a), &cannot("a", "it would be its own ancestor"));
    let root = a.add_child("root", &root()).unwrap_err().to_string();
    assert!(root.ends_with("it is the root of its context"), "{root}");
    let stranger = Node::new_in(&Context::new());
    refused(a.add_child("x", &stranger), &cannot("x", "they are in different contexts"));
    assert_eq!(a.children().len(), 1);
    assert_eq!((a.handle_count(), stranger.handle_count(), stranger.parent()), (1, 1, None));
    Ok(())
}

#[qom_core::test]
fn a_parent_that_is_leaving_takes_no_more_children() -> Result<()> {
    #[qom_type(unparent = |this| *SEEN.lock().unwrap() = Some(this.add_child("late", &Node::new()).unwrap_err().to_string()))]
    struct Going {}
    static SEEN: Mutex<Option<String>> = Mutex::new(None);

    let going = Going::new();
    root().add_child("going", &going)?;
    going.unparent();
    let seen = SEEN.lock().unwrap().take().unwrap();
    assert!(seen.ends_with("the parent is leaving the tree"), "{seen}");
    going.add_child("later", &Node::new())?;
    Ok(())
}

#[qom_core::test]
fn a_hook_that_panics_does_not_keep_the_object_in_the_tree() -> Result<()> {
    #[qom_type(unparent = |_| panic!("in the hook"))]
    struct Failing {}

    let failing = Failing::new();
    root().add_child("failing", &failing)?;
    assert!(catch_unwind(AssertUnwindSafe(|| failing.unparent())).is_err());
    assert_eq!((failing.parent(), root().child("failing")), (None, None));

    let (parent, other) = (Node::new(), Logging::new());
    parent.add_child("failing", &failing)?;
    parent.add_child("other", &other)?;
    assert!(catch_unwind(AssertUnwindSafe(|| drop(parent))).is_err());
    assert_eq!(other.notes(), ["logging at nowhere"], "those after it leave all the same");
    root().add_child("failing", &failing)?;
    root().add_child("other", &other)?;
    assert!(catch_unwind(AssertUnwindSafe(|| failing.unparent())).is_err());
    Ok(())
}

#[qom_core::test]
fn hooks_may_change_the_tree() -> Result<()> {
    #[qom_type(unparent = |this| for (_, child) in this.children() { child.unparent() })]
    struct Emptying {}

    let (outer, inner) = (Emptying::new(), Emptying::new());
    let node = Node::new();
    root().add_child("outer", &outer)?;
    outer.add_child("inner", &inner)?;
    inner.add_child("node", &node)?;
    outer.unparent();
    assert!([outer.parent(), inner.parent(), node.parent()].iter().all(Option::is_none));
    Ok(())
}

#[qom_core::test]
fn a_child_that_moves_on_while_its_parent_goes_stays_where_it_went() -> Result<()> {
    #[qom_type(unparent = |_| move_sister())]
    struct Mover {}
    static MOVE: Mutex<Option<(Obj<Node>, Obj<Node>)>> = Mutex::new(None);
    fn move_sister() {
        let (sister, to) = MOVE.lock().unwrap().take().unwrap();
        sister.unparent();
        to.add_child("sister", &sister).unwrap();
    }

    let (parent, other, sister) = (Node::new(), Node::new(), Node::new());
    parent.add_child("mover", &Mover::new())?;
    parent.add_child("sister", &sister)?;
    *MOVE.lock().unwrap() = Some((sister.clone(), other.clone()));
    drop(parent);
    assert_eq!(sister.parent().unwrap(), other);
    assert_eq!(other.child("sister").unwrap(), sister);
    Ok(())
}

#[qom_core::test]
fn all_children_leave_though_several_hooks_panic() -> Result<()> {
    #[qom_type(unparent = |_| panic!("in the hook"))]
    struct Failing {}

    let parent = Node::new();
    let children: Vec<Obj<Failing>> = (0..3).map(|_| Failing::new()).collect();
    for (i, child) in children.iter().enumerate() {
        parent.add_child(&format!("child{i}"), child)?;
    }
    assert!(catch_unwind(AssertUnwindSafe(|| drop(parent))).is_err());
    assert!(children.iter().all(|child| child.parent().is_none() && child.handle_count() == 1));
    Ok(())
}

#[qom_core::test]
fn a_deep_tree_is_built_from_the_top_in_time_that_grows_with_its_depth() -> Result<()> {
    let mut last = root();
    for _ in 0..20_000 {
        let below = Node::new();
        last.add_child("below", &below)?;
        last = below.into_object();
    }
    assert_eq!(last.canonical_path().unwrap().len(), 20_000 * "/below".len());
    Ok(())
}

#[qom_core::test]
fn a_deep_tree_is_torn_down_without_recursion() -> Result<()> {
    let last = Node::new();
    let mut top = last.clone();
    for _ in 0..20_000 {
        let above = Node::new();
        above.add_child("below", &top)?;
        top = above;
    }
    drop(top);
    assert!(last.parent().is_none());
    Ok(())
}

#[qom_core::test]
fn objects_are_moved_about_by_many_threads() -> Result<()> {
    const THREADS: usize = 4;
    const ROUNDS: usize = 500;
    let context = Context::current();
    let places: Vec<Obj<Container>> = (0..3).map(|_| Container::new()).collect();
    for (i, place) in places.iter().enumerate() {
        context.root().add_child(&format!("place{i}"), place)?;
    }
    let nodes: Vec<Obj<Node>> = (0..8).map(|_| Node::new()).collect();
    let start = Barrier::new(THREADS);
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (places, nodes, start) = (&places, &nodes, &start);
            scope.spawn(move || {
                start.wait();
                for round in 0..ROUNDS {
                    let node = &nodes[(round * 7 + thread * 3) % nodes.len()];
                    let place = &places[(round + thread) % places.len()];
                    node.unparent();
                    // Another thread may have been faster; a refusal is an answer too.
                    let _ = place.add_child(&format!("node{}", round % 5), node);
                    if let Some(path) = node.canonical_path() {
                        assert!(path.starts_with("/place"), "{path}");
                    }
                    let _ = nodes[round % nodes.len()].add_child("loop", node);
                }
            });
        }
    });
    for node in &nodes {
        node.unparent();
        assert_eq!(node.parent(), None);
    }
    assert!(places.iter().all(|place| place.children().is_empty()));
    Ok(())
}
