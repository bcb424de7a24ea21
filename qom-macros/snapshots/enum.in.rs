// Look at: a word is an index of the list of words in both directions; no trait's method is called as a method.

#[derive(Copy, QomEnum)]
#[qom(name = "OnOff", crate = q)]
pub enum Switch {
    On,
    Off,
    #[qom(name = "2_5")]
    TwoAndAHalf,
}
