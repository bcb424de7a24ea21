//! Names for the types that the options name, used in their stead: what one of them is not is then one error, where it
//! is written, and not one for each thing that is asked of it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::model::Model;

/// The names of everything that a type is made of.
pub(super) struct Aliases {
    pub(super) parent: Ident,
    pub(super) interfaces: Vec<Ident>,
    /// The type that names the group of singletons.
    pub(super) group: Option<Ident>,
    declarations: Vec<TokenStream>,
}

impl Aliases {
    /// `parent` is the parent as it was written, or the root.
    pub(super) fn of(model: &Model, parent: &TokenStream) -> Self {
        let mut declarations = Vec::new();
        let mut alias = |name: &str, of: &dyn ToTokens, contract: &str, span: Span| {
            let (ident, contract) = (Ident::new(name, span), Ident::new(contract, span));
            declarations.push(quote_spanned!(span=> type #ident = <#of as __qom::#contract>::This;));
            ident
        };
        let parent_alias = alias("__QomParent", parent, "QomType", parent.span());
        // The compiler looks at all at once in one place, so the place of each is that of the whole list.
        let place = match &model.interfaces[..] {
            [interface] => interface.span(),
            _ => model.interfaces_place,
        };
        let interfaces = model.interfaces.iter().enumerate();
        let interfaces =
            interfaces.map(|(i, path)| alias(&format!("__QomInterface{i}"), path, "Interface", place)).collect();
        let group = model.singleton.as_ref().and_then(|singleton| singleton.group.as_ref());
        let group = group.map(|group| alias("__QomGroup", group, "QomType", group.span()));
        Self { parent: parent_alias, interfaces, group, declarations }
    }
}

impl ToTokens for Aliases {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let declarations = &self.declarations;
        tokens.extend(quote!(#(#declarations)*));
    }
}
