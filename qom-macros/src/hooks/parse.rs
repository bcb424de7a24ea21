//! The trait as written.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Item, ItemTrait};

use crate::support::errors::Errors;
use crate::support::lenient::parse_item;

/// The trait that `attribute` stands on.
pub(crate) fn parse_trait(attribute: &str, item: TokenStream, errors: &mut Errors) -> Option<ItemTrait> {
    match errors.take(parse_item(item))?.item {
        Item::Trait(item) => Some(item),
        Item::Struct(item) => {
            let text = format!("`#[{attribute}(X)]` stands on the trait of X's hooks, `trait XImpl`, not on a struct");
            errors.at(item.ident, text);
            None
        }
        other => {
            let first: TokenStream = other.to_token_stream().into_iter().take(1).collect();
            errors.at(first, format!("`#[{attribute}(X)]` stands on the trait of X's hooks, `trait XImpl`"));
            None
        }
    }
}
