//! `#[qom_class]`.

mod expand;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::hooks;
use crate::support::errors::Errors;

pub(crate) fn attribute(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let options = parse::parse(options, &mut errors);
    let item_trait = hooks::parse_trait("qom_class", item, &mut errors);
    let declared = match (options, item_trait) {
        (Some(options), Some(item_trait)) => {
            let hooks = hooks::check(item_trait, options.owner_ident(), &mut errors);
            expand::expand(&options, &hooks)
        }
        // Without its attribute the trait would be an ordinary one, and `this: &Self` in it no mistake.
        _ => TokenStream::new(),
    };
    let errors = errors.into_tokens();
    quote::quote!(#declared #errors)
}
