//! What rustdoc's page of a type says of its properties, beside what the user wrote.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::ToTokens;

/// A line of the table.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) type_name: String,
    pub(crate) default: String,
    pub(crate) access: String,
    /// In one line.
    pub(crate) about: String,
}

/// The table; nothing if there are no properties.
pub(crate) fn table(rows: &[Row]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut text = "\n\n| property | type | default | settable | |\n| --- | --- | --- | --- | --- |\n".to_owned();
    for Row { name, type_name, default, access, about } in rows {
        let cells = [&code(name), &code(type_name), &code(default), access, &about.replace('|', "\\|")];
        let cells = cells.map(String::as_str).join(" | ");
        text += &format!("| {cells} |\n");
    }
    text
}

fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{}`", text.replace('|', "\\|")) }
}

/// Code as a person writes it.
pub(crate) fn written(tokens: impl ToTokens) -> String {
    let mut text = String::new();
    write(tokens.to_token_stream(), &mut text);
    text.trim_end().to_owned()
}

fn write(tokens: TokenStream, text: &mut String) {
    let mut after_word = false;
    for tree in tokens {
        let is_word = matches!(tree, TokenTree::Ident(_) | TokenTree::Literal(_));
        if after_word && is_word {
            text.push(' ');
        }
        match tree {
            TokenTree::Group(group) => {
                let whole = group.to_string();
                let ends = match (whole.chars().next(), whole.chars().last()) {
                    (Some(open @ ('(' | '[' | '{')), Some(close)) => Some((open, close)),
                    _ => None,
                };
                text.extend(ends.map(|(open, _)| open));
                write(group.stream(), text);
                text.extend(ends.map(|(_, close)| close));
            }
            TokenTree::Punct(punct) => {
                text.push(punct.as_char());
                if punct.as_char() == ',' && punct.spacing() == Spacing::Alone {
                    text.push(' ');
                }
            }
            word => *text += &word.to_string(),
        }
        after_word = is_word;
    }
}

/// A link to something that is called so where the documentation is.
pub(crate) fn link(path: impl ToTokens) -> String {
    let path = written(path);
    let path = path.trim_start_matches("::");
    let name = path.rsplit("::").next().unwrap_or(path);
    format!("[`{name}`]({path})")
}
