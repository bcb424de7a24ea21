//! Enums as the values of properties.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::value::Cell;
use crate::types::{Input, Refusal, Value};

/// An enum whose variants stand for words: what `#[derive(QomEnum)]` implements.
///
/// ```
/// use qom_core::prelude::*;
///
/// /// How fast a port is.
/// #[derive(Clone, Copy, Debug, PartialEq, QomEnum)]
/// pub enum Speed {
///     LowSpeed,
///     #[qom(name = "2_5")]
///     TwoAndAHalf,
/// }
///
/// #[qom_type]
/// pub struct Port {
///     #[property(default = Speed::LowSpeed)]
///     speed: Prop<Speed>,
/// }
///
/// let port = Port::new();
/// assert_eq!(port.get::<String>("speed")?, "low-speed");
/// port.set("speed", "2_5")?;
/// assert_eq!(port.speed.get(), Speed::TwoAndAHalf);
/// port.set("speed", Speed::LowSpeed)?;
/// let error = port.set("speed", "warp").unwrap_err();
/// assert_eq!(error.to_string(), "Parameter 'speed' does not accept value 'warp'");
/// let property = port.class().property("speed").unwrap();
/// assert_eq!((property.type_name().as_str(), property.choices()), ("Speed", vec!["low-speed", "2_5"]));
/// # Ok::<(), Error>(())
/// ```
///
/// QOM: a `QEnumLookup`.
#[doc(alias(
    "DEFINE_PROP_MULTIFD_COMPRESSION",
    "DEFINE_PROP_MIG_MODE",
    "DEFINE_PROP_ZERO_PAGE_DETECTION",
    "DEFINE_PROP_GRANULE_MODE",
    "DEFINE_PROP_LOSTTICKPOLICY",
    "DEFINE_PROP_BLOCKDEV_ON_ERROR",
    "DEFINE_PROP_BIOS_CHS_TRANS",
    "DEFINE_PROP_OFF_AUTO_PCIBAR",
    "DEFINE_PROP_PCIE_LINK_SPEED",
    "DEFINE_PROP_PCIE_LINK_WIDTH",
    "DEFINE_PROP_CPUS390ENTITLEMENT",
    "DEFINE_PROP_VMAPPLE_VIRTIO_BLK_VARIANT",
    "DEFINE_PROP_ENDIAN",
    "DEFINE_PROP_ENDIAN_NODEFAULT",
))]
pub trait QomEnum: Sized + Send + Sync + 'static {
    /// The words, in the order of the variants.
    const NAMES: &'static [&'static str];

    /// Which variant it is, from 0.
    fn index(&self) -> usize;

    /// The variant of this number.
    fn from_index(index: usize) -> Option<Self>;

    /// The word.
    fn name(&self) -> &'static str {
        Self::NAMES.get(self.index()).copied().unwrap_or_default()
    }

    /// The variant that this word stands for.
    fn from_name(name: &str) -> Option<Self> {
        Self::from_index(Self::NAMES.iter().position(|known| *known == name)?)
    }
}

/// The cell of an enum.
#[doc(hidden)]
pub struct Choice(AtomicUsize);

impl<T: QomEnum> Cell<T> for Choice {
    fn holding(value: T) -> Self {
        Self(AtomicUsize::new(value.index()))
    }

    fn get(&self) -> T {
        match T::from_index(self.0.load(Ordering::Acquire)) {
            Some(value) => value,
            None => unreachable!("only indexes of variants are stored"),
        }
    }

    fn set(&self, value: T) {
        self.0.store(value.index(), Ordering::Release);
    }
}

/// A variant from what was given for one.
#[doc(hidden)]
pub fn choice<T: QomEnum>(input: Input<'_>) -> Result<T, Refusal> {
    let name = match &input {
        Input::Value(Value::Str(name)) => name,
        Input::Value(_) => return Err(Refusal::expected("string")),
        Input::Text(name) | Input::KeyVal(name) => *name,
        Input::KeyVals(_) | Input::KeyTree(_) => return Err(Refusal::Parts),
    };
    T::from_name(name).ok_or_else(|| Refusal::Choice(name.to_owned()))
}

/// On, off, or as it seems best: a property whose `auto` becomes one of the others when the device is realized.
///
/// QOM: `OnOffAuto`.
#[doc(alias = "DEFINE_PROP_ON_OFF_AUTO")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, qom_macros::QomEnum)]
#[qom(crate = crate)]
#[expect(missing_docs, reason = "the names say it")]
pub enum OnOffAuto {
    #[default]
    Auto,
    On,
    Off,
}
