// Look at: it derefs to the base, whose closure and depth it adds to.

#[qom_interface(Titled: names::Named, name = "titled-thing")]
trait TitledImpl {
    #[class_field]
    fn rank() -> u8 {
        0
    }
}
