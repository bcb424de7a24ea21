//! What makes a type a singleton: what its page and its description say, how many there can be, and that all of it fits.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Path;
use syn::spanned::Spanned;

use super::aliases::Aliases;
use super::model::{Field, Model};
use super::parse::{Scope, Singleton};
use crate::support::page::written;
use crate::support::tokens::{option, spread};

/// What the page of a type says of its being a singleton, if it is seen to be one: under another name the interface
/// cannot be told from others here. A type without documentation is left so, for the lint to find.
pub(super) fn doc(model: &Model) -> Option<String> {
    let lists_it = |path: &Path| path.segments.last().is_some_and(|last| last.ident == "Singleton");
    if model.doc.is_empty() || !(model.singleton.is_some() || model.interfaces.iter().any(lists_it)) {
        return None;
    }
    let singleton = model.singleton.as_ref();
    let (group, scope) = singleton.map_or((None, None), |it| (it.group.as_ref(), it.scope.as_ref()));
    let place = match (group, scope) {
        (Some(group), _) => format!("it shares the place of `{}`", written(group)),
        (None, None | Some(Scope::Context)) => {
            "with its subtypes it has one instance at a time in a context".to_owned()
        }
        (None, Some(Scope::Process)) => "with its subtypes it has one instance at a time in the process".to_owned(),
        (None, Some(Scope::Resource(field))) => {
            format!("with its subtypes it has one instance at a time for each `{field}`")
        }
    };
    Some(format!("\n\n**Singleton**: {place}."))
}

/// What the description says of it.
pub(super) fn declaration(model: &Model, aliases: &Aliases) -> TokenStream {
    let ident = &model.ident;
    let written = model.singleton.as_ref();
    let Aliases { interfaces, group, .. } = aliases;
    let group = option(group.as_ref().map(|group| quote_spanned!(group.span()=> <#group as __qom::ObjectView>::info)));
    let scope = option(written.and_then(|singleton| singleton.scope.as_ref()).map(|scope| match scope {
        Scope::Process => quote!(__qom::Scope::Process),
        Scope::Context => quote!(__qom::Scope::Context),
        Scope::Resource(field) => {
            let field = field.to_string();
            quote!(__qom::Scope::Resource(#field))
        }
    }));
    let message = option(written.and_then(|singleton| singleton.message.as_ref()).map(|message| quote!(#message)));
    let Some(interface) = interfaces.first() else { return option(None::<TokenStream>) };
    // By type and not by name: `Singleton` may have been imported under another one.
    quote_spanned! {interface.span()=>
        if __qom::has::<<#ident as __qom::Level>::Own, __qom::Singleton>() {
            ::core::option::Option::Some(__qom::SingletonDeclaration {
                group: #group,
                scope: #scope,
                message: #message,
            })
        } else {
            ::core::option::Option::None
        }
    }
}

/// How many instances there can be.
pub(super) fn single(model: &Model, aliases: &Aliases) -> TokenStream {
    let group = aliases.group.as_ref();
    let declared = match (&model.singleton, group) {
        (Some(Singleton { scope: Some(Scope::Resource(_)), .. }), Some(group)) => quote!(__qom::OnePer<Self, #group>),
        (Some(Singleton { scope: Some(Scope::Resource(_)), .. }), None) => quote!(__qom::OnePer<Self>),
        (Some(Singleton { scope: Some(Scope::Process), .. }), _) => quote!(__qom::OneInProcess),
        (_, Some(group)) => quote!(__qom::OneInGroup<#group>),
        (_, None) => quote!(__qom::OneInContext),
    };
    let place = group.map_or_else(Span::call_site, Ident::span);
    quote_spanned! {place=>
        type Single = <__qom::SingleOf<Self, __qom::Singleton, #declared> as __qom::SingleIf<{ __QOM_IS_SOUND }>>::Is;
    }
}

/// The field that refers to the resource.
pub(super) fn resource_field(model: &Model) -> Option<&Field> {
    let Some(Singleton { scope: Some(Scope::Resource(resource)), .. }) = &model.singleton else { return None };
    // Without the field there is an error already.
    model.fields.iter().find(|field| field.ident == *resource)
}

/// How to get at that field.
pub(super) fn resource(model: &Model) -> Option<TokenStream> {
    let ident = &model.ident;
    let Field { ident: field, ty, .. } = resource_field(model)?;
    let declared = spread(ty, |at| quote_spanned!(at=> type Field = #ty;));
    let got = spread(ty, |at| quote_spanned!(at=> fn field(&self) -> &#ty { &self.#field }));
    Some(quote! {
        #[diagnostic::do_not_recommend]
        impl __qom::HasResource for #ident {
            #declared
            #got
        }
    })
}

/// That what is said of a singleton fits what is said elsewhere: here, by the parent, by the group.
pub(super) fn checks(model: &Model, aliases: &Aliases) -> TokenStream {
    let Aliases { parent, interfaces, group, .. } = aliases;
    let inherited = quote_spanned! {parent.span()=>
        __qom::has::<<#parent as __qom::Level>::Interfaces, __qom::Singleton>()
    };
    let listed: Vec<TokenStream> = interfaces
        .iter()
        .map(|ident| {
            quote_spanned! {ident.span()=>
                __qom::has::<<#ident as __qom::InterfaceLevel>::Closure, __qom::Singleton>()
            }
        })
        .collect();
    let again = model.interfaces.iter().zip(&listed).map(|(path, listed)| {
        quote_spanned! {path.span()=>
            const _: () = ::core::assert!(
                !(#listed && #inherited),
                "the parent is a singleton, and so is this: they share one place; remove this interface"
            );
        }
    });
    let said = model.singleton.as_ref();
    let unlisted = said.map(|Singleton { keyword, .. }| {
        quote_spanned! {keyword.span()=>
            const _: () = {
                const OWN: ::core::primitive::bool = false #(|| #listed)*;
                ::core::assert!(
                    OWN || !#inherited,
                    "the parent is a singleton, and this shares its place: remove `singleton(..)`"
                );
                ::core::assert!(
                    OWN || #inherited,
                    "`singleton(..)` needs `Singleton` among the interfaces: `interfaces = [Singleton]`"
                );
            };
        }
    });
    let group = said.zip(group.as_ref()).map(|(said, group)| group_checks(said, group));
    quote! {
        #(#again)*
        #unlisted
        #group
    }
}

/// That there is a place to share.
fn group_checks(said: &Singleton, group: &Ident) -> TokenStream {
    let (single, interfaces) = (
        quote_spanned!(group.span()=> <#group as __qom::Level>::Single),
        quote_spanned!(group.span()=> <#group as __qom::Level>::Interfaces),
    );
    let resource = match &said.scope {
        Some(Scope::Resource(resource)) => quote_spanned! {resource.span()=>
            const _: () = ::core::assert!(
                !HAS_PLACE || IS_IN_A_CIRCLE || IS_PER_RESOURCE,
                "the group has one place, and not one for each resource: remove `scope`"
            );
        },
        _ => quote_spanned! {group.span()=>
            const _: () = ::core::assert!(
                !HAS_PLACE || IS_IN_A_CIRCLE || !IS_PER_RESOURCE,
                "the group has a place for each resource: say which field refers to it, `scope = resource(field)`"
            );
        },
    };
    quote_spanned! {group.span()=>
        const _: () = {
            const HAS_PLACE: ::core::primitive::bool = __qom::has::<#interfaces, __qom::Singleton>();
            const IS_PER_RESOURCE: ::core::primitive::bool = <#single as __qom::Single>::IS_PER_RESOURCE;
            const IS_IN_A_CIRCLE: ::core::primitive::bool = __qom::is_in_a_circle::<#single>();
            const _: () = ::core::assert!(HAS_PLACE, "this type is not a singleton, so it has no place to share");
            const _: () = ::core::assert!(
                !IS_IN_A_CIRCLE,
                "the groups join each other in a circle: one of them has to join none"
            );
            #resource
        };
    }
}
