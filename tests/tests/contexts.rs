//! Contexts: two machines in one process, and threads that enter none.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use qom_core::prelude::*;

#[qom_type]
pub struct Part {
    #[child]
    inner: Child<Inner>,
}

#[qom_type(init = |this| BORN.lock().unwrap().push(this.context()))]
pub struct Inner {}

static BORN: Mutex<Vec<Context>> = Mutex::new(Vec::new());

#[test]
fn an_object_knows_where_it_was_created() {
    let (one, other) = (Context::new(), Context::new());
    let parts = [Part::new_in(&one), Part::try_new_in(&other).unwrap(), Part::new()];
    let contexts = parts.each_ref().map(|part| part.context());
    assert_eq!(contexts, [one.clone(), other.clone(), Context::process()]);
    assert_eq!(parts.each_ref().map(|part| part.inner.context()), contexts, "children with their parents");
    assert!([&one, &other].iter().all(|context| BORN.lock().unwrap().contains(context)), "known in init");
    let by_name = other.create_by_name("part").unwrap();
    assert_eq!(by_name.context(), other);
    assert!(matches!(one.create_by_name("no-part"), Err(Error::UnknownType { .. })));
}

#[test]
fn contexts_are_entered_and_left_one_inside_the_other_and_by_a_panic_too() {
    let (one, other) = (Context::new(), Context::new());
    assert_eq!(Context::current(), Context::process());
    one.enter(|| {
        assert_eq!(Context::current(), one);
        let panicked = std::panic::catch_unwind(|| other.enter(|| panic!("inside {:?}", Context::current())));
        assert!(panicked.is_err());
        assert_eq!(Context::current(), one);
        Context::process().enter(|| assert_eq!(Part::new().context(), Context::process()));
        assert_eq!(Part::new().context(), one);
    });
    assert_eq!(Context::current(), Context::process());
}

#[test]
fn a_spawned_thread_is_inside_and_a_plain_one_is_not() {
    let context = Context::new();
    let spawned = context.spawn(|| Part::new().context()).join().unwrap();
    let plain = context.enter(|| std::thread::spawn(|| Part::new().context()).join().unwrap());
    assert_eq!((spawned, plain), (context, Context::process()));
}

#[test]
fn two_machines_have_each_their_own_tree_whoever_works_on_it() {
    let machines = [Context::new(), Context::new()];
    std::thread::scope(|scope| {
        for (machine, name) in machines.iter().zip(["left", "right"]) {
            let objects = machine.object_at("/objects").unwrap();
            // Workers that never enter a context: everything goes by the objects.
            for i in 0..4 {
                let (objects, part) = (objects.clone(), Part::new_in(machine));
                scope.spawn(move || {
                    objects.add_child(&format!("{name}-{i}"), &part).unwrap();
                    assert_eq!(part.canonical_path().unwrap(), format!("/objects/{name}-{i}"));
                    assert_eq!(objects.child(&format!("{name}-{i}")).unwrap(), part);
                });
            }
        }
    });
    for (machine, name) in machines.iter().zip(["left", "right"]) {
        let objects = machine.object_at("/objects").unwrap();
        assert_eq!(objects.children().len(), 4);
        assert!(objects.children().iter().all(|(child, _)| child.starts_with(name)));
    }
}

static GONE: AtomicUsize = AtomicUsize::new(0);

#[qom_type(unparent = |this| assert_eq!(this.canonical_path().as_deref(), Some("/objects/counted")))]
pub struct Counted {}

impl Drop for Counted {
    fn drop(&mut self) {
        assert_ne!(self.context(), Context::process());
        GONE.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn the_last_drop_may_be_on_a_thread_that_is_inside_nothing_or_elsewhere() {
    let before = GONE.load(Ordering::Relaxed);
    let machine = Context::new();
    let counted = Counted::new_in(&machine);
    machine.object_at("/objects").unwrap().add_child("counted", &counted).unwrap();
    let last = counted.clone();
    counted.unparent();
    drop(counted);
    Context::new().spawn(move || drop(last)).join().unwrap();
    assert_eq!(GONE.load(Ordering::Relaxed), before + 1);
}

#[qom_type]
pub struct Loner {}

impl Drop for Loner {
    fn drop(&mut self) {
        LONERS.fetch_add(1, Ordering::Relaxed);
    }
}

static LONERS: AtomicUsize = AtomicUsize::new(0);

#[test]
fn with_the_last_handle_to_a_context_its_tree_goes() {
    let machine = Context::new();
    let kept = machine.enter(|| {
        let kept = Loner::new();
        let objects = machine.object_at("/objects").unwrap();
        objects.add_child("kept", &kept).unwrap();
        objects.add_child("left", &Loner::new()).unwrap();
        kept
    });
    let same = kept.context();
    drop(machine);
    assert_eq!(LONERS.load(Ordering::Relaxed), 0, "another handle is left");
    assert_eq!(kept.canonical_path().as_deref(), Some("/objects/kept"));
    drop(same);
    assert_eq!(LONERS.load(Ordering::Relaxed), 1);
    assert_eq!(kept.canonical_path(), None);
    assert_ne!(kept.context(), Context::process(), "it still knows where it is from");
    drop(kept);
    assert_eq!(LONERS.load(Ordering::Relaxed), 2);
}

#[test]
fn a_context_that_is_asked_for_again_is_empty_and_the_old_root_an_object_like_others() {
    let machine = Context::new();
    let (root, part) = (machine.root(), Container::new_in(&machine));
    root.add_child("part", &part).unwrap();
    drop(machine);
    assert_eq!((root.canonical_path(), part.canonical_path()), (None, None));
    let again = part.context();
    assert_ne!(again.root(), root);
    again.root().add_child("old", &root).unwrap();
    assert_eq!(part.canonical_path().as_deref(), Some("/old/part"));
}

#[test]
fn what_fails_while_it_is_created_goes_in_its_own_context() {
    static SEEN: Mutex<Option<Context>> = Mutex::new(None);
    #[qom_type]
    struct Base {}
    impl Drop for Base {
        fn drop(&mut self) {
            *SEEN.lock().unwrap() = Some(self.context());
        }
    }
    #[qom_type(parent = Base)]
    struct Failing {
        #[init(fail())]
        #[allow(dead_code)]
        field: u32,
    }
    fn fail() -> u32 {
        panic!("in a field")
    }

    let machine = Context::new();
    assert!(std::panic::catch_unwind(|| Failing::new_in(&machine)).is_err());
    assert_eq!(SEEN.lock().unwrap().take(), Some(machine));
}

#[test]
fn contexts_are_entered_in_the_destructors_of_thread_locals_too() {
    struct Late(Context, std::sync::mpsc::Sender<bool>);
    impl Drop for Late {
        fn drop(&mut self) {
            self.1.send(Part::new_in(&self.0).context() == self.0).unwrap();
        }
    }
    thread_local!(static LATE: std::cell::RefCell<Option<Late>> = const { std::cell::RefCell::new(None) });
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        LATE.set(Some(Late(Context::new(), sender)));
        Context::new().enter(Part::new);
    })
    .join()
    .unwrap();
    assert!(receiver.recv().unwrap());
}

#[qom_core::test]
fn a_test_has_a_context_of_its_own() -> Result<()> {
    assert_ne!(Context::current(), Context::process());
    Context::current().root().add_child("mine", &Part::new())?;
    assert_eq!(Context::current().object_at("/mine")?.context(), Context::current());
    assert!(Context::process().object_at("/mine").is_err());
    Ok(())
}

#[qom_core::test]
#[should_panic(expected = "as it should")]
fn a_test_can_be_one_that_panics() {
    panic!("as it should");
}
