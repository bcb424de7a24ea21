//! What `#[qom_properties]` reads, and what it refuses.

use super::model::{self, Model};
use crate::support::errors::Errors;
use crate::support::page::written;
use crate::testing::{Written, refused};

fn model(functions: &str) -> Model {
    let Written { options, item, .. } = Written::of(&format!("#[qom_properties(crate = q)] impl X {{ {functions} }}"));
    let mut errors = Errors::default();
    let model = model::check(options, syn::parse2(item).unwrap(), &mut errors);
    assert!(errors.is_empty(), "{functions}: {}", errors.into_tokens());
    model.expect(functions)
}

#[test]
fn getters_and_setters_make_properties() {
    let cases = [
        ("fn other(self) {}", ""),
        ("#[getter] fn baud_rate(&self) -> u32 { 1 }", "baud-rate: get u32"),
        ("#[setter] fn set_baud_rate(&self, v: u32) {}", "baud-rate: set u32"),
        ("#[setter] fn set_a(&self, v: u8) {} #[getter] fn a(&self) -> Result<u8> { 1 }", "a: get Result<u8> set u8"),
        (
            r#"#[getter(name = "x")] fn a(&self) -> u8 { 1 } #[setter(name = "x")] fn put(&self, v: u8) {}"#,
            "x: get u8 set u8",
        ),
        ("#[getter] fn r#type(&self) -> u8 { 1 }", "type: get u8"),
        ("#[getter()] fn a(&self) -> u8 { 1 } #[getter] fn b(&self) -> u8 { 1 }", "a: get u8; b: get u8"),
        // The compiler counts those of opposite `cfg`s.
        (
            "#[cfg(a)] #[getter] fn a(&self) -> u8 { 1 } #[cfg(b)] #[getter] fn a(&self) -> u16 { 1 }",
            "a: get u8; a: get u16",
        ),
    ];
    for (functions, expected) in cases {
        let model = model(functions);
        let properties = model.properties.iter().map(|property| {
            let get = property.getter.as_ref().map(|getter| format!(" get {}", written(&getter.output)));
            let set = property.setter.as_ref().map(|setter| format!(" set {}", written(&setter.input)));
            format!("{}:{}{}", property.name, get.unwrap_or_default(), set.unwrap_or_default())
        });
        assert_eq!(properties.collect::<Vec<_>>().join("; "), expected);
        assert!(model.block.items.len() >= model.properties.len());
        assert_eq!(written(&model.crate_path), "q");
        assert!(!written(&model.block).contains("etter"), "our attributes stay");
    }
}

#[test]
fn the_two_functions_of_a_property_describe_it_together() {
    let model = model(
        r#"/** Sets. */ #[setter(deprecated = "why")] fn set_a(&self, v: u8) {}
           /** Gets. */ #[getter(unit = "Hz", description = "A.")] fn a(&self) -> u8 { 1 }"#,
    );
    let property = &model.properties[0];
    assert_eq!(property.doc.trim(), "Gets.");
    let options = &property.options;
    assert_eq!(
        [&options.unit, &options.description, &options.deprecated].map(written),
        [r#""Hz""#, r#""A.""#, r#""why""#]
    );
}

#[test]
fn what_is_no_block_of_a_type_is_refused() {
    let on_impl = "`#[qom_properties]` stands on an `impl` of a type: `#[qom_properties] impl X { .. }`";
    refused("#[qom_properties] «struct» X {}", &[on_impl]);
    refused("#[qom_properties] «fn» f() {}", &[on_impl]);
    let of_trait = "`#[qom_properties]` stands on an `impl` of the type itself, and not of a trait";
    refused("#[qom_properties] impl «Named» for X {}", &[of_trait]);
    refused("#[qom_properties(«name» = \"a\")] impl X {}", &["unknown option `name`: there is `crate`"]);
    refused("#[qom_properties(«crate»)] impl X {}", &["`crate` is written `crate = path::of::qom_core`"]);
}

#[test]
fn functions_that_cannot_be_properties_are_refused() {
    let getter = "a getter takes `&self` and returns the value: `fn baud(&self) -> u64`";
    let setter = "a setter takes `&self` and the value: `fn set_baud(&self, value: u64) -> Result<()>`";
    let fields = "`#[property]` is for fields: write `#[getter]` or `#[setter]` on a function";
    let rule = "first a letter, then letters, digits, `-`, `_`, `.`";
    let both = |option: &str| format!("the getter and the setter of a property both say `{option}`: remove one");
    let cases = [
        ("«#[property]» fn a(&self) -> u8 { 1 }", fields.to_owned()),
        (
            "#[getter] «#[setter]» fn a(&self) -> u8 { 1 }",
            "a function reads a property or sets it: remove one".to_owned(),
        ),
        ("#[getter] fn «a»() -> u8 { 1 }", getter.to_owned()),
        ("#[getter] fn «a»(&mut self) -> u8 { 1 }", getter.to_owned()),
        ("#[getter] fn «a»(&self, b: u8) -> u8 { 1 }", getter.to_owned()),
        ("#[getter] fn «a»(&self) {}", getter.to_owned()),
        ("#[setter] fn «set_a»(&self) {}", setter.to_owned()),
        ("#[setter] fn «set_a»(a: u8) {}", setter.to_owned()),
        ("#[setter] fn «set_a»(&self, a: u8, b: u8) {}", setter.to_owned()),
        (
            "#[setter] fn «baud»(&self, a: u8) {}",
            "the setter of `x` is called `set_x`: write `set_baud`, or `#[setter(name = \"..\")]`".to_owned(),
        ),
        ("#[getter] fn «_a»(&self) -> u8 { 1 }", format!("`-a` cannot be the name of a property: {rule}")),
        ("#[setter] fn «set_1»(&self, a: u8) {}", format!("`1` cannot be the name of a property: {rule}")),
        (
            "#[getter(name = «\"a b\"»)] fn a(&self) -> u8 { 1 }",
            format!("`a b` cannot be the name of a property: {rule}"),
        ),
        ("#[setter(name = «\"\"»)] fn a(&self, a: u8) {}", format!("`` cannot be the name of a property: {rule}")),
        (
            "#[getter] fn a(&self) -> u8 { 1 } #[getter(name = \"a\")] fn «b»(&self) -> u8 { 1 }",
            "the property `a` has a getter already".to_owned(),
        ),
        (
            "#[setter] fn set_a(&self, a: u8) {} #[setter(name = \"a\")] fn «b»(&self, a: u8) {}",
            "the property `a` has a setter already".to_owned(),
        ),
        (
            "#[cfg(a)] #[getter] fn a(&self) -> u8 { 1 } #[setter] fn «set_a»(&self, a: u8) {}",
            "the getter and the setter of `a` have different `cfg`s: give both the same".to_owned(),
        ),
        (
            "#[getter] fn a(&self) -> u8 { 1 } #[cfg(a)] #[getter(name = \"a\")] fn «b»(&self) -> u8 { 1 }",
            "two properties are called `a`, and one of them is always there".to_owned(),
        ),
        (
            "#[getter(unit = \"a\")] fn a(&self) -> u8 { 1 } #[setter(unit = «\"b\"»)] fn set_a(&self, a: u8) {}",
            both("unit"),
        ),
        (
            "#[setter(description = \"a\")] fn set_a(&self, a: u8) {} #[getter(description = «\"b\"»)] fn a(&self) -> u8 { 1 }",
            both("description"),
        ),
        (
            "#[getter(deprecated = \"a\")] fn a(&self) -> u8 { 1 } #[setter(deprecated = «\"b\"»)] fn set_a(&self, a: u8) {}",
            both("deprecated"),
        ),
        ("«#[getter = 1]» fn a(&self) -> u8 { 1 }", "options go in parentheses: `#[getter(name = \"..\")]`".to_owned()),
        ("#[getter(name = «a»)] fn a(&self) -> u8 { 1 }", r#"`name` is written `name = "baud-rate"`"#.to_owned()),
        (
            "#[getter(«description»)] fn a(&self) -> u8 { 1 }",
            r#"`description` is written `description = ".."`"#.to_owned(),
        ),
        ("#[setter(unit = «1»)] fn set_a(&self, a: u8) {}", r#"`unit` is written `unit = "Hz"`"#.to_owned()),
        (
            "#[setter(«deprecated»)] fn set_a(&self, a: u8) {}",
            r#"`deprecated` is written `deprecated = "use `x` instead"`"#.to_owned(),
        ),
        (
            "#[getter(«unti» = \"Hz\")] fn a(&self) -> u8 { 1 }",
            "unknown option `unti` of `getter`: did you mean `unit`?".to_owned(),
        ),
        (
            "#[setter(«range» = 1)] fn set_a(&self, a: u8) {}",
            "unknown option `range` of `setter`: there is `name`, `description`, `unit` and `deprecated`".to_owned(),
        ),
    ];
    for (functions, reason) in &cases {
        refused(&format!("#[qom_properties] impl X {{ {functions} }}"), &[reason]);
    }
}
