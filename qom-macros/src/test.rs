//! `#[qom_core::test]`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ItemFn, Path};

use crate::support::errors::Errors;
use crate::support::options::{Known, parse_options, path};

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
    let function = errors.take(syn::parse2::<ItemFn>(item));
    let expanded = function.map(|function| {
        check(&function, &mut errors);
        expand(&function, crate_path.as_ref())
    });
    let errors = errors.into_tokens();
    quote!(#expanded #errors)
}

fn check(function: &ItemFn, errors: &mut Errors) {
    if let Some(token) = &function.sig.asyncness {
        errors.at(token, "a test in a context is not `async`: the context is entered by the thread");
    }
    let sig = &function.sig;
    let is_plain = sig.constness.is_none() && sig.abi.is_none() && sig.safety.to_token_stream().is_empty();
    if !is_plain || !sig.generics.params.is_empty() {
        errors.at(&sig.ident, "a test is a plain function: no `const`, `unsafe`, `extern` or type parameters");
    }
    if !function.sig.inputs.is_empty() {
        errors.at(&function.sig.inputs, "a test takes no parameters");
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
