//! What `#[qom_interface]` reads, and what it refuses. Its hooks are tested where they are checked.

use super::parse;
use crate::support::errors::Errors;
use crate::support::page::written;
use crate::testing::{Written, refused, refused_and_lost};

#[test]
fn options_are_read() {
    let cases = [
        ("Named", "Named", "", "", ""),
        ("Titled: names::Named", "Titled", "names::Named", "", ""),
        (r#"Titled: Named, name = "titled", crate = q,"#, "Titled", "Named", r#""titled""#, "q"),
    ];
    for (text, ident, base, name, crate_path) in cases {
        let mut errors = Errors::default();
        let options = Written::of(&format!("#[qom_interface({text})] trait X {{}}")).options;
        let options = parse::parse(options, &mut errors).unwrap();
        assert!(errors.is_empty(), "{text}");
        assert_eq!((options.ident.to_string().as_str(), written(&options.base).as_str()), (ident, base));
        assert_eq!((written(&options.name).as_str(), written(&options.crate_path).as_str()), (name, crate_path));
    }
}

#[test]
fn what_it_stands_on_and_its_options_are_checked() {
    let interface = "name the interface that the hooks belong to: `#[qom_interface(X)] trait XImpl`";
    let base = "the base is an interface: `#[qom_interface(Sub: Base)]`";
    refused_and_lost("«»#[qom_interface] trait XyImpl {}", &[interface]);
    refused_and_lost("#[qom_interface(«5»)] trait XyImpl {}", &[interface]);
    refused_and_lost("#[qom_interface(Xy «Z»)] trait XyImpl {}", &["options are separated by commas"]);
    refused_and_lost("#[qom_interface(Xy«:»)] trait XyImpl {}", &[base]);
    refused_and_lost("#[qom_interface(Xy: «5»)] trait XyImpl {}", &[base]);
    refused_and_lost(
        "#[qom_interface(Xy: A «+» B)] trait XyImpl {}",
        &["an interface derives from one other: a type that needs both lists both"],
    );
    refused_and_lost(
        "#[qom_interface(Xy)] struct «XyImpl» {}",
        &["`#[qom_interface(X)]` stands on the trait of X's hooks, `trait XImpl`, not on a struct"],
    );
    refused_and_lost(
        "#[qom_interface(Xy)] «fn» f() {}",
        &["`#[qom_interface(X)]` stands on the trait of X's hooks, `trait XImpl`"],
    );
    let rule = "at least two characters, first a letter or a digit from 1 to 9, then letters, digits, `-`, `_`, `.`";
    let cases = [
        ("Xy: «Xy»", "`Xy` cannot derive from itself".to_owned()),
        ("Xy, name = «xy»", r#"`name` is written `name = "named"`"#.to_owned()),
        (r#"Xy, name = «"x y"»"#, format!("`x y` cannot be the name of a type: {rule}")),
        ("Xy, «crate»", "`crate` is written `crate = path::of::qom_core`".to_owned()),
        ("Xy, «nmae» = \"xy\"", "unknown option `nmae`: did you mean `name`?".to_owned()),
        ("Xy, «base» = A", "unknown option `base`: did you mean `name`?".to_owned()),
    ];
    for (options, reason) in &cases {
        refused(&format!("#[qom_interface({options})] trait XyImpl {{}}"), &[reason]);
    }
    refused(
        "#[qom_interface(«X»)] trait XImpl {}",
        &[&format!("`x` cannot be the name of a type ({rule}): write `name = \"..\"`")],
    );
}
