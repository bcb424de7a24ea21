//! The code that an interface becomes.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Path;
use syn::spanned::Spanned;

use super::parse::Options;
use crate::hooks::{self, HooksTrait, Owner};
use crate::support::page::{link, link_to_core};
use crate::support::tokens::{allowed, doc_text, option, private, without_tools};

pub(super) fn expand(options: &Options, name: &str, hooks: &HooksTrait) -> TokenStream {
    let private = &private(options.crate_path.as_ref());
    let ident = &options.ident;
    let path = &Path::from(ident.clone());
    let view = view(options, name, hooks, private);
    let contracts = contracts(options, name, hooks, private);
    let code = hooks::expand(
        hooks,
        &Owner {
            path,
            ident,
            private,
            view: quote!(#path),
            implementors: quote!(#private::Lists<#path>),
            settable: quote!(__qom::HasInterface<#path>),
            upcast: quote!(__qom::receiver::<Implementor, #path>),
            registration: level(options, name),
        },
    );
    without_tools(options.crate_path.as_ref(), quote!(#view #code #contracts))
}

/// The interface as a type: what an object looks like through it.
fn view(options: &Options, name: &str, hooks: &HooksTrait, private: &TokenStream) -> TokenStream {
    let Options { ident, .. } = options;
    let HooksTrait { attrs, vis, ident: hooks_trait, .. } = hooks;
    let inner = inner(options, private);
    let base = options.base.as_ref().map(|base| format!(", base {}", link(base))).unwrap_or_default();
    let extends = link_to_core(options.crate_path.as_ref(), "Extends", "types::Extends");
    let doc = format!(
        "\n\nQOM interface `{name}`{base}: an object seen through it. Types list it and implement [`{hooks_trait}`]; \
         {extends} has who lists it, of all crates."
    );
    // In the place of the base: of one that is private the compiler says that the public interface shows it.
    let target = quote_spanned!(inner.span()=> type Target = #inner;);
    quote! {
        #(#attrs)*
        #[doc = #doc]
        #[repr(transparent)]
        #vis struct #ident {
            object: #inner,
        }

        impl ::core::ops::Deref for #ident {
            #target

            #[inline]
            fn deref(&self) -> &#inner {
                &self.object
            }
        }
    }
}

/// What the interface is a view of: the base interface or the object.
fn inner(options: &Options, private: &TokenStream) -> TokenStream {
    match &options.base {
        Some(base) => quote!(#base),
        None => quote!(#private::Object),
    }
}

fn contracts(options: &Options, name: &str, hooks: &HooksTrait, private: &TokenStream) -> TokenStream {
    let Options { ident, base, .. } = options;
    let doc = doc_text(&hooks.attrs);
    let parent = match base {
        Some(base) => {
            let base = this(base);
            quote_spanned!(base.span()=> <#base as __qom::ObjectView>::info)
        }
        None => quote!(__qom::root_interface),
    };
    let ended = option(options.ended.as_ref().map(|hook| quote!(#hook)));
    let too_deep = "an interface derives from at most three others, one above the other";
    let allowed = allowed();
    let not_too_deep = quote_spanned! {ident.span()=>
        const _: () =
            ::core::assert!(<#ident as __qom::InterfaceLevel>::DEPTH <= __qom::MAX_INTERFACE_DEPTH, #too_deep);
    };
    quote! {
        #allowed
        const _: () = {
            use #private as __qom;

            static __QOM_INFO: __qom::TypeInfo = __qom::TypeInfo::of_interface::<#ident>(__qom::Declaration {
                name: #name,
                parent: ::core::option::Option::Some(#parent),
                is_abstract: true,
                doc: #doc,
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                ended: #ended,
                ..__qom::Declaration::EMPTY
            });

            __qom::inventory::submit!(__qom::Registration(&__QOM_INFO));

            // SAFETY: the interface is a transparent wrapper of an `Object`, which every object starts with; `__QOM_INFO` is
            // named nowhere else.
            #[diagnostic::do_not_recommend]
            unsafe impl __qom::ObjectView for #ident {
                #[inline]
                fn info() -> &'static __qom::TypeInfo {
                    &__QOM_INFO
                }

                #[inline]
                fn is_view_of(class: &__qom::Class) -> ::core::primitive::bool {
                    class.has_interface(&__QOM_INFO)
                }

                #[inline]
                fn layer_in(class: &__qom::Class) -> __qom::LayerPtr {
                    class.interface_layer(&__QOM_INFO)
                }
            }

            // SAFETY: `repr(transparent)` over what `Deref` leads to.
            #[diagnostic::do_not_recommend]
            unsafe impl __qom::Interface for #ident {
                type This = Self;
            }

            #[diagnostic::do_not_recommend]
            impl __qom::HasInterface<#ident> for #ident {}

            #not_too_deep
        };
    }
}

/// The interface's place among the interfaces, as the type checker sees it.
fn level(options: &Options, name: &str) -> TokenStream {
    let Options { ident, base, .. } = options;
    let id = id(name);
    let (base, depth) = match base {
        Some(base) => {
            let base = this(base);
            let types = quote_spanned! {base.span()=>
                type Base = #base;
                type Closure = __qom::Join<__qom::One<#ident>, <#base as __qom::InterfaceLevel>::Closure>;
            };
            (types, quote_spanned!(base.span()=> <#base as __qom::InterfaceLevel>::DEPTH + 1))
        }
        None => (quote!(type Base = __qom::NoBase; type Closure = __qom::One<#ident>;), quote!(0)),
    };
    quote! {
        #[diagnostic::do_not_recommend]
        impl __qom::InterfaceLevel for #ident {
            #base
            type Id = #id;
            type Overrides<T> = __QomOverrides<T>;
            const DEPTH: ::core::primitive::usize = #depth;
            const LAYER: ::core::option::Option<__qom::LayerDeclaration> = ::core::option::Option::Some(__QOM_LAYER);
        }
    }
}

/// The base, as an interface or as no type at all: what is no interface is then one error.
fn this(base: &Path) -> TokenStream {
    quote_spanned!(base.span()=> <#base as __qom::Interface>::This)
}

/// The hash of the name and of where it is declared, FNV-1a, as a list of digits: two interfaces may, by mistake, have
/// one name, and are still not the same.
fn id(name: &str) -> TokenStream {
    let place = format!("{}\0{name}", place());
    let bytes = place.bytes();
    let hash = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    (0..16).rev().fold(quote!(()), |rest, i| {
        let digit = format_ident!("D{:X}", (hash >> (4 * i)) & 0xf);
        quote!((__qom::#digit, #rest))
    })
}

/// Where the interface is declared; nowhere in a unit test, which is no macro call.
fn place() -> String {
    if !proc_macro::is_available() {
        return String::new();
    }
    let crate_name = std::env::var("CARGO_CRATE_NAME").unwrap_or_default();
    let here = proc_macro::Span::call_site();
    format!("{crate_name}\0{}\0{}\0{}", here.file(), here.line(), here.column())
}
