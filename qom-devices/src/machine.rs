//! Machines: what a board is made of, and how one is started.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use qom_core::prelude::*;

use crate::compat::CompatTable;
use crate::migration::Migration;
use crate::sysbus::SystemBus;

/// What the names of machine types end in.
const SUFFIX: &str = "-machine";

/// A board, QOM's `machine`: the object at `/machine`, with the containers that QEMU's has and the bus that everything
/// else hangs on.
///
/// ```
/// use qom_core::prelude::*;
/// use qom_devices::Machine;
///
/// let context = Context::new();
/// let machine = Machine::start(&context, "q35")?;
/// assert_eq!(machine.type_name(), "pc-q35-10.0-machine");
/// assert!(context.object_at("/machine/q35/pcie.0")?.downcast_ref::<Bus>().is_some());
/// # Ok::<(), Error>(())
/// ```
///
/// A machine of one's own is a type whose name ends in `-machine`, with a board:
///
/// ```
/// use qom_core::prelude::*;
/// use qom_devices::{Led, Machine, MachineImpl};
///
/// /// A board with a light.
/// #[qom_type(name = "night-light-1.0-machine", parent = Machine)]
/// pub struct NightLight {}
///
/// impl MachineImpl for NightLight {
///     fn alias() -> Option<&'static str> {
///         Some("night-light")
///     }
///     fn make_board(this: &Self) -> Result<()> {
///         let led = Led::new();
///         this.add_child("led", &led)?;
///         led.realize(None)
///     }
/// }
///
/// let context = Context::new();
/// let machine = Machine::start(&context, "night-light")?;
/// assert!(machine.child("led").is_some());
/// # Ok::<(), Error>(())
/// ```
#[qom_type(abstract, interfaces = [HotplugRules], init = Machine::add_main_bus, unparent = Machine::power_off)]
pub struct Machine {
    /// What was added by code and given no place.
    #[child]
    unattached: Child<Container>,
    /// What users added, by its id.
    #[child]
    peripheral: Child<Container>,
    /// What users added without an id.
    #[child]
    peripheral_anon: Child<Container>,
    anonymous: AtomicUsize,
    is_on: AtomicBool,
    /// Whether the phases of the context are its own.
    has_phases: AtomicBool,
    /// Whether its compat table is that of the context.
    has_compat: Mutex<bool>,
    /// The one that was made for this machine.
    migration: Mutex<Option<Obj<Migration>>>,
}

/// What a machine type says of itself, and how its board is made.
#[qom_class(Machine)]
pub trait MachineImpl {
    /// A line about it for people who choose one.
    ///
    /// QOM: `MachineClass.desc`.
    #[class_field]
    fn desc() -> &'static str {
        ""
    }
    /// Another name, which stays when a newer version takes the place of this one.
    ///
    /// QOM: `MachineClass.alias`.
    #[class_field]
    fn alias() -> Option<&'static str> {
        None
    }
    /// The devices that users may put on the main bus: types, whose subtypes are allowed too.
    ///
    /// QOM: `machine_class_allow_dynamic_sysbus_dev`.
    #[class_field]
    fn dynamic_sysbus_devices() -> &'static [&'static str] {
        &[]
    }
    /// Why people should choose another, if they should.
    ///
    /// QOM: `MachineClass.deprecation_reason`.
    #[class_field]
    fn deprecation_reason() -> Option<&'static str> {
        None
    }
    /// What objects were like in this version of the machine, if they are different today. It holds for all that are
    /// created in the context after the machine, until the machine is gone.
    ///
    /// QOM: `MachineClass.compat_props`.
    #[class_field]
    fn compat_table() -> Option<&'static CompatTable> {
        None
    }
    /// Makes the board. It runs inside the context of the machine.
    ///
    /// QOM: `MachineClass.init`.
    #[hook(internal)]
    fn make_board(this: &Self) -> Result<()> {
        let _ = this;
        Ok(())
    }
}

/// Without more, buses say who handles what comes to them.
impl HotplugRulesImpl for Machine {}

impl Machine {
    /// Makes the machine of this name or alias, `"pc-q35-10.0"` or `"q35"`, and the [`Migration`] object before it, as
    /// QEMU does at start-up. Devices that come now are there from the start, until it is [made ready](Self::make_ready).
    ///
    /// # Errors
    /// If there is no such machine, if the context has one or a migration object already, or what its board says. There
    /// is no new one then.
    pub fn start(context: &Context, name: &str) -> Result<Obj<Machine>> {
        let machine = Self::create(context, name)?;
        machine.power_on()?;
        Ok(machine)
    }

    /// The first half of [`start`](Self::start): the machine without its board, to be configured. From now on what is
    /// created is as its [compat table](MachineImpl::compat_table) says.
    ///
    /// # Errors
    /// If there is no such machine, if the context has one already, or if it has [compat properties of a
    /// machine](Compat::Machine) and this one has too.
    pub fn create(context: &Context, name: &str) -> Result<Obj<Machine>> {
        let Some(class) = Self::class_called(name) else { bail!("unsupported machine type: \"{name}\"") };
        let root = context.root();
        ensure!(root.child("machine").is_none(), "there is a machine already");
        let machine: Obj<Machine> = context.enter(|| class.create())?.downcast()?;
        root.add_child("machine", &machine)?;
        let unless_done = Unparent::of(&machine);
        context.advance_phase(Phase::MachineCreated)?;
        machine.has_phases.store(true, Ordering::Relaxed);
        machine.apply_compat()?;
        unless_done.not();
        Ok(machine)
    }

    /// The second half of [`start`](Self::start).
    ///
    /// # Errors
    /// What the board says; [`Error::Occupied`] if there is a migration object already; what is wrong with the
    /// configuration of that, or with a [global property](GlobalProperty). The machine is gone from its context then. If it
    /// is on already, or not at `/machine`: it is as it was.
    ///
    /// # Panics
    /// If the board does; the machine is gone then, too.
    pub fn power_on(&self) -> Result<()> {
        let context = self.context();
        self.check_place()?;
        ensure!(!self.is_on.swap(true, Ordering::Relaxed), "the machine is on already");
        let unless_done = Unparent::of(self);
        // There is no code of the guest's that would need something to run it, and objects of users are there already.
        context.advance_phase(Phase::AcceleratorCreated)?;
        let migration = Migration::create_in(&context)?;
        *self.migration() = Some(migration);
        context.advance_phase(Phase::LateBackendsCreated)?;
        context.enter(|| (MachineClass::of(self).make_board)(self))?;
        context.check_globals()?;
        context.advance_phase(Phase::MachineInitialized)?;
        unless_done.not();
        Ok(())
    }

    fn check_place(&self) -> Result<()> {
        let there = self.context().root().child("machine");
        let is_in_place = there.is_some_and(|machine| std::ptr::eq::<Object>(&*machine, &**self));
        ensure!(is_in_place, "the machine is not at '/machine'");
        Ok(())
    }

    /// The machine could run: devices that come from now on are plugged into a machine that may be running, and those
    /// on the main bus are reset with the system; they are now, for the first time.
    ///
    /// QOM: `qdev_machine_creation_done`, which stops the process if a device is not as it should be.
    ///
    /// # Errors
    /// If it is not on, not at `/machine`, or is ready already; if a device below it does not work, or is on no bus and wants one.
    pub fn make_ready(&self) -> Result<()> {
        self.check_place()?;
        let mut next = self.children();
        while let Some((_, object)) = next.pop() {
            next.extend(object.children());
            let Some(device) = object.downcast_ref::<Device>() else { continue };
            ensure!(device.is_realized(), "device '{}' was made and not realized", device.name());
        }
        let context = self.context();
        context.advance_phase(Phase::MachineReady)?;
        context.register_reset(&self.main_bus()?)?;
        context.system_reset(ResetType::Cold)?;
        Ok(())
    }

    /// Lets a user's device go: by its id, or by a path, from `/machine/peripheral` if it is no absolute one.
    ///
    /// QMP: `device_del`.
    ///
    /// # Errors
    /// [`Error::NoSuchObject`]; if it is no device; as [`Device::unplug`].
    pub fn device_del(&self, id: &str) -> Result<()> {
        let missing = |_| Error::NoSuchObject { path: id.into() };
        let object = self.peripheral.object().clone().upcast::<Object>().resolve_at(id).map_err(missing)?;
        let Some(device) = object.downcast_ref::<Device>() else { bail!("{id} is not a device") };
        device.unplug()
    }

    /// The machine goes, and with it what was made for it.
    fn power_off(&self) {
        let migration = self.migration().take();
        if let Some(migration) = migration {
            migration.unparent();
        }
        if let Ok(bus) = self.main_bus() {
            self.context().unregister_reset(&bus);
        }
        self.is_on.store(false, Ordering::Relaxed);
        // Those of a context are not those of a machine that was made beside it.
        if self.has_phases.swap(false, Ordering::Relaxed) {
            self.context().end_phases();
        }
        if std::mem::take(&mut *self.has_compat()) {
            self.context().clear_compat_properties(Compat::Machine);
        }
    }

    fn apply_compat(&self) -> Result<()> {
        let Some(table) = MachineClass::of(self).compat_table() else { return Ok(()) };
        let mut has_compat = self.has_compat();
        // If that of somebody else is there, it is not this machine's to clear.
        self.context().set_compat_properties(Compat::Machine, table.properties())?;
        *has_compat = true;
        Ok(())
    }

    fn has_compat(&self) -> MutexGuard<'_, bool> {
        self.has_compat.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn migration(&self) -> MutexGuard<'_, Option<Obj<Migration>>> {
        self.migration.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The machine of a context, if it has one.
    ///
    /// QOM: `qdev_get_machine`.
    pub fn of(context: &Context) -> Option<Obj<Machine>> {
        context.root().child("machine")?.downcast().ok()
    }

    /// The class of the machine of this name or alias.
    pub fn class_called(name: &str) -> Option<&'static Class> {
        let mut classes = Self::classes();
        classes.find(|class| machine_name(class) == name || layer(class).alias() == Some(name))
    }

    /// The classes of all machines that can be started, sorted by name.
    pub fn classes() -> impl Iterator<Item = &'static Class> {
        let machines = qom_core::types_implementing("machine").filter(|info| !info.is_abstract());
        machines.filter_map(|info| info.class().ok()).filter(|class| class.is::<Machine>())
    }

    /// All machines that can be started: a line each, as `-machine help` prints them.
    pub fn list() -> Vec<String> {
        let mut lines = Vec::new();
        for class in Self::classes() {
            let (name, desc) = (machine_name(class), layer(class).desc());
            if let Some(alias) = layer(class).alias() {
                lines.push(format!("{alias:<20} {desc} (alias of {name})"));
            }
            let mark = if layer(class).deprecation_reason().is_some() { " (deprecated)" } else { "" };
            lines.push(format!("{name:<20} {desc}{mark}"));
        }
        lines
    }

    /// What there is to warn of who uses the machine.
    ///
    /// QOM: in `qemu_init_board`.
    pub fn warning(&self) -> Option<String> {
        let reason = MachineClass::of(self).deprecation_reason()?;
        Some(format!("Machine type '{}' is deprecated: {reason}", machine_name(self.class())))
    }

    /// The bus that all others hang on, `main-system-bus`, which is at `/machine/unattached/sysbus`.
    ///
    /// QOM: `sysbus_get_default`.
    pub fn main_bus(&self) -> Result<Obj<Bus>> {
        let bus = self.unattached.child("sysbus").ok_or("the machine has no main bus")?;
        Ok(bus.downcast()?)
    }

    /// Where users' devices are, by their id.
    pub fn peripheral(&self) -> &Container {
        &self.peripheral
    }

    /// Gives a user's device its place: by its id, or among those that have none.
    ///
    /// QOM: `qdev_set_id`.
    ///
    /// # Errors
    /// If another device has the id.
    pub fn add_peripheral(&self, device: &Obj<Device>, id: Option<&str>) -> Result<()> {
        let Some(id) = id else {
            let number = self.anonymous.fetch_add(1, Ordering::Relaxed);
            return self.peripheral_anon.add_child(&format!("device[{number}]"), device);
        };
        match self.peripheral.add_child(id, device) {
            Err(Error::DuplicateChild { .. }) => bail!("Duplicate device ID '{id}'"),
            other => other?,
        }
        let unless_done = Unparent::of(device);
        device.set_id(id)?;
        unless_done.not();
        Ok(())
    }

    fn add_main_bus(&self) {
        let bus = SystemBus::new();
        // The container is new, so it has no child of the name, and the bus no name.
        let _ = (bus.set_name("main-system-bus"), self.unattached.add_child("sysbus", &bus));
    }
}

/// Takes an object out of the tree unless what is being done with it is done, also when that panics.
pub(crate) struct Unparent<'o>(Option<&'o Object>);

impl<'o> Unparent<'o> {
    pub(crate) fn of(object: &'o Object) -> Self {
        Self(Some(object))
    }

    /// It is done.
    pub(crate) fn not(mut self) {
        self.0 = None;
    }
}

impl Drop for Unparent<'_> {
    fn drop(&mut self) {
        if let Some(object) = self.0 {
            object.unparent();
        }
    }
}

/// `pc-q35-10.0` for `pc-q35-10.0-machine`.
pub(crate) fn machine_name(class: &'static Class) -> &'static str {
    class.name().strip_suffix(SUFFIX).unwrap_or(class.name())
}

fn layer(class: &'static Class) -> &'static MachineClass {
    match class.downcast_ref() {
        Some(layer) => layer,
        None => unreachable!("`classes` has machines only"),
    }
}

/// A machine without anything, QOM's `none-machine`.
#[qom_type(parent = Machine)]
pub struct NoneMachine {}

impl MachineImpl for NoneMachine {
    fn desc() -> &'static str {
        "empty machine"
    }
}
