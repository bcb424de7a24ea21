//! What makes the device part of a machine: its name, its properties, its place, realize and reset. Of both devices.

mod common;

use common::Rig;
use qom_example_pl011::fields::{control, interrupt};
use qom_example_pl011::offset;

both! {
    is_made_by_its_name
    is_found_by_its_path
    is_described_without_an_object
    properties_are_checked
    links_lead_to_what_they_are_for
    its_configuration_stands_while_it_works
    uses_its_character_device_alone
    stops_working
    is_reset
    a_reset_keeps_what_is_outside
}

fn is_made_by_its_name<R: Rig>() {
    let rig = R::unrealized();
    assert!(rig.type_names().contains(&"pl011".to_owned()));
    rig.create("pl011", "/machine", "uart1").unwrap();
    assert_eq!(rig.type_at("/machine/uart1").unwrap(), "pl011");
    assert_eq!(rig.create("pl012", "/machine", "uart2").unwrap_err(), "unknown type 'pl012'");
    assert!(rig.create("pl011", "/machine", "uart1").is_err(), "there is one");
    assert!(rig.create("pl011", "/machine", "a/b").is_err(), "no name");
    assert!(rig.create("pl011", "/nowhere", "uart1").is_err());
}

fn is_found_by_its_path<R: Rig>() {
    let rig = R::unrealized();
    assert_eq!(rig.path().unwrap(), "/machine/uart0");
    assert_eq!(rig.type_at("/machine/uart0").unwrap(), "pl011");
    assert_eq!(rig.type_at("/machine/uart9").unwrap_err(), "Device '/machine/uart9' not found");
}

fn is_described_without_an_object<R: Rig>() {
    let rig = R::unrealized();
    let described = rig.described();
    let described: Vec<_> =
        described.iter().map(|(name, default, unit)| (name.as_str(), default.as_deref(), unit.as_str())).collect();
    let expected = [
        ("baud", None, "baud"),
        ("chardev", None, ""),
        ("clock-frequency", Some("24000000"), "Hz"),
        ("irq", None, ""),
        ("revision", Some("r1p4"), ""),
    ];
    assert_eq!(described, expected);
}

fn properties_are_checked<R: Rig>() {
    let rig = R::unrealized();
    assert_eq!(rig.get_number("clock-frequency"), Ok(24_000_000));
    assert_eq!(rig.get_text("revision"), Ok("r1p4".to_owned()));
    rig.set("clock-frequency", "0x1000").unwrap();
    rig.set_number("clock-frequency", 1_000_000_000).unwrap();
    rig.set("revision", "r1p5").unwrap();
    let refused = [
        rig.set("clock-frequency", "15"),
        rig.set("clock-frequency", "1000000001"),
        rig.set("clock-frequency", "fast"),
        rig.set("clock-frequency", "-1"),
        rig.set("clock-frequency", ""),
        rig.set("revision", "r9"),
        rig.set_number("revision", 1),
        rig.set_number("chardev", 1),
        rig.set("baud", "9600"),
        rig.set("speed", "9600"),
    ];
    for (i, refused) in refused.iter().enumerate() {
        assert!(refused.is_err(), "{i}");
    }
    let range = "expects a value between 16 and 1000000000";
    assert!(refused[0].as_ref().unwrap_err().contains(range), "{refused:?}");
    assert_eq!(refused[5].as_ref().unwrap_err(), "Parameter 'revision' does not accept value 'r9'");
    assert_eq!(refused[9].as_ref().unwrap_err(), "Property 'pl011.speed' not found");
    assert_eq!(rig.get_number("clock-frequency"), Ok(1_000_000_000), "as it was");
    assert_eq!(rig.get_text("revision"), Ok("r1p5".to_owned()));
    assert!(rig.get_number("speed").is_err());
    assert!(rig.get_number("revision").is_err());
}

fn links_lead_to_what_they_are_for<R: Rig>() {
    let rig = R::unrealized();
    assert_eq!(rig.get_text("chardev"), Ok("/objects/c0".to_owned()));
    assert_eq!(rig.set("chardev", "/objects/c1").unwrap_err(), "Device '/objects/c1' not found");
    let wrong = rig.set("chardev", "/machine/uart0-irq").unwrap_err();
    assert_eq!(wrong, "Invalid parameter type for 'chardev', expected: chardev");
    let wrong = rig.set("irq", "/objects/c0").unwrap_err();
    assert_eq!(wrong, "Invalid parameter type for 'irq', expected: irq-line");
    assert_eq!(rig.get_text("chardev"), Ok("/objects/c0".to_owned()), "as it was");
    rig.set("chardev", "").unwrap();
    rig.set("irq", "").unwrap();
    assert_eq!(rig.get_text("chardev"), Ok(String::new()));
    rig.realize().unwrap();
    // It works without.
    rig.write(offset::CR, control::ENABLE | control::TRANSMIT);
    rig.write(offset::IMSC, interrupt::TX);
    rig.put(b"a");
    assert_eq!((rig.read(offset::MIS), rig.taken(), rig.irq()), (interrupt::TX, vec![], (false, 0)));
}

fn its_configuration_stands_while_it_works<R: Rig>() {
    let rig = R::unrealized();
    assert_eq!(rig.get_bool("realized"), Ok(false));
    rig.realize().unwrap();
    assert_eq!(rig.get_bool("realized"), Ok(true));
    assert!(rig.realize().is_err(), "it is already");
    for (name, value) in [("clock-frequency", "1000"), ("revision", "r1p5"), ("chardev", ""), ("irq", "")] {
        let refused = rig.set(name, value).unwrap_err();
        assert!(refused.starts_with(&format!("Attempt to set property '{name}'")), "{refused}");
    }
    rig.unrealize();
    assert_eq!(rig.get_bool("realized"), Ok(false));
    rig.set("clock-frequency", "1000").unwrap();
    rig.realize().unwrap();
}

fn uses_its_character_device_alone<R: Rig>() {
    let rig = R::working();
    rig.create("pl011", "/machine", "uart1").unwrap();
    rig.set_at("/machine/uart1", "chardev", "/objects/c0").unwrap();
    assert_eq!(rig.realize_at("/machine/uart1").unwrap_err(), "the character device is in use");
    rig.put(b"a");
    assert_eq!(rig.taken(), b"a", "the first has it still");
    rig.unrealize();
    rig.realize_at("/machine/uart1").unwrap();
    assert_eq!(rig.realize().unwrap_err(), "the character device is in use");
    assert_eq!(rig.get_bool("realized"), Ok(false));
}

fn stops_working<R: Rig>() {
    let rig = R::working();
    rig.let_pass(interrupt::TX);
    rig.put(b"a");
    assert_eq!(rig.irq(), (true, 1));
    rig.unrealize();
    assert_eq!(rig.irq(), (false, 1), "it lets go of its line");
    rig.send(b"b");
    rig.realize().unwrap();
    assert_eq!(rig.read(offset::CR), 0x300, "it starts anew");
}

fn is_reset<R: Rig>() {
    let rig = R::working();
    rig.write(offset::IBRD, 1);
    rig.write(offset::LCR_H, 0x70);
    rig.let_pass(interrupt::ALL);
    rig.send(b"abc");
    rig.set_at("/objects/c0", "limit", "1").unwrap();
    rig.put(b"xyz");
    assert_eq!((rig.irq(), rig.get_number("baud")), ((true, 1), Ok(1_500_000)));
    for _ in 0..2 {
        rig.reset();
        let registers = [offset::LCR_H, offset::CR, offset::IFLS, offset::IMSC, offset::RIS].map(|at| rig.read(at));
        assert_eq!(registers, [0, 0x300, 0x12, 0, 0]);
        assert_eq!((rig.irq(), rig.get_number("baud")), ((false, 1), Ok(0)));
        assert_eq!(rig.drain(), [0_u32; 0]);
    }
    assert_eq!(rig.taken(), b"x");
    assert_eq!(rig.taken(), b"", "what waited is gone");
    assert_eq!(rig.get_bool("realized"), Ok(true));
}

fn a_reset_keeps_what_is_outside<R: Rig>() {
    use qom_example_pl011::fields::flag;
    let rig = R::working();
    rig.set_modem_inputs(flag::CTS | flag::RI);
    rig.set_at("/objects/c0", "limit", "1").unwrap();
    rig.put(b"ab");
    rig.reset();
    assert_eq!(rig.read(offset::FR), flag::CTS | flag::RI | flag::TXFE | flag::RXFE);
    assert_eq!(rig.ris(), 0, "the lines have not changed");
    rig.write(offset::CR, control::ENABLE | control::TRANSMIT);
    rig.write(offset::LCR_H, 0x70);
    rig.put(b"c");
    assert_eq!((rig.taken(), rig.taken()), (b"a".to_vec(), b"c".to_vec()), "it was full, and took it then");
}
