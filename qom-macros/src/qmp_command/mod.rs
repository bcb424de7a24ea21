//! `#[qmp_command]`.

mod expand;
mod model;

use proc_macro2::TokenStream;
use quote::quote;
use syn::ItemFn;

use crate::support::errors::Errors;

pub(crate) fn attribute(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let options = model::options(options, &mut errors);
    let function = errors.take(syn::parse2::<ItemFn>(item.clone()));
    let registered = function.and_then(|function| model::command(&function, options, &mut errors)).map(expand::expand);
    let errors = errors.into_tokens();
    // What is no function is left to the compiler as it is.
    quote!(#item #registered #errors)
}
