//! The code that computed properties become.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::LitStr;
use syn::spanned::Spanned;

use super::model::{Getter, Model, Property, Setter};
use crate::support::page::{Row, remarks, table, within, written};
use crate::support::tokens::{allowed, first_paragraph, option, private, spread};

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model { block, properties, cfgs, .. } = model;
    let private = private(model.crate_path.as_ref());
    let allowed = allowed();
    let owner = &block.self_ty;
    let infos = properties.iter().map(|property| info(property, owner));
    let checks = properties.iter().map(|Property { name, cfgs, declared_by, .. }| {
        let text = format!(
            "the type or an ancestor has another property `{name}`: choose another name, `#[getter(name = \"..\")]`"
        );
        quote_spanned! {declared_by.span()=>
            #(#cfgs)* const _: () = ::core::assert!(
                __qom::count_properties(&<#owner as __qom::QomType>::PROPERTIES, #name) == 1,
                #text
            );
        }
    });
    let rows: Vec<Row> = properties.iter().map(row).collect();
    let page = table(&rows);
    quote! {
        #[doc = #page]
        #block

        #(#cfgs)*
        #allowed
        const _: () = {
            use #private as __qom;

            impl #owner {
                #[doc(hidden)]
                pub const QOM_PROPERTIES: &'static [__qom::PropertyInfo<'static>] = &[#(#infos)*];
            }

            #(#checks)*
        };
    }
}

/// What rustdoc says of it, above the functions.
fn row(property: &Property) -> Row {
    let Property { name, doc, getter, setter, options, .. } = property;
    let value = getter.as_ref().map(|getter| &getter.output).or(setter.as_ref().map(|setter| &setter.input));
    let settable = if setter.is_none() { "never" } else { "always" };
    let about = first_paragraph(&options.description.as_ref().map_or_else(|| doc.clone(), LitStr::value));
    Row {
        name: name.clone(),
        type_name: value.map(value_type).unwrap_or_default(),
        unit: options.unit.as_ref().map(LitStr::value).unwrap_or_default(),
        settable: settable.to_owned(),
        about: remarks(about, getter.is_none(), options.deprecated.as_ref()),
        ..Row::default()
    }
}

/// `u32` of a getter that returns `Result<u32>`.
fn value_type(ty: &syn::Type) -> String {
    within(&written(ty), "Result<")
}

fn info(property: &Property, owner: &syn::Type) -> TokenStream {
    let Property { name, cfgs, doc, getter, setter, options, .. } = property;
    let doc = options.description.as_ref().map_or_else(|| doc.clone(), LitStr::value);
    let this =
        quote_spanned!(owner.span()=> __qom::receiver::<__qom::Object, <#owner as __qom::QomType>::This>(object));
    let get = option(getter.as_ref().map(|Getter { ident, output }| {
        let computed = spread(output, |at| quote_spanned!(at=> <#output as __qom::ComputedValue>::computed));
        quote!(|object| #computed(#this.#ident()))
    }));
    let set = option(setter.as_ref().map(|Setter { ident, input }| {
        let from_input = quote_spanned!(input.span()=> <#input as __qom::PropertyValue>::from_input);
        let settled = quote_spanned!(ident.span()=> __qom::Settled::settled);
        quote! {
            |object, name, input| match #from_input(input) {
                ::core::result::Result::Ok(value) => #settled(#this.#ident(value)),
                ::core::result::Result::Err(refusal) => ::core::result::Result::Err(refusal.of(name)),
            }
        }
    }));
    let value = match (getter, setter) {
        (Some(Getter { output, .. }), _) => {
            spread(output, |at| quote_spanned!(at=> <#output as __qom::ComputedValue>::Value))
        }
        (None, Some(Setter { input, .. })) => quote!(#input),
        (None, None) => return TokenStream::new(),
    };
    // What is read is what is set.
    let is_one_type = getter.as_ref().zip(setter.as_ref()).map(|(Getter { output, .. }, Setter { input, .. })| {
        let read = spread(output, |at| quote_spanned!(at=> <#output as __qom::ComputedValue>::Value));
        quote_spanned! {input.span()=>
            const _: fn(#input) = |value| {
                let _: #read = value;
            };
        }
    });
    let unit = options.unit.as_ref().map(|unit| quote!(.with_unit(#unit)));
    let deprecated = options.deprecated.as_ref().map(|why| quote!(.deprecated_for(#why)));
    let read_only = setter.is_none().then(|| quote!(.read_only()));
    let write_only = getter.is_none().then(|| quote!(.write_only()));
    quote!(#(#cfgs)* {
        #is_one_type
        __qom::PropertyInfo::new(
            #name,
            <#value as __qom::PropertyValue>::type_name,
            <#value as __qom::PropertyValue>::shape,
            #doc,
            __qom::PropertySource::Computed { get: #get, set: #set },
        )
        .settable_always() #unit #deprecated #read_only #write_only
    },)
}
