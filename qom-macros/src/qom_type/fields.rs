//! The code that the fields of a type become.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, ExprUnary, Ident, Lit, LitStr, Type, UnOp};

use super::model::{Field, Model, Property, Start};
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
    let type_name = projected(i, ty, contract, "type_name");
    let shape = projected(i, ty, contract, "shape");
    let accessible = projected(i, ty, contract, "accessible");
    let source = quote! {
        __qom::PropertySource::Field(|object: &__qom::Object| {
            #accessible(&__qom::receiver::<__qom::Object, #owner>(object).#ident)
        })
    };
    Some(quote!(#(#cfgs)* __qom::PropertyInfo::new(#name, #type_name, #shape, #doc, #source) #said,))
}

/// What the options of a property add to its description.
fn said(i: usize, ty: &Type, owner: &Ident, property: &Property) -> TokenStream {
    let Property { default, range, unit, deprecated, is_read_only, is_write_only, settable, .. } = property;
    let Property { check, set_once, on_delete, .. } = property;
    let default = default.is_some().then(|| {
        let default = default_of(i, ty);
        let shown = projected(i, ty, "PropertyField", "shown");
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
    let always = matches!(settable, Some((_, true))).then(|| quote!(.settable_always()));
    let check = check.as_ref().map(|check| {
        let checked = projected(i, ty, "PropertyField", "Checked");
        quote_spanned! {check.span()=>
            .with_check(|__qom_object: &__qom::Object, __qom_value: &dyn ::core::any::Any| {
                let check: fn(&#owner, &#checked) -> __qom::Result<()> = #check;
                let this = __qom::receiver::<__qom::Object, #owner>(__qom_object);
                __qom_value.downcast_ref().map_or(::core::result::Result::Ok(()), |value| check(this, value))
            })
        }
    });
    let set_once = set_once.as_ref().map(|_| quote!(.set_once()));
    let on_delete = on_delete.as_ref().map(|(_, refuses)| quote!(.with_deletion(#refuses)));
    quote!(#default #range #unit #deprecated #read_only #write_only #always #check #set_once #on_delete)
}

/// That what only links have is said of links.
pub(super) fn links(fields: &[Field]) -> TokenStream {
    let links = fields.iter().enumerate().flat_map(|(i, field)| {
        let Field { cfgs, ty, start, .. } = field;
        let said = match start {
            Start::Property(property) => {
                [property.set_once.clone(), property.on_delete.as_ref().map(|(option, _)| option.clone())]
            }
            _ => [None, None],
        };
        let is_link = projected(i, ty, "PropertyField", "IS_LINK");
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

/// The bounds of ranges, and that they and what the property starts with fit.
pub(super) fn ranges(fields: &[Field]) -> TokenStream {
    let ranges = fields.iter().enumerate().filter_map(|(i, field)| {
        let Field { cfgs, ty, start, .. } = field;
        let Start::Property(property) = start else { return None };
        let (from, to) = property.range.as_ref()?;
        let (least, greatest) = bounds_of(i);
        let possible = format_ident!("__QOM_POSSIBLE_{i}");
        let of_type = projected(i, ty, "RangedField", "POSSIBLE");
        let check = |at: Span, fits: TokenStream, text: &str| {
            quote_spanned!(at=> #(#cfgs)* const _: () = ::core::assert!(#fits, #text);)
        };
        let is_possible = quote!((#possible.0 <= #least && #greatest <= #possible.1));
        let type_has_it =
            check(to.span(), is_possible.clone(), "the range has numbers that the property's type has not");
        let not_empty =
            check(from.span(), quote!(#least <= #greatest), "the range is empty: the lower end comes first");
        let start = match &property.default {
            Some(default) if is_constant(property) => {
                let default_of = default_of(i, ty);
                Some((quote!(#default_of() as ::core::primitive::i128), default.span(), "the default is not in the range"))
            }
            // That a text is no number is said already, or that there are no ranges of texts.
            Some(_) => None,
            None => Some((
                quote!(0),
                from.span(),
                "the property starts with 0, which is not in the range: say what it starts with, `default = ..`",
            )),
        };
        let start_fits = start.map(|(start, at, text)| {
            // Of a range that is wrong that is the one error.
            let fits = quote! {
                #least > #greatest || !#is_possible || {
                    let __qom_start: ::core::primitive::i128 = #start;
                    #least <= __qom_start && __qom_start <= #greatest
                }
            };
            check(at, fits, text)
        });
        let (from, to) = (number(i, from, ty), number(i, to, ty));
        Some(quote! {
            #(#cfgs)* const #possible: (::core::primitive::i128, ::core::primitive::i128) = #of_type;
            #(#cfgs)* const #least: ::core::primitive::i128 = #from;
            #(#cfgs)* const #greatest: ::core::primitive::i128 = #to;
            #type_has_it
            #not_empty
            #start_fits
        })
    });
    ranges.collect()
}

/// Whether the default is needed when the type is compiled.
fn is_constant(property: &Property) -> bool {
    let default = property.default.as_ref();
    property.range.is_some() && !default.is_some_and(|default| is_text(default) || matches!(default, Expr::Verbatim(_)))
}

fn is_text(default: &Expr) -> bool {
    matches!(default, Expr::Lit(ExprLit { lit: Lit::Str(_), .. }))
}

/// An end of a range: worth what it is worth in the property's type; but a plain number that the type has not is what it
/// is, so that more can be said of it.
fn number(i: usize, written: &Expr, ty: &Type) -> TokenStream {
    if is_plain(written) {
        return quote_spanned!(written.span()=> #written as ::core::primitive::i128);
    }
    let number = projected(i, ty, "RangedField", "Number");
    quote_spanned!(written.span()=> { let __qom_number: #number = #written; __qom_number as ::core::primitive::i128 })
}

fn is_plain(written: &Expr) -> bool {
    match written {
        Expr::Lit(literal) => matches!(literal.lit, Lit::Int(_)),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => is_plain(expr),
        Expr::Group(group) => is_plain(&group.expr),
        _ => false,
    }
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
        .enumerate()
        .filter_map(|(i, Field { cfgs, ident, ty, start, .. })| {
            let Start::Child { name } = start else { return None };
            let as_child = projected(i, ty, "ChildField", "as_child");
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

/// A function for each default: it is needed more than once, and is wrong once.
pub(super) fn defaults(fields: &[Field]) -> TokenStream {
    fields
        .iter()
        .enumerate()
        .filter_map(|(i, Field { cfgs, ty, start, .. })| {
            let Start::Property(property) = start else { return None };
            let default = property.default.as_ref()?;
            let name = default_of(i, ty);
            let value = projected(i, ty, "PropertyField", "Value");
            let constant = is_constant(property).then(|| quote!(const));
            // A text is given as a literal and kept as a `String`.
            let default = match is_text(default) {
                true => quote_spanned!(default.span()=> ::std::borrow::ToOwned::to_owned(#default)),
                false => quote!(#default),
            };
            Some(quote!(#(#cfgs)* #constant fn #name() -> #value { #default }))
        })
        .collect()
}

fn default_of(i: usize, ty: &Type) -> Ident {
    format_ident!("__qom_default_{i}", span = ty.span())
}

/// How a level is built, root first.
pub(super) fn construct(model: &Model, parent: &Ident, hidden: &Ident) -> TokenStream {
    let Model { fields, broken, ident, .. } = model;
    if !broken.is_empty() {
        // The compiler has told what is wrong with them; that they are missing here would be told too.
        let text = format!("a field of `{ident}` is in a form that `qom_type` cannot read");
        return quote!(
            fn construct(_: __qom::Seed) -> __qom::Building<Self> {
                ::core::panic!(#text)
            }
        );
    }
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
            let with_default = projected(i, ty, "PropertyField", "with_default");
            let default = match &property.default {
                Some(_) => default_of(i, ty).into_token_stream(),
                None => quote_spanned!(ty.span()=> __qom::StartingValue::start),
            };
            let default = spread(ty, |at| quote_spanned!(at=> #default()));
            spread(ty, |at| quote_spanned!(at=> #with_default(#default)))
        }
        Start::Child { .. } => {
            let holding = projected(i, ty, "ChildField", "holding");
            let child = projected(i, ty, "ChildField", "Type");
            let child = spread(ty, |at| quote_spanned!(at=> __qom::new_child::<#child>()));
            spread(ty, |at| quote_spanned!(at=> #holding(#child)))
        }
    }
}

/// The check that each field can be shared between threads. It stands apart: among the names that the expansion makes
/// for itself the type of a field could mean something else than in the struct.
pub(super) fn shared(fields: &[Field], private: &TokenStream) -> Option<TokenStream> {
    if fields.is_empty() {
        return None;
    }
    let fields = fields
        .iter()
        .map(|Field { cfgs, ty, .. }| quote_spanned!(ty.span()=> #(#cfgs)* shared_between_threads::<#ty>();));
    Some(quote! {
        const _: fn() = || {
            #[allow(dead_code)]
            fn shared_between_threads<T: #private::SharedField>() {}
            #(#fields)*
        };
    })
}

/// A name for the type of each field that is a property or a child. A type that cannot be written, as `Prop<Duration>`,
/// is one error in the struct; the name then stands for nothing, and of nothing the compiler asks nothing.
pub(super) fn aliases(fields: &[Field]) -> TokenStream {
    let is_asked = |field: &Field| matches!(field.start, Start::Property(_) | Start::Child { .. });
    let aliases = fields.iter().enumerate().filter(|(_, field)| is_asked(field)).map(|(i, Field { cfgs, ty, .. })| {
        let alias = alias(i, ty);
        let this =
            spread(ty, |at| quote_spanned!(at=> <#ty as __qom::IfWritten<{ __qom::is_written::<#ty>() }>>::This));
        quote!(#(#cfgs)* type #alias = #this;)
    });
    aliases.collect()
}

/// In the place of the whole type, thanks to angle brackets with nothing in them.
fn alias(i: usize, ty: &Type) -> TokenStream {
    spread(ty, |at| {
        let alias = format_ident!("__QomField{i}", span = at);
        quote_spanned!(at=> #alias<>)
    })
}

/// `<ty as __qom::contract>::item` for the field of this index, in the place of its type.
fn projected(i: usize, ty: &Type, contract: &str, item: &str) -> TokenStream {
    let alias = alias(i, ty);
    spread(ty, |at| {
        let (contract, item) = (Ident::new(contract, at), Ident::new(item, at));
        quote_spanned!(at=> <#alias as __qom::#contract>::#item)
    })
}
