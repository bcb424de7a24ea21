//! `-device`: a device as a user asks for it.

use std::collections::BTreeMap;

use qom_core::monitor::parse_text;
use qom_core::prelude::*;
use qom_core::types::is_id;

use crate::machine::{Machine, MachineClass, Unparent};
use crate::sysbus::SysBusDevice;

/// A device as a user writes it: `intel-iommu,id=vtd,aw-bits=39`.
///
/// ```
/// use qom_devices::DeviceOptions;
///
/// let options = DeviceOptions::parse("led,id=power,description=on,, and not off")?;
/// assert_eq!(options.driver, "led");
/// assert_eq!(options.id.as_deref(), Some("power"));
/// assert_eq!(options.properties, [("description".to_owned(), "on, and not off".to_owned())]);
/// # Ok::<(), qom_core::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceOptions {
    /// The type.
    pub driver: String,
    /// Its id, and the name of its place in `/machine/peripheral`.
    pub id: Option<String>,
    /// The [path](Bus::find) of the bus that it is to sit on; without one the first that fits.
    pub bus: Option<String>,
    /// What its properties are set to, in this order, as texts of options.
    pub properties: Vec<(String, String)>,
    /// What its properties are set to after these, as typed values.
    pub values: Vec<(String, Value)>,
}

impl DeviceOptions {
    /// Reads `driver[,key=value]...`; a comma in a value is written twice.
    ///
    /// # Errors
    /// If there is no driver, a part is no `key=value`, or the id cannot be one.
    pub fn parse(text: &str) -> Result<Self> {
        let mut options = Self::default();
        for (i, part) in split_options(text).into_iter().enumerate() {
            match part.split_once('=') {
                None if i == 0 => options.driver = part,
                None => bail!("Expected '=' after parameter '{part}'"),
                Some(("driver", driver)) => options.driver = driver.to_owned(),
                Some(("id", id)) => options.id = Some(id.to_owned()),
                Some(("bus", bus)) => options.bus = Some(bus.to_owned()),
                Some((key, value)) => options.properties.push((key.to_owned(), value.to_owned())),
            }
        }
        ensure!(!options.driver.is_empty(), "Parameter 'driver' is missing");
        ensure!(
            options.id.as_deref().is_none_or(is_id),
            "Parameter 'id' expects an identifier (letters, digits, '-', '.', '_', starting with a letter)"
        );
        Ok(options)
    }

    /// What a program asks for: `driver`, perhaps `bus` and `id`, and the values of properties.
    ///
    /// QMP: the arguments of `device_add`.
    ///
    /// # Errors
    /// If there is no driver, or one of these three is no text.
    pub fn from_map(mut arguments: BTreeMap<String, Value>) -> Result<Self> {
        let mut take = |name: &str| match arguments.remove(name) {
            Some(Value::Str(text)) => Ok(Some(text)),
            Some(_) if name != "driver" => {
                Err(Error::InvalidParameterType { name: name.into(), expected: "string".into() })
            }
            _ => Ok(None),
        };
        let (driver, id, bus) = (take("driver")?, take("id")?, take("bus")?);
        let driver = driver.ok_or_else(|| Error::MissingParameter { name: "driver".into() })?;
        Ok(Self { driver, id, bus, properties: Vec::new(), values: arguments.into_iter().collect() })
    }

    /// The same from JSON, `{"driver": "led", "id": "power"}`.
    ///
    /// # Errors
    /// If it is no object of JSON; as [`from_map`](Self::from_map).
    pub fn from_json(text: &str) -> Result<Self> {
        match parse_text(text).map_err(Error::other)?.into() {
            Value::Map(arguments) => Self::from_map(arguments),
            _ => bail!("JSON parse error, expecting an object"),
        }
    }

    /// Creates the device in the machine, configures and realizes it. The order of the checks is that of QEMU's
    /// `device_add`.
    ///
    /// # Errors
    /// What is wrong with the type, the bus, the id, a property; what the device says when it is realized;
    /// [`Error::Occupied`] for a second singleton. The machine is as it was then.
    pub fn add_to(&self, machine: &Obj<Machine>) -> Result<Obj<Device>> {
        if !self.id.as_deref().is_none_or(is_id) {
            return Err(Error::NotAnId { name: "id".into() });
        }
        let class = self.class(machine)?;
        let bus = self.bus_for(machine, class)?;
        let is_ready = machine.context().phase() == Phase::MachineReady;
        if is_ready {
            // What is known of the type and the bus is said before there is a device.
            let is_hotpluggable = class.downcast_ref::<DeviceClass>().is_some_and(DeviceClass::hotpluggable);
            ensure!(is_hotpluggable, "Device '{}' does not support hotplugging", self.driver);
            if let Some(bus) = bus.as_ref().filter(|bus| !bus.is_hotpluggable()) {
                bail!("Bus '{}' does not support hotplugging", bus.name());
            }
        }
        let device: Obj<Device> = machine.context().enter(|| class.create())?.downcast()?;
        if is_ready {
            device.check_hotplug(bus.as_ref())?;
        }
        machine.add_peripheral(&device, self.id.as_deref())?;
        let unless_done = Unparent::of(&device);
        self.properties.iter().try_for_each(|(name, value)| device.set_from_keyval(name, value))?;
        self.values.iter().try_for_each(|(name, value)| device.set(name, value.clone()))?;
        device.realize(bus.as_ref())?;
        machine.context().check_globals()?;
        unless_done.not();
        Ok(device)
    }

    /// The class, if users may create devices of it.
    fn class(&self, machine: &Machine) -> Result<&'static Class> {
        let name = &self.driver;
        let class = driver_class(name)?;
        let Some(layer) = class.downcast_ref::<DeviceClass>() else {
            bail!("'{name}' is not a valid device model name")
        };
        ensure!(!class.is_abstract(), "Parameter 'driver' expects a non-abstract device type");
        ensure!(layer.user_creatable(), "Parameter 'driver' expects a pluggable device type");
        let mut allowed = MachineClass::of(machine).dynamic_sysbus_devices().iter();
        ensure!(
            !class.is::<SysBusDevice>() || allowed.any(|allowed| class.is_a(allowed)),
            "Parameter 'driver' expects a dynamic sysbus device type for the machine"
        );
        Ok(class)
    }

    /// The bus that is asked for, or the first that fits; `None` if the type wants none.
    fn bus_for(&self, machine: &Machine, class: &'static Class) -> Result<Option<Obj<Bus>>> {
        let driver = &self.driver;
        let wanted = class.downcast_ref::<DeviceClass>().and_then(|class| class.bus_type());
        let main_bus = machine.main_bus()?;
        if let Some(path) = &self.bus {
            let bus = main_bus.find(path)?;
            ensure!(
                wanted.is_some_and(|wanted| bus.is_instance_of(wanted)),
                "Device '{driver}' can't go on {} bus",
                bus.type_name()
            );
            return Ok(Some(bus));
        }
        let Some(wanted) = wanted else { return Ok(None) };
        match main_bus.find_free(wanted) {
            Some(bus) => Ok(Some(bus)),
            None => bail!("No '{wanted}' bus found for device '{driver}'"),
        }
    }
}

/// The class of what may be a device type.
fn driver_class(name: &str) -> Result<&'static Class> {
    match class_by_name(name) {
        Err(Error::UnknownType { .. }) => bail!("'{name}' is not a valid device model name"),
        other => other,
    }
}

/// The class of a device type that has instances, as who asks for help on it wants it.
///
/// # Errors
/// If there is no such type, or it is abstract.
pub fn device_class(driver: &str) -> Result<&'static Class> {
    let Ok(class) = class_by_name(driver) else { bail!("Device '{driver}' not found") };
    ensure!(class.is::<Device>() && !class.is_abstract(), "Parameter 'typename' expects a non-abstract device type");
    Ok(class)
}

/// The parts between commas; two commas are one that belongs to the part, and one at the end is nothing.
///
/// ```
/// assert_eq!(qom_devices::split_options("led,description=on,,off"), ["led", "description=on,off"]);
/// ```
pub fn split_options(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ',' && chars.next_if_eq(&',').is_none() {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    if parts.len() > 1 && parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    parts
}
