//! What the README says that the compiler says is what it says.
#![allow(missing_docs)]

const README: &str = include_str!("../../README.md");
const SAID: &str = include_str!("../ui/singleton/a_new.stderr");

#[test]
fn the_message_of_the_readme_is_the_compilers() {
    // From there on it is about the inside of the runtime.
    let (message, _) = SAID.split_once("note: required by a bound").unwrap();
    let message = message.replace("ui/singleton/a_new.rs", "src/main.rs");
    assert!(message.contains("is a singleton"));
    assert!(README.contains(&message), "the README is to have:\n{message}");
}
