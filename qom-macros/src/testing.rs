//! What the tests of all attributes share: an item as users write it, and what an attribute makes of it.

use std::ops::Range;

use proc_macro2::{Group, TokenStream, TokenTree};

use crate::command::{self, Kind};
use crate::{qmp_event, qom_class, qom_enum, qom_interface, qom_properties, qom_type, test};

/// An item and the attribute on it.
pub(crate) struct Written {
    attribute: String,
    options: TokenStream,
    item: TokenStream,
}

impl Written {
    pub(crate) fn of(text: &str) -> Self {
        let mut item: Vec<TokenTree> = text.parse::<TokenStream>().expect(text).into_iter().collect();
        for i in 1..item.len() {
            let Some((attribute, options)) = attribute(&item[i - 1], &item[i]) else { continue };
            // A derive stays on its item, for other derives.
            if attribute != "derive" {
                item.drain(i - 1..=i);
            }
            return Self { attribute, options, item: item.into_iter().collect() };
        }
        panic!("none of our attributes: {text}");
    }

    /// What the attribute makes of the item, as the compiler would have it: of a derive, the item too.
    pub(crate) fn expand(&self) -> TokenStream {
        let (options, item) = (self.options.clone(), self.item.clone());
        match self.attribute.as_str() {
            "qom_type" => qom_type::attribute(options, item),
            "qom_class" => qom_class::attribute(options, item),
            "qom_interface" => qom_interface::attribute(options, item),
            "qom_properties" => qom_properties::attribute(options, item),
            "qmp_command" => command::attribute(Kind::Qmp, options, item),
            "hmp_command" => command::attribute(Kind::Hmp, options, item),
            "qmp_event" => qmp_event::attribute(options, item),
            "test" => test::attribute(options, item),
            _ => {
                let derived = qom_enum::derive(item.clone());
                quote::quote!(#item #derived)
            }
        }
    }
}

const ATTRIBUTES: &[&str] = &[
    "qom_type",
    "qom_class",
    "qom_interface",
    "qom_properties",
    "qmp_command",
    "hmp_command",
    "qmp_event",
    "test",
    "derive",
];

/// The name and the options of `#[name(options)]`, if it is one of ours.
fn attribute(sign: &TokenTree, rest: &TokenTree) -> Option<(String, TokenStream)> {
    let (TokenTree::Punct(sign), TokenTree::Group(rest)) = (sign, rest) else { return None };
    let within: Vec<TokenTree> = rest.stream().into_iter().collect();
    let (name, options) = match &within[..] {
        [.., name, TokenTree::Group(options)] => (name, Group::stream(options)),
        [.., name] => (name, TokenStream::new()),
        [] => return None,
    };
    let name = name.to_string();
    (sign.as_char() == '#' && ATTRIBUTES.contains(&name.as_str())).then_some((name, options))
}

/// Code without the errors in it, and these: what they say, and the place in the text that they are shown at.
pub(crate) fn without_errors(code: TokenStream) -> (TokenStream, Vec<(Range<usize>, String)>) {
    let (mut rest, mut errors) = (Vec::new(), Vec::new());
    let mut trees = code.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Ident(name) if name == "compile_error" => {
                trees.next();
                let Some(TokenTree::Group(said)) = trees.next() else { panic!("`compile_error!` says nothing") };
                let said: syn::LitStr = syn::parse2(said.stream()).unwrap();
                // `::core::`
                rest.truncate(rest.len() - 5);
                errors.push((name.span().byte_range().start..said.span().byte_range().end, said.value()));
            }
            TokenTree::Group(group) => {
                let (within, more) = without_errors(group.stream());
                errors.extend(more);
                let mut inner = Group::new(group.delimiter(), within);
                inner.set_span(group.span());
                rest.push(inner.into());
            }
            other => rest.push(other),
        }
    }
    (rest.into_iter().collect(), errors)
}
