//! The code that an enum of words becomes.

use proc_macro2::TokenStream;
use quote::quote;

use super::model::Model;
use crate::support::tokens::{allowed, private, without_tools};

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model { ident, name, variants, .. } = model;
    let private = private(model.crate_path.as_ref());
    let allowed = allowed();
    let (idents, names): (Vec<_>, Vec<_>) = variants.iter().map(|(ident, name)| (ident, name)).unzip();
    let indexes: Vec<usize> = (0..variants.len()).collect();
    let index = match idents.is_empty() {
        // There is an error already.
        true => quote!(0),
        false => quote!(match self { #(Self::#idents => #indexes,)* }),
    };
    let code = quote! {
        #allowed
        const _: () = {
            use #private as __qom;

            impl __qom::QomEnum for #ident {
                const NAMES: &'static [&'static ::core::primitive::str] = &[#(#names),*];

                fn index(&self) -> ::core::primitive::usize {
                    #index
                }

                fn from_index(index: ::core::primitive::usize) -> ::core::option::Option<Self> {
                    match index {
                        #(#indexes => ::core::option::Option::Some(Self::#idents),)*
                        _ => ::core::option::Option::None,
                    }
                }
            }

            impl ::core::convert::From<#ident> for __qom::Value {
                fn from(value: #ident) -> Self {
                    ::core::convert::From::from(__qom::QomEnum::name(&value))
                }
            }

            impl __qom::FromValue for #ident {
                fn from_value(value: __qom::Value) -> ::core::result::Result<Self, __qom::Refusal> {
                    __qom::choice(__qom::Input::Value(value))
                }
            }

            #[diagnostic::do_not_recommend]
            impl __qom::PropertyValue for #ident {
                type Cell = __qom::Choice;

                fn type_name() -> ::std::string::String {
                    ::std::borrow::ToOwned::to_owned(#name)
                }

                fn shape() -> __qom::Shape {
                    __qom::Shape::of_words(<Self as __qom::QomEnum>::NAMES)
                }

                fn into_value(self) -> __qom::Value {
                    ::core::convert::From::from(self)
                }

                fn from_input(input: __qom::Input<'_>) -> ::core::result::Result<Self, __qom::Refusal> {
                    __qom::choice(input)
                }
            }
        };
    };
    without_tools(model.crate_path.as_ref(), code)
}
