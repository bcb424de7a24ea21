//! How what happens outside of the registers is told: one thing at a time, whatever happens meanwhile.

use qom_example_pl011::fields::{control, interrupt};
use qom_example_pl011::offset;
use qom_example_pl011::registers::{Output, Registers};

fn sending(bytes: &[u8]) -> Registers {
    let mut registers = Registers::default();
    send(&mut registers, bytes);
    registers
}

fn send(registers: &mut Registers, bytes: &[u8]) {
    registers.write(offset::LCR_H, 0x70);
    registers.write(offset::CR, control::ENABLE | control::TRANSMIT);
    bytes.iter().for_each(|byte| registers.write(offset::DR, (*byte).into()));
}

#[test]
fn one_thing_is_told_at_a_time() {
    let mut registers = sending(b"ab");
    registers.write(offset::IMSC, interrupt::TX);
    for output in [Output::Interrupt(true), Output::Byte(b'a'), Output::Byte(b'b')] {
        assert_eq!(registers.begin(), Some(output));
        assert_eq!(registers.begin(), None, "until it has ended");
        registers.end(output, true);
    }
    assert_eq!(registers.begin(), None);
}

#[test]
fn what_was_refused_is_sent_when_it_is_taken_again() {
    let mut registers = sending(b"a");
    let byte = Output::Byte(b'a');
    assert_eq!(registers.begin(), Some(byte));
    registers.end(byte, false);
    assert_eq!(registers.begin(), None);
    registers.resume();
    assert_eq!(registers.begin(), Some(byte));
    registers.resume();
    registers.end(byte, false);
    assert_eq!(registers.begin(), Some(byte), "that was said before the refusal came back");
    registers.end(byte, true);
    assert_eq!(registers.begin(), None);
}

#[test]
fn a_reset_while_a_character_is_sent_keeps_the_next() {
    let mut registers = sending(b"a");
    assert_eq!(registers.begin(), Some(Output::Byte(b'a')));
    registers.reset();
    send(&mut registers, b"b");
    registers.end(Output::Byte(b'a'), true);
    assert_eq!(registers.begin(), Some(Output::Byte(b'b')));
}
