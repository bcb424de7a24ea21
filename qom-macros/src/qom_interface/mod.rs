//! `#[qom_interface]`.

mod expand;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::hooks;
use crate::support::errors::Errors;
use crate::support::names::qom_name;

pub(crate) fn attribute(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let options = parse::parse(options, &mut errors);
    let item_trait = hooks::parse_trait("qom_interface", item, &mut errors);
    let declared = match (options, item_trait) {
        (Some(options), Some(item_trait)) => {
            let name = qom_name(options.name.as_ref(), &options.ident, &mut errors);
            let hooks = hooks::check(item_trait, &options.ident, &mut errors);
            expand::expand(&options, &name, &hooks)
        }
        _ => TokenStream::new(),
    };
    let errors = errors.into_tokens();
    quote::quote!(#declared #errors)
}
