//! Pieces of code and of items that the attributes have in common.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Attribute, Expr, ExprLit, Lit, Meta, Path};

/// Where the expansions find what they name: `::qom_core::private`, or under the path that `crate = ..` gives.
pub(crate) fn private(crate_path: Option<&Path>) -> TokenStream {
    private_at(crate_path, Span::call_site())
}

/// The same, for code in the place of something that the user wrote.
pub(crate) fn private_at(crate_path: Option<&Path>, at: Span) -> TokenStream {
    match crate_path {
        Some(path) => quote!(#path::private),
        None => quote_spanned!(at=> ::qom_core::private),
    }
}

/// What the code between declarations may do that a crate may have forbidden itself: code in the place of what the user
/// wrote is checked as if it were the user's.
pub(crate) fn allowed() -> TokenStream {
    quote! {
        #[allow(
            deprecated,
            trivial_casts,
            trivial_numeric_casts,
            unreachable_pub,
            unused_qualifications,
            clippy::all,
            clippy::pedantic,
            clippy::nursery
        )]
    }
}

/// Code with the place of the whole of what the user wrote: a span is one token's, so `code` is written at the last
/// token of it, and then starts at the first.
pub(crate) fn spread(of: &impl ToTokens, code: impl FnOnce(Span) -> TokenStream) -> TokenStream {
    let written: Vec<TokenTree> = of.to_token_stream().into_iter().collect();
    let (Some(first), Some(last)) = (written.first(), written.last()) else { return code(Span::call_site()) };
    let mut code: Vec<TokenTree> = code(last.span()).into_iter().collect();
    if let Some(token) = code.first_mut() {
        token.set_span(first.span());
    }
    code.into_iter().collect()
}

/// An `Option` of the value.
pub(crate) fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

/// The documentation in an item's attributes, lines joined.
pub(crate) fn doc_text(attrs: &[Attribute]) -> String {
    let lines = attrs.iter().filter_map(|attr| match &attr.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    let lines: Vec<String> = lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned()).collect();
    lines.join("\n")
}

/// Whether an attribute is called `name`.
pub(crate) fn is(attr: &Attribute, name: &str) -> bool {
    attr.path().is_ident(name)
}
