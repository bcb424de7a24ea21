//! `#[qom_core::test]`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Item, ItemFn, Path};

use crate::support::errors::Errors;
use crate::support::lenient::{first_token, parse_item};
use crate::support::options::{Known, parse_options, path};
use crate::support::tokens::beyond_plain;

const OPTIONS: Known<'_> = Known { of: "", names: &["crate"] };

pub(crate) fn attribute(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut crate_path: Option<Path> = None;
    parse_options(&OPTIONS, options, &mut errors, |name, input| {
        if name == "crate" {
            crate_path = Some(path(name, "crate = path::of::qom_core", input)?);
        }
        Ok(name == "crate")
    });
    let parsed = errors.take(parse_item(item.clone())).map(|parsed| parsed.item);
    // What is no function is left to the compiler as it is.
    let expanded = parsed.and_then(|parsed| function(parsed, &mut errors)).map_or(item, |function| {
        check(&function, &mut errors);
        expand(&function, crate_path.as_ref())
    });
    let errors = errors.into_tokens();
    quote!(#expanded #errors)
}

fn function(item: Item, errors: &mut Errors) -> Option<ItemFn> {
    if let Item::Fn(function) = item {
        return Some(function);
    }
    errors.at(first_token(&item), "`#[qom_core::test]` stands on a function: `fn name() { .. }`");
    None
}

fn check(function: &ItemFn, errors: &mut Errors) {
    let sig = &function.sig;
    if let Some(token) = &sig.asyncness {
        errors.at(token, "a test in a context is not `async`: the context is entered by the thread");
    } else if let Some(beyond) = beyond_plain(sig) {
        errors.at(beyond, "a test is a plain function: no `const`, `unsafe`, `extern` or type parameters");
    }
    if !sig.inputs.is_empty() {
        errors.at(&sig.inputs, "a test takes no parameters");
    }
}

fn expand(function: &ItemFn, crate_path: Option<&Path>) -> TokenStream {
    let ItemFn { attrs, vis, sig, block, .. } = function;
    let context = match crate_path {
        Some(path) => quote!(#path::Context),
        None => quote!(::qom_core::Context),
    };
    let (name, output) = (sig.ident.to_token_stream(), &sig.output);
    quote! {
        #(#attrs)*
        #[::core::prelude::v1::test]
        #vis fn #name() #output {
            #context::new().enter(|| #output #block)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::refused;

    #[test]
    fn what_cannot_be_a_test_is_refused() {
        let plain = "a test is a plain function: no `const`, `unsafe`, `extern` or type parameters";
        let cases = [
            ("«async» fn f() {}", "a test in a context is not `async`: the context is entered by the thread"),
            ("«const» fn f() {}", plain),
            ("«unsafe» fn f() {}", plain),
            ("«extern \"C\"» fn f() {}", plain),
            ("fn f«<T>»() {}", plain),
            ("fn f(«a: u8, b: u8») {}", "a test takes no parameters"),
        ];
        for (function, reason) in cases {
            refused(&format!("#[qom_core::test] {function}"), &[reason]);
        }
        let on_function = "`#[qom_core::test]` stands on a function: `fn name() { .. }`";
        refused("#[qom_core::test] #[ignore] «struct» X;", &[on_function]);
        refused("#[test(«name» = \"a\")] fn f() {}", &["unknown option `name`: there is `crate`"]);
        refused("#[test(«crate»)] fn f() {}", &["`crate` is written `crate = path::of::qom_core`"]);
    }
}
