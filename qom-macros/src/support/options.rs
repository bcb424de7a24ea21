//! The options in the parentheses of an attribute: `name = "..", abstract, interfaces = [A, B]`.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Ident, Path, Token};

use super::errors::Errors;
use super::names::{listed, meant, unknown};

/// The options that an attribute has.
pub(crate) struct Known<'k> {
    /// Whose options they are, if not the attribute's itself: "of `property`".
    pub(crate) of: &'k str,
    pub(crate) names: &'k [&'k str],
}

/// Parses each option with `parse`, which is called with the option's name and answers whether it knows it. An
/// option that is wrong is reported, skipped or taken for the one that was meant, and the rest are parsed all the same.
pub(crate) fn parse_options(
    known: &Known<'_>,
    tokens: TokenStream,
    errors: &mut Errors,
    mut parse: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<bool>,
) {
    let mut seen: Vec<Ident> = Vec::new();
    for option in split_at_commas(tokens) {
        let parsed = (|input: ParseStream<'_>| {
            if !input.peek(Ident::peek_any) {
                return Err(input.error(format!("expected an option: there is {}", listed(known.names))));
            }
            let name = input.call(Ident::parse_any)?;
            if seen.contains(&name) {
                return Err(syn::Error::new(name.span(), format!("`{name}` is given twice: remove one")));
            }
            if !parse(&name, input)? {
                let given = name.to_string();
                // As if it had been written as meant, so that what depends on it is not wrong as well. The one error
                // is that it is not.
                let meant = meant(&given, known.names).map(|meant| Ident::new(meant, name.span()));
                if let Some(meant) = meant.filter(|meant| !seen.contains(meant)) {
                    let _ = parse(&meant, input);
                }
                return Err(syn::Error::new(name.span(), unknown("option", &given, known.of, known.names)));
            }
            if input.peek(Token![=]) {
                return Err(input.error(format!("`{name}` takes no value: write `{name}` alone")));
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

/// The value of `name = value`; `example` shows such an option.
pub(crate) fn value<T: Parse>(name: &Ident, example: &str, input: ParseStream<'_>) -> syn::Result<T> {
    value_by(name, example, input, T::parse)
}

/// The value of an option that is a path.
pub(crate) fn path(name: &Ident, example: &str, input: ParseStream<'_>) -> syn::Result<Path> {
    value_by(name, example, input, Path::parse_mod_style)
}

fn value_by<T>(
    name: &Ident,
    example: &str,
    input: ParseStream<'_>,
    parse: fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let text = format!("`{name}` is written `{example}`");
    if input.parse::<Option<Token![=]>>()?.is_none() || input.is_empty() {
        return Err(syn::Error::new(name.span(), text));
    }
    let place = input.span();
    parse(input).map_err(|_| syn::Error::new(place, text))
}

/// What follows what an attribute is about: the options after a comma.
pub(crate) fn rest(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    if !input.is_empty() && !input.peek(Token![,]) {
        return Err(input.error("options are separated by commas"));
    }
    input.parse::<Option<Token![,]>>()?;
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
