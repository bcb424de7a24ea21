//! Singletons on many threads, and from their first to their last moment. The names have the numbers of the
//! requirements.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex, mpsc};
use std::thread;

use qom_core::prelude::*;
use qom_core::singleton::IncumbentState;

const THREADS: usize = 8;
const ROUNDS: usize = 10_000;

/// How many are there, have been made, and have gone.
static INITS: AtomicUsize = AtomicUsize::new(0);
static DROPS: AtomicUsize = AtomicUsize::new(0);

#[qom_type(interfaces = [Singleton], init = |_| { INITS.fetch_add(1, Ordering::Relaxed); })]
pub struct Contested {
    /// Plain data that the winner writes and the others read.
    value: Mutex<usize>,
}

impl Drop for Contested {
    fn drop(&mut self) {
        DROPS.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn r03_of_many_that_create_at_once_one_succeeds() {
    let context = Context::new();
    let start = Barrier::new(THREADS);
    let successes = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                context.enter(|| {
                    for round in 0..ROUNDS {
                        start.wait();
                        let mine = Contested::try_new();
                        if let Ok(object) = &mine {
                            successes.fetch_add(1, Ordering::Relaxed);
                            *object.value.lock().unwrap() = round;
                        }
                        if let Some(found) = Contested::instance() {
                            assert!(*found.value.lock().unwrap() <= round);
                        }
                        // All have tried before the winner lets go.
                        start.wait();
                        assert!(mine.is_ok() || matches!(mine, Err(Error::Occupied { .. })), "{mine:?}");
                    }
                });
            });
        }
    });
    assert_eq!(successes.into_inner(), ROUNDS, "one a round");
    assert_eq!((INITS.load(Ordering::Relaxed), DROPS.load(Ordering::Relaxed)), (ROUNDS, ROUNDS));
}

#[qom_type(interfaces = [Singleton], init = |_| { HERE.fetch_add(1, Ordering::Relaxed); })]
pub struct Handed {}

static HERE: AtomicUsize = AtomicUsize::new(0);

impl Drop for Handed {
    fn drop(&mut self) {
        // The next one is not begun before this has returned.
        assert_eq!(HERE.load(Ordering::Relaxed), 1);
        thread::yield_now();
        assert_eq!(HERE.fetch_sub(1, Ordering::Relaxed), 1);
    }
}

#[test]
fn r03_r14_creating_finding_and_dropping_in_any_order_there_is_never_more_than_one() {
    let context = Context::new();
    thread::scope(|scope| {
        for i in 0..THREADS {
            let context = &context;
            scope.spawn(move || {
                context.enter(|| {
                    for round in 0..ROUNDS {
                        match (i + round) % 3 {
                            0 => drop(Handed::try_new()),
                            1 => drop(Handed::instance().map(|found| (found.clone(), found))),
                            _ => drop(Handed::get_or_create()),
                        }
                        assert!(HERE.load(Ordering::Relaxed) <= 1);
                    }
                });
            });
        }
    });
    assert_eq!(HERE.load(Ordering::Relaxed), 0);
    assert_eq!(Handed::instance_in(&context), None);
}

/// Tells, from its hooks and its `Drop`, what others see meanwhile.
#[qom_type(interfaces = [Singleton], init = |_| look("init"), post_init = |_| look("post_init"))]
pub struct Watched {}

#[qom_type(parent = Watched)]
pub struct WatchedBelow {}

impl Drop for Watched {
    fn drop(&mut self) {
        assert!(self.handle().is_none(), "r15");
        look("drop of the base");
    }
}

impl Drop for WatchedBelow {
    fn drop(&mut self) {
        look("drop");
    }
}

thread_local! {
    static SEEN: Mutex<Vec<String>> = const { Mutex::new(Vec::new()) };
}

/// What this thread sees, and that another thread sees the same and is kept waiting by nothing.
fn look(when: &str) {
    let context = Context::current();
    let seen = seen_by_this_thread();
    assert_eq!(context.spawn(seen_by_this_thread).join().unwrap(), seen, "r16, r17");
    SEEN.with(|log| log.lock().unwrap().push(format!("{when}: {seen}")));
}

fn seen_by_this_thread() -> String {
    let by_class = class_by_name("watched").unwrap().singleton_instance();
    assert_eq!(by_class, Watched::instance().map(Obj::into_object));
    let created = match WatchedBelow::try_new() {
        Ok(_) => "a second one".to_owned(),
        Err(Error::Occupied { incumbent, .. } | Error::Dying { incumbent, .. }) => {
            format!("{:?} {}", incumbent.state, incumbent.type_name.unwrap_or_default())
        }
        Err(other) => other.to_string(),
    };
    let found = if by_class.is_some() { "found" } else { "not found" };
    format!("{found}, {created}")
}

#[qom_core::test]
fn r13_r14_r16_r17_empty_unfinished_live_dying_and_empty_again() {
    let watched = WatchedBelow::try_new().unwrap();
    look("live");
    let weak = watched.downgrade();
    drop(watched);
    assert!(weak.upgrade().is_none(), "r15");
    let seen = SEEN.with(|log| std::mem::take(&mut *log.lock().unwrap()));
    assert_eq!(
        seen,
        [
            "init: not found, Unfinished ",
            "post_init: not found, Unfinished ",
            "live: found, Live watched-below",
            "drop: not found, Dying watched-below",
            "drop of the base: not found, Dying watched-below",
        ]
    );
    assert_eq!(Watched::instance(), None);
    assert!(WatchedBelow::try_new().is_ok(), "weak handles do not count");
    drop(weak);
}

#[qom_core::test]
fn r14_the_last_destructor_may_run_long_after_the_last_handle_went() {
    #[qom_type(interfaces = [Singleton])]
    struct Slow {}
    impl Drop for Slow {
        fn drop(&mut self) {
            let Some((at_it, go_on)) = TALK.take() else { panic!("on the wrong thread") };
            at_it.send(()).unwrap();
            go_on.recv().unwrap();
        }
    }
    thread_local! {
        static TALK: Cell<Option<(mpsc::Sender<()>, mpsc::Receiver<()>)>> = const { Cell::new(None) };
    }
    // Twice: the place is taken and given back as before.
    for _ in 0..2 {
        let (at_it, is_at_it) = mpsc::channel();
        let (go_on, may_go_on) = mpsc::channel();
        let slow = Slow::try_new().unwrap();
        let dropping = thread::spawn(move || {
            TALK.set(Some((at_it, may_go_on)));
            drop(slow);
        });
        is_at_it.recv().unwrap();
        assert_eq!(Slow::instance(), None);
        let Err(Error::Dying { incumbent, .. }) = Slow::try_new() else { panic!("not refused, or not so") };
        assert_eq!((incumbent.state, incumbent.handles), (IncumbentState::Dying, 0));
        assert!(matches!(Slow::get_or_create(), Err(Error::Dying { .. })));
        go_on.send(()).unwrap();
        dropping.join().unwrap();
    }
    // A `Drop` that panics is the end of the object too.
    for _ in 0..2 {
        let slow = Slow::try_new().unwrap();
        assert!(catch_unwind(AssertUnwindSafe(|| drop(slow))).is_err());
        assert_eq!(Slow::instance(), None);
    }
}

#[qom_core::test]
fn r16_others_ask_from_their_hooks_and_destructors_and_from_those_of_a_thread() {
    #[qom_type(interfaces = [Singleton])]
    struct Asked {}
    #[qom_type(init = |_| assert!(Asked::instance().is_some()))]
    struct Asking {}
    impl Drop for Asking {
        fn drop(&mut self) {
            assert_eq!(Asked::instance_in(&self.context()).is_some(), IS_THERE.load(Ordering::Relaxed));
        }
    }
    static IS_THERE: AtomicBool = AtomicBool::new(true);
    thread_local!(static LAST: std::cell::RefCell<Option<Obj<Asking>>> = const { std::cell::RefCell::new(None) });

    let asked = Asked::try_new().unwrap();
    let asking = Asking::new();
    drop(Asking::new());
    thread::spawn(move || {
        // First used after `LAST`, so gone before it.
        LAST.set(Some(asking));
        assert!(Asked::instance().is_none(), "a thread that entered nothing");
    })
    .join()
    .unwrap();
    let asking = Asking::new();
    drop(asked);
    IS_THERE.store(false, Ordering::Relaxed);
    drop(asking);
}

#[qom_core::test]
fn r16_while_the_class_is_made_there_is_none() {
    #[qom_type(interfaces = [Singleton], class_init = |_| assert!(Early::instance().is_none()))]
    struct Early {}
    assert!(Early::instance().is_none());
    let early = Early::try_new().unwrap();
    assert_eq!(Early::instance(), Some(early));
}

#[qom_core::test]
fn r18_r19_handles_keep_it_and_nothing_else_does() {
    static ALIVE: AtomicBool = AtomicBool::new(false);
    #[qom_type(interfaces = [Singleton], init = |_| ALIVE.store(true, Ordering::Relaxed))]
    struct Kept {}
    impl Drop for Kept {
        fn drop(&mut self) {
            ALIVE.store(false, Ordering::Relaxed);
        }
    }
    let kept = Kept::try_new().unwrap();
    assert_eq!(kept.handle_count(), 1, "the registry has none");
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let handle = Kept::instance().unwrap();
    let worker = thread::spawn(move || {
        may_go_on.recv().unwrap();
        assert!(ALIVE.load(Ordering::Relaxed));
        drop(handle);
        assert!(!ALIVE.load(Ordering::Relaxed), "gone with the last handle, here");
    });
    drop(kept);
    assert!(ALIVE.load(Ordering::Relaxed) && Kept::instance().is_some());
    go_on.send(()).unwrap();
    worker.join().unwrap();
    assert!(Kept::instance().is_none());
}

/// The scenario of the series: the global pointer to the migration object, asked from everywhere at any time.
#[test]
fn the_migration_object_can_be_asked_for_before_during_and_after_its_life() {
    #[qom_type(parent = Device, interfaces = [Singleton])]
    struct MigrationState {
        error: Mutex<Option<String>>,
    }
    impl MigrationState {
        fn set_error(&self, error: &str) {
            self.error.lock().unwrap().get_or_insert_with(|| error.to_owned());
        }
    }
    impl Drop for MigrationState {
        fn drop(&mut self) {
            // A failing device reports while everything is being torn down.
            assert!(MigrationState::instance().is_none());
            self.error.get_mut().unwrap().take();
        }
    }

    let machine = Context::new();
    let stop = AtomicBool::new(false);
    let reports = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..4 {
            machine.enter(|| assert!(MigrationState::instance().is_none(), "before it exists"));
            scope.spawn(|| {
                machine.enter(|| {
                    while !stop.load(Ordering::Relaxed) {
                        // `None` or a usable handle, at any moment.
                        if let Some(migration) = MigrationState::instance() {
                            migration.set_error("vfio: device failed to stop");
                            reports.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                });
            });
        }
        for _run in 0..200 {
            // Start-up: the object is made before the board, and put into the tree.
            let migration = machine.enter(MigrationState::try_new);
            let Ok(migration) = migration else { continue };
            machine.root().add_child("migration", &migration).unwrap();
            let seen = reports.load(Ordering::Relaxed);
            while reports.load(Ordering::Relaxed) == seen {
                thread::yield_now();
            }
            // Shutdown drops the main reference first, while workers may be in the middle of using theirs.
            migration.unparent();
            drop(migration);
        }
        stop.store(true, Ordering::Relaxed);
    });
    machine.enter(|| {
        assert!(MigrationState::instance().is_none(), "after it is gone");
        let next = MigrationState::try_new().unwrap();
        assert_eq!(*next.error.lock().unwrap(), None, "nothing leaks from one run into the next");
    });
}
