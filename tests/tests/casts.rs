//! Casts: rows A4 of the reference. Each test is named after the row.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use qom_core::prelude::*;
use qom_core::register_type;

#[qom_type(abstract)]
pub struct Shape {
    #[init(1)]
    pub tag: u8,
}

#[qom_type(parent = Shape)]
pub struct Round {
    #[init(2)]
    pub radius: u16,
}

#[qom_type(parent = Round, interfaces = [Coloured])]
pub struct Disc {
    #[init(3)]
    pub thickness: u64,
}

#[qom_type(parent = Shape)]
pub struct Square {}

#[qom_interface(Coloured)]
pub trait ColouredImpl {
    fn colour(this: &Self) -> &'static str {
        let _ = this;
        "grey"
    }
}

#[test]
fn a4_1_a_dynamic_cast_gives_the_same_object_or_nothing() {
    let disc = Disc::new();
    let shape: &Shape = &disc;
    let again: &Disc = shape.downcast_ref().unwrap();
    assert!(std::ptr::eq(again, &*disc));
    assert_eq!((again.tag, again.radius, again.thickness), (1, 2, 3));
    assert!(shape.downcast_ref::<Round>().is_some());
    assert!(shape.downcast_ref::<Square>().is_none());
    assert!(Round::new().downcast_ref::<Disc>().is_none());
    assert!(shape.downcast_ref::<Object>().is_some());
}

#[test]
fn a4_1_handles_are_cast_by_value_and_given_back_if_they_do_not_fit() {
    let shape: Obj<Shape> = Disc::new().upcast();
    let shape = shape.downcast::<Square>().unwrap_err().into_inner();
    assert_eq!(shape.handle_count(), 1);
    let round: Obj<Round> = shape.downcast().unwrap();
    assert_eq!(round.radius, 2);
    let object: Obj<Object> = round.into_object();
    assert_eq!(object.downcast::<Disc>().unwrap().thickness, 3);
}

#[test]
fn a4_2_classes_are_cast_by_name() {
    let class = Disc::new().class();
    for name in ["disc", "round", "shape", "object", "coloured", "interface"] {
        assert!(class.is_a(name), "{name}");
    }
    for name in ["square", "device", "nothing", ""] {
        assert!(!class.is_a(name), "{name}");
    }
    assert!(!Round::new().class().is_a("interface"));
}

#[test]
fn a4_3_a_checked_cast_is_an_error_and_not_an_abort() {
    let round = Round::new();
    assert!(std::ptr::eq(round.checked_cast("shape").unwrap(), &***round));
    let error = round.checked_cast("disc").unwrap_err();
    assert!(matches!(error, Error::NotAnInstance { .. }));
    assert_eq!(error.to_string(), "object of type 'round' is not an instance of type 'disc'");
    let error: Error = round.downcast::<Coloured>().unwrap_err().into();
    assert_eq!(error.to_string(), "object of type 'round' is not an instance of type 'coloured'");
}

#[test]
fn a4_4_casts_know_types_without_a_struct() {
    register_type(TypeInfo::new("thin-disc", "disc")).unwrap();
    register_type(TypeInfo::new("thinner-disc", "thin-disc")).unwrap();
    let object = new_by_name("thinner-disc").unwrap();
    assert_eq!(object.downcast_ref::<Disc>().unwrap().thickness, 3);
    assert!(object.is_instance_of("thin-disc") && object.is_instance_of("thinner-disc"));
    assert!(!Disc::new().is_instance_of("thin-disc"));
}

#[test]
fn a4_5_the_declaration_makes_the_casts() {
    fn tag<T: IsA<Shape>>(shape: &T) -> u8 {
        let shape: &Shape = shape.upcast_ref();
        shape.tag
    }
    let disc = Disc::new();
    assert_eq!(tag(&*disc), 1);
    // Up: `Deref`, or by name; down: `downcast_ref`; the class: `class`; the layer: `ColouredClass`.
    assert_eq!(disc.tag, 1);
    assert_eq!(disc.upcast_ref::<Round>().radius, 2);
    assert_eq!(disc.class().name(), "disc");
    assert!(disc.class().downcast_ref::<ColouredClass>().is_some());
    assert!(Square::new().class().downcast_ref::<ColouredClass>().is_none());
}

#[test]
fn handles_compare_by_object() {
    let (one, other) = (Disc::new(), Disc::new());
    let shape: Obj<Shape> = one.clone().upcast();
    assert!(one == shape && one != other);
    assert!(Obj::ptr_eq(&one, &shape));
    let set: std::collections::HashSet<Obj<Disc>> = [one.clone(), one.clone(), other].into();
    assert_eq!(set.len(), 2);
    assert!(format!("{one:?}").starts_with("disc@0x"));
}
