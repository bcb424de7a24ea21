//! `#[qom_properties]`.

mod expand;
mod model;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::support::errors::Errors;
use crate::support::lenient::parse_item;

pub(crate) fn attribute(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let parsed = errors.take(parse_item(item.clone())).map(|parsed| parsed.item);
    let declared = match parsed {
        Some(syn::Item::Impl(block)) => match model::check(options, block, &mut errors) {
            Some(model) => expand::expand(&model),
            None => item,
        },
        Some(other) => {
            let first: TokenStream = other.to_token_stream().into_iter().take(1).collect();
            errors.at(first, "`#[qom_properties]` stands on an `impl` of a type: `#[qom_properties] impl X { .. }`");
            item
        }
        None => TokenStream::new(),
    };
    let errors = errors.into_tokens();
    quote!(#declared #errors)
}
