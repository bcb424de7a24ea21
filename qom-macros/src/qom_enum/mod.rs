//! `#[derive(QomEnum)]`.

mod expand;
mod model;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::support::errors::Errors;

pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let model = match syn::parse2(item.clone()) {
        Ok(item) => model::check(item, &mut errors),
        Err(error) => model::without_variants(item).or_else(|| errors.take(Err(error))),
    };
    let declared = model.map(|model| expand::expand(&model));
    let errors = errors.into_tokens();
    quote::quote!(#declared #errors)
}
