//! What fields and functions say of their properties: as expressions, under `cfg`s, in two places, with any names.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::atomic::{AtomicU32, Ordering};

use qom_core::prelude::*;
use qom_core::types::PropertyInfo;
use qom_tests::text;

const LANES: u8 = 8;

const fn twice(number: u32) -> u32 {
    number * 2
}

#[qom_type]
pub struct Ranges {
    #[property(range = 1..=LANES - 1, default = LANES / 2)]
    lanes: Prop<u8>,
    #[property(default = !0, range = LANES as u32..=!0)]
    mask: Prop<u32>,
    #[property(range = -1 - 1..=!0, default = !0)]
    offset: Prop<i16>,
    #[property(range = i64::MIN..=0)]
    debt: Prop<i64>,
    #[property(default = 1 << 40, range = 1 << 3..=u64::MAX >> 1, unit = "bits")]
    bits: Prop<u64>,
    #[property(range = twice(2)..={ let four = 4; four * twice(4) }, default = { twice(4) + 1 })]
    block: Prop<u32>,
    #[property(default = LANES < 9, unit = "yes")]
    few: Prop<bool>,
    #[property(range = Self::LEAST..=9, default = Self::LEAST)]
    least: Prop<u8>,
    #[property(check = |this: &Self, lanes: &u8| { ensure!(*lanes <= this.lanes.get(), "{lanes}"); Ok(()) }, unit = "lane")]
    used: Prop<u8>,
}

impl Ranges {
    const LEAST: u8 = 2;
}

#[test]
fn ranges_and_defaults_are_expressions_of_the_propertys_type() {
    let ranges = Ranges::new();
    let property = |name: &str| ranges.class().property(name).unwrap();
    let range = |name: &str| property(name).range().unwrap();
    assert_eq!((range("lanes"), ranges.lanes.get()), ((1, 7), 4));
    assert_eq!((range("mask"), ranges.mask.get()), ((8, u32::MAX.into()), u32::MAX));
    assert_eq!((range("offset"), ranges.offset.get()), ((-2, -1), -1));
    assert_eq!((range("debt"), ranges.debt.get()), ((i64::MIN.into(), 0), 0));
    assert_eq!((range("bits"), ranges.bits.get()), ((8, i64::MAX.into()), 1 << 40));
    assert_eq!((range("block"), ranges.block.get()), ((4, 32), 9));
    assert_eq!(property("block").default().as_deref(), Some("9"));
    assert!(ranges.few.get());
    assert_eq!((range("least"), ranges.least.get()), ((2, 9), 2));
    assert_eq!(text(ranges.set("offset", -3)), "Parameter 'offset' expects a value between -2 and -1");
    assert_eq!(["bits", "few", "used"].map(|name| property(name).unit()), [Some("bits"), Some("yes"), Some("lane")]);
    assert_eq!(text(ranges.set("used", 5)), "5", "a closure is one expression");
    ranges.set("used", 4).unwrap();
}

/// Names that an expansion may have for something else.
mod named {
    use qom_core::prelude::*;
    use qom_core::types::PropertyInfo;

    const INFO: u8 = 1;
    const PROPERTIES: u8 = POSSIBLE + 1;
    const POSSIBLE: u8 = 1;
    static DATA: u32 = 3;

    fn object(this: &Named) {
        this.info.set(this.info.get() + 10);
    }
    fn property(this: &Named, property: &PropertyInfo<'_>) -> Result<()> {
        ensure!(this.info.get() > 1, "{}", property.name());
        Ok(())
    }
    fn builder(_: &mut ClassInit<'_, Named>) {}
    fn value(_: &Named, value: &u8) -> Result<()> {
        ensure!(*value != 7, "not seven");
        Ok(())
    }

    #[qom_type(init = object, before_set = property, class_init = builder, class_data = DATA)]
    pub(super) struct Named {
        #[property(default = INFO, range = INFO..=PROPERTIES, check = value)]
        pub(super) info: Prop<u8>,
        #[property(default = PROPERTIES, check = value)]
        pub(super) properties: Prop<u8>,
    }
}

#[test]
fn expressions_mean_what_they_mean_in_the_module() {
    let named = named::Named::new();
    assert_eq!((named.info.get(), named.properties.get()), (11, 2));
    assert_eq!(named.class().property("info").unwrap().range(), Some((1, 2)));
    assert_eq!(text(named.set("properties", 7)), "not seven");
    named.set("properties", 8).unwrap();
    named.info.set(0);
    assert_eq!(text(named.set("properties", 9)), "properties");
    assert_eq!(named.class().type_info().class_data(), Some(&3_u32));
}

#[qom_type]
pub struct Lamp {
    level: AtomicU32,
}

#[qom_properties]
impl Lamp {
    /// What it is told.
    #[setter(unit = "lx", deprecated = "use `watts`")]
    fn set_level(&self, level: u32) {
        self.level.store(level, Ordering::Relaxed);
    }
    /// What it shows.
    #[getter]
    fn level(&self) -> u32 {
        self.level.load(Ordering::Relaxed)
    }

    #[getter(unit = "W")]
    fn watts(&self) -> u32 {
        self.level() * 2
    }
    /// Twice as much.
    #[setter(name = "watts", deprecated = "use `level`")]
    fn shine(&self, watts: u32) {
        self.set_level(watts / 2);
    }

    #[getter]
    fn r#match(&self) -> bool {
        true
    }
    #[setter(description = "Given.")]
    fn set_match(&self, _: bool) {}

    #[cfg(test)]
    #[getter]
    fn there(&self) -> bool {
        true
    }
    #[cfg(test)]
    #[setter]
    fn set_there(&self, _: bool) {}

    #[cfg(not(test))]
    #[getter]
    fn gone(&self) -> NoSuchType {}
    #[setter]
    #[cfg(not(test))]
    fn set_gone(&self, _: NoSuchType) {}

    #[getter]
    #[cfg(test)]
    fn either(&self) -> u8 {
        1
    }
    #[getter]
    #[cfg(not(test))]
    fn either(&self) -> NoSuchType {}
}

#[qom_type]
pub struct Unlit {}

#[qom_properties]
#[cfg(not(test))]
impl Unlit {
    #[getter]
    fn gone(&self) -> NoSuchType {}
}

fn names(type_name: &str) -> Vec<&'static str> {
    class_by_name(type_name).unwrap().properties().map(PropertyInfo::name).collect()
}

#[test]
fn computed_properties_are_there_when_their_functions_are() {
    assert_eq!(names("lamp"), ["type", "level", "watts", "match", "there", "either"]);
    assert_eq!(names("unlit"), ["type"]);
    let lamp = Lamp::new();
    lamp.set("there", false).unwrap();
    assert_eq!((lamp.get::<bool>("there").unwrap(), lamp.get::<u8>("either").unwrap()), (true, 1));
}

#[test]
fn a_getter_and_a_setter_describe_one_property() {
    let lamp = Lamp::new();
    lamp.set("watts", 8).unwrap();
    assert_eq!((lamp.get::<u32>("level").unwrap(), lamp.get::<u32>("watts").unwrap()), (4, 8));
    let said = |name: &str| {
        let info = lamp.class().property(name).unwrap();
        (info.doc(), info.unit(), info.deprecated())
    };
    assert_eq!(said("level"), ("What it shows.", Some("lx"), Some("use `watts`")));
    assert_eq!(said("watts"), ("Twice as much.", Some("W"), Some("use `level`")));
    assert_eq!(said("match"), ("Given.", None, None));
}

#[test]
fn names_that_are_keywords_are_called_without_their_mark() {
    #[derive(Clone, Copy, Debug, PartialEq, QomEnum)]
    #[allow(non_camel_case_types)]
    enum r#dyn {
        r#match,
        r#As,
    }
    #[qom_type]
    struct Words {
        #[property(default = r#dyn::r#match)]
        r#type_of: Prop<r#dyn>,
    }
    assert_eq!(<r#dyn as QomEnum>::NAMES, ["match", "as"]);
    let words = Words::new();
    assert_eq!(words.class().property("type-of").unwrap().type_name(), "dyn");
    words.set("type-of", "as").unwrap();
    assert_eq!(words.type_of.get(), r#dyn::r#As);
}

#[test]
fn numbers_that_are_none_are_refused_by_name_on_every_way() {
    #[qom_type]
    struct Ratio {
        #[property]
        plain: Prop<f64>,
        #[property]
        maybe: Prop<Option<f64>>,
        #[property]
        list: Prop<Vec<f64>>,
    }
    let ratio = Ratio::new();
    let plain = ratio.class().resolve_property("plain").unwrap();
    for none in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let why = "Invalid parameter type for 'plain', expected: number";
        assert_eq!(text(ratio.set("plain", none)), why);
        assert_eq!(text(plain.set(&ratio, none)), why);
        assert_eq!(text(ratio.set_all([("plain", 0.25), ("plain", none)])), why);
        assert_eq!(text(ratio.set_from_keyval("plain", &none.to_string())), why);
        assert!(ratio.set("maybe", none).is_err() && ratio.set("list", vec![none]).is_err());
        assert_eq!((ratio.plain.get(), ratio.maybe.get(), ratio.list.get()), (0.0, None, vec![]));
    }
    plain.set(&ratio, 0.5).unwrap();
    assert_eq!((ratio.plain.get(), plain.get::<f64>(&ratio).unwrap()), (0.5, 0.5));
    plain.set(&ratio, 2_u8).unwrap();
    ratio.set("maybe", 0.5).unwrap();
    assert_eq!((ratio.plain.get(), ratio.maybe.get()), (2.0, Some(0.5)));
    ratio.plain.set(f64::NAN);
    assert!(plain.get::<f64>(&ratio).unwrap().is_nan(), "the type's own code may do as it likes");
}

#[test]
fn help_tells_range_unit_and_what_to_use_instead() {
    let class = class_by_name("lamp").unwrap();
    let of_class = class.property_help();
    assert!(
        of_class.contains("  level=<uint32>         - What it shows. (lx) (deprecated: use `watts`)\n"),
        "{of_class}"
    );
    assert!(
        of_class.contains("  watts=<uint32>         - Twice as much. (W) (deprecated: use `level`)\n"),
        "{of_class}"
    );
    #[qom_type]
    struct DimmableLamp {
        #[property(default = 50, range = 1..=100, unit = "%")]
        brightness: Prop<u8>,
        #[property(range = -5..=5)]
        warmth: Prop<i8>,
    }
    let help = "dimmable-lamp options:\n  brightness=<uint8>     -  (1..=100 %) (default: 50)\n  warmth=<int8>          -  (-5..=5)\n";
    assert_eq!(class_by_name("dimmable-lamp").unwrap().property_help(), help);
}
