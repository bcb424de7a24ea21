//! `#[derive(QomEnum)]`.

mod expand;
mod model;

use proc_macro2::TokenStream;

use crate::support::errors::Errors;

pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let model = errors.take(syn::parse2(item)).and_then(|item| model::check(item, &mut errors));
    let declared = model.map(|model| expand::expand(&model));
    let errors = errors.into_tokens();
    quote::quote!(#declared #errors)
}
