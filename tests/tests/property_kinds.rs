//! The kinds of properties, what their fields can say of them, and what of that there is to know without an object:
//! rows A7, A9 and A10, and E4 1 and 2.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;
use qom_core::types::{PropertyInfo, Settable};
use qom_tests::text;

/// The enum of `check-qom-proplist`.
#[derive(Clone, Copy, Debug, PartialEq, QomEnum)]
#[qom(name = "DummyAnimal")]
pub enum Animal {
    Frog,
    Alligator,
    Platypus,
    #[qom(name = "2_5")]
    TwoAndAHalf,
}

#[qom_type]
pub struct Kinds {
    #[property(default = Animal::Alligator)]
    av: Prop<Animal>,
    #[property(default = OnOffAuto::Auto)]
    intremap: Prop<OnOffAuto>,
    #[property(default = Size::MIB)]
    size: Prop<Size>,
    #[property(default = 0.5)]
    ratio: Prop<f64>,
    #[property]
    maybe: Prop<Option<u16>>,
    #[property(default = vec![1, 2])]
    cpus: Prop<Vec<u32>>,
    #[property]
    names: Prop<Vec<String>>,
    #[property(default = 3, range = 1..=255, unit = "channels", description = "How many at once.")]
    channels: Prop<u8>,
    /// Frequency.
    #[property(name = "MCFG", default = -1, range = -1..=7, deprecated = "use `channels`")]
    old: Prop<i64>,
    #[property(read_only, default = 9)]
    fixed: Prop<u32>,
    #[property(write_only)]
    secret: Prop<String>,
    #[property(settable = always)]
    level: Prop<u8>,
}

fn kinds() -> Obj<Object> {
    new_by_name("kinds").unwrap()
}

fn property(name: &str) -> &'static PropertyInfo<'static> {
    class_by_name("kinds").unwrap().property(name).unwrap()
}

#[test]
fn a7_3_a9_10_enums_are_words() {
    let kinds = kinds();
    assert_eq!(kinds.get::<Animal>("av").unwrap(), Animal::Alligator);
    for set in [|it: &Object| it.set("av", "platypus"), |it: &Object| it.set_from_str("av", "platypus")] {
        kinds.set("av", Animal::Frog).unwrap();
        set(&kinds).unwrap();
        assert_eq!(kinds.get::<String>("av").unwrap(), "platypus");
    }
    kinds.set_from_keyval("av", "2_5").unwrap();
    assert_eq!(kinds.get::<Animal>("av").unwrap(), Animal::TwoAndAHalf);
    let refused = "Parameter 'av' does not accept value 'yeti'";
    assert_eq!(text(kinds.set("av", "yeti")), refused, "behaviour 18");
    assert_eq!(text(kinds.set_from_str("av", "yeti")), refused);
    assert_eq!(text(kinds.set_from_keyval("av", "Frog")), "Parameter 'av' does not accept value 'Frog'");
    assert_eq!(text(kinds.set("av", 1)), "Invalid parameter type for 'av', expected: string");
    assert_eq!(kinds.get::<Animal>("av").unwrap(), Animal::TwoAndAHalf);
    kinds.set("intremap", "on").unwrap();
    assert_eq!(kinds.get::<OnOffAuto>("intremap").unwrap(), OnOffAuto::On);
    assert_eq!(text(kinds.set("intremap", "2")), "Parameter 'intremap' does not accept value '2'");
}

#[test]
fn a9_sizes_have_suffixes_in_text_only() {
    let kinds = kinds();
    kinds.set_from_str("size", "2G").unwrap();
    assert_eq!(kinds.get::<u64>("size").unwrap(), 2 << 30);
    kinds.set_from_keyval("size", "1.5k").unwrap();
    assert_eq!(kinds.get::<Size>("size").unwrap(), Size::new(1536));
    kinds.set("size", 4096).unwrap();
    assert_eq!(text(kinds.set("size", "1M")), "Invalid parameter type for 'size', expected: integer");
    assert_eq!(text(kinds.set("size", -1)), "Parameter 'size' expects uint64");
    assert_eq!(text(kinds.set_from_keyval("size", "1X")), "Parameter 'size' expects size");
    assert_eq!(text(kinds.set_from_str("size", "-1")), "Parameter 'size' expects a non-negative number below 2^64");
    assert_eq!(kinds.get::<u64>("size").unwrap(), 4096);
}

#[test]
fn a9_numbers_options_and_lists() {
    let kinds = kinds();
    kinds.set("ratio", 2).unwrap();
    kinds.set_from_str("ratio", "1e3").unwrap();
    assert_eq!(kinds.get::<f64>("ratio").unwrap(), 1000.0);
    for refused in ["", "nan", "inf", "1,5"] {
        assert_eq!(text(kinds.set_from_str("ratio", refused)), "Invalid parameter type for 'ratio', expected: number");
    }
    for refused in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(text(kinds.set("ratio", refused)), "Invalid parameter type for 'ratio', expected: number");
    }
    let typed = kinds.downcast_ref::<Kinds>().unwrap();
    typed.ratio.set(f64::INFINITY);
    assert_eq!(kinds.get::<f64>("ratio").unwrap(), f64::INFINITY, "the type's own code may do as it likes");

    assert_eq!(kinds.get::<Value>("maybe").unwrap(), Value::Null);
    kinds.set("maybe", 5).unwrap();
    assert_eq!(kinds.get::<Option<u16>>("maybe").unwrap(), Some(5));
    kinds.set("maybe", Value::Null).unwrap();
    kinds.set_from_str("maybe", "7").unwrap();
    kinds.set_from_str("maybe", "").unwrap();
    assert_eq!(kinds.get::<Option<u16>>("maybe").unwrap(), None);
    assert_eq!(text(kinds.set("maybe", 65536)), "Parameter 'maybe' expects uint16_t");

    kinds.set_from_str("cpus", "0,4-6").unwrap();
    assert_eq!(kinds.get::<Vec<u32>>("cpus").unwrap(), [0, 4, 5, 6]);
    kinds.set("cpus", vec![8_u32, 9]).unwrap();
    assert_eq!(kinds.get::<Value>("cpus").unwrap(), Value::List(vec![8.into(), 9.into()]));
    assert_eq!(text(kinds.set("cpus", 1)), "Invalid parameter type for 'cpus', expected: array");
    let mixed = Value::List(vec![1.into(), "x".into()]);
    assert_eq!(text(kinds.set("cpus", mixed)), "Invalid parameter type for 'cpus[1]', expected: integer");
    assert_eq!(text(kinds.set("cpus", vec![-1])), "Parameter 'cpus[0]' expects uint32_t");
    assert_eq!(text(kinds.set_from_str("cpus", "4-1")), "Parameter 'cpus' expects list of uint64 values or ranges");
    assert_eq!(
        text(kinds.set_from_str("cpus", "0-40000,0-40000")),
        "Parameter 'cpus' expects list of uint64 values or ranges"
    );
    assert_eq!(kinds.get::<Vec<u32>>("cpus").unwrap(), [8, 9], "as it was");
    kinds.set("names", vec!["a", "b"]).unwrap();
    assert_eq!(kinds.get::<Value>("names").unwrap().to_string(), r#"["a", "b"]"#);
    // QEMU stops on an assertion (E3).
    assert_eq!(text(kinds.set_from_str("names", "n0")), "Invalid parameter type for 'names', expected: array");
}

#[test]
fn ranges_are_kept_by_name() {
    let kinds = kinds();
    kinds.set("channels", 255).unwrap();
    for (refused, why) in [("0", "a value between 1 and 255"), ("256", "uint8_t"), ("x", "uint64")] {
        assert_eq!(text(kinds.set_from_str("channels", refused)), format!("Parameter 'channels' expects {why}"));
    }
    assert_eq!(text(kinds.set("MCFG", 8)), "Parameter 'MCFG' expects a value between -1 and 7");
    kinds.set_from_keyval("MCFG", "-1").unwrap();
    assert_eq!(kinds.get::<u8>("channels").unwrap(), 255);
    let typed = kinds.downcast_ref::<Kinds>().unwrap();
    typed.channels.set(0);
    assert_eq!(kinds.get::<u8>("channels").unwrap(), 0, "the type's own code may do as it likes");
}

#[test]
fn a8_read_only_and_write_only() {
    let kinds = kinds();
    assert_eq!(kinds.get::<u32>("fixed").unwrap(), 9);
    assert_eq!(text(kinds.set("fixed", 1)), "Property 'kinds.fixed' is not writable");
    kinds.set("secret", "shh").unwrap();
    assert_eq!(text(kinds.get::<String>("secret")), "Property 'kinds.secret' is not readable");
    assert_eq!(kinds.downcast_ref::<Kinds>().unwrap().secret.get(), "shh");
}

#[test]
fn e4_1_e4_2_everything_is_known_without_an_object() {
    let channels = property("channels");
    assert_eq!(
        (channels.name(), channels.type_name().as_str(), channels.doc()),
        ("channels", "uint8", "How many at once.")
    );
    assert_eq!((channels.default().as_deref(), channels.default_value()), (Some("3"), Some(Value::Int(3))));
    assert_eq!((channels.range(), channels.unit()), (Some((1, 255)), Some("channels")));
    assert!(channels.is_readable() && channels.is_writable() && channels.deprecated().is_none());
    let old = property("MCFG");
    assert_eq!((old.deprecated(), old.doc(), old.range()), (Some("use `channels`"), "Frequency.", Some((-1, 7))));
    assert!(!property("fixed").is_writable() && !property("secret").is_readable());
    assert_eq!((property("level").settable(), channels.settable()), (Settable::Always, Settable::BeforeRealize));
    let types: Vec<String> = ["av", "intremap", "size", "ratio", "maybe", "cpus", "names", "secret"]
        .map(|name| property(name).type_name())
        .to_vec();
    assert_eq!(types, ["DummyAnimal", "OnOffAuto", "size", "number", "uint16", "list", "list", "string"]);
    assert_eq!(property("av").choices(), ["frog", "alligator", "platypus", "2_5"]);
    assert_eq!(property("intremap").choices(), ["auto", "on", "off"]);
    assert!(property("size").choices().is_empty());
    let defaults = ["av", "intremap", "size", "ratio", "maybe", "cpus"].map(|name| property(name).default());
    assert_eq!(
        defaults.map(Option::unwrap_or_default),
        ["alligator", "auto", "1048576", "0.5", "", "[1, 2]"].map(str::to_owned)
    );
}

#[test]
fn b2_2_a_device_says_what_can_be_set_while_it_works() {
    #[qom_type(parent = Device)]
    struct Dimmer {
        #[property(default = 1)]
        frequency: Prop<u32>,
        #[property(settable = always, range = 0..=100, default = 50)]
        brightness: Prop<u8>,
    }
    let dimmer = Dimmer::new();
    dimmer.realize(None).unwrap();
    assert!(dimmer.set("frequency", 2).is_err());
    dimmer.set("brightness", 80).unwrap();
    assert!(dimmer.set("brightness", 101).is_err());
    assert_eq!((dimmer.frequency.get(), dimmer.brightness.get()), (1, 80));
}

/// What is computed, from a field of the contract's example.
#[qom_type(parent = Device)]
pub struct Uart {
    #[property(default = 24_000_000)]
    clk: Prop<u32>,
    #[init(std::sync::atomic::AtomicU32::new(16))]
    divisor: std::sync::atomic::AtomicU32,
}

#[qom_properties]
impl Uart {
    /// How fast it is.
    #[getter(unit = "baud")]
    fn baud(&self) -> u64 {
        u64::from(self.clk.get()) / u64::from(self.divisor())
    }
    #[setter]
    fn set_baud(&self, v: u64) -> Result<()> {
        ensure!(v > 0, "a line of no speed is none");
        let divisor = u32::try_from(u64::from(self.clk.get()) / v).map_err(Error::other)?;
        self.set_divisor(divisor);
        Ok(())
    }

    #[getter(name = "x-divisor", deprecated = "use `baud`", description = "What the clock is divided by.")]
    fn divisor(&self) -> u32 {
        self.divisor.load(std::sync::atomic::Ordering::Relaxed)
    }
    #[setter(name = "x-divisor")]
    fn set_divisor(&self, v: u32) {
        self.divisor.store(v, std::sync::atomic::Ordering::Relaxed);
    }

    #[getter]
    fn mode(&self) -> Result<OnOffAuto> {
        ensure!(self.divisor() > 0, "it has none");
        Ok(OnOffAuto::On)
    }

    #[setter]
    fn set_secret(&self, _: Option<String>) {}

    /// A function like others.
    fn other(&self) -> u32 {
        self.divisor() + 1
    }
}

#[test]
fn a7_10_computed_properties_are_read_and_set_by_functions() {
    let uart = Uart::new();
    assert_eq!((uart.get::<u64>("baud").unwrap(), uart.baud()), (1_500_000, 1_500_000));
    uart.set("baud", 3_000_000).unwrap();
    assert_eq!((uart.divisor(), uart.other(), uart.get::<u32>("x-divisor").unwrap()), (8, 9, 8));
    uart.set_from_keyval("x-divisor", "0x10").unwrap();
    assert_eq!(uart.baud(), 1_500_000);
    assert_eq!(text(uart.set("baud", 0)), "a line of no speed is none");
    assert_eq!(text(uart.set("baud", "x")), "Invalid parameter type for 'baud', expected: integer");
    assert_eq!(text(uart.set_from_str("x-divisor", "-1")), "Parameter 'x-divisor' expects uint32_t");
    assert_eq!(text(uart.set("mode", "on")), "Property 'uart.mode' is not writable");
    assert_eq!(uart.get::<String>("mode").unwrap(), "on");
    assert_eq!(text(uart.get::<String>("secret")), "Property 'uart.secret' is not readable");
    uart.set("secret", Value::Null).unwrap();
    uart.realize(None).unwrap();
    uart.set("x-divisor", 0).unwrap();
    assert_eq!(text(uart.get::<String>("mode")), "it has none", "a getter may fail");
}

#[test]
fn e4_2_computed_properties_are_described_like_others() {
    let class = class_by_name("uart").unwrap();
    let names: Vec<&str> = class.properties().map(PropertyInfo::name).collect();
    assert_eq!(
        names,
        ["type", "parent_bus", "realized", "hotpluggable", "hotplugged", "clk", "baud", "x-divisor", "mode", "secret"]
    );
    let baud = class.property("baud").unwrap();
    assert_eq!((baud.type_name().as_str(), baud.doc(), baud.unit()), ("uint64", "How fast it is.", Some("baud")));
    let divisor = class.property("x-divisor").unwrap();
    assert_eq!((divisor.deprecated(), divisor.doc()), (Some("use `baud`"), "What the clock is divided by."));
    assert_eq!(class.property("mode").unwrap().choices(), ["auto", "on", "off"]);
    assert!(!class.property("secret").unwrap().is_readable() && !class.property("mode").unwrap().is_writable());
}

#[test]
fn e4_5_several_are_set_or_none() {
    let uart = Uart::new();
    let values = |uart: &Uart| (uart.clk.get(), uart.divisor());
    uart.set_all([("clk", 12_000_000), ("baud", 750_000)]).unwrap();
    assert_eq!(values(&uart), (12_000_000, 16));
    // Refused by the last: a value, a name, what cannot be set, and a setter that is asked only in the end.
    for (name, value, why) in [
        ("clk", Value::from(-1), "Parameter 'clk' expects uint32_t"),
        ("no", 1.into(), "Property 'uart.no' not found"),
        ("mode", "on".into(), "Property 'uart.mode' is not writable"),
        ("baud", 0.into(), "a line of no speed is none"),
    ] {
        let all = [("clk", Value::from(1)), ("x-divisor", 5.into()), ("secret", "x".into()), (name, value)];
        assert_eq!(text(uart.set_all(all)), why);
        assert_eq!(values(&uart), (12_000_000, 16), "{why}");
    }
    uart.realize(None).unwrap();
    assert!(text(uart.set_all([("x-divisor", 5), ("clk", 1)])).contains("after it was realized"));
    assert_eq!(values(&uart), (12_000_000, 16));
}

#[test]
fn a_property_that_was_looked_up_is_that_of_its_class_and_subtypes() {
    #[qom_type(parent = Uart)]
    struct FastUart {}
    let clk = class_by_name("uart").unwrap().resolve_property("clk").unwrap();
    let (uart, fast) = (Uart::new(), FastUart::new());
    clk.set(&uart, 1).unwrap();
    clk.set(&fast, 2).unwrap();
    assert_eq!((clk.get::<u32>(&uart).unwrap(), clk.get::<u64>(&fast).unwrap()), (1, 2));
    assert_eq!(text(clk.set(&kinds(), 3)), "Property 'kinds.clk' not found");
    assert_eq!(text(clk.set(&uart, -1)), "Parameter 'clk' expects uint32_t");
    let mode = class_by_name("uart").unwrap().resolve_property("mode").unwrap();
    assert_eq!(text(mode.set(&uart, "on".to_owned())), "Property 'uart.mode' is not writable");
    assert_eq!(
        text(class_by_name("uart").unwrap().resolve_property("no").map(|it| it.info().name())),
        "Property 'uart.no' not found"
    );
    uart.realize(None).unwrap();
    assert!(text(clk.set(&uart, 3)).contains("after it was realized"));
}
