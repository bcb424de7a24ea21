//! What the compiler says about each misuse, compared with the `.stderr` beside the case.
//!
//! `TRYBUILD=overwrite cargo test -p qom-ui-tests --test ui` writes the texts anew; read each before you keep it: one
//! mistake gives one error, at what is wrong, and says what to write instead.

#[test]
fn misuse() {
    trybuild::TestCases::new().compile_fail("ui/**/*.rs");
}
