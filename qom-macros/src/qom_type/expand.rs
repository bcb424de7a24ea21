//! The code that a type becomes.
//!
//! What the user names, a parent, an interface, a field's type, may be the wrong thing, and the compiler then says so
//! for each place that uses it. Three rules make that one message: the parent and the interfaces are used through an
//! alias that is a projection (of one that does not exist the compiler asks nothing further); each use has the span
//! of what the user wrote; and equal messages at one place are shown once.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Ident};

use super::fields;
use super::model::{Field, Model};
use super::parse::{Scope, Singleton};
use crate::support::tokens::{allowed, option, private, spread};

/// How many ancestors are asked for hooks: as many as a type can have.
const LEVELS: usize = 16;

/// How many interfaces a chain of bases can have: as `qom_core::types::MAX_INTERFACE_DEPTH`, plus the first.
const BASES: usize = 4;

/// The hidden field's name is what the compiler says when somebody derives `Clone` above the attribute or writes a
/// struct literal: "missing field `..`".
const HIDDEN_FIELD: &str = "qom_objects_are_made_by_new_or_try_new_and_shared_by_handles";

/// A name for what the user wrote, to be used in its stead: a type that is what it has to be, or no type at all.
struct Alias {
    ident: Ident,
    declaration: TokenStream,
}

impl Alias {
    /// `of` as what the contract `contract` is about.
    fn new(name: &str, of: &impl ToTokens, contract: &str, span: Span) -> Self {
        let ident = Ident::new(name, span);
        let contract = Ident::new(contract, span);
        let declaration = quote_spanned!(span=> type #ident = <#of as __qom::#contract>::This;);
        Self { ident, declaration }
    }
}

pub(super) fn expand(model: &Model) -> TokenStream {
    let private = private(model.crate_path.as_ref());
    let Model { ident, .. } = model;
    let parent = match &model.parent {
        Some(parent) => quote!(#parent),
        None => quote!(#private::Object),
    };
    let hidden = format_ident!("{HIDDEN_FIELD}");
    let item = item(model, &private, &parent);
    let parent_alias = Alias::new("__QomParent", &parent, "QomType", parent.span());
    let interfaces = interfaces(model);
    let group = group(model);
    let aliases = std::iter::once(&parent_alias).chain(&interfaces).chain(&group).map(|alias| &alias.declaration);
    let group = group.as_ref().map(|alias| &alias.ident);
    let contracts = contracts(model, &parent_alias.ident, &interfaces);
    let level = level(model, &parent_alias.ident, &interfaces, group);
    let checks = checks(model, &parent_alias.ident, &interfaces, group);
    let defaults = fields::defaults(&model.fields);
    let concrete =
        (!model.is_abstract).then(|| quote!(#[diagnostic::do_not_recommend] impl __qom::Concrete for #ident {}));
    let info = info(model, &parent_alias.ident, &interfaces, group);
    let shared = fields::shared(&model.fields, &private);
    let allowed = allowed();
    quote! {
        #item
        #shared

        #allowed
        const _: () = {
            use #private as __qom;
            #[allow(unused_imports)]
            use #private::{HasNoClass as _, NotOverridden as _};

            #(#aliases)*
            #info
            #level
            #contracts
            #defaults
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

/// Where an interface is listed. The compiler looks at all at once in one place, so the place of each is that of the
/// whole list.
fn interfaces_span(model: &Model) -> Span {
    match &model.interfaces[..] {
        [interface] => interface.span(),
        _ => model.interfaces_place,
    }
}

fn interfaces(model: &Model) -> Vec<Alias> {
    let span = interfaces_span(model);
    let interfaces = model.interfaces.iter().enumerate();
    interfaces.map(|(i, path)| Alias::new(&format!("__QomInterface{i}"), path, "Interface", span)).collect()
}

/// The type that names the group.
fn group(model: &Model) -> Option<Alias> {
    let group = model.singleton.as_ref()?.group.as_ref()?;
    Some(Alias::new("__QomGroup", group, "QomType", group.span()))
}

/// The struct, with its parent in it.
fn item(model: &Model, private: &TokenStream, parent: &TokenStream) -> TokenStream {
    let Model { attrs, vis, ident, .. } = model;
    let hidden = format_ident!("{HIDDEN_FIELD}");
    let fields = fields::declared(&model.fields);
    quote! {
        #(#attrs)*
        #[repr(C)]
        #vis struct #ident {
            #[doc(hidden)]
            #hidden: <#parent as #private::AsParent<#ident>>::Field,
            #fields
        }
    }
}

/// The description, and its registration.
fn info(model: &Model, parent: &Ident, interfaces: &[Alias], group: Option<&Ident>) -> TokenStream {
    let Model { ident, name, is_abstract, doc, .. } = model;
    let parent = quote_spanned!(parent.span()=> <#parent as __qom::ObjectView>::info);
    let singleton = singleton(model, interfaces, group);
    let interfaces = interfaces
        .iter()
        .map(|Alias { ident, .. }| quote_spanned!(ident.span()=> <#ident as __qom::ObjectView>::info as __qom::InfoFn));
    let properties = fields::properties(&model.fields, ident);
    let adopt = option(fields::adopt(&model.fields, ident));
    let class_init = class_hook(model.hooks.class_init.as_ref(), ident);
    let class_base_init = class_hook(model.hooks.class_base_init.as_ref(), ident);
    let class_data = option(model.hooks.class_data.as_ref().map(|data| {
        quote_spanned! {data.span()=> {
            static DATA: &(dyn ::core::any::Any + ::core::marker::Send + ::core::marker::Sync) = &#data;
            DATA
        }}
    }));
    let init = instance_hook(model.hooks.init.as_ref(), ident);
    let post_init = instance_hook(model.hooks.post_init.as_ref(), ident);
    let unparent = instance_hook(model.hooks.unparent.as_ref(), ident);
    let before_set = option(model.hooks.before_set.as_ref().map(|hook| {
        quote_spanned! {hook.span()=>
            |object: &__qom::Object, property: &__qom::PropertyInfo| {
                let hook: fn(&#ident, &__qom::PropertyInfo) -> __qom::Result<()> = #hook;
                hook(__qom::receiver::<__qom::Object, #ident>(object), property)
            }
        }
    }));
    quote! {
        static INFO: __qom::TypeInfo = __qom::TypeInfo::of_rust_type::<#ident>(__qom::Declaration {
            name: #name,
            parent: ::core::option::Option::Some(#parent),
            is_abstract: #is_abstract,
            interfaces: &[#(#interfaces),*],
            singleton: #singleton,
            properties: { const PROPERTIES: &[__qom::PropertyInfo] = &[#properties]; PROPERTIES },
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

        __qom::inventory::submit!(__qom::Registration(&INFO));
    }
}

fn class_hook(hook: Option<&Expr>, ident: &Ident) -> TokenStream {
    option(hook.map(|hook| {
        quote_spanned! {hook.span()=>
            |builder: &mut __qom::ClassBuilder<'_>| {
                let hook: fn(&mut __qom::ClassInit<'_, #ident>) = #hook;
                if let ::core::option::Option::Some(mut class) = builder.view::<#ident>() {
                    hook(&mut class);
                }
            }
        }
    }))
}

fn instance_hook(hook: Option<&Expr>, ident: &Ident) -> TokenStream {
    option(hook.map(|hook| {
        quote_spanned! {hook.span()=>
            &|object: &__qom::Object| {
                let hook: fn(&#ident) = #hook;
                hook(__qom::receiver::<__qom::Object, #ident>(object));
            }
        }
    }))
}

fn singleton(model: &Model, interfaces: &[Alias], group: Option<&Ident>) -> TokenStream {
    let ident = &model.ident;
    let written = model.singleton.as_ref();
    let group = option(group.map(|group| quote_spanned!(group.span()=> <#group as __qom::ObjectView>::info)));
    let scope = option(written.and_then(|singleton| singleton.scope.as_ref()).map(|scope| match scope {
        Scope::Process => quote!(__qom::Scope::Process),
        Scope::Context => quote!(__qom::Scope::Context),
        Scope::Resource(field) => {
            let field = field.to_string();
            quote!(__qom::Scope::Resource(#field))
        }
    }));
    let message = option(written.and_then(|singleton| singleton.message.as_ref()).map(|message| quote!(#message)));
    let Some(interface) = interfaces.first() else { return option(None) };
    // By type and not by name: `Singleton` may have been imported under another one.
    quote_spanned! {interface.ident.span()=>
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

/// A constant that compiles if what the user names is what it has to be: see `SingleIf`.
fn sound(model: &Model, parent: &Ident, interfaces: &[Alias], group: Option<&Ident>) -> TokenStream {
    let types = [Some(parent), group].into_iter().flatten();
    let types = types.map(|ident| quote_spanned!(ident.span()=> let _ = <#ident as __qom::QomType>::ABSTRACT;));
    let interfaces = interfaces
        .iter()
        .map(|Alias { ident, .. }| quote_spanned!(ident.span()=> let _ = <#ident as __qom::InterfaceLevel>::DEPTH;));
    let resource = resource_field(model).map(|Field { cfgs, ty, .. }| {
        let registered = spread(ty, |at| quote_spanned!(at=> <#ty as __qom::ResourceField>::registered));
        quote!(#(#cfgs)* let _ = #registered;)
    });
    quote! {
        const QOM_IS_SOUND: bool = {
            #(#types)*
            #(#interfaces)*
            #resource
            true
        };
    }
}

/// How many instances there can be.
fn single(model: &Model, group: Option<&Ident>) -> TokenStream {
    let declared = match (&model.singleton, group) {
        (Some(Singleton { scope: Some(Scope::Resource(_)), .. }), Some(group)) => quote!(__qom::OnePer<Self, #group>),
        (Some(Singleton { scope: Some(Scope::Resource(_)), .. }), None) => quote!(__qom::OnePer<Self>),
        (Some(Singleton { scope: Some(Scope::Process), .. }), _) => quote!(__qom::OneInProcess),
        (_, Some(group)) => quote!(__qom::OneInGroup<#group>),
        (_, None) => quote!(__qom::OneInContext),
    };
    let place = group.map_or_else(Span::call_site, Ident::span);
    quote_spanned! {place=>
        <__qom::SingleOf<Self, __qom::Singleton, #declared> as __qom::SingleIf<{ QOM_IS_SOUND }>>::Is
    }
}

/// The field that refers to the resource.
fn resource_field(model: &Model) -> Option<&Field> {
    let Some(Singleton { scope: Some(Scope::Resource(resource)), .. }) = &model.singleton else { return None };
    // Without the field there is an error already.
    model.fields.iter().find(|field| field.ident == *resource)
}

/// How to get at that field.
fn resource(model: &Model) -> Option<TokenStream> {
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

/// The type's place among the types, as the type checker sees it.
fn level(model: &Model, parent: &Ident, interfaces: &[Alias], group: Option<&Ident>) -> TokenStream {
    let ident = &model.ident;
    let sound = sound(model, parent, interfaces, group);
    let own = interfaces.iter().fold(quote!(__qom::Nil), |rest, Alias { ident, .. }| {
        quote_spanned!(ident.span()=> __qom::Join<<#ident as __qom::InterfaceLevel>::Closure, #rest>)
    });
    let depth = quote_spanned!(parent.span()=> __qom::Succ<<#parent as __qom::Level>::Depth>);
    let interfaces = quote_spanned! {parent.span()=>
        __qom::Join<__qom::OwnOf<Self>, <#parent as __qom::Level>::Interfaces>
    };
    let single = single(model, group);
    let is_abstract = if model.is_abstract { quote!(__qom::Yes) } else { quote!(__qom::No) };
    let resource = resource(model);
    quote! {
        #sound

        #[diagnostic::do_not_recommend]
        impl __qom::Level for #ident {
            type Parent = #parent;
            type Depth = #depth;
            type Own = #own;
            type Interfaces = #interfaces;
            type Single = #single;
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
fn contracts(model: &Model, parent: &Ident, interfaces: &[Alias]) -> TokenStream {
    let Model { ident, is_abstract, .. } = model;
    let overrides = overrides(model, parent, interfaces);
    let added = added(model, parent, interfaces);
    let inherited = quote_spanned!(parent.span()=> <#parent as __qom::QomType>::GAPS);
    let parent_depth = quote_spanned!(parent.span()=> <<#parent as __qom::Level>::Depth as __qom::Nat>::VALUE);
    let hidden = format_ident!("{HIDDEN_FIELD}");
    let construct = fields::construct(&model.fields, parent, &hidden);
    quote! {
        const QOM_DEPTH: usize = #parent_depth + 1;

        // SAFETY: an object of this type or a subtype starts with this struct, since each struct starts with its
        // parent's and `has_level` says that the class is one of those; `INFO` is named nowhere else.
        #[diagnostic::do_not_recommend]
        unsafe impl __qom::ObjectView for #ident {
            #[inline]
            fn info() -> &'static __qom::TypeInfo {
                &INFO
            }

            #[inline]
            fn is_view_of(class: &__qom::Class) -> bool {
                class.has_level(QOM_DEPTH, &INFO)
            }

            #[inline]
            fn layer_in(class: &__qom::Class) -> __qom::LayerPtr {
                class.layer_at(QOM_DEPTH)
            }
        }

        #overrides

        // SAFETY: the struct is `repr(C)` and starts with a `ParentField` of the parent, its other fields are checked
        // below to be `Send + Sync`, and `INFO` is made for it.
        #[diagnostic::do_not_recommend]
        unsafe impl __qom::QomType for #ident {
            type This = Self;
            const ABSTRACT: bool = #is_abstract;
            const OVERRIDES: &'static [__qom::Overrides] = QOM_OVERRIDES;
            const GAPS: &'static [__qom::Gap] = {
                const FACTS: __qom::Facts =
                    __qom::Facts { inherited: #inherited, added: &[#(#added),*], overrides: QOM_OVERRIDES };
                const GAPS: [__qom::Gap; __qom::count_gaps(FACTS)] = __qom::gaps(FACTS);
                &GAPS
            };

            #construct

            fn parent_offset() -> usize {
                ::core::mem::offset_of!(#ident, #hidden)
            }
        }
    }
}

/// For each ancestor, and each interface with its bases, what the type overrides.
///
/// Not in the impl of `QomType`, which has an `OVERRIDES` too: of a type that does not exist either could be meant,
/// and the compiler would say so.
fn overrides(model: &Model, parent: &Ident, interfaces: &[Alias]) -> TokenStream {
    let ident = &model.ident;
    let mut aliases = TokenStream::new();
    let mut overrides = Vec::new();
    let mut ancestor = parent.clone();
    for n in 1..=LEVELS {
        overrides.push(quote_spanned! {parent.span()=>
            <<#ancestor as __qom::Level>::Overrides<#ident>>::OVERRIDES
        });
        let above = Ident::new(&format!("__QomAncestor{n}"), parent.span());
        aliases.extend(quote_spanned!(parent.span()=> type #above = <#ancestor as __qom::Level>::Parent;));
        ancestor = above;
    }
    for interface in bases(interfaces) {
        overrides.push(quote_spanned! {interface.span()=>
            <<#interface as __qom::InterfaceLevel>::Overrides<#ident>>::OVERRIDES
        });
    }
    quote! {
        #aliases
        const QOM_OVERRIDES: &[__qom::Overrides] = &[#(#overrides),*];
    }
}

/// The layers that the type has and its parent has not.
fn added(model: &Model, parent: &Ident, interfaces: &[Alias]) -> Vec<TokenStream> {
    let ident = &model.ident;
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
fn bases(interfaces: &[Alias]) -> Vec<TokenStream> {
    let mut all = Vec::new();
    for Alias { ident, .. } in interfaces {
        let mut base = quote!(#ident);
        for _ in 0..BASES {
            all.push(base.clone());
            base = quote_spanned!(ident.span()=> <#base as __qom::InterfaceLevel>::Base);
        }
    }
    all
}

/// What the compiler checks and the macro cannot: types.
fn checks(model: &Model, parent: &Ident, interfaces: &[Alias], group: Option<&Ident>) -> TokenStream {
    let Model { ident, is_abstract, .. } = model;
    let rust_name = ident.to_string();
    let complete = quote_spanned! {ident.span()=>
        const _: () = __qom::check_type(
            #rust_name,
            #is_abstract,
            QOM_DEPTH,
            <#ident as __qom::QomType>::GAPS,
            <#ident as __qom::QomType>::OVERRIDES,
        );
    };
    let singleton = singleton_checks(model, parent, interfaces, group);
    quote! {
        #complete
        #singleton
    }
}

/// That what is said of a singleton fits what is said elsewhere: here, by the parent, by the group.
fn singleton_checks(model: &Model, parent: &Ident, interfaces: &[Alias], group: Option<&Ident>) -> TokenStream {
    let inherited = quote_spanned! {parent.span()=>
        __qom::has::<<#parent as __qom::Level>::Interfaces, __qom::Singleton>()
    };
    let listed: Vec<TokenStream> = interfaces
        .iter()
        .map(|Alias { ident, .. }| {
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
    let said = model.singleton.as_ref().filter(|singleton| singleton.is_sound);
    let unlisted = said.map(|Singleton { keyword, .. }| {
        quote_spanned! {keyword.span()=>
            const _: () = {
                const OWN: bool = false #(|| #listed)*;
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
    let group = said.zip(group).map(|(said, group)| group_checks(said, group));
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
            const HAS_PLACE: bool = __qom::has::<#interfaces, __qom::Singleton>();
            const IS_PER_RESOURCE: bool = <#single as __qom::Single>::IS_PER_RESOURCE;
            const IS_IN_A_CIRCLE: bool = __qom::is_in_a_circle::<#single>();
            const _: () = ::core::assert!(HAS_PLACE, "this type is not a singleton, so it has no place to share");
            const _: () = ::core::assert!(
                !IS_IN_A_CIRCLE,
                "the groups join each other in a circle: one of them has to join none"
            );
            #resource
        };
    }
}
