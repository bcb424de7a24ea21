//! The code that the hooks of a type become.

use proc_macro2::TokenStream;
use quote::quote;

use super::parse::Options;
use crate::hooks::{self, HooksTrait, Owner};
use crate::support::tokens::private;

pub(super) fn expand(options: &Options, hooks: &HooksTrait) -> TokenStream {
    let private = &private(options.crate_path.as_ref());
    let path = &options.owner;
    hooks::expand(
        hooks,
        &Owner {
            path,
            ident: options.owner_ident(),
            private,
            implementors: quote!(#private::Below<#path>),
            settable: quote!(#private::IsA<#path>),
            upcast: quote!(#private::ObjectExt::upcast_ref::<#path>),
            registration: registration(path, private),
        },
    )
}

/// `#[qom_type]` asks for the constant, and finds a blanket trait's `false` where this is missing.
fn registration(path: &syn::Path, private: &TokenStream) -> TokenStream {
    quote! {
        impl #path {
            #[doc(hidden)]
            pub const QOM_HAS_CLASS: bool = true;
        }

        impl #private::HooksOf<true> for #path {
            type Overrides<T> = Overrides<T>;
            const LAYER: ::core::option::Option<#private::LayerDeclaration> = ::core::option::Option::Some(LAYER);
        }
    }
}
