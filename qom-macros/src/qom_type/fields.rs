//! The code that the fields of a type become.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Ident, LitStr, Type};

use super::model::{Field, Property, Start};
use crate::support::tokens::spread;

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
    let (name, contract, said) = match start {
        Start::Property(property) => (&property.name, "PropertyField", said(i, ty, owner, property)),
        Start::Child { name } => (name, "ChildField", quote!(.read_only())),
        Start::Default | Start::Value(_) => return None,
    };
    let doc = match start {
        Start::Property(property) => property.description.as_ref().map_or_else(|| doc.clone(), LitStr::value),
        _ => doc.clone(),
    };
    let type_name = projected(ty, contract, "type_name");
    let choices = projected(ty, contract, "choices");
    let accessible = projected(ty, contract, "accessible");
    let source = quote! {
        __qom::PropertySource::Field(|object: &__qom::Object| {
            #accessible(&__qom::receiver::<__qom::Object, #owner>(object).#ident)
        })
    };
    Some(quote!(#(#cfgs)* __qom::PropertyInfo::new(#name, #type_name, #choices, #doc, #source) #said,))
}

/// What the options of a property add to its description.
fn said(i: usize, ty: &Type, owner: &Ident, property: &Property) -> TokenStream {
    let Property { default, range, unit, deprecated, is_read_only, is_write_only, is_settable_always, .. } = property;
    let Property { check, set_once, on_delete, .. } = property;
    let default = default.is_some().then(|| {
        let default = default_of(i, ty);
        let shown = projected(ty, "PropertyField", "shown");
        let shown = spread(ty, |at| quote_spanned!(at=> || #shown(#default())));
        quote!(.with_default(#shown))
    });
    let range = range.as_ref().map(|_| {
        let (from, to) = bounds_of(i);
        quote!(.with_range(#from, #to))
    });
    let unit = unit.as_ref().map(|unit| quote!(.with_unit(#unit)));
    let deprecated = deprecated.as_ref().map(|why| quote!(.deprecated_for(#why)));
    let read_only = is_read_only.then(|| quote!(.read_only()));
    let write_only = is_write_only.then(|| quote!(.write_only()));
    let always = is_settable_always.then(|| quote!(.settable_always()));
    let check = check.as_ref().map(|check| {
        let checked = projected(ty, "PropertyField", "Checked");
        quote_spanned! {check.span()=>
            .with_check(|object: &__qom::Object, value: &dyn ::core::any::Any| {
                let check: fn(&#owner, &#checked) -> __qom::Result<()> = #check;
                let this = __qom::receiver::<__qom::Object, #owner>(object);
                value.downcast_ref().map_or(::core::result::Result::Ok(()), |value| check(this, value))
            })
        }
    });
    let set_once = set_once.as_ref().map(|_| quote!(.set_once()));
    let on_delete = on_delete.as_ref().map(|(_, refuses)| quote!(.with_deletion(#refuses)));
    quote!(#default #range #unit #deprecated #read_only #write_only #always #check #set_once #on_delete)
}

/// That what only links have is said of links.
pub(super) fn links(fields: &[Field]) -> TokenStream {
    let links = fields.iter().flat_map(|field| {
        let Field { cfgs, ty, start, .. } = field;
        let said = match start {
            Start::Property(property) => {
                [property.set_once.clone(), property.on_delete.as_ref().map(|(option, _)| option.clone())]
            }
            _ => [None, None],
        };
        let is_link = projected(ty, "PropertyField", "IS_LINK");
        said.into_iter().flatten().map(move |option| {
            let text = format!("`{option}` is for links: a `Link<..>` or `WeakLink<..>`");
            quote_spanned!(option.span()=> #(#cfgs)* const _: () = ::core::assert!(#is_link, #text);)
        })
    });
    links.collect()
}

fn bounds_of(i: usize) -> (Ident, Ident) {
    (format_ident!("__QOM_FROM_{i}"), format_ident!("__QOM_TO_{i}"))
}

/// The bounds of ranges, and that they and the default fit.
pub(super) fn ranges(fields: &[Field]) -> TokenStream {
    let ranges = fields.iter().enumerate().filter_map(|(i, field)| {
        let Field { cfgs, ty, start, .. } = field;
        let Start::Property(property) = start else { return None };
        let (from, to) = property.range.as_ref()?;
        let (least, greatest) = bounds_of(i);
        let possible = projected(ty, "RangedField", "POSSIBLE");
        let (possible_at, not_empty_at) = (to.span(), from.span());
        let default_fits = property.default.as_ref().map(|default| {
            quote_spanned! {default.span()=>
                const _: () = ::core::assert!(
                    #least > #greatest || (#least <= #default as i128 && #default as i128 <= #greatest),
                    "the default is not in the range"
                );
            }
        });
        let [possible, not_empty] = [
            quote_spanned! {possible_at=>
                const _: () = {
                    const POSSIBLE: (i128, i128) = #possible;
                    ::core::assert!(
                        POSSIBLE.0 <= #least && #greatest <= POSSIBLE.1,
                        "the range has numbers that the property's type has not"
                    );
                };
            },
            quote_spanned! {not_empty_at=>
                const _: () = ::core::assert!(#least <= #greatest, "the range is empty: the lower end comes first");
            },
        ];
        Some(quote! {
            #(#cfgs)* const #least: i128 = #from as i128;
            #(#cfgs)* const #greatest: i128 = #to as i128;
            #(#cfgs)* #possible
            #(#cfgs)* #not_empty
            #(#cfgs)* #default_fits
        })
    });
    ranges.collect()
}

/// The names of the properties, and that no ancestor has one of them.
pub(super) fn names(fields: &[Field], parent: &Ident, owner: &Ident) -> (TokenStream, TokenStream) {
    let named: Vec<(&Field, &String)> = fields
        .iter()
        .filter_map(|field| match &field.start {
            Start::Property(property) => Some((field, &property.name)),
            Start::Child { name } => Some((field, name)),
            Start::Default | Start::Value(_) => None,
        })
        .collect();
    let names = named.iter().map(|(Field { cfgs, .. }, name)| quote!(#(#cfgs)* #name));
    let inherited = quote_spanned!(parent.span()=> <#parent as __qom::QomType>::PROPERTIES);
    let checks = named.iter().map(|(Field { cfgs, ident, .. }, name)| {
        let text = format!("an ancestor has a property `{name}`: choose another name, `#[property(name = \"..\")]`");
        quote_spanned! {ident.span()=>
            #(#cfgs)* const _: () = ::core::assert!(__qom::count_properties(&#inherited, #name) == 0, #text);
        }
    });
    (
        quote!(__qom::PropertyNames {
            own: &[#(#names),*],
            computed: <#owner>::QOM_PROPERTIES,
            parent: ::core::option::Option::Some(&#inherited),
        }),
        quote!(#(#checks)*),
    )
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
        Start::Property(property) => property.default.as_ref(),
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
        Start::Property(property) => {
            let with_default = projected(ty, "PropertyField", "with_default");
            let default = match &property.default {
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
