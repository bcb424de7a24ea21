//! What rustdoc's page of a type says of its properties, beside what the user wrote.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{LitStr, Path};

/// A line of the table; the cells of a column that no line has anything in are left out with it.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) type_name: String,
    pub(crate) default: String,
    pub(crate) range: String,
    pub(crate) unit: String,
    pub(crate) settable: String,
    /// In one line.
    pub(crate) about: String,
}

/// The table; nothing if there are no properties.
pub(crate) fn table(rows: &[Row]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let columns = [
        column("property", rows, |row| code(&row.name)),
        column("type", rows, |row| code(&row.type_name)),
        column("default", rows, |row| code(&row.default)),
        column("range", rows, |row| code(&row.range)),
        column("unit", rows, |row| row.unit.clone()),
        column("settable", rows, |row| row.settable.clone()),
        column("description", rows, |row| row.about.clone()),
    ];
    let columns: Vec<Column> =
        columns.into_iter().filter(|column| column.cells.iter().any(|cell| !cell.is_empty())).collect();
    let heads = columns.iter().map(Column::head);
    let rules = columns.iter().map(|_| "---".to_owned());
    let mut text = format!("\n\n{}{}", line(heads), line(rules));
    for i in 0..rows.len() {
        text += &line(columns.iter().map(|column| column.cells[i].replace('|', "\\|")));
    }
    text
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

struct Column {
    title: &'static str,
    cells: Vec<String>,
}

fn column(title: &'static str, rows: &[Row], cell: impl Fn(&Row) -> String) -> Column {
    Column { title, cells: rows.iter().map(cell).collect() }
}

impl Column {
    /// The title, as wide as what is below it, up to a limit: on a narrow screen a browser would break code anywhere, and
    /// put one word of a sentence below the other. A table that is too wide can be scrolled.
    fn head(&self) -> String {
        const WIDEST: usize = 24;
        let Self { title, cells } = self;
        let longest = cells.iter().map(|cell| cell.chars().count()).max().unwrap_or_default();
        if *title == "settable" || longest <= title.len() {
            return (*title).to_owned();
        }
        // A letter of code is 0.6 em wide.
        let tenths = longest.min(WIDEST) * 6;
        format!(r#"<div style="min-width:{}.{}em">{title}</div>"#, tenths / 10, tenths % 10)
    }
}

fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

/// A description, and what else is to be said of the property.
pub(crate) fn remarks(about: String, is_write_only: bool, deprecated: Option<&LitStr>) -> String {
    let write_only = is_write_only.then(|| "Cannot be read.".to_owned());
    let deprecated = deprecated.map(|instead| format!("**Deprecated**: {}", instead.value()));
    let said = [Some(about).filter(|about| !about.is_empty()), write_only, deprecated];
    said.into_iter().flatten().collect::<Vec<_>>().join(" ")
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

/// `u32` of `Prop<u32>`, if `start` is `Prop<`; any other type stays as it is.
pub(crate) fn within(type_name: &str, start: &str) -> String {
    let inner = type_name.split_once(start).and_then(|(_, inner)| inner.strip_suffix('>'));
    inner.unwrap_or(type_name).to_owned()
}

/// A link to something that is called so where the documentation is.
pub(crate) fn link(path: impl ToTokens) -> String {
    let path = written(path);
    let path = path.trim_start_matches("::");
    let name = path.rsplit("::").next().unwrap_or(path);
    format!("[`{name}`]({path})")
}

/// A link to something of `qom_core`, whatever it is called where the documentation is.
pub(crate) fn link_to_core(crate_path: Option<&Path>, name: &str, path: &str) -> String {
    let core = crate_path.map_or_else(|| "qom_core".to_owned(), written);
    format!("[`{name}`]({}::{path})", core.trim_start_matches("::"))
}
