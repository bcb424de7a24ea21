//! The options in the parentheses of an attribute: `name = "..", abstract, interfaces = [A, B]`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseBuffer, ParseStream, Parser};
use syn::{Ident, Lit, LitStr, Path, Token};

use super::errors::Errors;
use super::names::{listed, meant, unknown};
use super::tokens::with_parentheses;

/// The options that an attribute has.
pub(crate) struct Known<'k> {
    /// Whose options they are, if not the attribute's itself: "of `property`".
    pub(crate) of: &'k str,
    pub(crate) names: &'k [&'k str],
}

/// Parses each option with `parse`, which is called with the option's name and answers whether it knows it. An
/// option that is wrong is reported, and taken for the one that was meant, or skipped; the rest are parsed all the same.
pub(crate) fn parse_options(
    known: &Known<'_>,
    tokens: TokenStream,
    errors: &mut Errors,
    mut parse: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<bool>,
) {
    let mut seen: Vec<Ident> = Vec::new();
    let parsed = (|input: ParseStream<'_>| {
        while !input.is_empty() {
            // The parser of the value finds where it ends: a `,` or `<` in an expression can be anything.
            let option = input.fork();
            match one(known, &option, &mut seen, &mut parse) {
                Ok(()) => input.advance_to(&option),
                Err(error) => {
                    errors.add(error);
                    input.advance_to(&next_option(known, input, &option)?);
                }
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    })
    .parse2(with_parentheses(tokens));
    errors.take(parsed);
}

fn one(
    known: &Known<'_>,
    input: ParseStream<'_>,
    seen: &mut Vec<Ident>,
    parse: &mut impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<bool>,
) -> syn::Result<()> {
    if !input.peek(Ident::peek_any) {
        let error = input.error(format!("expected an option: there is {}", listed(known.names)));
        // As if the name were there, so that what depends on it is not wrong as well. The one error is that it is not.
        for name in of_value(input).iter().filter(|name| known.names.contains(name)) {
            let name = Ident::new(name, input.span());
            if !seen.contains(&name) && parse(&name, &input.fork()).is_ok() {
                seen.push(name);
                break;
            }
        }
        return Err(error);
    }
    let name = input.call(Ident::parse_any)?;
    if seen.contains(&name) {
        return Err(syn::Error::new(name.span(), format!("`{name}` is given twice: remove one")));
    }
    let value = input.fork();
    let is_known = parse(&name, input).inspect_err(|_| {
        if let Some(meant) = as_written_well(&name, &value) {
            // The one error is that it is written otherwise.
            let _ = (|input: ParseStream<'_>| parse(&name, input)).parse2(meant);
        }
    })?;
    if !is_known {
        let given = name.to_string();
        // As if it had been written as meant.
        let meant = meant(&given, known.names).map(|meant| Ident::new(meant, name.span()));
        if let Some(meant) = meant.filter(|meant| !seen.contains(meant)) {
            let _ = parse(&meant, input);
        }
        return Err(syn::Error::new(name.span(), unknown("option", &given, known.of, known.names)));
    }
    seen.push(name.clone());
    if input.peek(Token![=]) {
        return Err(input.error(format!("`{name}` takes no value: write `{name}` alone")));
    }
    if !is_at_end(input) {
        return Err(input.error(format!("unexpected after `{name}`: options are separated by commas")));
    }
    Ok(())
}

/// The options that `= value`, whose name is missing, can be.
fn of_value(input: ParseStream<'_>) -> &'static [&'static str] {
    let value = input.fork();
    if value.parse::<Token![=]>().is_err() {
        &[]
    } else if value.peek(syn::token::Bracket) {
        &["interfaces"]
    } else if value.peek(LitStr) {
        &["name", "default"]
    } else if value.peek(Lit) {
        &["default"]
    } else {
        &["parent"]
    }
}

/// What follows the name of an option: one `=`, that may be doubled, missing or another sign, and the value.
fn as_written_well(name: &Ident, input: ParseStream<'_>) -> Option<TokenStream> {
    let end = end_of_wrong(input).ok()?;
    let mut rest: Vec<TokenTree> = Vec::new();
    while input.cursor() != end.cursor() {
        rest.push(input.parse().ok()?);
    }
    if let [TokenTree::Group(group)] = &rest[..]
        && group.delimiter() == Delimiter::Parenthesis
    {
        let within = group.stream();
        return Some(quote!(= #within));
    }
    let is_before_value = |tree: &&TokenTree| match tree {
        TokenTree::Punct(_) => true,
        TokenTree::Ident(ident) => ident == name,
        _ => false,
    };
    let before_value = rest.iter().take_while(is_before_value).count();
    let value = &rest[before_value..];
    Some(quote!(= #(#value)*))
}

/// Where to go on behind an option that is wrong: at the next one, if only the comma is missing before it, or is another
/// sign, or else at the next comma.
fn next_option<'a>(known: &Known<'_>, start: ParseStream<'a>, at: ParseStream<'a>) -> syn::Result<ParseBuffer<'a>> {
    let input = at.fork();
    while let Some((TokenTree::Punct(punct), _)) = input.cursor().token_tree()
        && punct.as_char() != ','
    {
        input.parse::<TokenTree>()?;
    }
    let is_option = match input.fork().call(Ident::parse_any) {
        Ok(name) => known.names.iter().any(|known| name == known),
        Err(_) => false,
    };
    if is_option && input.cursor() != start.cursor() { Ok(input) } else { end_of_wrong(start) }
}

fn is_at_end(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![,])
}

/// The comma after an option that is wrong, or the end: one that is in no brackets, `<..>` if they are closed.
fn end_of_wrong<'a>(start: ParseStream<'a>) -> syn::Result<ParseBuffer<'a>> {
    let input = start.fork();
    let mut depth = 0_usize;
    while !input.is_empty() && (depth > 0 || !input.peek(Token![,])) {
        if input.peek(Token![->]) || input.peek(Token![=>]) {
            input.parse::<TokenTree>()?;
        } else if input.peek(Token![<]) {
            depth += 1;
        } else if input.peek(Token![>]) {
            depth = depth.saturating_sub(1);
        }
        input.parse::<TokenTree>()?;
    }
    if depth == 0 {
        return Ok(input);
    }
    // It was a comparison, or a shift.
    let input = start.fork();
    while !is_at_end(&input) {
        input.parse::<TokenTree>()?;
    }
    Ok(input)
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
    if input.parse::<Option<Token![=]>>()?.is_none() || is_at_end(input) {
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

#[cfg(test)]
mod tests {
    use crate::testing::refused;

    const ALL: &str = "`name`, `parent`, `abstract`, `interfaces`, `singleton`, `class_init`, `class_base_init`, \
                       `class_data`, `init`, `post_init`, `unparent`, `before_set` and `crate`";

    #[test]
    fn options_that_are_wrong_are_told_once_each() {
        let (no_option, none) =
            (format!("expected an option: there is {ALL}"), format!("unknown option `speed`: there is {ALL}"));
        let separated = "unexpected after `abstract`: options are separated by commas";
        let cases = [
            ("«5»", no_option.as_str()),
            ("abstract, «\"a\"», init = f", &no_option),
            ("«=» f", &no_option),
            ("«speed»", &none),
            ("«speed» = 5 < 6, abstract", &none),
            ("«speed»(a, b), abstract", &none),
            ("«speed» = Map<A, B>::new(), abstract", &none),
            ("«speed» = |a| -> Map<A, B> { a }, abstract", &none),
            ("«abstrct»", "unknown option `abstrct`: did you mean `abstract`?"),
            ("«parnet» = Device", "unknown option `parnet`: did you mean `parent`?"),
            ("«Init» = f", "unknown option `Init`: did you mean `init`?"),
            ("abstract, init = f, «abstract»", "`abstract` is given twice: remove one"),
            ("init = f, «init» = g(a, b), abstract", "`init` is given twice: remove one"),
            ("abstract «=» true", "`abstract` takes no value: write `abstract` alone"),
            ("abstract «init» = f", separated),
            ("abstract«(»true), init = f", separated),
            ("init = f «abstract»", "unexpected after `init`: options are separated by commas"),
            ("«init»: f", "`init` is written `init = function`"),
            ("«init» f", "`init` is written `init = function`"),
        ];
        for (options, reason) in cases {
            refused(&format!("#[qom_type({options})] struct XY {{}}"), &[reason]);
        }
    }

    /// An option in a wrong form is the one that was meant, and so it is there for what depends on it.
    #[test]
    fn what_was_meant_counts() {
        let itself = "`XY` cannot be its own parent: name another type; without `parent` it is `Object`";
        let cases = [
            ("«parnet» = «XY»", "unknown option `parnet`: did you mean `parent`?"),
            ("«parent» «XY»", "`parent` is written `parent = Device`"),
            ("«parent»(«XY»)", "`parent` is written `parent = Device`"),
            ("«parent»: «XY»", "`parent` is written `parent = Device`"),
            ("parent =«=» «XY»", "`parent` is written `parent = Device`"),
            ("abstract «parent» = «XY»", "unexpected after `abstract`: options are separated by commas"),
            ("«=» «XY»", &format!("expected an option: there is {ALL}")),
        ];
        for (options, reason) in cases {
            refused(&format!("#[qom_type({options})] struct XY {{}}"), &[reason, itself]);
        }
    }

    /// A comma ends an option that is wrong, unless it is in brackets of any kind.
    #[test]
    fn what_is_behind_a_wrong_option_is_read() {
        let behind = "`init` is given twice: remove one";
        for wrong in [
            "«speed»(a, b)",
            "«speed» = [a, b]",
            "«speed» = A<B, C>",
            "«speed» = 1 < 2",
            "«speed» = 1 >> 2",
            "«speed» = a -> b",
        ] {
            let unknown = format!("unknown option `speed`: there is {ALL}");
            refused(&format!("#[qom_type({wrong}, init = f, «init» = g)] struct XY {{}}"), &[&unknown, behind]);
        }
    }
}
