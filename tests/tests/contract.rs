//! The example of the design, used.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;
use qom_tests::serial::{Fifo, Named, Pl011, Rewindable, Serial};

#[test]
fn an_object_starts_with_what_its_fields_say() {
    let uart = Pl011::new();
    assert_eq!(uart.clk().get(), 24_000_000);
    assert_eq!(uart.count(), 7);
    assert_eq!(uart.fifo().depth(), 16);
    assert_eq!(uart.type_name(), "pl011");
}

#[test]
fn virtual_calls_are_found_through_deref() {
    let uart = Pl011::new();
    uart.put(1).unwrap();
    uart.put(2).unwrap();
    assert_eq!(uart.count(), 9);
    assert_eq!(uart.drain(), 2);
    assert_eq!(uart.drain(), 0);
    assert_eq!(uart.max_baud(), 115_200);
    uart.clk().set(0);
    assert_eq!(uart.put(3).unwrap_err().to_string(), "clk must be positive");
}

#[test]
fn casts_go_up_at_compile_time_and_down_at_run_time() {
    let uart = Pl011::new();
    let dev: Obj<Device> = uart.clone().upcast();
    let serial: Option<&Serial> = dev.downcast_ref();
    assert_eq!(serial.unwrap().max_baud(), 115_200);
    let serial: Obj<Serial> = dev.clone().downcast::<Serial>().unwrap();
    assert_eq!(serial, uart);
    let fifo = dev.downcast::<Fifo>().unwrap_err();
    assert_eq!(fifo.to_string(), "object of type 'pl011' is not an instance of type 'fifo'");
    assert_eq!(fifo.into_inner(), uart);
}

#[test]
fn interfaces_are_known_statically_or_asked_for() {
    let uart = Pl011::new();
    assert_eq!(uart.interface::<Named>().label(), "pl011 at 24000000 Hz");
    uart.put(1).unwrap();
    uart.interface::<Rewindable>().rewind();
    assert_eq!(uart.pending(), 0);

    let dev: Obj<Device> = uart.clone().upcast();
    assert!(dev.as_interface::<Named>().is_some());
    assert!(uart.fifo().as_interface::<Named>().is_none());

    let named: Obj<Named> = uart.clone().into_interface();
    assert_eq!(named.label(), "pl011 at 24000000 Hz");
    assert_eq!(named.clone().into_object(), uart);
    assert_eq!(named.downcast::<Pl011>().unwrap(), uart);
}

#[test]
fn objects_are_created_by_name() {
    let by_name = qom_core::new_by_name("pl011").unwrap();
    assert!(by_name.downcast_ref::<Pl011>().is_some());
    assert!(matches!(qom_core::new_by_name("serial"), Err(Error::AbstractType { .. })));
    assert!(matches!(qom_core::new_by_name("pl012"), Err(Error::UnknownType { .. })));
}

#[test]
fn a_class_can_be_asked_for_its_own_method() {
    let uart = Pl011::new();
    let class = class_by_name("pl011").unwrap();
    assert!(std::ptr::eq(uart.class(), class));
    Serial::put_of(class, &uart, 1).unwrap();
    assert_eq!(uart.pending(), 1);
    assert_eq!(Serial::drain_of(class_by_name("serial").unwrap(), &uart), 1);
}

#[test]
fn weak_handles_do_not_own() {
    let uart = Pl011::new();
    let weak = uart.downgrade();
    assert_eq!(weak.upgrade().unwrap(), uart);
    assert_eq!(uart.handle().unwrap(), uart);
    drop(uart);
    assert!(weak.upgrade().is_none());
}

#[test]
fn weak_handles_are_cast_up() {
    let uart = Pl011::new();
    let weak: WeakObj<Device> = uart.downgrade().upcast();
    assert_eq!(weak.upgrade().unwrap(), uart);
    drop(uart);
    assert!(weak.upgrade().is_none());
}

#[test]
fn errors_of_others_convert_and_are_told_in_words() {
    fn parse(text: &str) -> Result<u32> {
        let number: u32 = text.parse().context(format!("clk={text}"))?;
        if number == 0 {
            Err("clk must be positive")?;
        }
        if number > 100 {
            bail!("clk {number} is too fast");
        }
        Ok(number)
    }
    assert_eq!(parse("7").unwrap(), 7);
    let errors = ["x", "0", "101"].map(|text| format!("{:?}", parse(text).unwrap_err()));
    assert_eq!(errors, ["clk=x: invalid digit found in string", "clk must be positive", "clk 101 is too fast"]);
}

#[test]
fn the_types_are_listed() {
    let pl011 = types().find(|info| info.name() == "pl011").unwrap();
    assert_eq!(pl011.parent(), Some("serial"));
    assert_eq!(pl011.interfaces().collect::<Vec<_>>(), ["named"]);
    assert_eq!(pl011.doc(), "A PL011 UART.");
    assert_eq!(pl011.crate_name(), "qom_tests");
    assert!(pl011.file().ends_with("serial.rs"));
    let properties: Vec<String> = pl011.properties().map(|property| format!("{property:?}")).collect();
    assert_eq!(properties, ["clk: uint32 = 24000000", "fifo: child<fifo>"]);
}
