//! The code that a type becomes.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Ident};

use super::model::{Field, Model, Start};
use super::parse::Scope;
use crate::support::tokens::private;

/// How many ancestors are asked for hooks: as many as a type can have.
const LEVELS: usize = 16;

/// How many interfaces a chain of bases can have: as `qom_core::types::MAX_INTERFACE_DEPTH`, plus the first.
const BASES: usize = 4;

/// The hidden field's name is what the compiler says when somebody derives `Clone` above the attribute or writes a
/// struct literal: "missing field `..`".
const HIDDEN_FIELD: &str = "qom_objects_are_made_by_new_and_shared_by_handles";

pub(super) fn expand(model: &Model) -> TokenStream {
    let private = private(model.crate_path.as_ref());
    let parent = parent(model, &private);
    let item = item(model, &private, &parent);
    let Model { ident, .. } = model;
    let contracts = contracts(model, &private, &parent);
    let level = level(model, &private, &parent);
    let checks = checks(model, &private);
    let concrete = (!model.is_abstract).then(|| quote!(impl #private::Concrete for #ident {}));
    let info = info(model, &private, &parent);
    let hidden = format_ident!("{HIDDEN_FIELD}");
    quote! {
        #item

        #[allow(deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
        const _: () = {
            #[allow(unused_imports)]
            use #private::{HasNoClass as _, NotOverridden as _};

            #info
            #level
            #contracts
            #concrete
            #checks

            impl ::core::ops::Deref for #ident {
                type Target = #parent;

                #[inline]
                fn deref(&self) -> &#parent {
                    &self.#hidden
                }
            }
        };
    }
}

fn parent(model: &Model, private: &TokenStream) -> TokenStream {
    match &model.parent {
        Some(parent) => quote!(#parent),
        None => quote!(#private::Object),
    }
}

/// The struct, with its parent in it.
fn item(model: &Model, private: &TokenStream, parent: &TokenStream) -> TokenStream {
    let Model { attrs, vis, ident, .. } = model;
    let hidden = format_ident!("{HIDDEN_FIELD}");
    let fields = model.fields.iter().map(|Field { attrs, vis, ident, ty, .. }| quote!(#(#attrs)* #vis #ident: #ty));
    quote! {
        #(#attrs)*
        #[repr(C)]
        #vis struct #ident {
            #[doc(hidden)]
            #hidden: #private::ParentField<#parent>,
            #(#fields,)*
        }
    }
}

/// The description, and its registration.
fn info(model: &Model, private: &TokenStream, parent: &TokenStream) -> TokenStream {
    let Model { ident, name, is_abstract, doc, .. } = model;
    let interfaces = model.interfaces.iter().map(|i| quote_spanned!(i.span()=> <#i as #private::ObjectView>::info));
    let singleton = singleton(model, private);
    let properties = model.fields.iter().filter_map(|field| property(field, private));
    let class_init = class_hook(model.class_init.as_ref(), ident, private);
    let class_base_init = class_hook(model.class_base_init.as_ref(), ident, private);
    let class_data = option(model.class_data.as_ref().map(|data| {
        quote! {{
            static DATA: &(dyn ::core::any::Any + ::core::marker::Send + ::core::marker::Sync) = &(#data);
            DATA
        }}
    }));
    let init = instance_hook(model.init.as_ref(), ident, private);
    let post_init = instance_hook(model.post_init.as_ref(), ident, private);
    quote! {
        static INFO: #private::TypeInfo = #private::TypeInfo::of_rust_type::<#ident>(#private::Declaration {
            name: #name,
            parent: ::core::option::Option::Some(<#parent as #private::ObjectView>::info),
            is_abstract: #is_abstract,
            interfaces: &[#(#interfaces as #private::InfoFn),*],
            singleton: #singleton,
            properties: { const PROPERTIES: &[#private::PropertyInfo] = &[#(#properties),*]; PROPERTIES },
            doc: #doc,
            crate_name: ::core::env!("CARGO_CRATE_NAME"),
            file: ::core::file!(),
            line: ::core::line!(),
            layer: <#ident as #private::HooksOf<{ <#ident>::QOM_HAS_CLASS }>>::LAYER,
            class_base_init: #class_base_init,
            class_init: #class_init,
            class_data: #class_data,
            init: #init,
            post_init: #post_init,
        });

        #private::inventory::submit!(#private::Registration(&INFO));
    }
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

fn class_hook(hook: Option<&Expr>, ident: &Ident, private: &TokenStream) -> TokenStream {
    option(hook.map(|hook| {
        quote_spanned! {hook.span()=>
            |builder: &mut #private::ClassBuilder<'_>| {
                let hook: fn(&mut #private::ClassInit<'_, #ident>) = #hook;
                if let ::core::option::Option::Some(mut class) = builder.view::<#ident>() {
                    hook(&mut class);
                }
            }
        }
    }))
}

fn instance_hook(hook: Option<&Expr>, ident: &Ident, private: &TokenStream) -> TokenStream {
    option(hook.map(|hook| {
        quote_spanned! {hook.span()=>
            &|object: &#private::Object| {
                let hook: fn(&#ident) = #hook;
                hook(#private::receiver::<#private::Object, #ident>(object));
            }
        }
    }))
}

fn singleton(model: &Model, private: &TokenStream) -> TokenStream {
    let ident = &model.ident;
    let written = model.singleton.as_ref();
    let group = written.and_then(|singleton| singleton.group.as_ref());
    let group = group.map_or_else(|| quote!(#ident), |group| quote!(#group));
    let scope = option(written.and_then(|singleton| singleton.scope.as_ref()).map(|scope| match scope {
        Scope::Process => quote!(#private::Scope::Process),
        Scope::Context => quote!(#private::Scope::Context),
        Scope::Resource(field) => {
            let field = field.to_string();
            quote!(#private::Scope::Resource(#field))
        }
    }));
    let message = option(written.and_then(|singleton| singleton.message.as_ref()).map(|message| quote!(#message)));
    // By type and not by name: `Singleton` may have been imported under another one.
    quote! {
        if #private::has::<<#ident as #private::Level>::Own, #private::Singleton>() {
            ::core::option::Option::Some(#private::SingletonDeclaration {
                group: <#group as #private::ObjectView>::info,
                scope: #scope,
                message: #message,
            })
        } else {
            ::core::option::Option::None
        }
    }
}

fn property(field: &Field, private: &TokenStream) -> Option<TokenStream> {
    let Field { cfgs, ty, doc, start, .. } = field;
    let (name, field_trait, default) = match start {
        Start::Property { name, default } => (name, quote!(PropertyField), default.as_ref()),
        Start::Child { name } => (name, quote!(ChildField), None),
        Start::Default | Start::Value(_) => return None,
    };
    let type_name = quote_spanned!(ty.span()=> <#ty as #private::#field_trait>::type_name);
    let default = option(default.map(|default| {
        quote! {
            || {
                let default: <#ty as #private::PropertyField>::Value = #default;
                ::std::string::ToString::to_string(&default)
            }
        }
    }));
    Some(quote!(#(#cfgs)* #private::PropertyInfo::new(#name, #type_name, #default, #doc)))
}

/// The type's place among the types, as the type checker sees it.
fn level(model: &Model, private: &TokenStream, parent: &TokenStream) -> TokenStream {
    let ident = &model.ident;
    let own = model.interfaces.iter().fold(quote!(#private::Nil), |rest, interface| {
        let closure = quote_spanned!(interface.span()=> <#interface as #private::InterfaceLevel>::Closure);
        quote!(#private::Join<#closure, #rest>)
    });
    quote! {
        impl #private::Level for #ident {
            type Parent = #parent;
            type Depth = #private::Succ<<#parent as #private::Level>::Depth>;
            type Own = #own;
            type Interfaces = #private::Join<<Self as #private::Level>::Own, <#parent as #private::Level>::Interfaces>;
            type Overrides<T> = <#ident as #private::HooksOf<{ <#ident>::QOM_HAS_CLASS }>>::Overrides<T>;
        }

        impl #private::HooksOf<false> for #ident {
            type Overrides<T> = #private::NoOverrides<T>;
            const LAYER: ::core::option::Option<#private::LayerDeclaration> = ::core::option::Option::None;
        }
    }
}

/// The `unsafe impl`s: the layout is `item`'s, the description `info`'s.
fn contracts(model: &Model, private: &TokenStream, parent: &TokenStream) -> TokenStream {
    let Model { ident, is_abstract, .. } = model;
    let depth = quote!(<<#ident as #private::Level>::Depth as #private::Nat>::VALUE);
    let (ancestors, overrides) = overrides(model, private, parent);
    let added = added(model, private, parent);
    let construct = construct(model, private, parent);
    quote! {
        // SAFETY: an object of this type or a subtype starts with this struct, since each struct starts with its
        // parent's and `has_level` says that the class is one of those; `INFO` is named nowhere else.
        unsafe impl #private::ObjectView for #ident {
            #[inline]
            fn info() -> &'static #private::TypeInfo {
                &INFO
            }

            #[inline]
            fn is_view_of(class: &#private::Class) -> bool {
                class.has_level(#depth, &INFO)
            }

            #[inline]
            fn layer_in(class: &#private::Class) -> #private::LayerPtr {
                class.layer_at(#depth)
            }
        }

        #ancestors

        // SAFETY: the struct is `repr(C)` and starts with a `ParentField` of the parent, its other fields are checked
        // below to be `Send + Sync`, and `INFO` is made for it.
        unsafe impl #private::QomType for #ident {
            const ABSTRACT: bool = #is_abstract;
            const OVERRIDES: &'static [#private::Overrides] = &[#(#overrides),*];
            const GAPS: &'static [#private::Gap] = {
                const FACTS: #private::Facts = #private::Facts {
                    inherited: <#parent as #private::QomType>::GAPS,
                    added: &[#(#added),*],
                    overrides: <#ident as #private::QomType>::OVERRIDES,
                };
                const GAPS: [#private::Gap; #private::count_gaps(FACTS)] = #private::gaps(FACTS);
                &GAPS
            };

            #construct
        }
    }
}

/// For each ancestor, and each interface with its bases, what the type overrides.
fn overrides(model: &Model, private: &TokenStream, parent: &TokenStream) -> (TokenStream, Vec<TokenStream>) {
    let ident = &model.ident;
    let mut aliases = quote!(type Ancestor1 = #parent;);
    let mut overrides = Vec::new();
    for n in 1..=LEVELS {
        let ancestor = format_ident!("Ancestor{n}");
        if n > 1 {
            let below = format_ident!("Ancestor{}", n - 1);
            aliases.extend(quote!(type #ancestor = <#below as #private::Level>::Parent;));
        }
        overrides.push(quote!(<<#ancestor as #private::Level>::Overrides<#ident>>::OVERRIDES));
    }
    for interface in bases(model, private) {
        overrides.push(quote!(<<#interface as #private::InterfaceLevel>::Overrides<#ident>>::OVERRIDES));
    }
    (aliases, overrides)
}

/// The layers that the type has and its parent has not.
fn added(model: &Model, private: &TokenStream, parent: &TokenStream) -> Vec<TokenStream> {
    let ident = &model.ident;
    let own = quote!(<#ident as #private::HooksOf<{ <#ident>::QOM_HAS_CLASS }>>::LAYER);
    let interfaces = bases(model, private).into_iter().map(|interface| {
        quote! {
            if #private::has::<<#parent as #private::Level>::Interfaces, #interface>() {
                ::core::option::Option::None
            } else {
                <#interface as #private::InterfaceLevel>::LAYER
            }
        }
    });
    std::iter::once(own).chain(interfaces).collect()
}

/// The listed interfaces, and for each as many bases as it can have.
fn bases(model: &Model, private: &TokenStream) -> Vec<TokenStream> {
    let mut all = Vec::new();
    for interface in &model.interfaces {
        let mut base = quote!(#interface);
        for _ in 0..BASES {
            all.push(base.clone());
            base = quote_spanned!(interface.span()=> <#base as #private::InterfaceLevel>::Base);
        }
    }
    all
}

fn construct(model: &Model, private: &TokenStream, parent: &TokenStream) -> TokenStream {
    let hidden = format_ident!("{HIDDEN_FIELD}");
    let mut lets = Vec::new();
    let mut fields = Vec::new();
    for (i, field) in model.fields.iter().enumerate() {
        let Field { cfgs, ident, ty, .. } = field;
        // A name that the expressions of other fields cannot mean by accident.
        let local = Ident::new(&format!("field_{i}"), Span::mixed_site());
        let value = start(field, private);
        lets.push(quote!(#(#cfgs)* let #local: #ty = #value;));
        fields.push(quote!(#(#cfgs)* #ident: #local));
    }
    let parent_level = Ident::new("parent_level", Span::mixed_site());
    quote! {
        fn construct(seed: #private::Seed) -> #private::Building<Self> {
            // First, so that it goes last if the start of a field panics.
            let #parent_level = <#parent as #private::QomType>::construct(seed);
            #(#lets)*
            #private::Building::new(Self { #(#fields,)* #hidden: #parent_level.into_parent_field() })
        }
    }
}

fn start(field: &Field, private: &TokenStream) -> TokenStream {
    let ty = &field.ty;
    match &field.start {
        Start::Default => quote_spanned!(ty.span()=> <#ty as ::core::default::Default>::default()),
        Start::Value(value) => quote!(#value),
        Start::Property { default: Some(default), .. } => {
            quote_spanned!(ty.span()=> <#ty as #private::PropertyField>::with_default(#default))
        }
        Start::Property { default: None, .. } => quote_spanned! {ty.span()=>
            <#ty as #private::PropertyField>::with_default(::core::default::Default::default())
        },
        Start::Child { .. } => quote_spanned! {ty.span()=>
            <#ty as #private::ChildField>::holding(
                <<#ty as #private::ChildField>::Type as #private::Create>::new()
            )
        },
    }
}

/// What the compiler checks and the macro cannot: types.
fn checks(model: &Model, private: &TokenStream) -> TokenStream {
    let Model { ident, is_abstract, .. } = model;
    let rust_name = ident.to_string();
    let fields = model.fields.iter().map(|Field { cfgs, ty, .. }| {
        quote_spanned!(ty.span()=> #(#cfgs)* fields_of_types_are_shared_between_threads::<#ty>();)
    });
    let singleton = model.singleton.as_ref().map(|singleton| {
        quote_spanned! {singleton.keyword.span()=>
            const _: () = ::core::assert!(
                #private::has::<<#ident as #private::Level>::Own, #private::Singleton>(),
                "`singleton(..)` needs `Singleton` among the interfaces: `interfaces = [Singleton]`"
            );
        }
    });
    let complete = quote_spanned! {ident.span()=>
        const _: () = #private::check_type(
            #rust_name,
            #is_abstract,
            <<#ident as #private::Level>::Depth as #private::Nat>::VALUE,
            <#ident as #private::QomType>::GAPS,
            <#ident as #private::QomType>::OVERRIDES,
        );
    };
    quote! {
        #complete
        #singleton

        const _: fn() = || {
            #[allow(dead_code)]
            fn fields_of_types_are_shared_between_threads<T: ::core::marker::Send + ::core::marker::Sync + 'static>() {}
            #(#fields)*
        };
    }
}
