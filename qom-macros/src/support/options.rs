//! The options in the parentheses of an attribute: `name = "..", abstract, interfaces = [A, B]`.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Token};

use super::errors::Errors;
use super::names::unknown;

/// Parses each option with `parse`, which is called with the option's name and answers whether it knows it. An
/// option that is wrong is reported, skipped, and the rest are parsed all the same.
pub(crate) fn parse_options(
    what: &str,
    known: &[&str],
    tokens: TokenStream,
    errors: &mut Errors,
    mut parse: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<bool>,
) {
    let mut seen: Vec<Ident> = Vec::new();
    for option in split_at_commas(tokens) {
        let parsed = (|input: ParseStream<'_>| {
            let name = input.call(Ident::parse_any)?;
            if seen.contains(&name) {
                return Err(syn::Error::new(name.span(), format!("`{name}` is given twice: remove one")));
            }
            if !parse(&name, input)? {
                skip_rest(input);
                return Err(syn::Error::new(name.span(), unknown(what, &name.to_string(), known)));
            }
            if !input.is_empty() {
                return Err(input.error(format!("unexpected after `{name}`: options are separated by commas")));
            }
            seen.push(name);
            Ok(())
        })
        .parse2(option);
        errors.take(parsed);
    }
}

/// The value of `name = value`.
pub(crate) fn value<T: syn::parse::Parse>(input: ParseStream<'_>) -> syn::Result<T> {
    input.parse::<Token![=]>()?;
    input.parse()
}

fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut options = vec![TokenStream::new()];
    let mut depth = 0_usize;
    let mut previous = ' ';
    for token in tokens {
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => depth += 1,
                '>' if previous != '-' && previous != '=' => depth = depth.saturating_sub(1),
                ',' if depth == 0 => {
                    options.push(TokenStream::new());
                    previous = ',';
                    continue;
                }
                _ => {}
            }
            previous = punct.as_char();
        } else {
            previous = ' ';
        }
        if let Some(last) = options.last_mut() {
            last.extend([token]);
        }
    }
    options.retain(|option| !option.is_empty());
    options
}

fn skip_rest(input: ParseStream<'_>) {
    let _ = input.parse::<TokenStream>();
}
