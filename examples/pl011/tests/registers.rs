//! The registers, FIFOs and interrupts, as a guest sees them: of both devices.

mod common;

use std::time::Duration;

use common::Rig;
use qom_example_pl011::fields::{control, data, flag, interrupt, line};
use qom_example_pl011::offset;

both! {
    starts_as_the_manual_says
    registers_keep_the_bits_that_they_have
    registers_that_are_only_read_stay
    where_there_is_no_register_there_is_nothing
    tells_what_it_is
    sends_at_once
    does_not_send_while_it_is_off
    characters_have_as_many_bits_as_line_control_says
    waits_for_a_character_device_that_is_full
    interrupts_when_the_fifo_of_the_transmitter_falls_to_its_level
    without_fifos_there_is_room_for_one
    receives_in_order
    interrupts_at_each_level_of_the_receiver
    does_not_hear_while_it_is_off
    what_finds_no_room_waits
    loses_what_does_not_wait
    errors_are_beside_their_character
    a_break_is_one_character_of_zero
    time_out
    loopback_of_characters
    loopback_of_the_modem
    loopback_of_a_break
    a_break_goes_out
    the_modem_interrupts
    flow_control
    the_mask_lets_interrupts_out
    baud_rates
    a_change_of_the_fifos_empties_them
}

const ON: u32 = control::ENABLE | control::TRANSMIT | control::RECEIVE;
const EIGHT_BITS: u32 = 3 << line::LENGTH_AT;

fn starts_as_the_manual_says<R: Rig>() {
    let rig = R::unrealized();
    rig.realize().unwrap();
    let registers = [
        (offset::RSR, 0),
        (offset::FR, flag::TXFE | flag::RXFE),
        (offset::ILPR, 0),
        (offset::IBRD, 0),
        (offset::FBRD, 0),
        (offset::LCR_H, 0),
        (offset::CR, 0x300),
        (offset::IFLS, 0x12),
        (offset::IMSC, 0),
        (offset::RIS, 0),
        (offset::MIS, 0),
        (offset::DMACR, 0),
    ];
    for (at, value) in registers {
        assert_eq!(rig.read(at), value, "{at:#x}");
    }
    assert_eq!(rig.irq(), (false, 0));
}

fn registers_keep_the_bits_that_they_have<R: Rig>() {
    let rig = R::working();
    let registers = [
        (offset::ILPR, 0xff),
        (offset::IBRD, 0xffff),
        (offset::FBRD, 0x3f),
        (offset::LCR_H, 0xff),
        (offset::CR, 0xff87),
        (offset::IFLS, 0x3f),
        (offset::IMSC, 0x7ff),
        (offset::DMACR, 0x7),
    ];
    for (at, bits) in registers {
        rig.write(at, u32::MAX);
        assert_eq!(rig.read(at), bits, "{at:#x}");
        rig.write(at, 0);
        assert_eq!(rig.read(at), 0, "{at:#x}");
    }
}

fn registers_that_are_only_read_stay<R: Rig>() {
    let rig = R::working();
    rig.receive_from_line(b'a', 0);
    for at in [offset::FR, offset::RIS, offset::MIS, offset::ID, offset::ID + 0x10] {
        let before = rig.read(at);
        rig.write(at, !before);
        assert_eq!(rig.read(at), before, "{at:#x}");
    }
    assert_eq!(rig.read(offset::ICR), 0, "it is only written");
}

fn where_there_is_no_register_there_is_nothing<R: Rig>() {
    let rig = R::working();
    for at in [0x008, 0x01c, 0x002, 0x04c, 0x080, 0xfdc, 0xfe1, 0x1000, u64::MAX] {
        rig.write(at, u32::MAX);
        assert_eq!(rig.read(at), 0, "{at:#x}");
    }
    assert_eq!(rig.read(offset::CR), ON);
}

fn tells_what_it_is<R: Rig>() {
    let id = |rig: &R| (0..8).map(|i| rig.read(offset::ID + 4 * i)).collect::<Vec<_>>();
    assert_eq!(id(&R::working()), [0x11, 0x10, 0x24, 0x00, 0x0d, 0xf0, 0x05, 0xb1]);
    let rig = R::unrealized();
    rig.set("revision", "r1p5").unwrap();
    rig.realize().unwrap();
    assert_eq!(id(&rig)[2], 0x34);
    rig.write(offset::LCR_H, line::FIFOS | EIGHT_BITS);
    rig.put(&[0; 31]);
    assert_eq!(rig.flags(), flag::BUSY | flag::RXFE);
    rig.put(&[0]);
    assert_eq!(rig.flags(), flag::BUSY | flag::RXFE | flag::TXFF, "there are 32 in a FIFO of this one");
}

fn sends_at_once<R: Rig>() {
    let rig = R::working();
    rig.put(b"hello, world: more than sixteen");
    assert_eq!(rig.taken(), b"hello, world: more than sixteen");
    assert_eq!(rig.flags(), flag::TXFE | flag::RXFE);
    assert_eq!(rig.drain(), [0_u32; 0]);
}

fn does_not_send_while_it_is_off<R: Rig>() {
    let rig = R::working();
    for off in [control::TRANSMIT, control::ENABLE] {
        rig.write(offset::CR, off);
        rig.put(b"ab");
        assert_eq!((rig.taken(), rig.flags()), (vec![], flag::BUSY | flag::RXFE), "it waits");
        rig.write(offset::CR, ON);
        assert_eq!((rig.taken(), rig.flags()), (b"ab".to_vec(), flag::TXFE | flag::RXFE));
    }
}

fn characters_have_as_many_bits_as_line_control_says<R: Rig>() {
    let rig = R::working();
    for (length, mask) in [(0, 0x1f), (1, 0x3f), (2, 0x7f), (3, 0xff)] {
        rig.write(offset::LCR_H, line::FIFOS | length << line::LENGTH_AT);
        rig.put(&[0xff]);
        rig.receive_from_line(0xff, 0);
        assert_eq!((rig.taken(), rig.drain()), (vec![mask], vec![mask.into()]));
    }
}

fn waits_for_a_character_device_that_is_full<R: Rig>() {
    let rig = R::working();
    rig.set_at("/objects/c0", "limit", "2").unwrap();
    let sent: Vec<u8> = (0..21).collect();
    rig.put(&sent[..18]);
    assert_eq!(rig.flags(), flag::BUSY | flag::RXFE, "two went, one is being shifted, and there are fifteen");
    rig.put(&sent[18..]);
    assert_eq!(rig.flags(), flag::BUSY | flag::RXFE | flag::TXFF, "the last two found no room");
    let mut got = Vec::new();
    for left in (0..10).rev() {
        got.extend(rig.taken());
        assert_eq!(rig.flags() & flag::BUSY != 0, left > 1, "{left}: {got:?}");
    }
    assert_eq!(got, sent[..19]);
    assert_eq!(rig.flags(), flag::TXFE | flag::RXFE);
}

fn interrupts_when_the_fifo_of_the_transmitter_falls_to_its_level<R: Rig>() {
    for (bits, level) in [(0, 2), (1, 4), (2, 8), (3, 12), (4, 14)] {
        let rig = R::working();
        rig.write(offset::IFLS, bits);
        rig.set_at("/objects/c0", "limit", "1").unwrap();
        rig.put(&[0; 2]);
        rig.write(offset::ICR, interrupt::ALL);
        assert_eq!(rig.ris(), 0, "one went, one is being shifted");
        rig.put(&[0; 16]);
        rig.let_pass(interrupt::TX);
        for left in (0..16).rev() {
            assert_eq!(rig.irq().0, left < level, "{level}: {left}");
            rig.taken();
        }
        assert_eq!(rig.irq(), (true, 1));
        rig.write(offset::CR, control::ENABLE);
        rig.put(&vec![0; level]);
        assert!(rig.irq().0, "{level} are not above the level");
        rig.put(&[0]);
        assert!(!rig.irq().0, "{level}: one more is");
    }
    let rig = R::working();
    rig.let_pass(interrupt::TX);
    assert_eq!(rig.irq(), (false, 0), "an empty FIFO has not fallen");
    rig.put(b"a");
    assert_eq!(rig.irq(), (true, 1));
    rig.write(offset::ICR, interrupt::TX);
    assert_eq!(rig.irq(), (false, 1));
    assert_eq!(rig.ris(), 0);
}

fn without_fifos_there_is_room_for_one<R: Rig>() {
    let rig = R::working();
    rig.write(offset::LCR_H, EIGHT_BITS);
    rig.let_pass(interrupt::RX | interrupt::TX);
    rig.write(offset::CR, control::ENABLE | control::RECEIVE);
    rig.put(b"ab");
    assert_eq!(rig.flags(), flag::BUSY | flag::TXFF | flag::RXFE);
    assert_eq!(rig.irq(), (false, 0));
    rig.write(offset::CR, ON);
    assert_eq!((rig.taken(), rig.ris()), (b"a".to_vec(), interrupt::TX));
    rig.write(offset::ICR, interrupt::TX);
    assert_eq!(rig.irq(), (false, 1));
    rig.receive_from_line(b'x', 0);
    assert_eq!((rig.flags(), rig.ris()), (flag::TXFE | flag::RXFF, interrupt::RX));
    assert_eq!(rig.irq(), (true, 2));
    assert_eq!(rig.read(offset::DR), u32::from(b'x'));
    assert_eq!(rig.irq(), (false, 2));
}

fn receives_in_order<R: Rig>() {
    let rig = R::working();
    rig.send(b"abc");
    assert_eq!(rig.flags(), flag::TXFE);
    assert_eq!(rig.drain(), [0x61, 0x62, 0x63]);
    assert_eq!(rig.flags(), flag::TXFE | flag::RXFE);
    assert_eq!(rig.read(offset::DR), 0, "there is nothing");
}

fn interrupts_at_each_level_of_the_receiver<R: Rig>() {
    for (bits, level) in [(0, 2), (1, 4), (2, 8), (3, 12), (4, 14), (5, 14), (7, 14)] {
        let rig = R::working();
        rig.write(offset::IFLS, bits << 3);
        rig.let_pass(interrupt::RX);
        for count in 1..=16 {
            rig.send(b"a");
            assert_eq!(rig.irq().0, count >= level, "{level}: {count}");
        }
        assert_eq!(rig.flags(), flag::TXFE | flag::RXFF);
        for left in (0..16).rev() {
            rig.read(offset::DR);
            assert_eq!(rig.irq().0, left >= level, "{level}: {left}");
        }
        rig.send(&[0; 16]);
        rig.write(offset::ICR, interrupt::RX);
        assert_eq!(rig.irq(), (false, 2), "it was cleared by hand");
    }
}

fn does_not_hear_while_it_is_off<R: Rig>() {
    let rig = R::working();
    for off in [control::RECEIVE, control::ENABLE, ON | control::LOOPBACK] {
        rig.write(offset::CR, off);
        rig.receive_from_line(b'x', data::FRAMING);
        rig.send(b"a");
        assert_eq!((rig.ris(), rig.flags()), (0, flag::TXFE | flag::RXFE), "{off:#x}");
        rig.write(offset::CR, ON);
        assert_eq!(rig.drain(), [u32::from(b'a')], "what can wait has waited");
    }
}

fn what_finds_no_room_waits<R: Rig>() {
    let rig = R::working();
    let sent: Vec<u8> = (1..=40).collect();
    rig.send(&sent[..30]);
    rig.send(&sent[30..]);
    assert_eq!(rig.flags(), flag::TXFE | flag::RXFF);
    assert_eq!(rig.read(offset::DR), 1);
    assert_eq!(rig.flags(), flag::TXFE | flag::RXFF, "the next has come");
    assert_eq!(rig.drain(), (2..=40).collect::<Vec<u32>>());
    assert_eq!(rig.ris() & interrupt::OVERRUN, 0);
}

fn loses_what_does_not_wait<R: Rig>() {
    let rig = R::working();
    rig.let_pass(interrupt::OVERRUN);
    (0..16).for_each(|byte| rig.receive_from_line(byte, 0));
    assert_eq!((rig.irq(), rig.read(offset::RSR)), ((false, 0), 0));
    rig.receive_from_line(16, data::PARITY);
    assert_eq!((rig.irq(), rig.read(offset::RSR)), ((true, 1), 8));
    assert_eq!(rig.ris() & interrupt::PARITY, 0, "it is lost with its errors");
    assert_eq!(rig.read(offset::DR), u32::from(data::OVERRUN), "the first, and that one was lost");
    rig.receive_from_line(17, 0);
    let got = rig.drain();
    assert_eq!(got, (1..16).chain([17]).collect::<Vec<u32>>(), "there was room again");
    assert_eq!(rig.read(offset::RSR), 8, "until it is written");
    rig.write(offset::RSR, 0xff);
    assert_eq!(rig.read(offset::RSR), 0);
    assert!(rig.irq().0, "until it is cleared");
    rig.write(offset::ICR, interrupt::OVERRUN);
    assert!(!rig.irq().0);
}

fn errors_are_beside_their_character<R: Rig>() {
    let errors = [(data::FRAMING, interrupt::FRAMING, 1), (data::PARITY, interrupt::PARITY, 2)];
    for (error, interrupt, status) in errors {
        let rig = R::working();
        rig.let_pass(interrupt);
        rig.receive_from_line(b'a', 0);
        assert_eq!(rig.irq(), (false, 0));
        rig.receive_from_line(b'b', error);
        rig.receive_from_line(b'c', 0);
        assert_eq!((rig.irq(), rig.ris()), ((true, 1), interrupt));
        assert_eq!(rig.read(offset::RSR), 0, "it is that of the character that was read");
        assert_eq!((rig.read(offset::DR), rig.read(offset::RSR)), (0x61, 0));
        assert_eq!((rig.read(offset::DR), rig.read(offset::RSR)), (u32::from(error) | 0x62, status));
        assert_eq!((rig.read(offset::DR), rig.read(offset::RSR)), (0x63, 0));
        assert!(rig.irq().0, "until it is cleared");
    }
    let rig = R::working();
    rig.receive_from_line(b'a', !data::ERRORS);
    assert_eq!(rig.read(offset::DR), 0x61, "no more than the errors of a character");
}

fn a_break_is_one_character_of_zero<R: Rig>() {
    let rig = R::working();
    rig.let_pass(interrupt::BREAK);
    rig.receive_from_line(b'x', data::BREAK);
    assert_eq!(rig.irq(), (true, 1));
    assert_eq!((rig.read(offset::DR), rig.read(offset::RSR)), (u32::from(data::BREAK), 4));
}

fn time_out<R: Rig>() {
    let rig = R::working();
    rig.let_pass(interrupt::RX_TIMEOUT);
    rig.send(b"ab");
    rig.elapse(Duration::MAX);
    assert_eq!(rig.ris(), 0, "a line without a clock has no time");
    rig.drain();
    // 24 MHz through 13 1/64: 115246 baud, so that 32 bits are 278 us.
    rig.write(offset::IBRD, 13);
    rig.write(offset::FBRD, 1);
    rig.write(offset::LCR_H, line::FIFOS | EIGHT_BITS);
    rig.elapse(Duration::from_secs(1));
    assert_eq!(rig.ris(), 0, "there is nothing that waits");
    rig.send(b"a");
    rig.elapse(Duration::from_micros(200));
    rig.send(b"b");
    rig.elapse(Duration::from_micros(200));
    assert_eq!(rig.irq(), (false, 0), "something came meanwhile");
    rig.elapse(Duration::from_micros(78));
    assert_eq!(rig.irq(), (true, 1));
    rig.read(offset::DR);
    assert!(rig.irq().0, "one is left");
    rig.read(offset::DR);
    assert!(!rig.irq().0, "all is read");
    rig.send(b"c");
    rig.elapse(Duration::from_micros(278));
    assert_eq!(rig.irq(), (true, 2));
    rig.write(offset::ICR, interrupt::RX_TIMEOUT);
    rig.elapse(Duration::from_micros(277));
    assert_eq!(rig.irq(), (false, 2));
    rig.elapse(Duration::from_micros(1));
    assert_eq!(rig.irq(), (true, 3), "and again, while it waits");
}

fn loopback_of_characters<R: Rig>() {
    let rig = R::working();
    rig.write(offset::CR, ON | control::LOOPBACK);
    rig.put(b"abc");
    assert_eq!((rig.taken(), rig.drain()), (vec![], vec![0x61, 0x62, 0x63]));
    rig.let_pass(interrupt::OVERRUN);
    rig.put(&[0; 17]);
    assert!(rig.irq().0, "what is sent does not wait");
    rig.write(offset::CR, control::ENABLE | control::TRANSMIT | control::LOOPBACK);
    rig.drain();
    rig.put(b"x");
    assert_eq!((rig.taken(), rig.drain()), (vec![], vec![]), "it does not hear itself");
}

fn loopback_of_the_modem<R: Rig>() {
    let rig = R::working();
    rig.set_modem_inputs(flag::CTS);
    rig.write(offset::ICR, interrupt::ALL);
    let loops = [
        (control::RTS, flag::CTS, interrupt::CTS),
        (control::DTR, flag::DSR, interrupt::DSR),
        (control::OUT1, flag::DCD, interrupt::DCD),
        (control::OUT2, flag::RI, interrupt::RI),
    ];
    rig.write(offset::CR, ON | control::LOOPBACK);
    assert_eq!((rig.read(offset::FR) & flag::MODEM, rig.ris()), (0, interrupt::CTS), "that from outside is not seen");
    for (output, input, interrupt) in loops {
        rig.write(offset::ICR, interrupt::ALL);
        rig.write(offset::CR, ON | control::LOOPBACK | output);
        assert_eq!((rig.read(offset::FR) & flag::MODEM, rig.ris()), (input, interrupt));
        assert_eq!(rig.modem_outputs(), output);
        rig.write(offset::CR, ON | control::LOOPBACK);
    }
    rig.write(offset::CR, ON);
    assert_eq!(rig.read(offset::FR) & flag::MODEM, flag::CTS);
}

fn loopback_of_a_break<R: Rig>() {
    let rig = R::working();
    rig.write(offset::CR, ON | control::LOOPBACK);
    for _ in 0..2 {
        rig.write(offset::LCR_H, line::FIFOS | EIGHT_BITS | line::BREAK);
        rig.write(offset::IMSC, 0);
        assert_eq!(rig.drain(), [u32::from(data::BREAK)], "one, however long");
        assert!(!rig.is_break());
        rig.write(offset::LCR_H, line::FIFOS | EIGHT_BITS);
    }
}

fn a_break_goes_out<R: Rig>() {
    let rig = R::working();
    rig.write(offset::LCR_H, line::FIFOS | EIGHT_BITS | line::BREAK);
    assert!(rig.is_break());
    rig.put(b"a");
    assert_eq!(rig.taken(), b"", "the line is low");
    rig.write(offset::LCR_H, line::FIFOS | EIGHT_BITS);
    assert!(!rig.is_break());
    assert_eq!(rig.taken(), b"a");
    rig.write(offset::CR, 0);
    rig.write(offset::LCR_H, line::FIFOS | EIGHT_BITS | line::BREAK);
    assert!(!rig.is_break(), "it is off");
}

fn the_modem_interrupts<R: Rig>() {
    let lines = [
        (flag::RI, interrupt::RI),
        (flag::CTS, interrupt::CTS),
        (flag::DCD, interrupt::DCD),
        (flag::DSR, interrupt::DSR),
    ];
    for (line, interrupt) in lines {
        let rig = R::working();
        rig.let_pass(interrupt);
        for (asserted, rises) in [(line, 1), (0, 2)] {
            rig.set_modem_inputs(asserted);
            assert_eq!(rig.read(offset::FR) & flag::MODEM, asserted);
            assert_eq!((rig.irq(), rig.ris()), ((true, rises), interrupt));
            rig.set_modem_inputs(asserted);
            rig.write(offset::ICR, interrupt);
            assert_eq!(rig.irq(), (false, rises), "as it was is no change");
        }
    }
    let rig = R::working();
    rig.set_modem_inputs(u32::MAX);
    assert_eq!(rig.read(offset::FR), flag::MODEM | flag::TXFE | flag::RXFE);
}

fn flow_control<R: Rig>() {
    let rig = R::working();
    rig.write(offset::CR, ON | control::CTS_FLOW | control::RTS_FLOW);
    rig.put(b"a");
    assert_eq!((rig.taken(), rig.modem_outputs()), (vec![], control::RTS));
    rig.set_modem_inputs(flag::CTS);
    assert_eq!(rig.taken(), b"a");
    rig.send(&[0; 8]);
    assert_eq!(rig.modem_outputs(), 0, "the level is reached");
    rig.read(offset::DR);
    assert_eq!(rig.modem_outputs(), control::RTS);
    rig.drain();
    // In loopback it stops itself, and goes on when what was sent is read.
    rig.write(offset::CR, ON | control::LOOPBACK | control::CTS_FLOW | control::RTS_FLOW);
    rig.put(&(0..10).collect::<Vec<u8>>());
    assert_eq!(rig.flags(), flag::BUSY, "the ninth and tenth have to wait");
    assert_eq!(rig.drain(), (0..10).collect::<Vec<u32>>());
    assert_eq!(rig.flags(), flag::TXFE | flag::RXFE);
}

fn the_mask_lets_interrupts_out<R: Rig>() {
    let rig = R::working();
    rig.receive_from_line(b'a', data::FRAMING | data::PARITY);
    let both = interrupt::FRAMING | interrupt::PARITY;
    assert_eq!((rig.ris(), rig.read(offset::MIS), rig.irq()), (both, 0, (false, 0)));
    rig.let_pass(interrupt::PARITY | interrupt::BREAK);
    assert_eq!((rig.read(offset::MIS), rig.irq()), (interrupt::PARITY, (true, 1)));
    rig.let_pass(interrupt::ALL);
    assert_eq!((rig.read(offset::MIS), rig.irq()), (both, (true, 1)), "the line is up already");
    rig.write(offset::ICR, interrupt::FRAMING);
    assert_eq!((rig.read(offset::MIS), rig.irq()), (interrupt::PARITY, (true, 1)));
    rig.let_pass(0);
    assert_eq!((rig.ris(), rig.irq()), (interrupt::PARITY, (false, 1)));
    rig.let_pass(interrupt::ALL);
    assert_eq!(rig.irq(), (true, 2));
}

fn baud_rates<R: Rig>() {
    // The example of the manual: 4 MHz, 230400 baud, a divisor of 1.085, 1 and 5/64.
    let rig = R::unrealized();
    rig.set("clock-frequency", "4000000").unwrap();
    rig.realize().unwrap();
    assert_eq!(rig.get_number("baud"), Ok(0));
    rig.write(offset::IBRD, 1);
    rig.write(offset::FBRD, 5);
    assert_eq!(rig.get_number("baud"), Ok(0), "line control is to be written");
    rig.write(offset::LCR_H, EIGHT_BITS);
    assert_eq!(rig.get_number("baud"), Ok(231_884), "the manual rounds the divisor to 1.078, and gets 231911");
    rig.write(offset::IBRD, 2);
    assert_eq!(rig.get_number("baud"), Ok(231_884));
    for (whole, part, baud) in [(0, 63, 0), (1, 0, 250_000), (0xffff, 0, 3), (0xffff, 1, 0)] {
        rig.write(offset::IBRD, whole);
        rig.write(offset::FBRD, part);
        rig.write(offset::LCR_H, EIGHT_BITS);
        assert_eq!(rig.get_number("baud"), Ok(baud), "{whole} {part}");
    }
}

fn a_change_of_the_fifos_empties_them<R: Rig>() {
    let rig = R::working();
    rig.write(offset::CR, control::ENABLE | control::RECEIVE);
    for line in [EIGHT_BITS, line::FIFOS | EIGHT_BITS] {
        rig.put(b"a");
        rig.send(b"b");
        rig.write(offset::LCR_H, line);
        assert_eq!(rig.flags(), flag::TXFE | flag::RXFE);
    }
    rig.put(b"a");
    rig.write(offset::LCR_H, line::FIFOS);
    assert_eq!(rig.flags(), flag::BUSY | flag::RXFE, "as they are, they keep what is in them");
}
