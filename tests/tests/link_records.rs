//! E4.6: who links to an object is known to it, so that no link leads to what was deleted. Rows A7.7 (checks, links that
//! are set once), A11 (paths through links).
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};

use qom_core::prelude::*;
use qom_tests::text;

#[qom_type]
pub struct Backend {
    #[child]
    queue: Child<Queue>,
    #[property]
    own_queue: Link<Queue>,
}

#[qom_type]
pub struct Queue {}

#[qom_type]
pub struct Frontend {
    #[property]
    keeps: Link<Backend>,
    #[property(on_delete = clear)]
    yields: Link<Backend>,
    #[property]
    looks: WeakLink<Backend>,
    #[property(on_delete = refuse)]
    needs: WeakLink<Backend>,
    #[property(set_once)]
    fixed: Link<Backend>,
    #[property(check = Frontend::allow)]
    picky: Link<Backend>,
    #[property(check = Frontend::delete_at_once)]
    hasty: Link<Backend>,
    #[property]
    queue: Link<Queue>,
}

impl Frontend {
    fn allow(&self, backend: &Option<Obj<Backend>>) -> Result<()> {
        let name = backend.as_ref().and_then(|backend| backend.path_component());
        ensure!(name.is_none_or(|name| name.starts_with("good")), "only good ones");
        Ok(())
    }

    fn delete_at_once(&self, backend: &Option<Obj<Backend>>) -> Result<()> {
        let backend = backend.as_ref().filter(|backend| backend.path_component().as_deref() == Some("backend"));
        backend.map_or(Ok(()), |backend| backend.delete())
    }
}

struct Scene {
    context: Context,
    backend: Obj<Backend>,
    frontend: Obj<Frontend>,
}

fn scene() -> Scene {
    let context = Context::new();
    let (backend, frontend) = (Backend::new_in(&context), Frontend::new_in(&context));
    context.root().add_child("backend", &backend).unwrap();
    context.root().add_child("frontend", &frontend).unwrap();
    Scene { context, backend, frontend }
}

fn names(object: &Object) -> Vec<String> {
    object.linked_from().into_iter().map(|(owner, name)| format!("{}.{name}", owner.type_name())).collect()
}

#[test]
fn e4_6_an_object_knows_who_links_to_it() -> Result<()> {
    let Scene { context: _context, backend, frontend } = scene();
    assert_eq!(names(&backend), [""; 0]);
    for name in ["looks", "keeps", "yields"] {
        frontend.set(name, "/backend")?;
    }
    frontend.keeps.set(Some(backend.clone()));
    assert_eq!(names(&backend), ["frontend.looks", "frontend.yields", "frontend.keeps"], "as they came to lead here");
    frontend.set("looks", "")?;
    frontend.yields.set(None);
    assert_eq!(names(&backend), ["frontend.keeps"]);
    let other = Backend::new_in(&frontend.context());
    frontend.keeps.set(Some(other.clone()));
    assert_eq!((names(&backend), names(&other)), (vec![], vec!["frontend.keeps".to_owned()]));
    frontend.keeps.set(None);
    frontend.add_property("extra", ObjectProperty::new(Link::<Backend>::new()))?;
    frontend.set("extra", "/backend")?;
    assert_eq!(names(&backend), ["frontend.extra"]);
    frontend.remove_property("extra")?;
    assert_eq!(names(&backend), [""; 0]);
    frontend.looks.set(Some(backend.clone()));
    frontend.unparent();
    drop(frontend);
    assert_eq!((names(&backend), backend.handle_count()), (vec![], 2));
    Ok(())
}

#[test]
fn e4_6_what_is_needed_is_not_deleted() -> Result<()> {
    for link in ["keeps", "needs", "fixed"] {
        let Scene { context, backend, frontend } = scene();
        frontend.set(link, "/backend")?;
        let error = backend.delete().unwrap_err();
        assert!(matches!(&error, Error::InUse { .. }));
        assert_eq!(
            error.to_string(),
            format!("object 'backend' is in use, can not be deleted (by '{link}' of '/frontend')")
        );
        assert_eq!(context.object_at("/backend")?, backend, "nothing has changed");
        frontend.delete()?;
        drop(frontend);
        backend.delete()?;
        assert!(context.object_at("/backend").is_err());
    }
    Ok(())
}

#[test]
fn e4_6_links_from_within_and_to_what_is_below_count_as_they_should() -> Result<()> {
    let Scene { context, backend, frontend } = scene();
    backend.set("own-queue", "/backend/queue")?;
    frontend.set("queue", "/backend/queue")?;
    let refused = text(backend.delete());
    assert_eq!(refused, "object 'backend' is in use, can not be deleted (by 'queue' of '/frontend')");
    frontend.set("queue", "")?;
    backend.delete()?;
    assert!(backend.own_queue.get().is_some(), "what left together stays linked");
    drop(context);
    Ok(())
}

#[test]
fn e4_6_links_that_yield_lead_to_none_and_watchers_are_told() -> Result<()> {
    static TOLD: AtomicUsize = AtomicUsize::new(0);
    let Scene { context: _context, backend, frontend } = scene();
    frontend.set("yields", "/backend")?;
    frontend.set("looks", "/backend")?;
    let _watch = frontend.watch("yields", |frontend| {
        assert_eq!(frontend.get_link("yields").unwrap(), None);
        TOLD.fetch_add(1, Ordering::Relaxed);
    })?;
    backend.delete()?;
    assert_eq!((frontend.yields.get(), frontend.looks.get(), TOLD.load(Ordering::Relaxed)), (None, None, 1));
    assert_eq!(frontend.get::<String>("yields")?, "");
    assert_eq!(backend.handle_count(), 1);
    Ok(())
}

#[test]
fn e4_6_a_move_or_a_rename_keeps_the_links() -> Result<()> {
    let Scene { context, backend, frontend } = scene();
    frontend.set("yields", "/backend")?;
    frontend.set("looks", "/backend")?;
    backend.move_to(&context.root(), "renamed")?;
    assert_eq!(frontend.get::<String>("yields")?, "/renamed");
    backend.move_to(&frontend, "below")?;
    assert_eq!(frontend.get::<String>("looks")?, "/frontend/below");
    Ok(())
}

#[test]
fn e4_6_deletion_by_a_command_is_refused_too() -> Result<()> {
    #[qom_type(interfaces = [UserCreatable])]
    pub struct Store {}
    impl UserCreatableImpl for Store {}
    #[qom_type]
    pub struct StoreUser {
        #[property]
        store: Link<Store>,
    }
    let context = Context::new();
    let user = StoreUser::new_in(&context);
    context.root().add_child("user", &user)?;
    context.object_add_str("store,id=s0")?;
    user.set("store", "s0")?;
    assert_eq!(text(context.object_del("s0")), "object 's0' is in use, can not be deleted (by 'store' of '/user')");
    user.set("store", "")?;
    context.object_del("s0")?;
    assert!(context.object_at("/objects/s0").is_err());
    Ok(())
}

#[test]
fn a7_7_a_link_can_be_set_once_or_asked_about() -> Result<()> {
    let Scene { context, backend, frontend } = scene();
    frontend.set("fixed", "")?;
    frontend.set("fixed", "/backend")?;
    let good = Backend::new_in(&context);
    context.root().add_child("good1", &good)?;
    for value in ["/good1", ""] {
        assert_eq!(text(frontend.set("fixed", value)), "Property 'fixed' is set already, and can be set once");
    }
    assert_eq!(frontend.fixed.get(), Some(backend));
    assert_eq!(text(frontend.set("picky", "/backend")), "only good ones");
    frontend.set("picky", "/good1")?;
    assert_eq!(text(frontend.set_link("picky", Some(&context.object_at("/backend")?))), "only good ones");
    assert_eq!(frontend.picky.get(), Some(good));
    let described = frontend.property("fixed").unwrap();
    assert!(described.is_set_once && !frontend.property("picky").unwrap().is_set_once);
    Ok(())
}

#[test]
fn a7_7_links_are_read_and_set_as_objects() -> Result<()> {
    let Scene { context, backend, frontend } = scene();
    assert_eq!(frontend.get_link("keeps")?, None);
    frontend.set_link("keeps", Some(&backend))?;
    assert_eq!(frontend.get_link("keeps")?, Some(backend.clone().upcast()));
    assert_eq!(backend.get_link("queue")?, backend.child("queue"), "a child is one, too");
    let wrong = frontend.set_link("keeps", Some(&frontend));
    assert_eq!(text(wrong), "Invalid parameter type for 'keeps', expected: backend");
    assert_eq!(text(frontend.get_link("type")), "Invalid parameter type for 'type', expected: link");
    assert_eq!(text(frontend.get_link("nothing")), "Property 'frontend.nothing' not found");
    assert!(frontend.set_link("type", Some(&backend)).is_err());
    // What is in no tree has no path, and can be linked to.
    let loose = Backend::new_in(&context);
    frontend.set_link("keeps", Some(&loose))?;
    assert_eq!((frontend.get::<String>("keeps")?, frontend.keeps.get()), (String::new(), Some(loose)));
    Ok(())
}

#[test]
fn a11_5_paths_go_through_links() -> Result<()> {
    let Scene { context, backend, frontend } = scene();
    assert!(context.object_at("/frontend/keeps").is_err());
    frontend.set("keeps", "/backend")?;
    assert_eq!(context.object_at("/frontend/keeps")?, backend);
    assert_eq!(context.object_at("/frontend/keeps/queue")?, backend.child("queue").unwrap());
    assert_eq!(context.resolve("frontend/keeps")?, backend);
    let queue = backend.child("queue").unwrap();
    assert_eq!(queue.canonical_path().as_deref(), Some("/backend/queue"), "where it is, not how it was found");
    Ok(())
}

#[test]
fn threads_set_links_and_delete_without_one_going_stale() -> Result<()> {
    let context = Context::new();
    let frontends: Vec<_> = (0..3).map(|_| Frontend::new_in(&context)).collect();
    std::thread::scope(|scope| {
        for frontend in &frontends {
            scope.spawn(|| {
                for _ in 0..500 {
                    match context.object_at("/backend") {
                        Ok(backend) => frontend.yields.set(Some(backend.downcast().unwrap())),
                        Err(_) => frontend.yields.set(None),
                    }
                }
            });
        }
        scope.spawn(|| {
            for _ in 0..500 {
                let backend = Backend::new_in(&context);
                context.root().add_child("backend", &backend).unwrap();
                backend.delete().unwrap();
            }
        });
    });
    let last = Backend::new_in(&context);
    for frontend in &frontends {
        // Each leads to none, or to what was just being deleted when it was set; the record is exact either way.
        if let Some(old) = frontend.yields.get() {
            assert_eq!(old.linked_from().iter().filter(|(owner, _)| *owner == *frontend).count(), 1);
        }
        frontend.yields.set(Some(last.clone()));
    }
    assert_eq!(last.linked_from().len(), 3);
    Ok(())
}

#[test]
fn a_check_that_deletes_what_it_is_asked_about_leaves_the_link_as_it_was() -> Result<()> {
    let Scene { context, backend, frontend } = scene();
    let old = Backend::new_in(&context);
    context.root().add_child("old", &old)?;
    frontend.set("hasty", "old")?;
    assert_eq!(text(frontend.set("hasty", "backend")), "Device 'backend' not found");
    assert!(context.object_at("/backend").is_err());
    assert_eq!((frontend.hasty.get(), names(&old)), (Some(old.clone()), vec!["frontend.hasty".to_owned()]));
    let next = Backend::new_in(&context);
    context.root().add_child("backend", &next)?;
    assert_eq!(text(frontend.set_link("hasty", Some(&next))), "Device '/backend' not found");
    assert_eq!((frontend.hasty.get(), names(&backend), names(&next)), (Some(old), vec![], vec![]));
    Ok(())
}

/// The paths that are read would lead to others there.
#[test]
fn links_stay_in_their_context() -> Result<()> {
    let (Scene { backend, .. }, Scene { context, frontend, .. }) = (scene(), scene());
    assert_eq!(text(frontend.set_link("keeps", Some(&backend))), "Parameter 'keeps': the object is in another context");
    assert_eq!(frontend.get_link("keeps")?, None);
    frontend.set_link("keeps", Some(&context.object_at("/backend")?))?;
    Ok(())
}

#[test]
fn what_was_deleted_meanwhile_is_not_linked_to_again() -> Result<()> {
    let Scene { context, backend, frontend } = scene();
    let other = Backend::new_in(&context);
    context.root().add_child("other", &other)?;
    frontend.set("keeps", "backend")?;
    let old = backend.downgrade();
    let delete = move |_: &Object, _: bool| {
        old.upgrade().map_or(Ok(()), |old| old.delete())?;
        Err(Error::other("no"))
    };
    frontend.add_property("delete", ObjectProperty::write_only(delete))?;
    assert_eq!(text(frontend.set_all([("keeps", Value::from("other")), ("delete", true.into())])), "no");
    assert_eq!((frontend.keeps.get(), names(&backend), names(&other)), (None, vec![], vec![]));
    Ok(())
}

/// Runs both at the same time, and says what they say.
fn both<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    let start = Barrier::new(2);
    std::thread::scope(|scope| {
        let one = scope.spawn(|| {
            start.wait();
            one()
        });
        start.wait();
        let other = other();
        (one.join().unwrap(), other)
    })
}

#[test]
fn of_a_link_that_is_set_and_its_object_that_is_deleted_one_comes_first() -> Result<()> {
    let Scene { context, frontend, .. } = scene();
    for round in 0..6_000 {
        let (name, path) = [("keeps", "/top/x"), ("looks", "/top/x"), ("fixed", "x"), ("yields", "x")][round % 4];
        let (top, backend) = (Container::new_in(&context), Backend::new_in(&context));
        context.root().add_child("top", &top)?;
        top.add_child("x", &backend)?;
        // What is above it is deleted, or it alone.
        let deleted: &Object = if round % 8 < 4 { &top } else { &backend };
        let (set, delete) = both(|| frontend.set(name, path), || deleted.delete());
        let target = frontend.get_link(name)?;
        if delete.is_ok() {
            assert_eq!(target, None, "round {round}: {name} leads to what was deleted");
        } else {
            assert!(set.is_err() || target.is_some(), "round {round}: {name}");
        }
        frontend.keeps.set(None);
        frontend.fixed.set(None);
        frontend.looks.set(None);
        frontend.yields.set(None);
        top.unparent();
    }
    Ok(())
}

#[test]
fn of_two_threads_that_set_a_link_once_one_does() -> Result<()> {
    let Scene { context, backend, .. } = scene();
    for round in 0..3_000 {
        let frontend = Frontend::new_in(&context);
        let (one, other) = both(|| frontend.set_link("fixed", Some(&backend)), || frontend.set("fixed", "/backend"));
        assert!(one.is_ok() != other.is_ok(), "round {round}: {one:?}, {other:?}");
    }
    Ok(())
}

#[test]
fn what_could_not_be_completed_is_linked_to_by_nobody() -> Result<()> {
    #[qom_type(interfaces = [UserCreatable])]
    pub struct Half {}
    impl UserCreatableImpl for Half {
        fn complete(this: &Self) -> Result<()> {
            let user = this.context().object_at("/user")?;
            user.set_link("half", this.handle().as_ref())?;
            bail!("only half of it is there")
        }
    }
    #[qom_type]
    pub struct HalfUser {
        #[property]
        half: Link<Half>,
    }
    let context = Context::new();
    let user = HalfUser::new_in(&context);
    context.root().add_child("user", &user)?;
    assert_eq!(text(context.object_add_str("half,id=h")), "only half of it is there");
    assert!(user.half.get().is_none());
    Ok(())
}

#[test]
fn a_deep_tree_whose_objects_are_held_goes_in_time_that_grows_with_its_depth() -> Result<()> {
    let context = Context::new();
    let mut held: Vec<Obj<Container>> = vec![Container::new_in(&context)];
    context.root().add_child("c", &held[0])?;
    for depth in 0..1_000 {
        held.push(Container::new_in(&context));
        held[depth].add_child("c", &held[depth + 1])?;
    }
    held[0].delete()?;
    drop(held);
    Ok(())
}
