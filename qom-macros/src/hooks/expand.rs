//! The code that hooks become: the trait, the methods for callers, the class layer, and what a type that implements
//! the trait puts into it.

use heck::ToShoutySnakeCase;
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Path, ReturnType, Visibility};

use super::model::{Hook, HooksTrait, Kind, This};
use crate::support::names::class_layer;
use crate::support::page::link;
use crate::support::tokens::{allowed, doc_text, spread};

/// The type or interface that the hooks belong to.
pub(crate) struct Owner<'m> {
    pub(crate) path: &'m Path,
    pub(crate) ident: &'m Ident,
    pub(crate) private: &'m TokenStream,
    /// The same where the compiler asks something of it, and should not complain of each if it is no view of objects.
    /// In this and what follows `__qom` is `private`.
    pub(crate) view: TokenStream,
    /// What a type has to be to implement the trait. Here it is not.
    pub(crate) implementors: TokenStream,
    /// What the class that a setter of the layer works on has to be one of.
    pub(crate) settable: TokenStream,
    /// The function that turns a `&T` of an implementor into a reference to the owner.
    pub(crate) upcast: TokenStream,
    /// Says that the hooks are there; it can name `__QOM_LAYER` and `__QomOverrides`.
    pub(crate) registration: TokenStream,
}

pub(crate) fn expand(hooks: &HooksTrait, owner: &Owner<'_>) -> TokenStream {
    let hooks_trait = hooks_trait(hooks, owner);
    let layer = layer(hooks, owner);
    let layer_impl = layer_impl(hooks, owner);
    let callers = callers(hooks, owner);
    let overrides = overrides(hooks, owner);
    let Owner { private, registration, .. } = owner;
    let allowed = allowed();
    quote! {
        #hooks_trait
        #layer

        #allowed
        const _: () = {
            use #private as __qom;

            #layer_impl
            #callers
            #overrides
            #registration
        };
    }
}

/// The trait that types implement: every hook that is not overridden goes on to the parent's class.
fn hooks_trait(hooks: &HooksTrait, owner: &Owner<'_>) -> TokenStream {
    let HooksTrait { attrs, vis, ident, broken, .. } = hooks;
    let implementors = &owner.implementors;
    let items = hooks.hooks.iter().map(|hook| trait_item(hook, owner));
    let still_pure = still_pure(hooks);
    let refused = hooks.refused.iter().map(|refused| &refused.hook);
    let (message, label, note) = (
        format!("`{{Self}}` implements none of the hooks of `{0}`, so it makes no super call of `{0}`", owner.ident),
        format!("there is no `impl {ident} for {{Self}}`"),
        format!(
            "an override makes it, in `impl {ident} for X`, with its own `this`; from elsewhere call the method itself"
        ),
    );
    let for_refused = (!hooks.refused.is_empty()).then(|| quote!(#[allow(async_fn_in_trait, unused_variables)]));
    let page = page(hooks, owner).map(|doc| quote!(#[doc = #doc] #[allow(rustdoc::private_intra_doc_links)]));
    quote! {
        #(#attrs)*
        #page
        #[allow(clippy::used_underscore_binding)]
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        #for_refused
        #vis trait #ident: #implementors {
            #still_pure
            #(#items)*
            #(#refused)*
            #(#broken)*
        }
    }
}

/// What rustdoc's page says behind what the user wrote: whose hooks these are. `None` as for a type's page.
fn page(hooks: &HooksTrait, owner: &Owner<'_>) -> Option<String> {
    let is_documented = !doc_text(&hooks.attrs).is_empty();
    let link = link(owner.path);
    is_documented.then(|| {
        format!(
            "\n\nThe hooks of {link}. A type implements the trait with those that it fills itself, and inherits the others."
        )
    })
}

fn still_pure(hooks: &HooksTrait) -> TokenStream {
    let doc = if hooks.pure().is_empty() {
        quote!(#[doc(hidden)])
    } else {
        quote!(#[doc = "The names of the pure methods that an abstract type, though it overrides others, leaves to its subtypes."])
    };
    quote! {
        #doc
        const STILL_PURE: &'static [&'static ::core::primitive::str] = &[];
    }
}

fn trait_item(hook: &Hook, owner: &Owner<'_>) -> TokenStream {
    let Hook { attrs, ident, output, body, kind, .. } = hook;
    let private = owner.private;
    let (path, layer) = (owner.path, class_layer(owner.ident));
    let typed = hook.typed();
    let names = hook.names();
    let parent = format_ident!("parent_{}", ident);
    let generics = hook.generics();
    let (this, forward) = match kind {
        Kind::Method(This { lifetime, .. }) => {
            (Some(quote!(this: &#lifetime Self,)), quote!(<#path>::#parent::<Self>(this, #(#names),*)))
        }
        Kind::ClassMethod => (None, quote!(<#path>::#parent::<Self>(#(#names),*))),
        Kind::ClassField => (None, quote!(#private::parent_layer::<#layer, Self>().#ident())),
    };
    let body = match body {
        Some(_) => quote!({ #forward }),
        None => quote!(;),
    };
    // In the place of its name: that is what the compiler shows beside an implementation that does not fit.
    quote_spanned!(ident.span()=> #(#attrs)* fn #ident #generics(#this #(#typed),*) #output #body)
}

/// The class layer: a slot for each method, a value for each class field.
fn layer(hooks: &HooksTrait, owner: &Owner<'_>) -> TokenStream {
    let vis = &hooks.vis;
    let layer = class_layer(owner.ident);
    let slots = hooks.hooks.iter().map(|hook| {
        let Hook { ident, .. } = hook;
        let ty = slot_type(hook, owner);
        quote!(#ident: #ty)
    });
    let doc = format!(
        " The class layer of [`{0}`]: its methods and class fields as one class has them.\n\n QOM: `{0}Class`.",
        owner.ident
    );
    quote! {
        #[doc = #doc]
        #vis struct #layer {
            /// The pure methods that nothing fills yet.
            qom_missing: ::std::vec::Vec<&'static ::core::primitive::str>,
            #(#slots,)*
        }
    }
}

fn slot_type(hook: &Hook, owner: &Owner<'_>) -> TokenStream {
    let Hook { lifetimes, params, output, kind, .. } = hook;
    let path = owner.path;
    let types = params.iter().map(|param| &param.ty);
    let generics = (!lifetimes.is_empty()).then(|| quote!(for<#(#lifetimes),*>));
    match kind {
        Kind::Method(This { lifetime, .. }) => quote!(#generics fn(&#lifetime #path, #(#types),*) #output),
        Kind::ClassMethod => quote!(#generics fn(#(#types),*) #output),
        Kind::ClassField => value_type(hook),
    }
}

fn value_type(hook: &Hook) -> TokenStream {
    match &hook.output {
        ReturnType::Type(_, ty) => quote!(#ty),
        ReturnType::Default => quote!(()),
    }
}

fn layer_impl(hooks: &HooksTrait, owner: &Owner<'_>) -> TokenStream {
    let Owner { path, view, .. } = owner;
    let vis = &hooks.vis;
    let layer = class_layer(owner.ident);
    let of_doc = format!(
        " The layer of the class of an object.\n\n QOM: `{}_GET_CLASS`.",
        owner.ident.to_string().to_shouty_snake_case()
    );
    let this = local("this");
    let layer_of = quote_spanned!(path.span()=> __qom::layer_of::<Self>(#this));
    let pure = hooks.pure();
    let base = hooks.hooks.iter().map(|hook| base_slot(hook, owner));
    let clones = hooks.hooks.iter().map(|hook| {
        let (ident, value) = (&hook.ident, cloned(hook));
        quote!(#ident: #value)
    });
    let setters = hooks.hooks.iter().map(|hook| setter(hook, owner, vis));
    let getters = hooks.hooks.iter().filter_map(|hook| getter(hook, vis));
    quote! {
        #[allow(dead_code)]
        impl #layer {
            #[doc = #of_doc]
            #[inline]
            #vis fn of(this: &#path) -> &'static Self {
                #layer_of
            }

            fn qom_base() -> ::std::boxed::Box<dyn __qom::AnyLayer> {
                ::std::boxed::Box::new(Self { qom_missing: ::std::vec![#(#pure),*], #(#base,)* })
            }

            #(#getters)*
            #(#setters)*
        }

        impl ::core::clone::Clone for #layer {
            fn clone(&self) -> Self {
                Self { qom_missing: ::core::clone::Clone::clone(&self.qom_missing), #(#clones,)* }
            }
        }

        // SAFETY: the declaration below makes this layer and no other, for this owner and no other.
        #[diagnostic::do_not_recommend]
        unsafe impl __qom::Layer for #layer {
            type Owner = #view;

            fn missing(&self) -> &[&'static ::core::primitive::str] {
                &self.qom_missing
            }
        }
    }
}

/// What the declaring type itself has in a slot.
fn base_slot(hook: &Hook, owner: &Owner<'_>) -> TokenStream {
    let Hook { ident, body, kind, params, .. } = hook;
    let Owner { path, .. } = owner;
    let base = base_name(ident);
    if body.is_none() {
        let any = params.iter().map(|_| quote!(_));
        let this = matches!(kind, Kind::Method(_)).then(|| quote!(_,));
        let (owner_name, name) = (owner.ident.to_string(), ident.to_string());
        return quote!(#ident: |#this #(#any),*| __qom::pure_method_called(#owner_name, #name));
    }
    match kind {
        Kind::ClassField => quote!(#ident: <#path>::#base()),
        _ => quote!(#ident: <#path>::#base),
    }
}

fn base_name(hook: &Ident) -> Ident {
    format_ident!("qom_base_{}", hook)
}

/// A parameter of the expansion, for code in the place of what the user wrote: in that place a name is another if the
/// attribute is used in a `macro_rules!` macro.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A copy of what is in a slot. Where the type of a class field is written: that is what has to be `Clone`.
fn cloned(hook: &Hook) -> TokenStream {
    let ident = &hook.ident;
    match (&hook.kind, &hook.output) {
        (Kind::ClassField, ReturnType::Type(_, ty)) => {
            let clone = spread(ty, |at| quote_spanned!(at=> <#ty as ::core::clone::Clone>::clone));
            quote!(#clone(&self.#ident))
        }
        _ => quote!(self.#ident),
    }
}

fn getter(hook: &Hook, vis: &Visibility) -> Option<TokenStream> {
    let Hook { attrs, ident, output, kind, .. } = hook;
    let generics = hook.generics();
    let typed = hook.typed();
    let names = hook.names();
    let value = cloned(hook);
    match kind {
        Kind::Method(_) => None,
        Kind::ClassMethod => Some(quote! {
            #(#attrs)*
            #vis fn #ident #generics(&self, #(#typed),*) #output {
                (self.#ident)(#(#names),*)
            }
        }),
        Kind::ClassField => Some(quote! {
            #(#attrs)*
            #vis fn #ident(&self) #output {
                #value
            }
        }),
    }
}

fn setter(hook: &Hook, owner: &Owner<'_>, vis: &Visibility) -> TokenStream {
    let Hook { ident, kind, body, .. } = hook;
    let Owner { settable, .. } = owner;
    let set = format_ident!("set_{}", ident);
    let ty = slot_type(hook, owner);
    let what = if *kind == Kind::ClassField { "class field" } else { "method" };
    let doc = format!(" Sets the {what} `{ident}` of the class under construction, for its subtypes too.");
    let name = ident.to_string();
    let filled = body.is_none().then(|| quote!(layer.qom_missing.retain(|missing| *missing != #name);));
    quote! {
        #[doc = #doc]
        #vis fn #set<Implementor: #settable>(class: &mut __qom::ClassInit<'_, Implementor>, value: #ty) {
            let layer = __qom::layer_mut::<Self, Implementor>(class);
            layer.#ident = value;
            #filled
        }
    }
}

/// The methods on the owner: the virtual call, the super call, the call of a given class's method.
fn callers(hooks: &HooksTrait, owner: &Owner<'_>) -> TokenStream {
    let (path, vis) = (owner.path, &hooks.vis);
    let methods = hooks.hooks.iter().map(|hook| {
        let base = base_fn(hook);
        let public = match hook.kind {
            Kind::ClassField => field_caller(hook, hooks, owner),
            _ => caller(hook, hooks, owner),
        };
        quote!(#base #public)
    });
    let refused = hooks.refused.iter().filter_map(|refused| refused.caller.as_ref());
    let refused = refused.map(|caller| quote!(#[allow(unused_variables)] #vis #caller));
    // All of it in the place of the path: a type of another crate cannot have methods added, and that is where it is
    // named.
    quote_spanned! {path.span()=>
        #[allow(dead_code)]
        impl #path {
            #(#methods)*
            #(#refused)*
        }
    }
}

fn base_fn(hook: &Hook) -> Option<TokenStream> {
    let Hook { ident, params, output, body, kind, .. } = hook;
    let body = body.as_ref()?;
    let base = base_name(ident);
    let generics = hook.generics();
    let this = match kind {
        Kind::Method(This { name, lifetime }) => Some(quote!(#name: &#lifetime Self,)),
        _ => None,
    };
    let params = params.iter().map(|param| {
        let (pat, ty) = (&param.pat, &param.ty);
        quote!(#pat: #ty)
    });
    let base = quote_spanned!(ident.span()=> fn #base #generics(#this #(#params),*) #output #body);
    Some(quote! {
        #[doc(hidden)]
        #[allow(unused_variables)]
        #base
    })
}

/// The value of a class field, read from an object.
fn field_caller(hook: &Hook, hooks: &HooksTrait, owner: &Owner<'_>) -> TokenStream {
    let Hook { attrs, ident, output, .. } = hook;
    let (vis, layer) = (&hooks.vis, class_layer(owner.ident));
    let doc =
        format!("\n\nThe value is that of the object's class. A type sets it in its `impl` of [`{}`].", hooks.ident);
    let object = local("self");
    let layer_of = quote_spanned!(owner.path.span()=> __qom::layer_of::<#layer>(#object));
    quote! {
        #(#attrs)*
        #[doc = #doc]
        #vis fn #ident(&self) #output {
            #layer_of.#ident()
        }
    }
}

fn caller(hook: &Hook, hooks: &HooksTrait, owner: &Owner<'_>) -> TokenStream {
    let Hook { attrs, ident, lifetimes, output, kind, internal, .. } = hook;
    let Owner { path, upcast, .. } = owner;
    let (vis, hooks_trait) = (&hooks.vis, &hooks.ident);
    let layer = class_layer(owner.ident);
    let (of, parent) = (format_ident!("{}_of", ident), format_ident!("parent_{}", ident));
    let names = hook.names();
    let typed = hook.typed();
    let generics = hook.generics();
    let lifetime = match kind {
        Kind::Method(This { lifetime, .. }) => lifetime.as_ref(),
        _ => None,
    };
    let is_method = matches!(kind, Kind::Method(_));
    let this = is_method.then(|| quote!(this: &#lifetime #path,));
    let this_subtype = is_method.then(|| quote!(this: &#lifetime Implementor,));
    let this_name = is_method.then(|| quote!(this,));
    let upcast = is_method.then(|| {
        let this = local("this");
        quote_spanned!(path.span()=> #upcast(#this),)
    });
    let self_name = is_method.then(|| quote!(self,));
    let call_doc =
        format!("\n\nCalls the method of the object's class. A type overrides it in its `impl` of [`{hooks_trait}`].");
    let of_doc = format!(
        " Calls `{ident}` as `class` has it, whatever the class of the object.\n\n # Panics\n If `class` is not one of `{0}`, or if its method is that of a type which the object is not.",
        owner.ident
    );
    let parent_doc = format!(" The super call: `{ident}` as the class of `Implementor`'s parent has it.");
    // A parameter of the hook may have the name.
    let class = if names.iter().any(|name| *name == "class") { "of_class" } else { "class" };
    let (object, class) = (local("self"), local(class));
    let layer_of = quote_spanned!(path.span()=> __qom::layer_of::<#layer>(#object));
    let layer_of_class = quote_spanned!(path.span()=> __qom::layer_of_class::<#layer>(#class));
    let parent_layer = quote_spanned!(path.span()=> __qom::parent_layer::<#layer, Implementor>());
    let call = (!internal).then(|| {
        quote! {
            #(#attrs)*
            #[doc = #call_doc]
            #[inline]
            #vis fn #ident #generics(&#lifetime self, #(#typed),*) #output {
                (#layer_of.#ident)(#self_name #(#names),*)
            }

            #[doc = #of_doc]
            #[track_caller]
            #vis fn #of #generics(#class: &__qom::Class, #this #(#typed),*) #output {
                (#layer_of_class.#ident)(#this_name #(#names),*)
            }
        }
    });
    quote! {
        #call

        #[doc = #parent_doc]
        #[track_caller]
        #vis fn #parent<#(#lifetimes,)* Implementor: #hooks_trait>(#this_subtype #(#typed),*) #output {
            (#parent_layer.#ident)(#upcast #(#names),*)
        }
    }
}

/// What a type that implements the trait puts into the layer of its class.
fn overrides(hooks: &HooksTrait, owner: &Owner<'_>) -> TokenStream {
    let view = &owner.view;
    let hooks_trait = &hooks.ident;
    let layer = class_layer(owner.ident);
    let (builder, this) = (local("builder"), local("this"));
    let layer_mut = quote_spanned!(owner.path.span()=> #builder.layer_mut::<#layer>());
    let pure = hooks.pure();
    let hooks_name = hooks_trait.to_string();
    let values = hooks.hooks.iter().filter(|hook| hook.kind == Kind::ClassField).map(|hook| {
        let Hook { ident, .. } = hook;
        let value = format_ident!("value_{}", ident);
        quote!(let #value = <Implementor as #hooks_trait>::#ident();)
    });
    let slots = hooks.hooks.iter().map(|hook| {
        let Hook { ident, kind, .. } = hook;
        let names = hook.names();
        match kind {
            Kind::Method(_) => {
                let this = quote_spanned!(owner.path.span()=> __qom::receiver::<#view, Implementor>(#this));
                quote!(layer.#ident = |this, #(#names),*| <Implementor as #hooks_trait>::#ident(#this, #(#names),*);)
            }
            Kind::ClassMethod => quote!(layer.#ident = <Implementor as #hooks_trait>::#ident;),
            Kind::ClassField => {
                let value = format_ident!("value_{}", ident);
                quote!(layer.#ident = #value;)
            }
        }
    });
    quote! {
        const __QOM_LAYER: __qom::LayerDeclaration = __qom::LayerDeclaration {
            key: ::core::concat!(::core::module_path!(), "::", #hooks_name),
            hooks: #hooks_name,
            pure: &[#(#pure),*],
            base: #layer::qom_base,
        };

        pub struct __QomOverrides<Implementor>(::core::marker::PhantomData<Implementor>);

        impl<Implementor: #hooks_trait> __QomOverrides<Implementor> {
            pub const OVERRIDES: __qom::Overrides = __qom::Overrides {
                layer: ::core::option::Option::Some(__QOM_LAYER),
                still_pure: <Implementor as #hooks_trait>::STILL_PURE,
                install: ::core::option::Option::Some(Self::install),
            };

            #[allow(unused_variables)]
            fn install(builder: &mut __qom::ClassBuilder<'_>) {
                // First: a value that is not overridden is read from the parent's class.
                #(#values)*
                let ::core::option::Option::Some(layer) = #layer_mut else { return };
                #(#slots)*
                layer.qom_missing = <Implementor as #hooks_trait>::STILL_PURE.to_vec();
            }
        }
    }
}
