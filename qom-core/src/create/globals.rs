//! Properties that are set of all objects of a type as they are created: `-global`, and what makes an old machine.

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::object::Object;
use crate::sync::lock;

/// A value for a property of all objects of a type, or with an interface, given as a text.
///
/// QOM: `GlobalProperty`.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type(parent = Device)]
/// pub struct Nic {
///     #[property(default = 100)]
///     speed: Prop<u32>,
/// }
///
/// let context = Context::new();
/// context.add_global(GlobalProperty::new("nic", "speed", "1000"));
/// assert_eq!(Nic::new_in(&context).speed.get(), 1000);
/// assert_eq!(Nic::new().speed.get(), 100);
///
/// context.add_global(GlobalProperty::new("nic", "sped", "10"));
/// let error = Nic::try_new_in(&context).unwrap_err();
/// assert_eq!(error.to_string(), "can't apply global nic.sped=10: Property 'nic.sped' not found");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlobalProperty {
    driver: String,
    property: String,
    value: String,
    is_optional: bool,
}

impl GlobalProperty {
    /// The type or interface, the property, the value.
    pub fn new(driver: impl Into<String>, property: impl Into<String>, value: impl Into<String>) -> Self {
        Self { driver: driver.into(), property: property.into(), value: value.into(), is_optional: false }
    }

    /// Objects that do not have the property are left alone.
    ///
    /// QOM: `GlobalProperty.optional`.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }

    /// The type or interface.
    pub fn driver(&self) -> &str {
        &self.driver
    }

    /// The property.
    pub fn property(&self) -> &str {
        &self.property
    }

    /// The value.
    pub fn value(&self) -> &str {
        &self.value
    }

    fn apply(&self, object: &Object) -> Result<()> {
        let Self { driver, property, value, .. } = self;
        object
            .set_from_str(property, value)
            .map_err(|error| error.context(format!("can't apply global {driver}.{property}={value}")))
    }
}

/// Who says what objects of an older machine were like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compat {
    /// The accelerator.
    Accelerator,
    /// The machine, whose word counts more.
    Machine,
}

/// Those of a context.
#[derive(Default)]
pub(crate) struct Globals {
    lists: Mutex<Lists>,
    /// The first, of objects whose creation cannot fail.
    failure: Mutex<Option<Error>>,
}

/// In this order, so that the later win. Copied when one is added, since that is seldom.
#[derive(Clone, Default)]
struct Lists {
    accelerator: Option<Arc<[Record]>>,
    machine: Option<Arc<[Record]>>,
    sugar: Arc<[Record]>,
    user: Arc<[Record]>,
}

#[derive(Clone)]
struct Record {
    global: Arc<GlobalProperty>,
    is_used: Arc<AtomicBool>,
}

impl Record {
    fn new(global: GlobalProperty) -> Self {
        Self { global: Arc::new(global), is_used: Arc::default() }
    }

    fn apply(&self, object: &Object) -> Result<()> {
        let GlobalProperty { driver, property, is_optional, .. } = &*self.global;
        if !object.class().is_a(driver) || (*is_optional && !object.has_property(property)) {
            return Ok(());
        }
        // Also if it then can't be: it was for somebody.
        self.is_used.store(true, Ordering::Relaxed);
        self.global.apply(object)
    }
}

impl Globals {
    fn lists(&self) -> MutexGuard<'_, Lists> {
        lock(&self.lists)
    }

    fn keep(&self, error: Error) {
        lock(&self.failure).get_or_insert(error);
    }

    fn take_failure(&self) -> Option<Error> {
        lock(&self.failure).take()
    }
}

/// The type, and its subtypes, to which what users say with `-global` goes; the rest goes to all.
const TAKES_GLOBALS: &str = "device";

fn apply(object: &Object, failed: impl Fn(&Globals, Error) -> Result<()>) -> Result<()> {
    let globals: Arc<Globals> = object.world().slot();
    let Lists { accelerator, machine, sugar, user } = globals.lists().clone();
    let user = if object.class().is_a(TAKES_GLOBALS) { &user[..] } else { &[] };
    let compat = accelerator.iter().chain(&machine).flat_map(|list| list.iter());
    for record in compat.chain(&*sugar).chain(user) {
        record.apply(object).or_else(|error| failed(&globals, error))?;
    }
    Ok(())
}

/// What applies to the object, which is not created if something can't be.
pub(super) fn apply_or_fail(object: &Object) -> Result<()> {
    apply(object, |_, error| Err(error))
}

/// What applies to the object, whose creation cannot fail: what can't be is kept.
pub(super) fn apply_or_keep(object: &Object) -> Result<()> {
    apply(object, |globals, error| {
        let mut error = Some(error);
        FAILURE.with(|failure| {
            if let Some(first) = &mut *failure.borrow_mut() {
                let error = error.take();
                *first = first.take().or(error);
            }
        });
        if let Some(error) = error {
            globals.keep(error);
        }
        Ok(())
    })
}

thread_local! {
    /// The first failure of what this thread creates in [`or_fail`]. Has no destructor, so that it is there for those of
    /// other thread-locals; it is empty when that returns.
    static FAILURE: ManuallyDrop<RefCell<Option<Option<Error>>>> = const { ManuallyDrop::new(RefCell::new(None)) };
}

/// Does `work`, and fails if something could not be set of an object that this thread created in it without a way to
/// fail. What went wrong elsewhere is for others to be told.
pub(crate) fn or_fail<R>(work: impl FnOnce() -> Result<R>) -> Result<R> {
    let outer = Outer(FAILURE.with(|failure| failure.replace(Some(None))));
    let done = work();
    let failure = FAILURE.with(|failure| failure.take()).flatten();
    drop(outer);
    match failure {
        Some(failure) => done.and(Err(failure)),
        None => done,
    }
}

/// Who waits for the failures of what was created before.
struct Outer(Option<Option<Error>>);

/// If the work panics.
impl Drop for Outer {
    fn drop(&mut self) {
        let _failure = FAILURE.with(|failure| failure.replace(self.0.take()));
    }
}

impl Context {
    /// Sets a property of all devices of a type that are created from now on; of several for one property the last
    /// counts. It comes after their `init`, and before their `post_init` and what is set by name.
    ///
    /// A device that does not take the value is not created; one that is created by `new`, which cannot fail, is, and
    /// [`check_globals`](Self::check_globals) has the error.
    ///
    /// QOM: `qdev_prop_register_global`; a device that is plugged in later is created there, with a warning.
    #[doc(alias = "qdev_prop_register_global")]
    pub fn add_global(&self, global: GlobalProperty) {
        self.change_globals(|lists| {
            lists.user = lists.user.iter().cloned().chain([Record::new(global)]).collect();
        });
    }

    /// The same for all objects, of whatever type, and weaker than what users say: for options that stand for a
    /// property.
    ///
    /// QOM: `object_register_sugar_prop`.
    #[doc(alias = "object_register_sugar_prop")]
    pub fn add_sugar_property(&self, global: GlobalProperty) {
        self.change_globals(|lists| {
            lists.sugar = lists.sugar.iter().cloned().chain([Record::new(global)]).collect();
        });
    }

    /// The same, weaker still: what objects were like in an older machine, until that is
    /// [taken back](Self::clear_compat_properties).
    ///
    /// QOM: `object_set_machine_compat_props`, `object_set_accelerator_compat_props`.
    ///
    /// # Errors
    /// If that has been said already.
    #[doc(alias("object_set_machine_compat_props", "object_set_accelerator_compat_props", "compat_props_add"))]
    pub fn set_compat_properties(
        &self,
        compat: Compat,
        properties: impl IntoIterator<Item = GlobalProperty>,
    ) -> Result<()> {
        let records = properties.into_iter().map(Record::new).collect();
        self.change_globals(|lists| {
            let list = match compat {
                Compat::Accelerator => &mut lists.accelerator,
                Compat::Machine => &mut lists.machine,
            };
            if list.is_some() {
                return Err(Error::other("the compat properties are set already"));
            }
            *list = Some(records);
            Ok(())
        })
    }

    /// Takes back what was said of objects of an older machine: when that goes, and another may come. Objects that are
    /// there stay as they are.
    ///
    /// QOM has one machine in a process, and no need for it.
    ///
    /// ```
    /// use qom_core::prelude::*;
    ///
    /// let context = Context::new();
    /// context.set_compat_properties(Compat::Machine, [GlobalProperty::new("nic", "speed", "10")])?;
    /// assert!(context.set_compat_properties(Compat::Machine, []).is_err());
    /// context.clear_compat_properties(Compat::Machine);
    /// context.set_compat_properties(Compat::Machine, [])?;
    /// # Ok::<(), Error>(())
    /// ```
    pub fn clear_compat_properties(&self, compat: Compat) {
        let cleared = self.change_globals(|lists| match compat {
            Compat::Accelerator => lists.accelerator.take(),
            Compat::Machine => lists.machine.take(),
        });
        // Without the lock.
        drop(cleared);
    }

    /// Whether all that applied could be set of objects that were created without a way to fail; they are there. What
    /// it says it says once.
    ///
    /// # Errors
    /// What is wrong with the first that could not be.
    pub fn check_globals(&self) -> Result<()> {
        if !self.world().has_globals() {
            return Ok(());
        }
        self.world().slot::<Globals>().take_failure().map_or(Ok(()), Err)
    }

    /// What users have said, and whether it was for an object so far.
    pub(crate) fn globals(&self) -> Vec<(Arc<GlobalProperty>, bool)> {
        let user = self.world().slot::<Globals>().lists().user.clone();
        user.iter().map(|record| (record.global.clone(), record.is_used.load(Ordering::Relaxed))).collect()
    }

    fn change_globals<R>(&self, change: impl FnOnce(&mut Lists) -> R) -> R {
        let changed = change(&mut self.world().slot::<Globals>().lists());
        self.world().start_globals();
        changed
    }
}
