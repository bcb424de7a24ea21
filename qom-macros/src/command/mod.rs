//! `#[qmp_command]` and `#[hmp_command]`.

mod expand;
mod model;

use proc_macro2::TokenStream;
use quote::quote;
use syn::ItemFn;

use crate::support::errors::Errors;

/// Whose command it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Of programs: `#[qmp_command]`.
    Qmp,
    /// Of people: `#[hmp_command]`.
    Hmp,
}

pub(crate) fn attribute(kind: Kind, options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let options = model::options(kind, options, &mut errors);
    let function = errors.take(syn::parse2::<ItemFn>(item.clone()));
    let registered =
        function.and_then(|function| model::command(kind, &function, options, &mut errors)).map(expand::expand);
    let errors = errors.into_tokens();
    // What is no function is left to the compiler as it is.
    quote!(#item #registered #errors)
}
