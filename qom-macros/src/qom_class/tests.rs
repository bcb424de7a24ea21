//! What `#[qom_class]` reads, and what it refuses. Its hooks are tested where they are checked.

use super::parse;
use crate::support::errors::Errors;
use crate::support::page::written;
use crate::testing::{Written, refused, refused_and_lost};

#[test]
fn options_are_read() {
    let cases = [
        ("Serial", "Serial", "Serial", ""),
        ("serial::Port,", "serial::Port", "Port", ""),
        ("::serial::Port, crate = crate::q", "::serial::Port", "Port", "crate::q"),
    ];
    for (options, owner, ident, crate_path) in cases {
        let mut errors = Errors::default();
        let options = Written::of(&format!("#[qom_class({options})] trait X {{}}")).options;
        let options = parse::parse(options, &mut errors).unwrap();
        assert!(errors.is_empty(), "{owner}");
        assert_eq!((written(&options.owner), options.owner_ident().to_string()), (owner.to_owned(), ident.to_owned()));
        assert_eq!(written(&options.crate_path), crate_path);
    }
}

#[test]
fn what_it_stands_on_and_its_options_are_checked() {
    let owner = "name the type that the hooks belong to: `#[qom_class(X)] trait XImpl`";
    refused_and_lost("«»#[qom_class] trait XImpl {}", &[owner]);
    refused_and_lost("«»#[qom_class()] trait XImpl {}", &[owner]);
    refused_and_lost("#[qom_class(«5»)] trait XImpl {}", &[owner]);
    refused_and_lost("#[qom_class(X «Y»)] trait XImpl {}", &["options are separated by commas"]);
    refused_and_lost(
        "#[qom_class(X)] struct «XImpl» {}",
        &["`#[qom_class(X)]` stands on the trait of X's hooks, `trait XImpl`, not on a struct"],
    );
    refused_and_lost(
        "#[qom_class(X)] «enum» E {}",
        &["`#[qom_class(X)]` stands on the trait of X's hooks, `trait XImpl`"],
    );
    refused("#[qom_class(X, crate = «5»)] trait XImpl {}", &["`crate` is written `crate = path::of::qom_core`"]);
    refused("#[qom_class(X, «crte» = q)] trait XImpl {}", &["unknown option `crte`: did you mean `crate`?"]);
    refused("#[qom_class(X, «parent» = Y)] trait XImpl {}", &["unknown option `parent`: there is `crate`"]);
}
