//! What `#[derive(QomEnum)]` reads, and what it refuses.

use super::model::{self, Model};
use crate::support::errors::Errors;
use crate::support::page::written;
use crate::testing::{Written, refused};

fn model(text: &str) -> Model {
    let mut errors = Errors::default();
    let model = model::check(syn::parse2(Written::of(text).item).unwrap(), &mut errors);
    assert!(errors.is_empty(), "{text}: {}", errors.into_tokens());
    model.expect(text)
}

#[test]
fn variants_stand_for_words() {
    let cases = [
        ("enum OnOff { On, Off }", "OnOff", "on off"),
        ("enum r#Final { TwoAndAHalf, r#Self_ = 3 }", "Final", "two-and-a-half self"),
        (r#"#[qom(name = "Speed")] enum S { #[qom(name = "2_5")] A, #[qom(name = "a b")] B }"#, "Speed", "2_5 a b"),
        (r#"#[qom(crate = q)] #[qom(name = "Speed",)] enum S { A }"#, "Speed", "a"),
    ];
    for (item, name, words) in cases {
        let model = model(&format!("#[derive(QomEnum)] {item}"));
        let names: Vec<&str> = model.variants.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!((model.name.as_str(), names.join(" ").as_str()), (name, words));
        assert_eq!(written(&model.crate_path), if item.contains("crate") { "q" } else { "" });
    }
}

#[test]
fn what_is_no_enum_of_words_is_refused() {
    let cases = [
        ("struct «S»;", "`QomEnum` is for enums, whose variants stand for words"),
        ("union «U» { a: u8 }", "`QomEnum` is for enums, whose variants stand for words"),
        ("enum E«<T>» { A(T) }", "an enum of words is not generic"),
        ("enum «E» {}", "an enum of words has at least one variant"),
        ("enum E { A, B«(u8)» }", "a variant that stands for a word has no fields"),
        ("enum E { A «{ a: u8 }», B }", "a variant that stands for a word has no fields"),
        (
            "enum E { Ab, #[qom(name = \"c\")] B, «AB» }",
            "two variants are called `ab`: give one another name, `#[qom(name = \"..\")]`",
        ),
        ("enum E { #[qom(name = «\"\"»)] A }", "a word has at least one letter"),
        ("enum E { «#[qom]» A }", "options go in parentheses: `#[qom(name = \"..\")]`"),
        ("«#[qom = 1]» enum E { A }", "options go in parentheses: `#[qom(name = \"..\")]`"),
        ("#[qom(name = «E»)] enum E { A }", r#"`name` is written `name = "2_5"`"#),
        ("#[qom(«crate»)] enum E { A }", "`crate` is written `crate = path::of::qom_core`"),
        ("#[qom(«nmae» = \"a\")] enum E { A }", "unknown option `nmae` of `qom`: did you mean `name`?"),
        ("enum E { #[qom(«crate» = q)] A }", "unknown option `crate` of `qom` on a variant: there is `name`"),
    ];
    for (item, reason) in cases {
        refused(&format!("#[derive(QomEnum)] {item}"), &[reason]);
    }
}
