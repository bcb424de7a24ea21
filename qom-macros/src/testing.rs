//! What the tests of all attributes share: an item as users write it, and what an attribute makes of it.

use std::ops::Range;

use proc_macro2::{Group, TokenStream, TokenTree};

use crate::command::{self, Kind};
use crate::{qmp_event, qom_class, qom_enum, qom_interface, qom_properties, qom_type, test};

/// An item and the attribute on it.
pub(crate) struct Written {
    attribute: String,
    pub(crate) options: TokenStream,
    pub(crate) item: TokenStream,
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

/// That the attribute refuses what is in `«..»`, for these reasons in this order, each told once; and that the item is
/// there all the same, so that who uses it is not wrong as well.
#[track_caller]
pub(crate) fn refused(marked: &str, reasons: &[&str]) {
    assert!(is_declared(marked, reasons), "the item is lost: {marked}");
}

/// The same of an item that is better not there.
#[track_caller]
pub(crate) fn refused_and_lost(marked: &str, reasons: &[&str]) {
    assert!(!is_declared(marked, reasons), "the item is still there: {marked}");
}

#[track_caller]
fn is_declared(marked: &str, reasons: &[&str]) -> bool {
    let plain = marked.replace(['«', '»'], "");
    let written = Written::of(&plain);
    let (rest, mut errors) = without_errors(written.expand());
    errors.sort_by_key(|(place, _)| place.start);
    let (places, told): (Vec<Range<usize>>, Vec<String>) = errors.into_iter().unzip();
    assert_eq!(
        (with_marks(&plain, &places), told),
        (marked.to_owned(), reasons.iter().map(|&r| r.to_owned()).collect())
    );
    declared(&rest).contains(&declared(&written.item)[0])
}

/// A text with the marks around these places in it.
fn with_marks(plain: &str, places: &[Range<usize>]) -> String {
    // At one place what ends goes before what begins, unless it is the same.
    let ends = |i: usize| places.iter().filter(move |place| place.end == i && place.start < i).map(|_| "»");
    let begins = |i: usize| places.iter().filter(move |place| place.start == i && place.end > i).map(|_| "«");
    let empty = |i: usize| places.iter().filter(move |place| place.start == i && place.end == i).map(|_| "«»");
    let mut marked = String::new();
    for i in 0..=plain.len() {
        marked.extend(ends(i).chain(empty(i)).chain(begins(i)));
        if plain.is_char_boundary(i) {
            marked.extend(plain[i..].chars().next());
        }
    }
    marked
}

/// What code declares: `struct X`.
fn declared(code: &TokenStream) -> Vec<String> {
    const KEYWORDS: &[&str] = &["struct", "enum", "union", "trait", "fn", "impl", "mod", "type", "const"];
    let words: Vec<String> = code.clone().into_iter().map(|tree| tree.to_string()).collect();
    let is_keyword = |word: &String| KEYWORDS.contains(&word.as_str());
    // In `const fn f` the function is meant.
    let pairs = words.windows(2).filter(|pair| is_keyword(&pair[0]) && !is_keyword(&pair[1]));
    pairs.map(|pair| pair.join(" ")).collect()
}
