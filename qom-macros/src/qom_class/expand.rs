//! The code that the hooks of a type become.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::Path;
use syn::spanned::Spanned;

use super::parse::Options;
use crate::hooks::{self, HooksTrait, Owner};
use crate::support::tokens::{private, private_at, without_tools};

pub(super) fn expand(options: &Options, hooks: &HooksTrait) -> TokenStream {
    let private = &private(options.crate_path.as_ref());
    let path = &options.owner;
    let private_here = private_at(options.crate_path.as_ref(), path.span());
    let this = quote_spanned!(path.span()=> <#path as __qom::QomType>::This);
    let code = hooks::expand(
        hooks,
        &Owner {
            path,
            ident: options.owner_ident(),
            private,
            view: this.clone(),
            implementors: quote_spanned!(path.span()=> #private_here::Below<#path>),
            settable: quote_spanned!(path.span()=> __qom::IsA<#this>),
            upcast: quote_spanned!(path.span()=> __qom::ObjectExt::upcast_ref::<#this>),
            registration: registration(path),
        },
    );
    without_tools(options.crate_path.as_ref(), code)
}

/// `#[qom_type]` asks for the constant, and finds a blanket trait's `false` where this is missing.
fn registration(path: &Path) -> TokenStream {
    quote_spanned! {path.span()=>
        impl #path {
            #[doc(hidden)]
            pub const QOM_HAS_CLASS: ::core::primitive::bool = true;
        }

        impl __qom::HooksOf<true> for #path {
            type Overrides<T> = __QomOverrides<T>;
            const LAYER: ::core::option::Option<__qom::LayerDeclaration> = ::core::option::Option::Some(__QOM_LAYER);
        }
    }
}
