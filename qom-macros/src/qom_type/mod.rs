//! `#[qom_type]`.

mod aliases;
mod expand;
mod fields;
mod model;
mod page;
mod parse;
mod property;
mod singleton;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::support::errors::Errors;

pub(crate) fn attribute(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let parsed = parse::parse(options, item.clone(), &mut errors);
    let model = parsed.and_then(|parsed| model::check(parsed, &mut errors));
    // What is wrong does not hide the rest: the type is declared as far as it is understood.
    let declared = model.map_or_else(|| parse::without_our_attributes(item), |model| expand::expand(&model));
    let errors = errors.into_tokens();
    quote::quote!(#declared #errors)
}
