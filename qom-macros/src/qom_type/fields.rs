//! The code that the fields of a type become.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Ident, Type};

use super::model::{Field, Start};
use crate::support::tokens::{option, spread};

/// The fields as the struct declares them.
pub(super) fn declared(fields: &[Field]) -> TokenStream {
    fields.iter().map(|Field { attrs, vis, ident, ty, .. }| quote!(#(#attrs)* #vis #ident: #ty,)).collect()
}

/// The properties of the description.
pub(super) fn properties(fields: &[Field], owner: &Ident) -> TokenStream {
    fields.iter().enumerate().filter_map(|(i, field)| property(i, field, owner)).collect()
}

fn property(i: usize, field: &Field, owner: &Ident) -> Option<TokenStream> {
    let Field { cfgs, ident, ty, doc, start, .. } = field;
    let (name, contract, has_default, is_writable) = match start {
        Start::Property { name, default } => (name, "PropertyField", default.is_some(), true),
        Start::Child { name } => (name, "ChildField", false, false),
        Start::Default | Start::Value(_) => return None,
    };
    let type_name = projected(ty, contract, "type_name");
    let default = option(has_default.then(|| {
        let default = default_of(i, ty);
        let shown = projected(ty, contract, "shown");
        spread(ty, |at| quote_spanned!(at=> || #shown(#default())))
    }));
    let accessible = projected(ty, contract, "accessible");
    let field = quote!(|object: &__qom::Object| #accessible(&__qom::receiver::<__qom::Object, #owner>(object).#ident));
    Some(quote! {
        #(#cfgs)*
        __qom::PropertyInfo::new(#name, #type_name, #default, #doc, #is_writable, __qom::PropertySource::Field(#field)),
    })
}

/// What makes the children of a level such in the tree; nothing if it has none.
pub(super) fn adopt(fields: &[Field], owner: &Ident) -> Option<TokenStream> {
    let children: Vec<TokenStream> = fields
        .iter()
        .filter_map(|Field { cfgs, ident, ty, start, .. }| {
            let Start::Child { name } = start else { return None };
            let as_child = projected(ty, "ChildField", "as_child");
            Some(quote!(#(#cfgs)* __qom::adopt(object, #name, #as_child(&this.#ident));))
        })
        .collect();
    (!children.is_empty()).then(|| {
        quote! {
            &|object: &__qom::Object| {
                let this = __qom::receiver::<__qom::Object, #owner>(object);
                #(#children)*
            }
        }
    })
}

/// A function for each default: it is needed twice, and is wrong once.
pub(super) fn defaults(fields: &[Field]) -> TokenStream {
    fields
        .iter()
        .enumerate()
        .filter_map(|(i, field)| Some((i, field, default(field)?)))
        .map(|(i, field, default)| {
            let Field { cfgs, ty, .. } = field;
            let name = default_of(i, ty);
            let value = projected(ty, "PropertyField", "Value");
            quote!(#(#cfgs)* fn #name() -> #value { #default })
        })
        .collect()
}

fn default(field: &Field) -> Option<&Expr> {
    match &field.start {
        Start::Property { default, .. } => default.as_ref(),
        _ => None,
    }
}

fn default_of(i: usize, ty: &Type) -> Ident {
    format_ident!("__qom_default_{i}", span = ty.span())
}

/// How a level is built, root first.
pub(super) fn construct(fields: &[Field], parent: &Ident, hidden: &Ident) -> TokenStream {
    let seed = Ident::new("__qom_seed", parent.span());
    let parent_level = Ident::new("__qom_parent_level", parent.span());
    let values = fields.iter().enumerate().map(|(i, field)| {
        let Field { cfgs, ident, .. } = field;
        let value = match &field.start {
            // What the user wrote does not get at the parent's level, which is not there to be moved.
            Start::Value(value) => quote!({ let #parent_level = (); #value }),
            _ => start(i, field),
        };
        quote!(#(#cfgs)* #ident: #value,)
    });
    let built = quote_spanned!(parent.span()=> <#parent as __qom::QomType>::construct(#seed));
    let held = quote_spanned!(parent.span()=> #parent_level.into_parent_field());
    quote! {
        fn construct(#seed: __qom::Seed) -> __qom::Building<Self> {
            // First, so that it goes last if the start of a field panics.
            let #parent_level = #built;
            __qom::Building::new(Self { #(#values)* #hidden: #held })
        }
    }
}

fn start(i: usize, field: &Field) -> TokenStream {
    let ty = &field.ty;
    match &field.start {
        Start::Default => spread(ty, |at| quote_spanned!(at=> <#ty as __qom::StartingField>::start())),
        Start::Value(value) => quote!(#value),
        Start::Property { default, .. } => {
            let with_default = projected(ty, "PropertyField", "with_default");
            let default = match default {
                Some(_) => default_of(i, ty).into_token_stream(),
                None => quote_spanned!(ty.span()=> ::core::default::Default::default),
            };
            let default = spread(ty, |at| quote_spanned!(at=> #default()));
            spread(ty, |at| quote_spanned!(at=> #with_default(#default)))
        }
        Start::Child { .. } => {
            let holding = projected(ty, "ChildField", "holding");
            let child = projected(ty, "ChildField", "Type");
            let child = spread(ty, |at| quote_spanned!(at=> __qom::new_child::<#child>()));
            spread(ty, |at| quote_spanned!(at=> #holding(#child)))
        }
    }
}

/// The check that each field can be shared between threads. It stands apart: among the names that the expansion makes
/// for itself the type of a field could mean something else than in the struct.
pub(super) fn shared(fields: &[Field], private: &TokenStream) -> TokenStream {
    let fields = fields
        .iter()
        .map(|Field { cfgs, ty, .. }| quote_spanned!(ty.span()=> #(#cfgs)* shared_between_threads::<#ty>();));
    quote! {
        const _: fn() = || {
            #[allow(dead_code)]
            fn shared_between_threads<T: #private::SharedField>() {}
            #(#fields)*
        };
    }
}

/// `<ty as __qom::contract>::item`, in the place of the type.
fn projected(ty: &Type, contract: &str, item: &str) -> TokenStream {
    spread(ty, |at| {
        let (contract, item) = (Ident::new(contract, at), Ident::new(item, at));
        quote_spanned!(at=> <#ty as __qom::#contract>::#item)
    })
}
