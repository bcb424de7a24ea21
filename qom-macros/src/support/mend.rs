//! Types and signatures with a slip in them, as they were probably meant.
//!
//! The compiler has told the slip when it read the item. What is made of it here is for the rest of the program: the types
//! that implement a hook, and the callers of a method, are not wrong because a comma is missing where it is declared.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::Parser;
use syn::{Field, FnArg, Meta, Type};

use super::tokens::{is_group, is_sign, is_word};

/// What the object is called in a function's parameters.
#[derive(Clone, Copy)]
pub(crate) enum Object {
    /// `this: &Self`, of a hook.
    This,
    /// `&self`, of a method.
    Receiver,
    /// There is none.
    Nowhere,
}

/// A function, up to its body or `;`, that can be parsed. `None` if there is no telling what was meant.
pub(crate) fn function(part: &[TokenTree], object: Object) -> Option<TokenStream> {
    let (attributes, part) = attributes(part);
    let at =
        part.iter().enumerate().position(|(i, tree)| is_group(tree, Delimiter::Parenthesis) && !is_vis(part, i))?;
    let (TokenTree::Group(parameters), before, after) = (&part[at], &part[..at], &part[at + 1..]) else { return None };
    let (name, generics) = name(before)?;
    let vis = vis(before);
    let (output, end) = match after {
        [output @ .., TokenTree::Group(body)] if body.delimiter() == Delimiter::Brace => (output, quote!(#body)),
        [output @ .., last] if is_sign(last, ';') => (output, quote!(;)),
        output => (output, quote!(;)),
    };
    let parameters = parameters_of(parameters.stream(), object)?;
    let output = output_of(output)?;
    Some(quote!(#(# #attributes)* #vis fn #name #generics(#parameters) #output #end))
}

/// A type that can be parsed: with the `>` that are missing at the end, with one token more, less or another, or the end of
/// what is there.
pub(crate) fn ty(tokens: &[TokenTree]) -> Option<Type> {
    let parsed = |tokens: TokenStream| syn::parse2::<Type>(tokens).ok();
    let without = |i: usize| [&tokens[..i], &tokens[i + 1..]].concat();
    let with = |i: usize, c: char| [&tokens[..i], &[sign(c)], &tokens[i..]].concat();
    let instead = |i: usize, c: char| [&tokens[..i], &[sign(c)], &tokens[i + 1..]].concat();
    let all = 0..tokens.len();
    let deleted = all.clone().map(without);
    let closed = (1..=2).map(|missing| [tokens, &vec![sign('>'); missing]].concat());
    let changed = all.clone().flat_map(|i| [instead(i, '<'), instead(i, '>')]);
    let added = all.clone().flat_map(|i| [with(i, '<'), with(i, '>')]);
    let ends = all.map(|i| tokens[i..].to_vec());
    let as_it_is = std::iter::once(tokens.to_vec());
    let mut tries = as_it_is.chain(closed).chain(added).chain(deleted).chain(changed).chain(ends);
    tries.find_map(|tokens| parsed(tokens.into_iter().collect()))
}

/// A field with what is in front of it. `None` if there is no telling what was meant.
pub(crate) fn field(part: &[TokenTree]) -> Option<Field> {
    let (attributes, part) = attributes(part);
    let vis = vis(part);
    let part: Vec<TokenTree> = part.iter().skip(vis.clone().into_iter().count()).cloned().collect();
    let field = Field::parse_named.parse2(part.iter().cloned().collect()).ok();
    let has_name = matches!(part.first(), Some(TokenTree::Ident(_)));
    let typed = || typed(&part).filter(|_| has_name).map(ToTokens::into_token_stream);
    let field = field.map(ToTokens::into_token_stream).or_else(typed)?;
    let field = Field::parse_named.parse2(quote!(#vis #field)).ok()?;
    let attributes = attributes.into_iter().map(|group| attribute(group, &field.ty));
    Field::parse_named.parse2(quote!(#(#[#attributes])* #field)).ok()
}

/// What is in the brackets in front of a field. Ours with a slip in them are known by a word that is there, or by the
/// field's type.
fn attribute(group: &Group, ty: &Type) -> TokenStream {
    if syn::parse2::<Meta>(group.stream()).is_ok() {
        return group.stream();
    }
    let trees: Vec<TokenTree> = group.stream().into_iter().collect();
    let of_type = match ty {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        _ => None,
    };
    let meant = match of_type.as_deref() {
        Some("Child") => "child",
        Some("Prop" | "Link") => "property",
        _ => "init",
    };
    let written = ["property", "child", "init"].into_iter().find(|word| trees.iter().any(|tree| is_word(tree, word)));
    let name = Ident::new(written.unwrap_or(meant), group.span());
    let options = trees.iter().rfind(|tree| is_group(tree, Delimiter::Parenthesis));
    quote!(#name #options)
}

/// The brackets of those in front, also of one whose `#` is doubled, another sign, or missing.
fn attributes(part: &[TokenTree]) -> (Vec<&Group>, &[TokenTree]) {
    let (mut attributes, mut rest) = (Vec::new(), part);
    loop {
        let signs = rest.iter().take_while(|tree| matches!(tree, TokenTree::Punct(_) | TokenTree::Literal(_))).count();
        match rest.get(signs) {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => attributes.push(group),
            _ => return (attributes, rest),
        }
        rest = &rest[signs + 1..];
    }
}

/// Whether it is the `(crate)` of a `pub`.
fn is_vis(part: &[TokenTree], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| is_word(&part[before], "pub"))
}

fn vis(before: &[TokenTree]) -> TokenStream {
    match before {
        [word, group, ..] if is_word(word, "pub") && is_group(group, Delimiter::Parenthesis) => quote!(#word #group),
        [word, ..] if is_word(word, "pub") => quote!(#word),
        _ => TokenStream::new(),
    }
}

/// The word in front of the parameters, and the `<..>` in between.
fn name(before: &[TokenTree]) -> Option<(&Ident, TokenStream)> {
    const OTHERS: &[&str] = &["struct", "enum", "union", "trait", "impl", "mod", "const", "static", "type", "use"];
    if before.iter().any(|tree| OTHERS.iter().any(|other| is_word(tree, other))) {
        return None;
    }
    let end = match before.last()? {
        last if is_sign(last, '>') => before.iter().position(|tree| is_sign(tree, '<'))?,
        _ => before.len(),
    };
    match before[..end].last()? {
        TokenTree::Ident(name) if name != "fn" => {
            let generics = before[end..].iter().cloned().collect();
            Some((name, generics))
        }
        _ => None,
    }
}

fn parameters_of(tokens: TokenStream, object: Object) -> Option<TokenStream> {
    let pieces = pieces(tokens);
    let parameters = pieces.iter().enumerate().map(|(i, piece)| {
        let object = if i == 0 { object } else { Object::Nowhere };
        syn::parse2(piece.iter().cloned().collect()).ok().or_else(|| of_object(piece, object)).or_else(|| typed(piece))
    });
    let parameters: Vec<FnArg> = parameters.collect::<Option<_>>()?;
    Some(quote!(#(#parameters),*))
}

/// What stands between commas that are in no `<..>`, or in front of another `name: ` that has no comma before it.
fn pieces(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let is_name = |i: usize| {
        let next = trees.get(i + 1);
        matches!(trees[i], TokenTree::Ident(_)) && next.is_some_and(|next| is_sign(next, ':') && !is_joint(next))
    };
    let (mut pieces, mut depth, mut is_typed) = (vec![Vec::new()], 0_usize, false);
    for (i, tree) in trees.iter().enumerate() {
        let ends = depth == 0 && is_sign(tree, ',');
        if ends || (is_typed && is_name(i)) {
            pieces.push(Vec::new());
            is_typed = false;
        }
        is_typed |= is_name(i);
        if is_sign(tree, '<') {
            depth += 1;
        } else if is_sign(tree, '>') && !(i > 0 && is_sign(&trees[i - 1], '-')) {
            depth = depth.saturating_sub(1);
        }
        if !ends {
            pieces.last_mut().unwrap_or(&mut Vec::new()).push(tree.clone());
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn of_object(piece: &[TokenTree], object: Object) -> Option<FnArg> {
    let has = |word: &str| piece.iter().any(|tree| is_word(tree, word));
    match object {
        Object::This if has("this") || has("Self") => {
            let lifetime = piece.windows(2).find(|two| is_sign(&two[0], '\''));
            let lifetime = lifetime.into_iter().flatten();
            Some(syn::parse_quote!(this: &#(#lifetime)* Self))
        }
        Object::Receiver if has("self") || is_sign(&piece[0], '&') => Some(syn::parse_quote!(&self)),
        _ => None,
    }
}

/// `byte byte: u8`, `byte u8`, `: u8`.
fn typed(piece: &[TokenTree]) -> Option<FnArg> {
    let words = piece.iter().take_while(|tree| matches!(tree, TokenTree::Ident(_))).count();
    let has_colon = piece.get(words).is_some_and(|tree| is_sign(tree, ':'));
    let (name, rest) = match words {
        0 => (None, piece),
        _ if has_colon => (Some(&piece[words - 1]), &piece[words..]),
        _ => (Some(&piece[0]), &piece[1..]),
    };
    let signs = rest.iter().take_while(|tree| is_sign(tree, ':') || is_sign(tree, ';')).count();
    let ty = ty(&rest[signs..])?;
    let name = name.map_or_else(|| quote!(_), ToTokens::to_token_stream);
    syn::parse2(quote!(#name: #ty)).ok()
}

/// What follows the parameters: `-> Result<()>`, and a `where` clause as it is.
fn output_of(tokens: &[TokenTree]) -> Option<TokenStream> {
    let clause = tokens.iter().position(|tree| is_word(tree, "where")).unwrap_or(tokens.len());
    let (tokens, clause) = tokens.split_at(clause);
    let begins_type = |tree: &TokenTree| ['<', '&', '*', '!', ':'].iter().any(|&c| is_sign(tree, c));
    let signs = tokens.iter().take_while(|tree| matches!(tree, TokenTree::Punct(_)) && !begins_type(tree)).count();
    match &tokens[signs..] {
        // The arrow of nothing is a type that is missing.
        [] => (signs == 0).then(|| quote!(#(#clause)*)),
        rest => ty(rest).map(|ty| quote!(-> #ty #(#clause)*)),
    }
}

fn sign(c: char) -> TokenTree {
    Punct::new(c, Spacing::Alone).into()
}

fn is_joint(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint)
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens, quote};
    use syn::{ImplItemFn, TraitItemFn};

    use super::{Object, function, ty};

    fn trees(text: &str) -> Vec<proc_macro2::TokenTree> {
        text.parse::<proc_macro2::TokenStream>().unwrap().into_iter().collect()
    }

    #[test]
    fn a_hook_with_a_slip_is_what_was_meant() {
        let meant = syn::parse2::<TraitItemFn>(quote!(
            fn put(this: &Self, byte: u8) -> Result<()>;
        ))
        .unwrap();
        for slip in [
            "put(this: &Self, byte: u8) -> Result<()>;",
            "fn fn put(this: &Self, byte: u8) -> Result<()>;",
            "nf put(this: &Self, byte: u8) -> Result<()>;",
            "fn put put(this: &Self, byte: u8) -> Result<()>;",
            "fn put(: &Self, byte: u8) -> Result<()>;",
            "fn put(this this: &Self, byte: u8) -> Result<()>;",
            "fn put(this &Self, byte: u8) -> Result<()>;",
            "fn put(this; &Self, byte: u8) -> Result<()>;",
            "fn put(this: : &Self, byte: u8) -> Result<()>;",
            "fn put(this: *Self, byte: u8) -> Result<()>;",
            "fn put(this: &, byte: u8) -> Result<()>;",
            "fn put(this: &Self Self, byte: u8) -> Result<()>;",
            "fn put(this: &Self byte: u8) -> Result<()>;",
            "fn put(this: &Self,, byte: u8) -> Result<()>;",
            "fn put(this: &Self . byte: u8) -> Result<()>;",
            "fn put(this: &Self, byte byte: u8) -> Result<()>;",
            "fn put(this: &Self, byte u8) -> Result<()>;",
            "fn put(this: &Self, byte; u8) -> Result<()>;",
            "fn put(this: &Self, byte: : u8) -> Result<()>;",
            "fn put(this: &Self, byte: u8 u8) -> Result<()>;",
            "fn put(this: &Self, byte: u8) Result<()>;",
            "fn put(this: &Self, byte: u8) -> -> Result<()>;",
            "fn put(this: &Self, byte: u8) -. Result<()>;",
            "fn put(this: &Self, byte: u8) -> Result Result<()>;",
            "fn put(this: &Self, byte: u8) -> Result ()>;",
            "fn put(this: &Self, byte: u8) -> Result<<()>;",
            "fn put(this: &Self, byte: u8) -> Result,()>;",
            "fn put(this: &Self, byte: u8) -> Result<();",
            "fn put(this: &Self, byte: u8) -> Result<()>",
            "fn put(this: &Self, byte: u8) -> Result<()>,",
        ] {
            let mended = function(&trees(slip), Object::This).unwrap_or_else(|| panic!("{slip} means something"));
            let mended = syn::parse2::<TraitItemFn>(mended).unwrap_or_else(|error| panic!("{slip}: {error}"));
            assert_eq!(mended.to_token_stream().to_string(), meant.to_token_stream().to_string(), "{slip}");
        }
    }

    #[test]
    fn a_method_keeps_its_attributes_and_its_body() {
        let meant = quote!(
            #[setter]
            pub(crate) fn set_baud(&self, baud: u64) -> Result<()> {
                self.x(baud)
            }
        );
        let meant = syn::parse2::<ImplItemFn>(meant).unwrap();
        for slip in [
            "[setter] pub(crate) fn set_baud(&self, baud: u64) -> Result<()> { self.x(baud) }",
            "3[setter] pub(crate) fn set_baud(&self, baud: u64) -> Result<()> { self.x(baud) }",
            "#[setter] pub(crate) fn set_baud(&slef, baud: u64) -> Result<()> { self.x(baud) }",
            "#[setter] pub(crate) fn set_baud(&, baud: u64) -> Result<()> { self.x(baud) }",
            "#[setter] pub(crate) fn set_baud(& &self, baud: u64) -> Result<()> { self.x(baud) }",
        ] {
            let mended = function(&trees(slip), Object::Receiver).unwrap_or_else(|| panic!("{slip} means something"));
            let mended = syn::parse2::<ImplItemFn>(mended).unwrap_or_else(|error| panic!("{slip}: {error}"));
            assert_eq!(mended.to_token_stream().to_string(), meant.to_token_stream().to_string(), "{slip}");
        }
    }

    #[test]
    fn what_is_well_stays_as_it_is() {
        for (slip, meant) in [
            ("fn a<'a>(this this: &'a Self) -> &'a str;", "fn a<'a>(this: &'a Self) -> &'a str;"),
            (
                "fn a(x x: Map<fn(u8) -> u8, u8>, (a, b): (u8, u8));",
                "fn a(x: Map<fn(u8) -> u8, u8>, (a, b): (u8, u8));",
            ),
            ("fn a<T>(x x: T) -> ! where T: Clone {}", "fn a<T>(x: T) -> ! where T: Clone {}"),
            (
                "/// Says.\n fn a(this: &Self) -> -> ::std::string::String;",
                "/// Says.\n fn a(this: &Self) -> ::std::string::String;",
            ),
        ] {
            let mended = function(&trees(slip), Object::This).unwrap_or_else(|| panic!("{slip} means something"));
            let [mended, meant] =
                [mended, meant.parse().unwrap()].map(|tokens| syn::parse2::<TraitItemFn>(tokens).unwrap());
            assert_eq!(mended.to_token_stream().to_string(), meant.to_token_stream().to_string(), "{slip}");
        }
    }

    #[test]
    fn what_could_be_anything_is_not_guessed() {
        for slip in ["fn (this: &Self);", "fn put(this: &Self, byte: ) -> u8;", "fn put(this: &Self) -> ;", "fn put"] {
            assert!(function(&trees(slip), Object::This).is_none(), "{slip}");
        }
        assert!(function(&trees("struct X(u8);"), Object::Nowhere).is_none());
        assert!(ty(&[]).is_none());
    }
}
