//! The code that a type becomes.
//!
//! What the user names, a parent, an interface, a field's type, may be the wrong thing, and the compiler then says so
//! for each place that uses it. Three rules make that one message: the parent and the interfaces are used through an
//! alias that is a projection (of one that does not exist the compiler asks nothing further); each use has the span
//! of what the user wrote; and equal messages at one place are shown once.
//!
//! Among the names here stand expressions of the user's, which can name anything of the module: what they could meet is
//! called `__qom..`, `__QOM..`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Ident};

use super::aliases::Aliases;
use super::fields;
use super::model::{Field, Model};
use super::page;
use super::singleton;
use crate::support::tokens::{allowed, option, private, spread, without_tools};

/// How many ancestors are asked for hooks: as many as a type can have.
const LEVELS: usize = 16;

/// How many interfaces a chain of bases can have: as `qom_core::types::MAX_INTERFACE_DEPTH`, plus the first.
const BASES: usize = 4;

/// The hidden field's name is what the compiler says when somebody derives `Clone` above the attribute or writes a
/// struct literal: "missing field `..`".
const HIDDEN_FIELD: &str = "qom_objects_are_made_by_new_or_try_new_and_shared_by_handles";

pub(super) fn expand(model: &Model) -> TokenStream {
    let private = private(model.crate_path.as_ref());
    let Model { ident, .. } = model;
    let parent = match &model.parent {
        Some(parent) => quote!(#parent),
        None => quote!(#private::Object),
    };
    let hidden = format_ident!("{HIDDEN_FIELD}");
    let item = item(model, &private, &parent);
    let aliases = Aliases::of(model, &parent);
    let contracts = contracts(model, &aliases);
    let level = level(model, &aliases);
    let checks = checks(model, &aliases);
    let field_types = fields::aliases(&model.fields);
    let defaults = fields::defaults(&model.fields);
    let ranges = fields::ranges(&model.fields);
    let links = fields::links(&model.fields);
    let concrete =
        (!model.is_abstract).then(|| quote!(#[diagnostic::do_not_recommend] impl __qom::Concrete for #ident {}));
    let info = info(model, &aliases);
    let extends = extends(model, &parent);
    let shared = fields::shared(&model.fields, &private);
    let allowed = allowed();
    // In the place of the parent: of one that is private the compiler says that the public type shows it.
    let target = quote_spanned!(parent.span()=> type Target = #parent;);
    let code = quote! {
        #item
        #shared

        #allowed
        const _: () = {
            use #private as __qom;
            #[allow(unused_imports)]
            use #private::{HasNoClass as _, HasNoComputed as _, NotOverridden as _};

            #aliases
            #field_types
            #info
            #level
            #contracts
            #defaults
            #ranges
            #links
            #concrete
            #checks
            #extends

            impl ::core::ops::Deref for #ident {
                #target

                #[inline]
                fn deref(&self) -> &#parent {
                    &self.#hidden
                }
            }
        };
    };
    without_tools(model.crate_path.as_ref(), code)
}

/// The struct, with its parent in it.
fn item(model: &Model, private: &TokenStream, parent: &TokenStream) -> TokenStream {
    let Model { attrs, vis, ident, broken, .. } = model;
    let hidden = format_ident!("{HIDDEN_FIELD}");
    let fields = fields::declared(&model.fields);
    let page = page::doc(model).map(|doc| quote!(#[doc = #doc]));
    let alias = page.as_ref().and_then(|_| page::alias(model)).map(|name| quote!(#[doc(alias = #name)]));
    quote! {
        #(#attrs)*
        #page
        #alias
        #[allow(rustdoc::private_intra_doc_links)]
        #[repr(C)]
        #vis struct #ident {
            #[doc(hidden)]
            #hidden: <#parent as #private::AsParent<#ident>>::Field,
            #fields
            #(#broken)*
        }
    }
}

/// For rustdoc, which lists on the page of a type whatever names it: a compiler that makes a program has nothing to do.
fn extends(model: &Model, parent: &TokenStream) -> TokenStream {
    let Model { ident, interfaces, .. } = model;
    quote! {
        #[cfg(doc)]
        impl __qom::Extends<#parent> for #ident {}
        #(
            #[cfg(doc)]
            impl __qom::Extends<#interfaces> for #ident {}
        )*
    }
}

/// The description, and its registration.
fn info(model: &Model, aliases: &Aliases) -> TokenStream {
    let Model { ident, name, is_abstract, doc, .. } = model;
    let Aliases { parent, interfaces, .. } = aliases;
    let parent = quote_spanned!(parent.span()=> <#parent as __qom::ObjectView>::info);
    let singleton = singleton::declaration(model, aliases);
    let interfaces = interfaces
        .iter()
        .map(|ident| quote_spanned!(ident.span()=> <#ident as __qom::ObjectView>::info as __qom::InfoFn));
    let properties = fields::properties(&model.fields, ident);
    let adopt = option(fields::adopt(&model.fields, ident));
    let class_init = class_hook(model.hooks.class_init.as_ref(), ident);
    let class_base_init = class_hook(model.hooks.class_base_init.as_ref(), ident);
    let class_data = option(model.hooks.class_data.as_ref().map(|data| {
        quote_spanned! {data.span()=> {
            static __QOM_DATA: &(dyn ::core::any::Any + ::core::marker::Send + ::core::marker::Sync) = &#data;
            __QOM_DATA
        }}
    }));
    let init = instance_hook(model.hooks.init.as_ref(), ident);
    let post_init = instance_hook(model.hooks.post_init.as_ref(), ident);
    let unparent = instance_hook(model.hooks.unparent.as_ref(), ident);
    let before_set = option(model.hooks.before_set.as_ref().map(|hook| {
        quote_spanned! {hook.span()=>
            |__qom_object: &__qom::Object, __qom_property: &__qom::PropertyInfo<'_>| {
                let hook: fn(&#ident, &__qom::PropertyInfo<'_>) -> __qom::Result<()> = #hook;
                hook(__qom::receiver::<__qom::Object, #ident>(__qom_object), __qom_property)
            }
        }
    }));
    quote! {
        static __QOM_INFO: __qom::TypeInfo = __qom::TypeInfo::of_rust_type::<#ident>(__qom::Declaration {
            name: #name,
            parent: ::core::option::Option::Some(#parent),
            is_abstract: #is_abstract,
            interfaces: &[#(#interfaces),*],
            singleton: #singleton,
            properties: {
                const __QOM_PROPERTIES: &[__qom::PropertyInfo<'static>] = &[#properties];
                [__QOM_PROPERTIES, <#ident>::QOM_PROPERTIES]
            },
            doc: #doc,
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            layer: <#ident as __qom::HooksOf<{ <#ident>::QOM_HAS_CLASS }>>::LAYER,
            class_base_init: #class_base_init,
            class_init: #class_init,
            class_data: #class_data,
            adopt: #adopt,
            init: #init,
            post_init: #post_init,
            unparent: #unparent,
            before_set: #before_set,
            ended: ::core::option::Option::None,
        });

        __qom::inventory::submit!(__qom::Registration(&__QOM_INFO));
    }
}

fn class_hook(hook: Option<&Expr>, ident: &Ident) -> TokenStream {
    option(hook.map(|hook| {
        quote_spanned! {hook.span()=>
            |__qom_builder: &mut __qom::ClassBuilder<'_>| {
                let hook: fn(&mut __qom::ClassInit<'_, #ident>) = #hook;
                if let ::core::option::Option::Some(mut class) = __qom_builder.view::<#ident>() {
                    hook(&mut class);
                }
            }
        }
    }))
}

fn instance_hook(hook: Option<&Expr>, ident: &Ident) -> TokenStream {
    option(hook.map(|hook| {
        quote_spanned! {hook.span()=>
            &|__qom_object: &__qom::Object| {
                let hook: fn(&#ident) = #hook;
                hook(__qom::receiver::<__qom::Object, #ident>(__qom_object));
            }
        }
    }))
}

/// A constant that compiles if what the user names is what it has to be: see `SingleIf`.
fn sound(model: &Model, aliases: &Aliases) -> TokenStream {
    let Aliases { parent, interfaces, group, .. } = aliases;
    let types = [Some(parent), group.as_ref()].into_iter().flatten();
    let types = types.map(|ident| quote_spanned!(ident.span()=> let _ = <#ident as __qom::QomType>::ABSTRACT;));
    let interfaces =
        interfaces.iter().map(|ident| quote_spanned!(ident.span()=> let _ = <#ident as __qom::InterfaceLevel>::DEPTH;));
    let resource = singleton::resource_field(model).map(|Field { cfgs, ty, .. }| {
        let registered = spread(ty, |at| quote_spanned!(at=> <#ty as __qom::ResourceField>::registered));
        quote!(#(#cfgs)* let _ = #registered;)
    });
    quote! {
        const __QOM_IS_SOUND: ::core::primitive::bool = {
            #(#types)*
            #(#interfaces)*
            #resource
            true
        };
    }
}

/// The type's place among the types, as the type checker sees it.
fn level(model: &Model, aliases: &Aliases) -> TokenStream {
    let ident = &model.ident;
    let sound = sound(model, aliases);
    let Aliases { parent, interfaces, .. } = aliases;
    let own = interfaces.iter().fold(
        quote!(__qom::Nil),
        |rest, ident| quote_spanned!(ident.span()=> __qom::Join<<#ident as __qom::InterfaceLevel>::Closure, #rest>),
    );
    let own = quote_spanned!(model.interfaces_place=> type Own = #own;);
    let above = quote_spanned! {parent.span()=>
        type Parent = #parent;
        type Depth = __qom::Succ<<#parent as __qom::Level>::Depth>;
        type Interfaces = __qom::Join<__qom::OwnOf<Self>, <#parent as __qom::Level>::Interfaces>;
    };
    let single = singleton::single(model, aliases);
    let is_abstract = if model.is_abstract { quote!(__qom::Yes) } else { quote!(__qom::No) };
    let resource = singleton::resource(model);
    quote! {
        #sound

        #[diagnostic::do_not_recommend]
        impl __qom::Level for #ident {
            #above
            #own
            #single
            type Abstract = #is_abstract;
            type Overrides<T> = <#ident as __qom::HooksOf<{ <#ident>::QOM_HAS_CLASS }>>::Overrides<T>;
        }

        impl __qom::HooksOf<false> for #ident {
            type Overrides<T> = __qom::NoOverrides<T>;
            const LAYER: ::core::option::Option<__qom::LayerDeclaration> = ::core::option::Option::None;
        }

        #resource
    }
}

/// The `unsafe impl`s: the layout is `item`'s, the description `info`'s.
fn contracts(model: &Model, aliases: &Aliases) -> TokenStream {
    let Model { ident, is_abstract, .. } = model;
    let overrides = overrides(model, aliases);
    let added = added(model, aliases);
    let parent = &aliases.parent;
    let inherited = quote_spanned!(parent.span()=> <#parent as __qom::QomType>::GAPS);
    let parent_depth = quote_spanned!(parent.span()=> <<#parent as __qom::Level>::Depth as __qom::Nat>::VALUE);
    let hidden = format_ident!("{HIDDEN_FIELD}");
    let construct = fields::construct(model, parent, &hidden);
    let (properties, no_property_twice) = fields::names(&model.fields, parent, ident);
    quote! {
        const __QOM_DEPTH: ::core::primitive::usize = #parent_depth + 1;

        // SAFETY: an object of this type or a subtype starts with this struct, since each struct starts with its
        // parent's and `has_level` says that the class is one of those; `__QOM_INFO` is named nowhere else.
        #[diagnostic::do_not_recommend]
        unsafe impl __qom::ObjectView for #ident {
            #[inline]
            fn info() -> &'static __qom::TypeInfo {
                &__QOM_INFO
            }

            #[inline]
            fn is_view_of(class: &__qom::Class) -> ::core::primitive::bool {
                class.has_level(__QOM_DEPTH, &__QOM_INFO)
            }

            #[inline]
            fn layer_in(class: &__qom::Class) -> __qom::LayerPtr {
                class.layer_at(__QOM_DEPTH)
            }
        }

        #overrides
        #no_property_twice

        // SAFETY: the struct is `repr(C)` and starts with a `ParentField` of the parent, its other fields are checked
        // below to be `Send + Sync`, and `__QOM_INFO` is made for it.
        #[diagnostic::do_not_recommend]
        unsafe impl __qom::QomType for #ident {
            type This = Self;
            const ABSTRACT: ::core::primitive::bool = #is_abstract;
            const OVERRIDES: &'static [__qom::Overrides] = __QOM_OVERRIDES;
            const GAPS: &'static [__qom::Gap] = {
                const FACTS: __qom::Facts =
                    __qom::Facts { inherited: #inherited, added: &[#(#added),*], overrides: __QOM_OVERRIDES };
                const GAPS: [__qom::Gap; __qom::count_gaps(FACTS)] = __qom::gaps(FACTS);
                &GAPS
            };
            const PROPERTIES: __qom::PropertyNames = #properties;

            #construct

            fn parent_offset() -> ::core::primitive::usize {
                ::core::mem::offset_of!(#ident, #hidden)
            }
        }
    }
}

/// For each ancestor, and each interface with its bases, what the type overrides.
///
/// Not in the impl of `QomType`, which has an `OVERRIDES` too: of a type that does not exist either could be meant,
/// and the compiler would say so.
fn overrides(model: &Model, aliases: &Aliases) -> TokenStream {
    let ident = &model.ident;
    let Aliases { parent, interfaces, .. } = aliases;
    let of = |ancestor: &Ident| {
        quote_spanned! {parent.span()=>
            <<#ancestor as __qom::Level>::Overrides<#ident>>::OVERRIDES
        }
    };
    let (mut ancestor, mut ancestors) = (parent.clone(), TokenStream::new());
    let mut overrides = vec![of(parent)];
    for n in 1..LEVELS {
        let above = Ident::new(&format!("__QomAncestor{n}"), parent.span());
        ancestors.extend(quote_spanned!(parent.span()=> type #above = <#ancestor as __qom::Level>::Parent;));
        overrides.push(of(&above));
        ancestor = above;
    }
    for interface in bases(interfaces) {
        overrides.push(quote_spanned! {interface.span()=>
            <<#interface as __qom::InterfaceLevel>::Overrides<#ident>>::OVERRIDES
        });
    }
    quote! {
        #ancestors
        const __QOM_OVERRIDES: &[__qom::Overrides] = &[#(#overrides),*];
    }
}

/// The layers that the type has and its parent has not.
fn added(model: &Model, aliases: &Aliases) -> Vec<TokenStream> {
    let ident = &model.ident;
    let Aliases { parent, interfaces, .. } = aliases;
    let own = quote!(<#ident as __qom::HooksOf<{ <#ident>::QOM_HAS_CLASS }>>::LAYER);
    let inherited = quote_spanned!(parent.span()=> <#parent as __qom::Level>::Interfaces);
    let interfaces = bases(interfaces).into_iter().map(|interface| {
        quote_spanned! {interface.span()=>
            if __qom::has::<#inherited, #interface>() {
                ::core::option::Option::None
            } else {
                <#interface as __qom::InterfaceLevel>::LAYER
            }
        }
    });
    std::iter::once(own).chain(interfaces).collect()
}

/// The listed interfaces, and for each as many bases as it can have.
fn bases(interfaces: &[Ident]) -> Vec<TokenStream> {
    let mut all = Vec::new();
    for ident in interfaces {
        let mut base = quote!(#ident);
        for _ in 0..BASES {
            all.push(base.clone());
            base = quote_spanned!(ident.span()=> <#base as __qom::InterfaceLevel>::Base);
        }
    }
    all
}

/// What the compiler checks and the macro cannot: types.
fn checks(model: &Model, aliases: &Aliases) -> TokenStream {
    if !model.is_sound {
        return TokenStream::new();
    }
    let Model { ident, is_abstract, .. } = model;
    let rust_name = ident.to_string();
    let complete = quote_spanned! {ident.span()=>
        const _: () = __qom::check_type(
            #rust_name,
            #is_abstract,
            __QOM_DEPTH,
            <#ident as __qom::QomType>::GAPS,
            <#ident as __qom::QomType>::OVERRIDES,
        );
    };
    let singleton = singleton::checks(model, aliases);
    quote! {
        #complete
        #singleton
    }
}
