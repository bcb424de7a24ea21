//! Resets by several threads: who is refused, what is done later and by whom, and that nothing is left in reset.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier, Mutex, mpsc};
use std::thread::{self, ThreadId};

use ResetType::{Cold, Wakeup};
use qom_core::SystemReset;
use qom_core::prelude::*;

type Act = Box<dyn Fn(ResetType) + Send + Sync>;

#[qom_type(parent = Bus)]
pub struct Wire {}

/// Checks that its phases come in turn.
#[qom_type(parent = Device, interfaces = [Resettable])]
pub struct Chip {
    /// 0 when it works, 1 when it has entered, 2 when it holds.
    phase: Mutex<u32>,
    resets: Mutex<Vec<(ResetType, ThreadId)>>,
    act: Mutex<Option<Act>>,
}

impl DeviceImpl for Chip {
    fn bus_type() -> Option<&'static str> {
        Some("wire")
    }
}

impl ResettableImpl for Chip {
    fn enter(this: &Self, _: ResetType) {
        this.go(0, 1);
    }
    fn hold(this: &Self, kind: ResetType) {
        this.go(1, 2);
        this.resets.lock().unwrap().push((kind, thread::current().id()));
        let act = this.act.lock().unwrap().take();
        if let Some(act) = act {
            act(kind);
            *this.act.lock().unwrap() = Some(act);
        }
    }
    fn exit(this: &Self, _: ResetType) {
        this.go(2, 0);
    }
}

impl Chip {
    fn on(bus: &Obj<Bus>) -> Obj<Chip> {
        let chip = Chip::new_in(&bus.context());
        chip.realize(Some(bus)).unwrap();
        chip
    }

    fn act(&self, act: impl Fn(ResetType) + Send + Sync + 'static) {
        *self.act.lock().unwrap() = Some(Box::new(act));
    }

    fn go(&self, from: u32, to: u32) {
        assert_eq!(std::mem::replace(&mut *self.phase.lock().unwrap(), to), from);
    }

    fn is_idle(&self) -> bool {
        !self.is_in_reset() && *self.phase.lock().unwrap() == 0
    }
}

fn wire(context: &Context) -> Obj<Bus> {
    Wire::new_in(context).upcast()
}

#[test]
fn two_contexts_and_two_trees_of_one_reset_at_once() {
    let contexts = [Context::new(), Context::new()];
    for [one, other] in [[&contexts[0], &contexts[1]], [&contexts[0], &contexts[0]]] {
        let buses = [wire(one), wire(other)];
        let both = Arc::new(Barrier::new(2));
        let chips = buses.each_ref().map(Chip::on);
        for chip in &chips {
            let both = both.clone();
            // Nobody passes alone.
            chip.act(move |_| {
                both.wait();
            });
        }
        thread::scope(|scope| {
            for bus in &buses {
                scope.spawn(|| bus.reset(Cold).unwrap());
            }
        });
        assert!(chips.iter().all(|chip| chip.is_idle() && chip.resets.lock().unwrap().len() == 1));
    }
}

/// Runs `meanwhile` while another thread is in the reset of the system, in the hook of a chip on this bus. Returns the
/// chip.
fn during_a_reset(context: &Context, bus: &Obj<Bus>, meanwhile: impl FnOnce(&Obj<Chip>)) -> Obj<Chip> {
    let chip = Chip::on(bus);
    let (is_in, wait_for_in) = mpsc::channel();
    let (go_on, wait) = mpsc::channel();
    let wait = Mutex::new(Some(wait));
    chip.act(move |_| {
        // The first time only.
        if let Some(wait) = wait.lock().unwrap().take() {
            is_in.send(()).unwrap();
            wait.recv().unwrap();
        }
    });
    thread::scope(|scope| {
        scope.spawn(|| assert_eq!(context.system_reset(Cold).unwrap(), SystemReset::Done));
        wait_for_in.recv().unwrap();
        meanwhile(&chip);
        go_on.send(()).unwrap();
    });
    chip
}

#[test]
fn another_thread_is_refused_what_is_being_reset() {
    let context = Context::new();
    let bus = wire(&context);
    context.register_reset(&bus).unwrap();
    let (apart, container) = (wire(&context), ResetContainer::new_in(&context));
    let chip = during_a_reset(&context, &bus, |chip| {
        let refused = [
            chip.reset(Cold),
            chip.assert_reset(Cold),
            chip.release_reset(Cold),
            bus.reset(Cold),
            chip.change_reset_parent(None, None),
            apart.change_reset_parent(None, Some(&bus)),
        ];
        for refused in refused {
            assert!(matches!(refused, Err(Error::ResetRunning { .. })));
        }
        assert!(chip.is_in_reset(), "nothing has changed");
        apart.reset(Cold).unwrap();
        container.add(&bus).unwrap();
        assert_eq!(container.reset(Cold).unwrap_err().to_string(), "cannot reset 'wire': another thread is at it");
        assert!(!container.is_in_reset());
    });
    assert!(chip.is_idle() && !bus.is_in_reset());
    container.reset(Cold).unwrap();
    assert_eq!(chip.resets.lock().unwrap().len(), 2);
}

#[test]
fn a_reset_of_the_system_follows_the_one_that_runs() {
    let context = Context::new();
    let bus = wire(&context);
    context.register_reset(&bus).unwrap();
    let chip = during_a_reset(&context, &bus, |_| {
        for kind in [Wakeup, Cold, Wakeup] {
            assert_eq!(context.system_reset(kind).unwrap(), SystemReset::Queued);
        }
    });
    let resets = chip.resets.lock().unwrap().clone();
    assert_eq!(resets.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [Cold, Wakeup, Cold], "each type once");
    assert!(resets.iter().all(|(_, by)| *by == resets[0].1 && *by != thread::current().id()));
}

#[test]
fn a_hook_asks_for_a_reset_of_the_system() {
    let context = Context::new();
    let bus = wire(&context);
    let chip = Chip::on(&bus);
    context.register_reset(&bus).unwrap();
    let (log, asked) = (Arc::new(Mutex::new(Vec::new())), context.clone());
    let results = log.clone();
    chip.act(move |_| {
        let result = asked.system_reset(Wakeup).map_err(|error| error.to_string());
        results.lock().unwrap().push(result);
    });
    bus.reset(Cold).unwrap();
    let refused = Err("cannot reset 'the system': this is its reset".to_owned());
    assert_eq!(*log.lock().unwrap(), [Ok(SystemReset::Queued), refused], "there would be no end");
    let kinds: Vec<_> = chip.resets.lock().unwrap().iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [Cold, Wakeup]);
    // The same if who has it done panics.
    let context = context.clone();
    chip.act(move |kind| {
        if kind == Cold {
            context.system_reset(Wakeup).unwrap();
            panic!("never");
        }
    });
    assert!(catch_unwind(AssertUnwindSafe(|| bus.reset(Cold))).is_err());
    assert_eq!(chip.resets.lock().unwrap().last().map(|(kind, _)| *kind), Some(Wakeup));
    assert!(chip.is_idle() && !bus.is_in_reset());
}

#[test]
fn a_device_that_is_plugged_meanwhile_is_as_its_bus_is() {
    let context = Context::new();
    let bus = wire(&context);
    context.register_reset(&bus).unwrap();
    for is_held in [false, true] {
        if is_held {
            bus.assert_reset(Cold).unwrap();
        }
        let mut late = None;
        let chip = during_or_not(&context, &bus, is_held, &mut late);
        let late = late.unwrap();
        assert_eq!((late.is_in_reset(), chip.is_in_reset()), (is_held, is_held));
        assert_eq!(late.resets.lock().unwrap().len(), usize::from(is_held));
    }
    bus.release_reset(Cold).unwrap();
    assert!(!bus.is_in_reset());
}

#[test]
fn a_device_that_is_realized_again_meanwhile_is_forgotten_when_that_reset_ends() {
    let context = Context::new();
    let bus = wire(&context);
    context.register_reset(&bus).unwrap();
    let other = Chip::on(&bus);
    other.unrealize();
    let chip = during_a_reset(&context, &bus, |_| {
        assert!(other.is_in_reset());
        other.realize(None).unwrap();
        assert!(other.is_in_reset(), "it leaves that reset as the others do");
    });
    assert!(chip.is_idle() && other.is_idle());
    assert_eq!(other.resets.lock().unwrap().len(), 1);
}

fn during_or_not(context: &Context, bus: &Obj<Bus>, is_held: bool, late: &mut Option<Obj<Chip>>) -> Obj<Chip> {
    let mut plug = |_: &Obj<Chip>| *late = Some(Chip::on(bus));
    if !is_held {
        return during_a_reset(context, bus, plug);
    }
    // A bus in reset calls no hooks of what is on it; another one does, of the same system.
    let other = wire(context);
    context.register_reset(&other).unwrap();
    let chip = Chip::on(bus);
    during_a_reset(context, &other, |_| plug(&chip));
    chip
}

#[test]
fn many_threads_leave_nothing_in_reset() {
    let rounds = if cfg!(debug_assertions) { 100 } else { 500 };
    let context = Context::new();
    let (bus, container) = (wire(&context), ResetContainer::new_in(&context));
    context.register_reset(&bus).unwrap();
    container.add(&bus).unwrap();
    let chips: Vec<Obj<Chip>> = (0..4).map(|_| Chip::on(&bus)).collect();
    thread::scope(|scope| {
        for (number, chip) in chips.iter().enumerate() {
            let (context, bus, container) = (&context, &bus, &container);
            scope.spawn(move || {
                for round in 0..rounds {
                    let done = match (number + round) % 6 {
                        0 => context.system_reset(Cold).map(drop),
                        1 => bus.reset(Cold),
                        2 => container.reset(Wakeup),
                        3 => {
                            let chip = Chip::on(bus);
                            chip.unrealize();
                            Ok(())
                        }
                        4 => {
                            chip.unrealize();
                            chip.realize(None)
                        }
                        _ => chip.assert_reset(Cold).map(|()| while chip.release_reset(Cold).is_err() {}),
                    };
                    assert!(matches!(done, Ok(()) | Err(Error::ResetRunning { .. })), "{done:?}");
                }
            });
        }
    });
    assert!(chips.iter().all(|chip| chip.is_idle()) && !bus.is_in_reset() && !container.is_in_reset());
    assert_eq!(context.system_reset(Cold).unwrap(), SystemReset::Done);
    assert!(chips.iter().all(|chip| chip.handle_count() == 1));
}
